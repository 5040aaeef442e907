"""Records that cannot matter, left out before the sorting: a monitor mostly says that all is well.

Time is cut into cells, target by target. A cell is quiet where it holds records and all of them
say "up". Where a quiet cell follows a quiet cell and any record follows it, no state changes in it
and no silence can hide, so its records are left out. The rest is a small share, and sorting is
what costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenir.terms.samples import UP, Codes, Packing, Samples, Seconds, chunks

MANY = 50_000  # fewer records are sorted as they are
CROWD = 4  # records wanted in a cell: more hide less, fewer make a table that leaves the cache


@dataclass(frozen=True)
class Grid:
    """Cells of 2**shift seconds from `origin`, `stride` of them for each target, never full.

    The first and the last cell of a target stay empty, so that its edges are never left out.
    """

    origin: int
    shift: int
    stride: int
    targets: int

    def cells(self, target: Codes, at: Seconds) -> NDArray[np.int64]:
        """The cell of each record."""
        cell: NDArray[np.int64] = (at - self.origin) >> self.shift
        cell += 1
        cell += target * np.int64(self.stride)
        return cell


@dataclass(frozen=True)
class Quiet:
    """The cells whose records were left out: there the target was up, and never silent."""

    grid: Grid
    left_out: NDArray[np.bool_]

    def follows(self, target: Codes, at: Seconds) -> NDArray[np.bool_]:
        """Do left-out records follow this one?"""
        return self.left_out[self.grid.cells(target, at) + 1]


def grid_for(packing: Packing, count: int, silence: int | None) -> Grid | None:
    """The grid worth laying over so many records; None where it would hide nothing.

    Records of neighbouring cells must never be further apart than the silence limit.
    """
    span = (1 << packing.bits) - 1
    most = max(4, count // (CROWD * packing.targets))
    shift = max(0, (span // (most - 3)).bit_length())
    if silence is not None:
        shift = min(shift, ((silence + 1) // 2).bit_length() - 1)
    if shift < 0:
        return None
    grid = Grid(packing.origin, shift, (span >> shift) + 3, packing.targets)
    return grid if 2 * grid.stride * grid.targets <= count else None


def without_quiet(
    samples: Samples, *, packing: Packing, silence: int | None
) -> tuple[Samples, Quiet | None]:
    """The records that may matter, and where the others were; all of them where few are given."""
    count = len(samples.at)
    loud = np.flatnonzero(samples.status != UP)
    grid = grid_for(packing, count, silence) if count >= MANY else None
    if grid is None or len(loud) * CROWD > count:
        return samples, None
    cells = np.empty(count, np.int32)
    occupied = np.zeros(grid.stride * grid.targets, bool)
    for part in chunks(count):
        cell = grid.cells(samples.target[part], samples.at[part])
        occupied[cell] = True
        cells[part] = cell
    quiet = Quiet(grid, _left_out(occupied, cells[loud]))
    kept = np.concatenate(
        [part.start + np.flatnonzero(~quiet.left_out.take(cells[part])) for part in chunks(count)]
    )
    return samples.at_places(kept), quiet


def _left_out(occupied: NDArray[np.bool_], loud: NDArray[np.int32]) -> NDArray[np.bool_]:
    """The quiet cells that follow a quiet cell and come before an occupied one."""
    quiet = occupied.copy()
    quiet[loud] = False
    left_out = quiet.copy()
    left_out[1:] &= quiet[:-1]
    left_out[:-1] &= occupied[1:]
    return left_out

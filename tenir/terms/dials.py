"""Dials: tables that turn one datetime into working seconds, and back, without a search.

A dial looks at the time in slots of 2048 seconds: a shift of the instant names its slot, and the
slot names the only opening that can matter in it. A slot in doubt holds None: several openings,
clocks that change, the edges of the years compiled. There the dial gives up, by an error that
`working_time` takes as the sign to search with care.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from tenir.terms.openings import Openings
from tenir.terms.span_arrays import EVER, Seconds, SpanArray, intersect
from tenir.terms.zones import Offsets

SHIFT = 11
SLOT = 1 << SHIFT
GAVE_UP = (TypeError, IndexError, AttributeError)

Piece: TypeAlias = tuple[int, int, int, int]  # opens, closes, worked before, worked - opens
Reached: TypeAlias = tuple[int, int, datetime, int, datetime]

# Adding two ready timedeltas takes a third of the time of making one.
_HIGH = [timedelta(0, n << 8) for n in range(400)]
_LOW = [timedelta(0, n) for n in range(256)]
_LONG = len(_HIGH) << 8


class _Pieces(NamedTuple):
    """The openings, cut wherever clocks change, so that clock time runs evenly in each.

    They are steady where a length can be added to the clock time of their start.
    """

    instants: SpanArray
    walls: SpanArray
    worked: Seconds
    done: Seconds
    steady: NDArray[np.bool_]


class Dial:
    """Working seconds at a datetime, and the datetime at which some are worked."""

    __slots__ = ("_origin", "_reached", "_slots", "_wall_origin", "_wall_slots", "_zone",
                 "openings")  # fmt: skip

    def __init__(self, openings: Openings, zone: ZoneInfo) -> None:
        self.openings, self._zone = openings, zone
        pieces = _pieces(openings)
        bounds = np.array([openings.begin, openings.end])
        walls = openings.offsets.walls_of(bounds)
        # Counted from a slot's edge near by, seconds stay below 2**30, where Python is faster.
        origin, wall_origin = (-(-int(at[0]) >> SHIFT) << SHIFT for at in (bounds, walls))
        self._origin = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(0, origin)
        self._wall_origin = datetime(1970, 1, 1, tzinfo=zone) + timedelta(0, wall_origin)
        self._slots = _slots(pieces, pieces.instants, bounds - origin, origin)
        self._wall_slots = _slots(pieces, pieces.walls, walls - wall_origin, wall_origin)
        _doubt(self._wall_slots, openings.offsets, wall_origin)
        self._reached = _reached_slots(pieces, zone)

    def worked_at(self, at: datetime) -> int:
        """The working seconds before a datetime, or one of the errors GAVE_UP.

        Two datetimes of one zone are subtracted by their clock times, which spares the zone's
        tables: hence the slots in clock time.
        """
        if at.tzinfo is self._zone:
            since = at - self._wall_origin
            slots = self._wall_slots
        else:
            since = at - self._origin
            slots = self._slots
        seconds = since.days * 86400 + since.seconds
        if seconds < 0:
            raise IndexError
        opens, closes, worked, ahead = slots[seconds >> SHIFT]
        if seconds <= opens:
            return worked
        return ahead + (seconds if seconds < closes else closes)

    def reached_at(self, goal: int) -> datetime:
        """The first datetime by which so many seconds are worked, 0 < goal; or GAVE_UP."""
        done, worked, local, next_worked, next_local = self._reached[goal >> SHIFT]
        if goal > done:
            worked, local = next_worked, next_local
        left = goal - worked
        if left >= _LONG:
            return local + timedelta(0, left)
        return local + _HIGH[left >> 8] + _LOW[left & 255]


def _pieces(openings: Openings) -> _Pieces:
    offsets = openings.offsets
    ahead = np.maximum(offsets.seconds[:-1] - offsets.seconds[1:], 0)
    # Before a change comes a piece of one second: a closing at the very change is then in no
    # piece that clock time can be added to.
    unsteady = SpanArray(offsets.changes - 1, offsets.changes + ahead)
    cuts = np.unique(np.concatenate([[-EVER, EVER], *unsteady, offsets.changes]))
    span, _ = intersect(SpanArray(openings.opens, openings.closes), SpanArray(cuts[:-1], cuts[1:]))
    length = span.end - span.start
    done = np.cumsum(length)
    start = offsets.walls_of(span.start)
    # Where the clocks go back the ends do not rise: those slots are in doubt, the others right.
    walls = SpanArray(start, np.maximum.accumulate(start + length))
    inside = np.searchsorted(unsteady.end, span.start, side="right")
    steady = np.append(unsteady.start, EVER)[inside] > span.start
    return _Pieces(span, walls, done - length, done, steady)


def _slots(pieces: _Pieces, span: SpanArray, bounds: Seconds, origin: int) -> list[Piece]:
    """For each slot the piece that it touches, or the next one; None where it touches several."""
    opens, closes = (np.append(edges - origin, EVER) for edges in span)
    worked = np.append(pieces.worked, pieces.done[-1:].sum())
    columns = (column.tolist() for column in (opens, closes, worked, worked - opens))
    after = np.minimum(-(-closes >> SHIFT), bounds[1] >> SHIFT)  # the first slot past the piece
    found = _by_slot(list(zip(*columns, strict=True)), after)
    for slot in after[:-1][opens[1:] >> SHIFT < after[:-1]].tolist():
        found[slot - 1] = None
    return found


def _doubt(slots: list[Any], offsets: Offsets, origin: int) -> None:
    """Mark the slots in which clocks skip some time or show it twice."""
    before, after = offsets.changes + offsets.seconds[:-1], offsets.changes + offsets.seconds[1:]
    first = np.minimum(before, after) - origin >> SHIFT
    past = -(-(np.maximum(before, after) - origin) >> SHIFT)
    for start, end in zip(first.tolist(), past.tolist(), strict=True):
        for slot in range(max(start, 0), min(end, len(slots))):
            slots[slot] = None


def _reached_slots(pieces: _Pieces, zone: ZoneInfo) -> list[Reached]:
    """For each slot of working seconds, the piece in which it begins and the one that follows."""
    starts = pieces.instants.start.tolist()
    locals_: list[Any] = list(map(datetime.fromtimestamp, starts, repeat(zone)))
    for n in np.flatnonzero(~pieces.steady).tolist():
        locals_[n] = None
    done, worked = pieces.done.tolist(), pieces.worked.tolist()
    following = [*worked, 0][1:], [*locals_, None][1:]
    after = (pieces.done >> SHIFT) + 1
    found = _by_slot(list(zip(done, worked, locals_, *following, strict=True)), after)
    for slot in after[1:][after[1:] == after[:-1]].tolist():
        found[slot - 1] = None
    return found


def _by_slot(items: list[Any], after: NDArray[np.int64]) -> list[Any]:
    """Each item for the slots from the end of the one before it to its own."""
    objects = np.fromiter(items, dtype=object, count=len(items))
    slots: list[Any] = np.repeat(objects, np.diff(after, prepend=0)).tolist()
    return slots

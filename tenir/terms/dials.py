"""Dials: tables that turn one datetime into working seconds, and back, without a search.

A dial looks up the day, and in the day a slot of 2048 seconds, whose number is a shift of the
seconds; the slot names the only opening that can matter in it. Days alike share one pattern of
slots, so that what is read stays in the processor's cache. A slot in doubt holds None: several
openings, or clocks that change. There, and outside the years compiled, a dial gives up by an
error, which `working_time` takes as the sign to search with care.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from tenir.terms.openings import DAY, NO_OPENINGS, Openings
from tenir.terms.span_arrays import EVER, Seconds, SpanArray, intersect
from tenir.terms.zones import Offsets

SHIFT = 11
SLOT = 1 << SHIFT
GAVE_UP = (TypeError, IndexError, AttributeError)

Piece: TypeAlias = tuple[int, int, int, int]  # opens, closes, worked that day before, less opens
Day: TypeAlias = tuple[Sequence[Piece], int]  # its pattern, and the seconds worked before it
Reached: TypeAlias = tuple[int, int, datetime]  # worked at its closing, its opening; the opening

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
    steady: NDArray[np.bool_]


class Dial:
    """Working seconds at a datetime, and the datetime at which some are worked."""

    __slots__ = ("_days", "_origin", "_reached", "_wall_days", "_wall_origin", "_zone",
                 "openings")  # fmt: skip

    def __init__(self, openings: Openings, zone: ZoneInfo) -> None:
        self.openings, self._zone = openings, zone
        pieces = _pieces(openings)
        bounds = np.array([openings.begin, openings.end])
        walls = openings.offsets.walls_of(bounds)
        first, days = _whole_days(bounds)
        self._origin = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(first)
        self._days = _days(days, pieces.instants, pieces.worked, {})
        first, days = _whole_days(walls)
        self._wall_origin = datetime(1970, 1, 1, tzinfo=zone) + timedelta(first)
        self._wall_days = _days(days, pieces.walls, pieces.worked, _doubts(openings.offsets))
        self._reached = _reached(pieces, zone)

    def worked_at(self, at: datetime) -> int:
        """The working seconds before a datetime, or one of the errors GAVE_UP.

        Two datetimes of one zone are subtracted by their clock times, which spares the zone's
        tables: hence the days in clock time.
        """
        if at.tzinfo is self._zone:
            since = at - self._wall_origin
            days = self._wall_days
        else:
            since = at - self._origin
            days = self._days
        day = since.days
        if day < 0:
            raise IndexError
        pattern, worked = days[day]
        seconds = since.seconds
        opens, closes, before, ahead = pattern[seconds >> SHIFT]
        if seconds <= opens:
            return worked + before
        return worked + ahead + (seconds if seconds < closes else closes)

    def reached_at(self, goal: int) -> datetime:
        """The first datetime by which so many seconds are worked, 0 < goal; or GAVE_UP."""
        slot = goal >> SHIFT
        done, worked, local = self._reached[slot]
        if goal > done:
            _, worked, local = self._reached[slot + 1]
        left = goal - worked
        if left >= _LONG:
            return local + timedelta(0, left)
        return local + _HIGH[left >> 8] + _LOW[left & 255]


@lru_cache(maxsize=64)
def blank_dial(zone: ZoneInfo) -> Dial:
    """A dial of no year at all, which always gives up."""
    return Dial(NO_OPENINGS, zone)


def _pieces(openings: Openings) -> _Pieces:
    offsets = openings.offsets
    twice = np.maximum(offsets.seconds[:-1] - offsets.seconds[1:], 0)
    # Before a change comes a piece of one second: a closing at the very change is then in no
    # piece that clock time can be added to.
    unsteady = SpanArray(offsets.changes - 1, offsets.changes + twice)
    cuts = np.unique(np.concatenate([[-EVER, EVER], *unsteady, offsets.changes]))
    span, _ = intersect(SpanArray(openings.opens, openings.closes), SpanArray(cuts[:-1], cuts[1:]))
    length = span.end - span.start
    start = offsets.walls_of(span.start)
    inside = np.searchsorted(unsteady.end, span.start, side="right")
    steady = np.append(unsteady.start, EVER)[inside] > span.start
    return _Pieces(span, SpanArray(start, start + length), np.cumsum(length) - length, steady)


def _whole_days(bounds: Seconds) -> tuple[int, Seconds]:
    """The number of the first whole day between two seconds, and where each of them begins."""
    first = -(-int(bounds[0]) // DAY)
    return first, np.arange(first, bounds[1] // DAY) * DAY


def _doubts(offsets: Offsets) -> dict[int, tuple[int, int]]:
    """For each day in clock time, the seconds that the clocks skip or show twice on it."""
    before, after = offsets.changes + offsets.seconds[:-1], offsets.changes + offsets.seconds[1:]
    doubts: dict[int, tuple[int, int]] = {}
    for edges in zip(before.tolist(), after.tolist(), strict=True):
        for day in range(min(edges) // DAY, (max(edges) - 1) // DAY + 1):
            doubts[day * DAY] = min(edges) - day * DAY, max(edges) - day * DAY
    return doubts


def _days(
    days: Seconds, span: SpanArray, worked: Seconds, doubts: dict[int, tuple[int, int]]
) -> list[Day]:
    """Each day's pattern of slots, and the working seconds before it."""
    parts, source = intersect(span, SpanArray(days, days + DAY))
    done = worked[source] + parts.start - span.start[source]
    day = parts.start // DAY * DAY
    order = np.argsort(day, kind="stable")  # clock time may go back over midnight
    bounds = np.searchsorted(day[order], np.append(days, EVER))
    base = np.append(done[order], (span.end - span.start).sum())[bounds[:-1]]
    before = done - base[np.searchsorted(days, day)]
    rows = np.stack([parts.start - day, parts.end - day, before], axis=1)[order]
    edges, packed = (bounds * rows.itemsize * 3).tolist(), rows.tobytes()
    keys = [packed[first:last] for first, last in pairwise(edges)]
    patterns = {key: _pattern(key) for key in set(keys)}
    found: list[Day] = list(zip(map(patterns.__getitem__, keys), base.tolist(), strict=True))
    for n in np.flatnonzero(np.isin(days, list(doubts))).tolist():
        found[n] = _doubted(found[n][0], *doubts[int(days[n])]), found[n][1]
    return found


def _pattern(key: bytes) -> Sequence[Piece]:
    """For each slot of a day the piece that it touches, or the next; None where several."""
    rows = np.frombuffer(key, np.int64).reshape(-1, 3).tolist()
    last = sum(closes - opens for opens, closes, _ in rows)
    pieces = [(*row, row[2] - row[0]) for row in rows] + [(DAY, DAY, last, last - DAY)]
    slots: list[Any] = []
    for start in range(0, DAY, SLOT):
        place = sum(closes <= start for _, closes, _ in rows)
        several = any(start < row[0] < start + SLOT for row in rows[place + 1 :])
        slots.append(None if several else pieces[place])
    return tuple(slots)


def _doubted(pattern: Sequence[Piece], first: int, last: int) -> Sequence[Any]:
    """The pattern of a day on which the clocks skip some seconds or show them twice."""
    return tuple(
        None if first < start + SLOT and start < last else piece
        for piece, start in zip(pattern, range(0, DAY, SLOT), strict=True)
    )


def _reached(pieces: _Pieces, zone: ZoneInfo) -> list[Reached]:
    """For each slot of working seconds the piece in which it begins; None where several end.

    Where one ends, the slot after it begins in the next piece.
    """
    starts, ends = pieces.instants
    locals_: list[Any] = list(map(datetime.fromtimestamp, starts.tolist(), repeat(zone)))
    for n in np.flatnonzero(~pieces.steady).tolist():
        locals_[n] = None
    done = pieces.worked + (ends - starts)
    rows = list(zip(done.tolist(), pieces.worked.tolist(), locals_, strict=True))
    after = (done >> SHIFT) + 1  # the first slot past the piece
    objects = np.fromiter(rows, dtype=object, count=len(rows))
    found: list[Any] = np.repeat(objects, np.diff(after, prepend=0)).tolist()
    for slot in after[1:][after[1:] == after[:-1]].tolist():
        found[slot - 1] = None
    return found

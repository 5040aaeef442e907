"""Working time of millions of requests at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tenir.terms.calendars import Calendar, OutOfReach
from tenir.terms.dates import FIRST_YEAR, LAST_YEAR
from tenir.terms.errors import Refused
from tenir.terms.packed import CHUNK, Room, tables_of
from tenir.terms.span_arrays import EVER, Seconds
from tenir.terms.working_time import Edge


class BadColumn(Refused):
    """A column of instants or seconds that holds other things, or is of another length."""


def due_many(
    calendar: Calendar,
    *,
    starts: ArrayLike,
    seconds: ArrayLike,
    edge: Edge = "closing",
    out: Seconds | None = None,
) -> Seconds:
    """The instants at which so many working seconds are spent from each start.

    `starts` are UTC epoch seconds (int64, or datetime64), `seconds` one for all or a column as
    long; the answers are UTC epoch seconds, written to `out` where it is given. The rules are
    those of `working_time.due`. Besides the answer it takes some 500 kB, however many they are.

    Clause: 7.13, 7.14, 7.15.
    """
    at, length = _column(starts, "starts"), _column(seconds, "seconds", scalar=True)
    result = _room_for(out, at)
    if length.shape not in ((), at.shape):
        raise BadColumn("column.length", "seconds", given=length.size, wanted=at.size)
    reckoning = _Due(calendar, edge, _room(at))
    for part in _parts(at):
        with _placed(part):
            some = length[part] if length.ndim else length
            reckoning.write(result[part], at[part], some)
    return result


def elapsed_many(
    calendar: Calendar, *, starts: ArrayLike, ends: ArrayLike, out: Seconds | None = None
) -> Seconds:
    """The working seconds from each start to its end, negative where the end comes before.

    `starts` and `ends` are UTC epoch seconds (int64, or datetime64), columns of one length;
    the answers are written to `out` where it is given.

    Clause: 7.13, 7.15.
    """
    first, last = _column(starts, "starts"), _column(ends, "ends")
    result = _room_for(out, first)
    if first.shape != last.shape:
        raise BadColumn("column.length", "ends", given=last.size, wanted=first.size)
    room = _room(first)
    for part in _parts(first):
        with _placed(part):
            _elapsed(calendar, first[part], last[part], out=result[part], room=room)
    return result


def _elapsed(
    calendar: Calendar, first: Seconds, last: Seconds, *, out: Seconds, room: Room
) -> None:
    low = min(int(first.min()), int(last.min()))
    worked = tables_of(calendar.openings(low, max(int(first.max()), int(last.max())))).worked
    before = room[3, : len(first)]
    worked.look_up(first, out=before, room=room[:3])
    worked.look_up(last, out=out, room=room[:3])
    np.subtract(out, before, out=out)


class _Due(NamedTuple):
    """A chunk after the other, in one room."""

    calendar: Calendar
    edge: Edge
    room: Room

    def write(self, out: Seconds, at: Seconds, seconds: Seconds) -> None:
        """The due instants of a chunk, whatever the signs of its seconds."""
        low, high = int(seconds.min()), int(seconds.max())
        if not -EVER < low <= high < EVER:
            raise OutOfReach("calendar.reach", first=FIRST_YEAR, last=LAST_YEAR)
        if low > 0 or high < 0:
            self.write_one_way(out, at, seconds, backward=high < 0)
            return
        seconds = np.broadcast_to(seconds, at.shape).copy()  # `out` may be the same column
        np.copyto(out, at)
        for some in (seconds > 0, seconds < 0):
            if some.any():
                found = np.empty(np.count_nonzero(some), np.int64)
                self.write(found, at[some], seconds[some])
                out[some] = found

    def write_one_way(self, out: Seconds, at: Seconds, seconds: Seconds, *, backward: bool) -> None:
        """Of a chunk whose seconds are all positive, or all negative."""
        opens = int(self.edge == "next-opening" and not backward)
        found = self.calendar.openings(int(at.min()), int(at.max()))
        goal, room = self.room[3, : len(at)], self.room[:3]
        while True:
            tables_of(found).worked.look_up(at, out=goal, room=room)
            np.add(goal, seconds, out=goal)
            if (goal.min() >= 0) if backward else (goal.max() + opens <= found.total):
                break
            worst = int(at[goal.argmin() if backward else goal.argmax()])
            found = self.calendar.wider(found, after=worst, backward=backward)
        way = tables_of(found).left if backward or opens else tables_of(found).reached
        way.look_up(goal, out=out, room=room)


def _room(column: Seconds) -> Room:
    return np.empty((4, min(CHUNK, column.size)), np.int64)


def _parts(column: Seconds) -> Iterator[slice]:
    return (slice(n, min(n + CHUNK, column.size)) for n in range(0, column.size, CHUNK))


@contextmanager
def _placed(part: slice) -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        raise refused.at(f"rows {part.start} to {part.stop - 1}") from None


def _column(given: ArrayLike, name: str, *, scalar: bool = False) -> Seconds:
    column = np.asarray(given)
    if column.dtype.kind == "M":
        column = column.astype("datetime64[s]").view(np.int64)
    if column.dtype.kind not in "iu" or (column.ndim != 1 and not (scalar and column.ndim == 0)):
        raise BadColumn("column.integers", name, given=f"{column.dtype} x {column.shape}")
    return column.astype(np.int64, copy=False)


def _room_for(out: Seconds | None, at: Seconds) -> Seconds:
    if out is None:
        return np.empty(at.shape, np.int64)
    if out.shape != at.shape or out.dtype != np.int64:
        raise BadColumn("column.length", "out", given=out.size, wanted=at.size)
    return out

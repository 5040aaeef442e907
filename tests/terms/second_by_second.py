"""Working time counted second by second, as simply as it can be said: what ours is held against.

It shares no code with `tenir.terms`. A calendar is an array with a cell for each second of some
days, true where it is open.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.int64]
FAR = 10 * 86400  # nothing asked of it is farther
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class SecondBySecond:
    """The seconds of so many days from a first one, open or not; cell 0 is second `begin`."""

    def __init__(self, shape: dict[str, Any], *, first: date, days: int) -> None:
        self.zone = ZoneInfo(shape["tz"])
        self.begin = self.at(first, "00:00")
        self.open = np.zeros(days * 86400, np.bool_)
        special = {date.fromisoformat(day): ranges for day, ranges in shape["special_days"].items()}
        dates = [first + timedelta(days=n) for n in range(-1, days + 1)]
        for day in dates:
            if day not in special:
                self.write(day, shape["weekly"].get(WEEKDAYS[day.weekday()], []), True)
        for day in map(date.fromisoformat, shape["holidays"]):
            if day not in special:
                self.write(day, [["00:00", "24:00"]], False)
        for day, ranges in special.items():
            self.write(day, ranges, True)
        for closure in shape["closures"]:
            self.shut(closure)

    def at(self, day: date, clock: str) -> int:
        """Python's `fold=0` reads a time that is skipped or twice as RFC 5545 does."""
        hours, minutes = map(int, clock.split(":"))
        day += timedelta(days=hours // 24)
        local = datetime(day.year, day.month, day.day, hours % 24, minutes, tzinfo=self.zone)
        return int(local.timestamp())

    def write(self, day: date, ranges: list[list[str]], value: bool) -> None:
        for start, end in ranges:
            last = day + timedelta(days=end <= start)
            self.fill(self.at(day, start), self.at(last, end), value)

    def shut(self, closure: dict[str, str]) -> None:
        if "date" in closure:
            day = date.fromisoformat(closure["date"])
            self.write(day, [[closure["from"], closure["to"]]], False)
        else:
            edges = (datetime.fromisoformat(closure[edge]) for edge in ("from", "to"))
            self.fill(*(int(edge.timestamp()) for edge in edges), False)

    def fill(self, start: int, end: int, value: bool) -> None:
        self.open[max(start - self.begin, 0) : max(end - self.begin, 0)] = value

    @cached_property
    def open_cells(self) -> Cells:
        """The numbers of the cells that are open, in order."""
        return np.flatnonzero(self.open)

    def cells(self, first: int, last: int, pauses: list[tuple[int, int]]) -> Cells:
        """The open cells from one second to another, less those in pauses."""
        edges = np.searchsorted(self.open_cells, [first - self.begin, last - self.begin])
        found = self.open_cells[slice(*edges)]
        for pause in pauses:
            found = np.delete(found, slice(*np.searchsorted(found, np.subtract(pause, self.begin))))
        return found

    def elapsed(self, start: int, end: int, pauses: list[tuple[int, int]]) -> int:
        if end < start:
            return -self.elapsed(end, start, pauses)
        return len(self.cells(start, end, pauses))

    def due(self, start: int, seconds: int, pauses: list[tuple[int, int]], edge: str) -> int:
        """The end of the last second spent; going back, the beginning of the first one."""
        if seconds == 0:
            return start
        if seconds < 0:
            spent = self.cells(start - FAR, start, pauses)
            return self.begin + int(spent[seconds])
        spent = self.cells(start, start + FAR, pauses)
        if edge == "next-opening":
            return self.begin + int(spent[seconds])
        return self.begin + int(spent[seconds - 1]) + 1

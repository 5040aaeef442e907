"""Calendars: opening hours compiled once, and asked about instants and days."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from tenir.terms.dates import FIRST_YEAR, LAST_YEAR, BadInstant, at_local, epoch
from tenir.terms.dials import Dial, blank_dial
from tenir.terms.errors import Refused
from tenir.terms.hours import Hours
from tenir.terms.openings import NO_OPENINGS, Openings, day_number, day_of, openings_of
from tenir.terms.spans import Span

_YEARS = 10  # compiled at once, in some milliseconds
_OFTEN = 64  # searches after which a dial, worth some hundreds of them, is made
_EARLIEST, _LATEST = FIRST_YEAR - 1, LAST_YEAR  # a year early: 1970 in UTC is 1969 in America


class NeverOpens(Refused):
    """A calendar that does not open any more within its reach."""


class OutOfReach(Refused):
    """An instant or a day outside the years that calendars are made for."""


class Calendar:
    """Opening hours, ready to be asked: some years are compiled at first, more when needed.

    Instants are aware datetimes; answers are in the calendar's own zone. Nothing is asked of
    a calendar before 1970 or after 2100: public holidays are not known for ever.

    Clause: 7.4, 7.15.
    """

    def __init__(self, hours: Hours) -> None:
        self.hours = hours
        self.zone = ZoneInfo(hours.zone)
        self.dial = blank_dial(self.zone)  # until the calendar is asked often
        self._searches = 0
        self._openings = NO_OPENINGS
        self._begin = self.midnight(date(_EARLIEST, 1, 1))
        self._end = self.midnight(date(_LATEST + 1, 1, 1))

    def openings(self, first: int, last: int) -> Openings:
        """The compiled openings, widened to reach those UTC seconds; OutOfReach beyond."""
        found = self._openings
        if not found.begin <= first <= last < found.end:
            found = self._reaching(first, last)
        return found

    def wider(self, found: Openings, *, after: int, backward: bool = False) -> Openings:
        """More years than the openings found, from an instant that had too little working time.

        NeverOpens where no opening follows that instant (backward: comes before it),
        OutOfReach where too few do.
        """
        first, last = found.years
        more = last - first + 1
        first, last = (first - more, last) if backward else (first, last + more)
        if found.years == (max(first, _EARLIEST), min(last, _LATEST)):
            raise self._exhausted(found, after, backward=backward)
        return self._compile(first, last)

    def searched(self) -> None:
        """Count one more search that a dial might have spared, and make it after many."""
        self._searches += 1
        if self._searches % _OFTEN == 0 and self.dial.openings is not self._openings:
            self.dial = Dial(self._openings, self.zone)

    def is_open(self, at: datetime) -> bool:
        """Whether the instant lies in an opening; a closing instant does not."""
        now, found = seconds_of(at), self.openings(*_both(at))
        n = int(np.searchsorted(found.opens, now, side="right")) - 1
        return n >= 0 and now < int(found.closes[n])

    def next_opening(self, at: datetime) -> datetime:
        """The first open instant from this one on: itself where it is open, to the second."""
        now, found = seconds_of(at), self.openings(*_both(at))
        while not len(found.closes) or found.closes[-1] <= now:
            found = self.wider(found, after=now)
        n = int(np.searchsorted(found.closes, now, side="right"))
        return self.local(max(now, int(found.opens[n])))

    def spans(self, start: datetime, end: datetime) -> list[Span]:
        """The openings between two instants, as pairs of UTC seconds [from, to)."""
        first, last = seconds_of(start), seconds_of(end)
        if last <= first:
            return []
        found = self.openings(first, last)
        some = slice(
            int(np.searchsorted(found.closes, first, side="right")),
            int(np.searchsorted(found.opens, last, side="left")),
        )
        opens = np.maximum(found.opens[some], first).tolist()
        closes = np.minimum(found.closes[some], last).tolist()
        return list(zip(opens, closes, strict=True))

    def is_working_day(self, day: date) -> bool:
        """Whether a range that starts on that day opens at all (fr. jour ouvré)."""
        return self._working_day(day) is not None

    def closing_of(self, day: date) -> datetime | None:
        """The last closing instant of a working day, None of another; it may be past midnight."""
        closing = self._working_day(day)
        return None if closing is None else self.local(closing)

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after a day, which is not counted; negative: before it.

        Zero gives back the day itself, working or not.
        """
        if count == 0:
            return day
        here, found = day_number(day), self._around(day)
        while not 0 <= (n := _place(found, here, count)) < len(found.days):
            found = self.wider(found, after=self.midnight(day), backward=count < 0)
        return day_of(int(found.days[n]))

    def midnight(self, day: date) -> int:
        """The UTC second at which a local day begins."""
        return at_local(day, 0, self.hours.zone)

    def local_midnight(self, day: date) -> datetime:
        """The instant at which a local day begins."""
        return self.local(self.midnight(day))

    def local(self, at: int) -> datetime:
        """A UTC second as a datetime of the calendar's zone."""
        return datetime.fromtimestamp(at, self.zone)

    def _working_day(self, day: date) -> int | None:
        found = self._around(day)
        n = int(np.searchsorted(found.days, day_number(day)))
        working = n < len(found.days) and found.days[n] == day_number(day)
        return int(found.closings[n]) if working else None

    def _around(self, day: date) -> Openings:
        if not _EARLIEST <= day.year <= _LATEST:
            raise OutOfReach("calendar.reach", first=FIRST_YEAR, last=LAST_YEAR)
        return self.openings(*[self.midnight(day)] * 2)

    def _reaching(self, first: int, last: int) -> Openings:
        if not self._begin <= first <= last < self._end:
            raise OutOfReach("calendar.reach", first=FIRST_YEAR, last=LAST_YEAR)
        begin, end = self.local(first).year - 1, self.local(last).year
        years = (begin, max(end, begin + _YEARS - 1))
        known = self._openings.years
        return self._compile(min(years[0], known[0]), max(years[1], known[1]))

    def _compile(self, first: int, last: int) -> Openings:
        self._openings = openings_of(
            self.hours, first_year=max(first, _EARLIEST), last_year=min(last, _LATEST)
        )
        return self._openings

    def _exhausted(self, found: Openings, at: int, *, backward: bool) -> Refused:
        opens = found.opens[:1] < at if backward else found.closes[-1:] > at
        if opens.any():
            return OutOfReach("calendar.reach", first=FIRST_YEAR, last=LAST_YEAR)
        key = "calendar.never-opened" if backward else "calendar.never-opens"
        return NeverOpens(key, at=self.local(at), first=FIRST_YEAR, last=LAST_YEAR)


@lru_cache(maxsize=128)
def calendar_of(hours: Hours) -> Calendar:
    """The calendar of those hours; the same hours have one calendar."""
    return Calendar(hours)


def seconds_of(at: object) -> int:
    """A datetime in UTC seconds, a fraction dropped; BadInstant where it has no offset."""
    if not isinstance(at, datetime) or at.utcoffset() is None:
        raise BadInstant("instant.naive", given=at)
    return epoch(at)


def _both(at: datetime) -> tuple[int, int]:
    return (seconds_of(at),) * 2


def _place(found: Openings, here: int, count: int) -> int:
    if count > 0:
        return int(np.searchsorted(found.days, here, side="right")) + count - 1
    return int(np.searchsorted(found.days, here, side="left")) + count

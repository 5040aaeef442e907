"""The openings of a calendar over some years: each instant it opens and closes, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from tenir.terms.hours import Hours, Range
from tenir.terms.public_holidays import public_holidays
from tenir.terms.span_arrays import EVER, Seconds, SpanArray, complement, intersect, union
from tenir.terms.zones import Offsets, offsets_of

DAY = 86400
_EPOCH = date(1970, 1, 1).toordinal()
_THURSDAY = 3  # the weekday of 1 January 1970, Monday being 0


@dataclass(frozen=True, eq=False)
class Openings:
    """Disjoint openings [opens, closes) in UTC seconds, and the working seconds before each.

    They are those of some local years, first and last, from `begin` to `end`. `days` are the
    working days, numbered from 1970, and `closings` their last closing instants; a day is
    working if a range that starts on it opens at all.
    """

    years: tuple[int, int]
    begin: int
    end: int
    offsets: Offsets
    opens: Seconds
    closes: Seconds
    worked: Seconds
    days: Seconds
    closings: Seconds

    @property
    def total(self) -> int:
        """All the working seconds from `begin` to `end`."""
        return int(self.worked[-1] + self.closes[-1] - self.opens[-1]) if len(self.opens) else 0

    def worked_at(self, at: int) -> int:
        """The working seconds from `begin` to an instant."""
        n = int(np.searchsorted(self.opens, at, side="right")) - 1
        if n < 0:
            return 0
        return int(self.worked[n]) + min(at, int(self.closes[n])) - int(self.opens[n])

    def reached_at(self, worked: int) -> int:
        """The first instant by which so many seconds are worked: a closing rather than an opening.

        For 0 < worked <= total.
        """
        n = int(np.searchsorted(self.worked, worked, side="left")) - 1
        return int(self.opens[n]) + worked - int(self.worked[n])

    def left_at(self, worked: int) -> int:
        """The last instant by which no more are worked: an opening rather than a closing.

        For 0 <= worked < total.
        """
        n = int(np.searchsorted(self.worked, worked, side="right")) - 1
        return int(self.opens[n]) + worked - int(self.worked[n])


_NONE = np.empty(0, np.int64)
_UTC = Offsets(_NONE, np.zeros(1, np.int64))
NO_OPENINGS = Openings((9999, 1), 0, 0, _UTC, _NONE, _NONE, _NONE, _NONE, _NONE)


def day_number(day: date) -> int:
    """Days since 1970, negative before."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + _EPOCH)


def openings_of(hours: Hours, *, first_year: int, last_year: int) -> Openings:
    """The openings of the local years from the first to the last, both included.

    An edge that the clocks skip is read with the offset before the change, one that they show
    twice is the first (RFC 5545), so that 02:30-03:15 is empty on the spring night.

    Clause: 7.4, 7.15.
    """
    offsets = offsets_of(hours.zone, first_year=first_year - 1, last_year=last_year + 1)
    first, after = day_number(date(first_year, 1, 1)), day_number(date(last_year + 1, 1, 1))
    begin, end = (int(at) for at in offsets.instants_of(np.array([first, after]) * DAY))
    ranges = _Ranges(hours, days=np.arange(first - 2, after), offsets=offsets)
    spans, owner = ranges.open()
    spans, source = intersect(spans, complement(union(_closures(hours, offsets))))
    days, closings = _last_of_each(owner[source], spans.end, first=first)
    opens, closes = union(SpanArray(*(np.clip(edges, begin, end) for edges in spans)))
    worked = np.cumsum(closes - opens) - (closes - opens)
    years = first_year, last_year
    return Openings(years, begin, end, offsets, opens, closes, worked, days, closings)


class _Ranges:
    """The ranges of every day as spans, each with the day that owns it."""

    def __init__(self, hours: Hours, *, days: Seconds, offsets: Offsets) -> None:
        self.hours, self.offsets = hours, offsets
        midnights = offsets.instants_of(np.append(days, days[-1] + 1) * DAY)
        self.days = days[midnights[:-1] < midnights[1:]]  # less the dates that the zone skipped
        self.special = {day_number(day): ranges for day, ranges in hours.special_days}

    def open(self) -> tuple[SpanArray, Seconds]:
        """The week's ranges less the holidays, and those of the special days."""
        week, owner = self._week()
        week, source = intersect(week, complement(self._holidays()))
        special, special_owner = self._special_days()
        spans = SpanArray(*(np.concatenate(edges) for edges in zip(week, special, strict=True)))
        return spans, np.concatenate([owner[source], special_owner])

    def _week(self) -> tuple[SpanArray, Seconds]:
        plain = self.days[~np.isin(self.days, list(self.special))]
        weekday = (plain + _THURSDAY) % 7
        return self._instants(
            (plain[weekday == n], ranges) for n, ranges in enumerate(self.hours.weekly)
        )

    def _special_days(self) -> tuple[SpanArray, Seconds]:
        known = set(self.days.tolist())
        return self._instants(
            (np.array([day]), ranges) for day, ranges in self.special.items() if day in known
        )

    def _instants(
        self, groups: Iterable[tuple[Seconds, Collection[Range]]]
    ) -> tuple[SpanArray, Seconds]:
        rows = [(days, *edges) for days, ranges in groups for edges in ranges]
        owner = _joined(days for days, _, _ in rows)
        start = _joined(days * DAY + start for days, start, _ in rows)
        end = _joined(days * DAY + end for days, _, end in rows)
        return SpanArray(self.offsets.instants_of(start), self.offsets.instants_of(end)), owner

    def _holidays(self) -> SpanArray:
        shut = {day_number(day) for day in self.hours.holidays}
        if self.hours.country:
            years = range(day_of(int(self.days[0])).year, day_of(int(self.days[-1])).year + 1)
            for year in years:
                shut.update(map(day_number, public_holidays(self.hours.country, year=year)))
        days = np.array(sorted(shut.difference(self.special)), np.int64)
        return union(SpanArray(*(self.offsets.instants_of((days + n) * DAY) for n in (0, 1))))


def _closures(hours: Hours, offsets: Offsets) -> SpanArray:
    local = [
        (day_number(c.on) * DAY + c.start, day_number(c.on) * DAY + c.end)
        for c in hours.closures
        if c.on is not None
    ]
    given = [(c.start, c.end) for c in hours.closures if c.on is None]
    walls, instants = (np.array(pairs, np.int64).reshape(-1, 2) for pairs in (local, given))
    edges = np.concatenate([offsets.instants_of(walls), instants])
    return SpanArray(edges[:, 0], edges[:, 1])


def _last_of_each(owner: Seconds, ends: Seconds, *, first: int) -> tuple[Seconds, Seconds]:
    """The days that own a span, from the first day on, and the last end of each."""
    days, place = np.unique(owner, return_inverse=True)
    last = np.full(len(days), -EVER, np.int64)
    np.maximum.at(last, place, ends)
    return days[days >= first], last[days >= first]


def _joined(parts: Iterable[Seconds]) -> Seconds:
    return np.concatenate([np.empty(0, np.int64), *parts])

"""Months in words, and a month of windows and works, day by day, in the reader's zone."""

from __future__ import annotations

import re
from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR

from tenir.apps.agreements import queries as agreements
from tenir.terms.dates import next_month
from tenir.viewer import Viewer

MONTH = re.compile(r"(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])")
OFFERED = 120  # months to choose from, at most: ten years


def month_in_words(month: str) -> str:
    """2026-11 as November 2026, in the reader's language."""
    year, number = month.split("-")
    return f"{MONTHS[int(number)]} {year}"


def first_day(viewer: Viewer) -> date | None:
    """The day on which the first contract begins that the viewer may know of; None before any.

    Nothing is measured, claimed or frozen of a month before it.
    """
    told = agreements.contracts(viewer).order_by().aggregate(first=Min("starts_on"))
    found: date | None = told["first"]
    return found


def months_to_choose(
    now: datetime, chosen: str = "", *, since: date | None
) -> Sequence[tuple[str, str]]:
    """The months from that day on in words, the latest first, and one chosen before them.

    This month at least; those of ten years at most.
    """
    this = f"{timezone.localtime(now):%Y-%m}"
    first = min(this, f"{since:%Y-%m}") if since else this
    last = (next_month(this, -back) for back in range(OFFERED))
    months = [month for month in last if month >= first]
    if MONTH.fullmatch(chosen) and chosen not in months:
        months.append(chosen)
    return [(month, month_in_words(month)) for month in months]


@dataclass(frozen=True)
class Event:
    """Something with a beginning and an end: a window, works; its words, its tone, its page."""

    label: Any
    starts_at: datetime
    ends_at: datetime
    tone: str = "running"
    address: str = ""


@dataclass(frozen=True)
class DayEvent:
    """What of an event lies in one day: 20:00–24:00."""

    label: Any
    hours: str
    tone: str
    address: str


@dataclass(frozen=True)
class Day:
    """A day of the month as drawn; `inside` unless it is of the month before or after."""

    number: int
    weekday: Any
    inside: bool
    today: bool
    events: Sequence[DayEvent]


@dataclass(frozen=True)
class Month:
    """A month as drawn: weeks from Monday, and the addresses of the months around."""

    key: str
    name: str
    weeks: Sequence[Sequence[Day]]
    previous: str = ""
    following: str = ""

    @property
    def weekdays(self) -> Sequence[Any]:
        """The names of the days, Monday first."""
        return [WEEKDAYS_ABBR[n] for n in range(7)]


def month_of(
    first: date, events: Sequence[Event], *, today: date, around: tuple[str, str] = ("", "")
) -> Month:
    """The month of that day with its events, each cut at the midnights of the reader's zone."""
    weeks = [
        [_day(day, events, month=first.month, today=today) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    key = f"{first:%Y-%m}"
    return Month(f"month-{key}", month_in_words(key).capitalize(), weeks, *around)


def _day(day: date, events: Sequence[Event], *, month: int, today: date) -> Day:
    begins, ends = _midnight(day), _midnight(day + timedelta(days=1))
    inside = [
        DayEvent(event.label, _hours(event, begins, ends), event.tone, event.address)
        for event in sorted(events, key=lambda event: event.starts_at)
        if event.starts_at < ends and event.ends_at > begins
    ]
    return Day(day.day, WEEKDAYS[day.weekday()], day.month == month, day == today, inside)


def _hours(event: Event, begins: datetime, ends: datetime) -> str:
    start = timezone.localtime(max(event.starts_at, begins))
    end = timezone.localtime(min(event.ends_at, ends))
    closing = "24:00" if end == ends else f"{end:%H:%M}"
    return f"{start:%H:%M}–{closing}"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())

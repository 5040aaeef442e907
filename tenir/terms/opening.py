"""The agreement's calendars, ready to be asked.

Clause: 5.7, 7.4, 7.15.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache

from tenir.terms.calendars import Calendar, calendar_of
from tenir.terms.convention import WeekCalendar
from tenir.terms.dates import epoch
from tenir.terms.errors import Refused
from tenir.terms.hours import WEEKDAYS, Closure, Hours
from tenir.terms.hours_read import day_range
from tenir.terms.kinds_service import Counting
from tenir.terms.public_holidays import public_holidays
from tenir.terms.readings import use_of
from tenir.terms.reasons import Reason
from tenir.terms.resolution import Terms


class MissingCalendar(Refused):
    """A rule needs a calendar that the agreement does not describe."""


def named_calendar(
    terms: Terms, name: str, *, closures: Iterable[Closure] = (), started_at: int | None = None
) -> Calendar:
    """The calendar of that name with the closures that clients were told of.

    For a clock started at `started_at` (UTC epoch seconds), a closure told later does not
    count, unless the agreement reads 7.15 otherwise. Raises MissingCalendar.
    Clause: 7.4, 7.15.
    """
    described = _described(terms, name)
    hours = _all_hours(described, terms.zone, closures)
    if started_at is not None and described.late_closures == "ignored":
        hours = hours.told_by(started_at)
    return calendar_of(hours)


def clock_calendar(
    terms: Terms, name: str, *, recorded_at: datetime, closures: Collection[Closure] = ()
) -> Calendar:
    """The calendar of a clock: without the closures told only once it was running.

    What is recorded out of hours starts its clock at the next opening, so a closure told
    meanwhile still counts.
    Clause: 7.13, 7.15.
    """
    described = _described(terms, name)
    hours = _all_hours(described, terms.zone, closures)
    if not hours.closures or described.late_closures != "ignored":
        return calendar_of(hours)
    return _started(hours, epoch(recorded_at))


@lru_cache(maxsize=1024)
def calendar_reason(terms: Terms, name: str) -> Reason:
    """The hours that a clock ran in, with the doubts about them.

    Clause: 7.4, 7.15, 5.7.
    """
    described = _described(terms, name)
    return Reason(
        rule=f"calendars.{name}", phrase="calendar.used", value=None, clauses=described.clause,
        inputs={"name": name, "days": list(described.days), "hours": list(described.hours)},
        readings=tuple(use_of(r, terms.agreement.readings) for r in described.readings),
    )  # fmt: skip


def working_days(terms: Terms, *, closures: Iterable[Closure] = ()) -> Calendar:
    """The calendar in which the agreement counts working days (fr. jours ouvrés).

    `closures` are the closing days told to the clients.

    Clause: 5.7, 5.12.
    """
    name = terms.get("agreement.delays", Counting).term.working_days
    return named_calendar(terms, name, closures=closures)


def holidays_between(code: str, first: date, last: date) -> frozenset[date]:
    """The public holidays from one day to another, both included; none for the code `none`."""
    if code == "none":
        return frozenset()
    years = range(first.year, last.year + 1)
    return frozenset(
        day for year in years for day in public_holidays(code, year=year) if first <= day <= last
    )


def _described(terms: Terms, name: str) -> WeekCalendar:
    found = terms.agreement.convention.calendars.get(name)
    if found is None:
        raise MissingCalendar("calendar.missing", given=name)
    return found


@lru_cache(maxsize=4096)  # a clock asks for its calendar some times in a row
def _started(hours: Hours, at: int) -> Calendar:
    """The calendar of a clock that counts from its next opening on, as clients knew it then."""
    while True:
        calendar = calendar_of(hours.told_by(at))
        opens = epoch(calendar.next_opening(calendar.local(at)))
        if opens == at:
            return calendar
        at = opens


def _all_hours(described: WeekCalendar, zone: str, closures: Iterable[Closure]) -> Hours:
    """The hours with every closure, where the calendar knows of closures."""
    told = frozenset(closures) if described.closures == "announced" else frozenset()
    return _hours(described.hours, described.days, described.holidays, zone, told)


@lru_cache(maxsize=64)
def _hours(
    ranges: tuple[str, ...],
    days: tuple[str, ...],
    holidays: str,
    zone: str,
    closures: frozenset[Closure],
) -> Hours:
    daily = tuple(sorted(day_range(*text.split("-")) for text in ranges))
    return Hours(
        zone=zone,
        weekly=tuple(daily if day in days else () for day in WEEKDAYS),
        country=None if holidays == "none" else holidays,
        closures=closures,
    )

"""Works that come back by the clocks of the agreement's zone, whatever their offset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tenir.terms.dates import at_local, clock_seconds
from tenir.terms.errors import Refused
from tenir.terms.hours import WEEKDAYS
from tenir.terms.spans import Span

WEEK, LAST = 7, -1
NTH = (1, 2, 3, 4, LAST)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class BadRecurrence(Refused):
    """A recurrence that never comes, or that would meet itself."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When works come back: some days of every nth week, or of one week of each month.

    `starts` and `ends` are clock times, `22:00`; an end at or before the start is the next day's.
    `nth` is 1 to 4 or -1, the last such day of the month; None for every `every` weeks.
    """

    days: tuple[str, ...]
    starts: str
    ends: str
    first_on: date
    last_on: date | None = None
    every: int = 1
    nth: int | None = None


def checked(rule: Recurrence) -> Recurrence:
    """The same, or BadRecurrence."""
    if not rule.days or not set(rule.days) <= set(WEEKDAYS):
        raise BadRecurrence("recurrence.days", known=", ".join(WEEKDAYS))
    if not all(_CLOCK.fullmatch(text) for text in (rule.starts, rule.ends)):
        raise BadRecurrence("recurrence.clock", starts=rule.starts[:10], ends=rule.ends[:10])
    if not 1 <= rule.every <= 52 or rule.nth not in {None, *NTH}:
        raise BadRecurrence("recurrence.every")
    if rule.last_on is not None and rule.last_on < rule.first_on:
        raise BadRecurrence("recurrence.backward", first=rule.first_on, last=rule.last_on)
    return rule


def occurrences(
    rule: Recurrence, *, since: date, until: date, zone: str
) -> list[tuple[date, Span]]:
    """Each day in [since, until) on which works begin, and when: the same hours all the year.

    By the clocks on the wall, as the windows are: a night from 22:00 to 06:00 has 7 hours in March
    and 9 in October. Hours that the clocks skip altogether are left out.
    Clause: 5.15.
    """
    found = []
    for day in _days(rule, max(since, rule.first_on), until):
        first, last = clock_seconds(rule.starts), clock_seconds(rule.ends)
        last += 86400 if last <= first else 0
        span = at_local(day, first, zone), at_local(day, last, zone)
        if span[0] < span[1]:
            found.append((day, span))
    return found


def _days(rule: Recurrence, since: date, until: date) -> Iterator[date]:
    begins = rule.first_on - timedelta(days=rule.first_on.weekday())
    for number in range((until - since).days):
        day = since + timedelta(days=number)
        if rule.last_on is not None and day > rule.last_on:
            return
        if WEEKDAYS[day.weekday()] in rule.days and _comes(rule, begins, day):
            yield day


def _comes(rule: Recurrence, begins: date, day: date) -> bool:
    if rule.nth is None:
        return (day - begins).days // WEEK % rule.every == 0
    if rule.nth == LAST:
        return (day + timedelta(days=WEEK)).month != day.month
    return (day.day - 1) // WEEK + 1 == rule.nth

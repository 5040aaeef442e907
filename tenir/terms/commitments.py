"""A promise on its way: when to warn, and how much time is left, in the promise's own time base.

The base is "calendar" (clock time), "working-days" (the calendar in which the agreement counts its
working days) or the name of one of the agreement's calendars, such as "support".

Clause: 7.13, 7.14, 7.15.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tenir.terms.calendars import Calendar
from tenir.terms.dates import epoch, local
from tenir.terms.hours import Closure
from tenir.terms.kinds_service import Counting
from tenir.terms.opening import calendar_reason, clock_calendar
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms
from tenir.terms.working_time import due, elapsed

CALENDAR, WORKING_DAYS = "calendar", "working-days"
SHARES = (50, 80)  # per cent of the time spent at which those who must act are warned


def steps(
    terms: Terms,
    *,
    started_at: datetime,
    due_at: datetime,
    base: str,
    closures: Collection[Closure] = (),
) -> tuple[tuple[int, datetime], ...]:
    """The instants at which half, then four fifths of the time are spent: (share, instant).

    Counted in the promise's own time base, so nobody is warned at midnight about working hours. A
    promise with no time between its start and its due instant has none. MissingCalendar where the
    agreement has no calendar of that name.
    Clause: 7.13, 7.15.
    """
    calendar = _calendar(terms, base, started_at, closures)
    if calendar is None:
        start, seconds = epoch(started_at), epoch(due_at) - epoch(started_at)
        spent = [local(start + _part(seconds, share), terms.zone) for share in SHARES]
    else:
        seconds = elapsed(calendar, start=started_at, end=due_at)
        spent = [due(calendar, start=started_at, seconds=_part(seconds, share)) for share in SHARES]
    return tuple(zip(SHARES, spent, strict=True)) if seconds > 0 else ()


def remaining(
    terms: Terms,
    *,
    now: datetime,
    due_at: datetime,
    base: str,
    started_at: datetime | None = None,
    closures: Collection[Closure] = (),
) -> Judgement[int]:
    """The seconds left until the due instant, in the promise's own time base; negative once past.

    `started_at` is when the clock started, where that decides which closures count (7.15).
    Clause: 7.13, 7.15.
    """
    calendar = _calendar(terms, base, started_at or now, closures)
    until = local(epoch(due_at), terms.zone)
    if calendar is None:
        left = epoch(due_at) - epoch(now)
        phrase = "left.clock" if left >= 0 else "left.clock_over"
        return Judgement(left, _because(phrase, left, until))
    left = elapsed(calendar, start=now, end=due_at)
    past = left < 0 or epoch(now) > epoch(due_at)
    hours = calendar_reason(terms, _name(terms, base))
    return Judgement(left, _because("left.over" if past else "left.working", left, until, hours))


def calendar_of_base(
    terms: Terms, base: str, *, started_at: datetime, closures: Collection[Closure] = ()
) -> Calendar | None:
    """The calendar that a promise of that base is counted in; None of clock time.

    Raises MissingCalendar.
    Clause: 7.13, 7.15.
    """
    return _calendar(terms, base, started_at, closures)


def _part(seconds: int, share: int) -> int:
    """At least that share of the seconds, rounded up to a whole one."""
    return -(-seconds * share // 100)


def _because(phrase: str, left: int, until: datetime, *children: Reason) -> Reason:
    clauses = tuple(clause for child in children for clause in child.clauses)
    inputs = {"left": abs(left), "due": until}
    return Reason("commitments.remaining", phrase, left, clauses, inputs, children=children)


def _calendar(
    terms: Terms, base: str, started_at: datetime, closures: Collection[Closure]
) -> Calendar | None:
    if base == CALENDAR:
        return None
    return clock_calendar(terms, _name(terms, base), recorded_at=started_at, closures=closures)


def _name(terms: Terms, base: str) -> str:
    if base == WORKING_DAYS:
        return terms.get("agreement.delays", Counting).term.working_days
    return base

"""Maintenance: the windows, the time that is free in them, and when works must be announced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from tenir.terms.convention import Allowance, Delay, Window
from tenir.terms.dates import at_local, clock_seconds, epoch, local
from tenir.terms.opening import holidays_between, working_days
from tenir.terms.quantities import Length
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Held, Terms
from tenir.terms.spans import Span, clip, minus, total, union

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InWindow:
    """Whether an instant lies in a maintenance window; instants in the agreement's zone."""

    inside: bool
    until: datetime | None
    next_opens_at: datetime


def window_at(terms: Terms, *, at: datetime) -> Judgement[InWindow]:
    """Whether works may be planned at that instant, until when, and when a window opens next.

    Windows that touch are one: Saturday 20:00 runs to Monday 00:00.
    Clause: 5.15, 5.16, A2.
    """
    held = terms.get("maintenance.window", Window)
    moment = epoch(at)
    opens = window_spans(held, (moment - 9 * 86400, moment + 17 * 86400))
    current = next((span for span in opens if span[0] <= moment < span[1]), None)
    following = next(span for span in opens if span[0] > moment)
    found = InWindow(
        inside=current is not None,
        until=local(current[1], terms.zone) if current else None,
        next_opens_at=local(following[0], terms.zone),
    )
    phrase = "window.inside" if current else "window.outside"
    reason = held.because(
        phrase, current is not None, at=local(moment, terms.zone), until=found.until,
        next_opens_at=found.next_opens_at,
    )  # fmt: skip
    return Judgement(found, reason)


def window_between(terms: Terms, *, start: datetime, end: datetime) -> Judgement[int]:
    """How many seconds between two instants lie in a window.

    Clause: 5.15, 5.16, A2.
    """
    held = terms.get("maintenance.window", Window)
    seconds = total(window_spans(held, (epoch(start), epoch(end))))
    reason = held.because(
        "window.between", seconds, start=local(epoch(start), terms.zone),
        end=local(epoch(end), terms.zone),
    )  # fmt: skip
    return Judgement(seconds, reason)


def free_time(terms: Terms, *, bounds: Span, taken: list[Span]) -> list[Span]:
    """The time inside the windows that no other works hold, in order.

    Clause: 5.14, 5.15.
    """
    return minus(window_spans(terms.get("maintenance.window", Window), bounds), taken)


def window_spans(held: Held[Window], bounds: Span) -> list[Span]:
    """The windows between two instants, merged and clipped.

    Clause: 5.15, 5.16.
    """
    term, zone = held.term, held.agreement.zone
    parts = [(item.days, item.from_, item.to) for item in term.weekly]
    if term.allowance is not None:
        parts.append((term.allowance.days, term.allowance.from_, term.allowance.to))
    days = _days(bounds, zone)
    holidays = holidays_between(term.holidays, days[0], days[-1])
    found: list[Span] = []
    for day in days:
        names = {WEEKDAYS[day.weekday()]} | ({"holiday"} if day in holidays else set())
        found.extend(_span(day, start, end, zone) for on, start, end in parts if names & set(on))
    return clip(union(found), bounds)


def allowance_spans(allowance: Allowance, bounds: Span, zone: str) -> list[Span]:
    """Each day's span in which a stop is allowed, clipped to the bounds, day by day.

    Clause: 5.16, A2.
    """
    spans = (
        _span(day, allowance.from_, allowance.to, zone)
        for day in _days(bounds, zone) if WEEKDAYS[day.weekday()] in allowance.days
    )  # fmt: skip
    return [part for span in spans for part in clip([span], bounds)]


def notice_due(terms: Terms, *, starts_at: datetime) -> Judgement[datetime]:
    """The last instant to announce works outside the windows, as the midnight that ends its day.

    The day of announcement is not counted, and the announcement + 5 working days is not later
    than the day of the works.
    Clause: 5.12.
    """
    held = terms.get("maintenance.notice", Delay)
    day = local(epoch(starts_at), terms.zone).date()
    counted = days_before(terms, day, held.term.length)
    value = local(at_local(counted[0], 0, terms.zone), terms.zone)
    reason = held.because(
        "notice.due", value, length=held.term.length.count, starts_at=starts_at,
        counted=[item.isoformat() for item in counted],
    )  # fmt: skip
    return Judgement(value, reason)


def days_before(terms: Terms, day: date, length: Length) -> list[date]:
    """The working days that a notice counts, the last of them on or before the day of works.

    Clause: 5.12.
    """
    calendar = working_days(terms)
    found: list[date] = []
    while len(found) < length.count:
        if calendar.is_working_day(day):
            found.insert(0, day)
        day -= _DAY
    return found


def _span(day: date, start: str, end: str, zone: str) -> Span:
    first, last = clock_seconds(start), clock_seconds(end)
    if last <= first:
        last += 86400
    return at_local(day, first, zone), at_local(day, last, zone)


def _days(bounds: Span, zone: str) -> list[date]:
    return list(_each_day(*_day_edges(bounds, zone)))


@lru_cache(maxsize=256)
def _day_edges(bounds: Span, zone: str) -> tuple[date, date]:
    return local(bounds[0], zone).date() - _DAY, local(bounds[1], zone).date()


def _each_day(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)

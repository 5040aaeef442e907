"""Maintenance: the windows, the time that is free in them, and when works must be announced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from tenir.terms.dates import at_local, clock_seconds, epoch, local
from tenir.terms.hours import WEEKDAYS, Closure
from tenir.terms.kinds_availability import Allowance, Window
from tenir.terms.kinds_service import Counting, Delay
from tenir.terms.opening import calendar_reason, holidays_between, working_days
from tenir.terms.quantities import BadQuantity, Length
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Held, Terms
from tenir.terms.spans import Span, clip, minus, total, union

_DAY = timedelta(days=1)
_REACHES = (17, 366)  # days looked ahead: past the longest run of holidays, then past a year


@dataclass(frozen=True, slots=True)
class InWindow:
    """Whether an instant lies in a maintenance window; instants in the agreement's zone.

    `until` is None outside of one, and inside one that does not close within a year;
    `next_opens_at` where none opens within a year.
    """

    inside: bool
    until: datetime | None
    next_opens_at: datetime | None


def window_at(terms: Terms, *, at: datetime) -> Judgement[InWindow]:
    """Whether works may be planned at that instant, until when, and when a window opens next.

    Windows that touch are one: Saturday 20:00 runs to Monday 00:00.
    Clause: 5.15, 5.16, A2.
    """
    held = terms.get("maintenance.window", Window)
    moment = epoch(at)
    current, following = _nearest(held, moment)
    found = InWindow(
        inside=current is not None,
        until=_instant(current and current[1], terms.zone),
        next_opens_at=_instant(following and following[0], terms.zone),
    )
    reason = held.because(
        _phrase(found), found.inside, at=local(moment, terms.zone), until=found.until,
        next_opens_at=found.next_opens_at,
    )  # fmt: skip
    return Judgement(found, reason)


def _nearest(held: Held[Window], moment: int) -> tuple[tuple[int, int | None] | None, Span | None]:
    """The window that holds an instant, its end None where it is not seen, and the next one."""
    current: Span | None = None
    for reach in _REACHES:
        end = moment + reach * 86400
        opens = window_spans(held, (moment, end))
        current = next((span for span in opens if span[0] == moment), None)
        following = next((span for span in opens if span[0] > moment), None)
        if following is not None:
            return current, following
    return current and (moment, None if current[1] == end else current[1]), None


def _instant(seconds: int | None, zone: str) -> datetime | None:
    return None if seconds is None else local(seconds, zone)


def _phrase(found: InWindow) -> str:
    if found.inside:
        return "window.inside" if found.until else "window.always"
    return "window.outside" if found.next_opens_at else "window.never"


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
    """The windows between two instants, those of a Sunday's stop too, merged and clipped.

    Clause: 5.15, 5.16.
    """
    allowance = held.term.allowance
    stops = allowance_spans(allowance, bounds, held.agreement.zone) if allowance else []
    return union([*weekly_spans(held, bounds), *stops])


def weekly_spans(held: Held[Window], bounds: Span) -> list[Span]:
    """The windows in which works may be planned, merged and clipped; a stop's is not one.

    Clause: 5.15, 5.16.
    """
    days = _days(bounds, held.agreement.zone)
    holidays = holidays_between(held.term.holidays, days[0], days[-1])
    found: list[Span] = []
    for day in days:
        names = {WEEKDAYS[day.weekday()]} | ({"holiday"} if day in holidays else set())
        found.extend(
            _span(day, item.from_, item.to, held.agreement.zone)
            for item in held.term.weekly if names & set(item.days)
        )  # fmt: skip
    return clip(found, bounds)


def allowance_spans(allowance: Allowance, bounds: Span, zone: str) -> list[Span]:
    """Each day's span in which a stop is allowed, clipped to the bounds, day by day.

    Clause: 5.16, A2.
    """
    spans = (
        _span(day, allowance.from_, allowance.to, zone)
        for day in _days(bounds, zone) if WEEKDAYS[day.weekday()] in allowance.days
    )  # fmt: skip
    return [part for span in spans for part in clip([span], bounds)]


def notice_due(
    terms: Terms, *, starts_at: datetime, closures: Iterable[Closure] = ()
) -> Judgement[datetime]:
    """The last instant to announce works outside the windows, as the midnight that ends its day.

    The day of announcement is not counted, and the announcement + 5 working days is not later
    than the day of the works. `closures` are the closing days told to the clients.
    Clause: 5.12.
    """
    held = terms.get("maintenance.notice", Delay)
    starts_at = local(epoch(starts_at), terms.zone)
    counted = _notice_days(terms, starts_at.date(), held.term.length, closures)
    value = local(at_local(counted[0], 0, terms.zone), terms.zone)
    name = terms.get("agreement.delays", Counting).term.working_days
    reason = held.because(
        "notice.due", value, calendar_reason(terms, name), starts_at=starts_at,
        length=held.term.length.count, counted=[day.isoformat() for day in counted],
    )  # fmt: skip
    return Judgement(value, reason)


def announced_by(terms: Terms, begins: int, length: Length) -> int:
    """The instant before which works that begin then must be announced for such a notice.

    Clause: 5.5, 5.12.
    """
    first = _notice_days(terms, local(begins, terms.zone).date(), length, ())[0]
    return at_local(first, 0, terms.zone)


def _notice_days(
    terms: Terms, day: date, length: Length, closures: Iterable[Closure]
) -> list[date]:
    """The working days that a notice counts, the last of them on or before the day of works."""
    if length.unit != "working_days":
        raise BadQuantity("quantity.unit", given=length.unit, units="working_days")
    calendar = working_days(terms, closures=closures)
    return [calendar.add_working_days(day + _DAY, -back) for back in range(length.count, 0, -1)]


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

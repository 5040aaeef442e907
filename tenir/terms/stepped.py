"""The days that a clock steps over: a holiday or an announced closure, where it would have run.

Clause: 7.15.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from tenir.terms.calendars import Calendar
from tenir.terms.dates import at_local, epoch, local
from tenir.terms.hours import Closure
from tenir.terms.public_holidays import public_holidays
from tenir.terms.reasons import Reason
from tenir.terms.spans import Span
from tenir.terms.working_time import Pause

Spans: TypeAlias = tuple[Span, ...]
CLAUSES = ("7.15",)
DAY = (0, 86400)
_SAYS: Mapping[tuple[bool, bool], str] = {  # by whether it is a whole day, and announced
    (True, True): "calendar.closed", (False, True): "calendar.closed_part",
    (True, False): "calendar.closed_known", (False, False): "calendar.closed_part_known",
}  # fmt: skip


def stepped_over(
    calendar: Calendar, *, start: datetime, end: datetime, pauses: Sequence[Pause] = ()
) -> tuple[Reason, ...]:
    """A reason for each holiday and closure between two instants, in the order of the days.

    Only where the week would have been open: a holiday of a Sunday moves nothing, nor does one
    that a pause covers.
    Clause: 7.15.
    """
    first, last = epoch(start), epoch(end)
    held = [(epoch(begins), epoch(ends)) for begins, ends in pauses]
    found: list[Reason] = []
    for on in _days(calendar.local(first).date(), calendar.local(last).date()):
        week, shut = _day(calendar, on)
        spans = [(max(a, first), min(b, last)) for a, b in week if a < last and b > first]
        if not all(any(a <= opens and closes <= b for a, b in held) for opens, closes in spans):
            found += [
                why for (begins, ends), why in shut
                if any(begins < closes and ends > opens for opens, closes in spans)
            ]  # fmt: skip
    return tuple(found)


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


@lru_cache(maxsize=4096)
def _day(calendar: Calendar, on: date) -> tuple[Spans, tuple[tuple[Span, Reason], ...]]:
    """When a day would open by the week, and what shuts it: the holiday, else closures."""
    hours = calendar.hours
    code, ranges = hours.country, hours.weekly[on.weekday()]
    week = tuple((at_local(on, a, hours.zone), at_local(on, b, hours.zone)) for a, b in ranges)
    if not week:
        return (), ()
    whole = (week[0][0], week[-1][1])
    if code and on in public_holidays(code, year=on.year):
        told = {"on": on, "holiday": f"{code} {on.isoformat()}"}
        why = Reason("calendars.holiday", "calendar.holiday", on, CLAUSES, told)
        return week, ((whole, why),)
    spans = ((_span(one, hours.zone), one) for one in hours.closures)
    over = [(span, one) for span, one in spans if span[0] < whole[1] and span[1] > whole[0]]
    over.sort(key=lambda shut: shut[0])
    return week, tuple((span, _closed(one, on, hours.zone)) for span, one in over)


def _closed(one: Closure, on: date, zone: str) -> Reason:
    begins, ends = _span(one, zone)
    known = one.announced_at
    told = {
        "on": on, "begins": local(begins, zone), "ends": local(ends, zone),
        "announced_at": None if known is None else local(known, zone),
    }  # fmt: skip
    phrase = _SAYS[(one.start, one.end) == DAY, known is not None]
    return Reason("calendars.closure", phrase, on, CLAUSES, told)


def _span(one: Closure, zone: str) -> Span:
    """The closure in UTC seconds."""
    if one.on is None:
        return one.start, one.end
    return at_local(one.on, one.start, zone), at_local(one.on, one.end, zone)

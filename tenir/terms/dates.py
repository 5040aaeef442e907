"""Days, months and instants of the agreement's zone; they are reckoned as UTC epoch seconds."""

from __future__ import annotations

import calendar as civil
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tenir.terms.errors import Refused
from tenir.terms.quantities import SECONDS_OF, BadQuantity, Length
from tenir.terms.spans import Span

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
DAYS_OF = {"days": 1, "weeks": 7}
FIRST_YEAR, LAST_YEAR = 1970, 2100


class BadInstant(Refused):
    """An instant, date or month that does not exist, has no offset, or is out of range."""


def instant_of(text: str | datetime) -> datetime:
    """An ISO 8601 instant with its offset; BadInstant for a naive or impossible one."""
    try:
        found = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadInstant("instant.unreadable", given=text) from None
    if found.tzinfo is None or found.utcoffset() is None:
        raise BadInstant("instant.naive", given=text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadInstant("instant.range", given=text, first=FIRST_YEAR, last=LAST_YEAR)
    return found


def epoch(at: datetime) -> int:
    """Whole UTC seconds since 1970; a fraction of a second is dropped."""
    return int(at.timestamp() // 1)


def local(seconds: int, zone: str) -> datetime:
    """That instant in that zone."""
    return datetime.fromtimestamp(seconds, ZoneInfo(zone))


@lru_cache(maxsize=65536)
def at_local(day: date, seconds_of_day: int, zone: str) -> int:
    """The instant of a local clock time; 24:00 is the next midnight.

    A time that the clocks skip is read with the offset before the change, one that comes
    twice is the first (RFC 5545).
    """
    days, rest = divmod(seconds_of_day, 86400)
    clock = datetime.combine(day + timedelta(days=days), time(0)) + timedelta(seconds=rest)
    return int(clock.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).timestamp())


def midnight_after(day: date, zone: str) -> datetime:
    """The midnight that ends the day."""
    return local(at_local(day, 86400, zone), zone)


def month_of(text: str) -> tuple[int, int]:
    """Year and month of `2026-10`; BadInstant where there is no such month."""
    found = _MONTH.fullmatch(str(text))
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise BadInstant("month.unreadable", given=text)
    return int(found[1]), int(found[2])


@lru_cache(maxsize=4096)
def month_span(text: str, zone: str) -> Span:
    """The calendar month's first and last midnight in that zone."""
    year, month = month_of(text)
    first = date(year, month, 1)
    return at_local(first, 0, zone), at_local(months_after(first, 1), 0, zone)


def months_after(day: date, count: int) -> date:
    """The same day number so many months later, the last of the month where it is missing."""
    total = day.year * 12 + day.month - 1 + count
    year, month = divmod(total, 12)
    last = civil.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@lru_cache(maxsize=4096)
def next_month(text: str, count: int = 1) -> str:
    """The name of the month so many months later."""
    year, month = month_of(text)
    return months_after(date(year, month, 1), count).isoformat()[:7]


def day_after(day: date, length: Length) -> date:
    """The last day of a delay in days, weeks or months; the first day is not counted.

    BadQuantity for a length in another unit.
    """
    if length.unit == "months":
        return months_after(day, length.count)
    if length.unit not in DAYS_OF:
        units = ", ".join([*DAYS_OF, "months"])
        raise BadQuantity("quantity.unit", given=length.unit, units=units)
    return day + timedelta(days=length.count * DAYS_OF[length.unit])


def later(at: datetime, length: Length) -> datetime:
    """The instant a length later: elapsed time, or local days and months at the same clock time."""
    if length.unit in SECONDS_OF:
        return local(epoch(at) + length.seconds, _zone_of(at))
    clock = at.hour * 3600 + at.minute * 60 + at.second
    return local(at_local(day_after(at.date(), length), clock, _zone_of(at)), _zone_of(at))


def clock_seconds(text: str) -> int:
    """Seconds of the day of `20:00`."""
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def _zone_of(at: datetime) -> str:
    return str(at.tzinfo)

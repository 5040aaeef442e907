"""Opening hours from the shape in which programs send them, every mistake with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tenir.terms.dates import clock_seconds, epoch, instant_of
from tenir.terms.errors import Refused
from tenir.terms.hours import WEEKDAYS, Closure, Hours, Range
from tenir.terms.public_holidays import public_holidays
from tenir.terms.zones import zone_named

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]+)?")
_SOME_YEAR = 2026  # any year tells whether a country is known


class BadHours(Refused):
    """Opening hours that say nothing sensible."""


def read_hours(shape: object) -> Hours:
    """Hours from `{"tz", "weekly", "holidays", "special_days", "closures"}`; only tz is required.

    `weekly` gives each of mon to sun its list of ["08:30", "12:30"]; `holidays` is a list of
    dates and country codes (`FR`, `FR-57`), or one code; `special_days` maps a date to its
    ranges; a closure is `{"date", "from", "to"}` in local time or `{"from", "to"}` in instants,
    with `announced_at` where clients were told at a known instant.

    Clause: 7.4, 7.15.
    """
    fields = _fields(shape, {"tz", "weekly", "holidays", "special_days", "closures"})
    countries, days = _holidays(fields.get("holidays"))
    return Hours(
        zone=_zone(fields.get("tz")),
        weekly=_weekly(_mapping(fields.get("weekly"), "weekly")),
        country=countries[0] if countries else None,
        holidays=days,
        special_days=frozenset(
            (_date(day, "special_days"), _ranges(ranges, f"special_days.{day}"))
            for day, ranges in _mapping(fields.get("special_days"), "special_days").items()
        ),
        closures=frozenset(
            _closure(closure, f"closures.{n}")
            for n, closure in enumerate(_list(fields.get("closures"), "closures"))
        ),
    )


def day_range(start: object, end: object, *, where: str = "") -> Range:
    """A range of a day from two clock times; one that ends before it starts passes midnight."""
    first, last = _clock(start, where), _clock(end, where)
    if first in (last, 86400):
        raise BadHours("hours.empty-range", where, start=start, end=end)
    return first, last if first < last else last + 86400


def _zone(name: object) -> str:
    try:
        return zone_named(name).key
    except Refused as refused:
        raise refused.at("tz") from None


def _weekly(days: Mapping[str, Any]) -> tuple[tuple[Range, ...], ...]:
    for day in days:
        if day not in WEEKDAYS:
            raise BadHours("hours.weekday", "weekly", given=day)
    return tuple(_ranges(days.get(day), f"weekly.{day}") for day in WEEKDAYS)


def _ranges(given: object, where: str) -> tuple[Range, ...]:
    pairs = ((_list(pair, where), f"{where}.{n}") for n, pair in enumerate(_list(given, where)))
    return tuple(sorted(day_range(*_two(pair, place), where=place) for pair, place in pairs))


def _two(pair: list[Any], where: str) -> list[Any]:
    if len(pair) != 2:
        raise BadHours("hours.pair", where, given=pair)
    return pair


def _holidays(given: object) -> tuple[list[str], frozenset[date]]:
    items = [given] if isinstance(given, str) else _list(given, "holidays")
    countries = [item for item in items if isinstance(item, str) and _COUNTRY.fullmatch(item)]
    if len(countries) > 1:
        raise BadHours("hours.countries", "holidays", given=countries)
    for code in countries:
        _known(code)
    return countries, frozenset(_date(day, "holidays") for day in items if day not in countries)


def _known(code: str) -> None:
    try:
        public_holidays(code, year=_SOME_YEAR)
    except Refused as refused:
        raise refused.at("holidays") from None


def _closure(given: object, where: str) -> Closure:
    fields = _fields(given, {"date", "from", "to", "announced_at"}, where)
    told = fields.get("announced_at")
    announced_at = None if told is None else _instant(told, f"{where}.announced_at")
    if fields.get("date") is not None:
        start, end = day_range(fields.get("from"), fields.get("to"), where=where)
        return Closure(start, end, _date(fields["date"], f"{where}.date"), announced_at)
    start, end = (_instant(fields.get(edge), f"{where}.{edge}") for edge in ("from", "to"))
    if end < start:
        raise BadHours("hours.reversed", where, start=fields["from"], end=fields["to"])
    return Closure(start, end, None, announced_at)


def _instant(given: object, where: str) -> int:
    try:
        return epoch(instant_of(str(given)))
    except Refused as refused:
        raise refused.at(where) from None


def _date(given: object, where: str) -> date:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise BadHours("hours.date", where, given=given) from None


def _clock(given: object, where: str) -> int:
    if not isinstance(given, str) or not _CLOCK.fullmatch(given):
        raise BadHours("hours.clock", where, given=given)
    return clock_seconds(given)


def _fields(given: object, known: set[str], where: str = "") -> Mapping[str, Any]:
    fields = _mapping(given, where)
    for name in fields:
        if name not in known:
            raise BadHours("hours.field", where, given=name, known=sorted(known))
    return fields


def _mapping(given: object, where: str) -> Mapping[str, Any]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise BadHours("hours.mapping", where, given=given)
    return given


def _list(given: object, where: str) -> list[Any]:
    if given is None:
        return []
    if isinstance(given, (str, Mapping)) or not isinstance(given, Iterable):
        raise BadHours("hours.list", where, given=given)
    return list(given)

"""The charts of a report, as SVG that a page and a PDF show alike: told apart without colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from html import escape
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from tenir.integrations.report import figures
from tenir.integrations.report.phrases import say
from tenir.terms.phrases import NARROW, Language, number

Span = tuple[int, int]

WIDTH = 482  # points: the report's column, so that a unit of the drawing is a point of the page
INK, MUTED, RULE = "#17212e", "#5a6675", "#c9d0d9"
UP, DOWN, MET = "#dfeee5", "#b3261e", "#4d7f68"

_TILE = 'patternUnits="userSpaceOnUse"'
_PATTERNS = (
    "<defs>"
    f'<pattern id="excluded" width="3" height="3" {_TILE} patternTransform="rotate(45)">'
    '<rect width="3" height="3" fill="#dbe6f5"/><rect width="1.2" height="3" fill="#2a5a9c"/>'
    "</pattern>"
    f'<pattern id="unmeasured" width="4" height="4" {_TILE} patternTransform="rotate(-45)">'
    '<rect width="4" height="4" fill="#ffffff"/><rect width="0.7" height="4" fill="#8a94a1"/>'
    "</pattern>"
    f'<pattern id="degraded" width="3" height="3" {_TILE}>'
    '<rect width="3" height="3" fill="#fbeccb"/><circle cx="1.5" cy="1.5" r="0.75" fill="#a86f00"/>'
    "</pattern></defs>"
)

FILLS: Mapping[str, str] = {
    "up": UP, "down": DOWN, "excluded": "url(#excluded)",
    "unmeasured": "url(#unmeasured)", "degraded": "url(#degraded)",
}  # fmt: skip


def swatch(kind: str) -> str:
    """The key to one fill: a small square."""
    return _svg(
        9, 9, _PATTERNS if kind in ("excluded", "unmeasured", "degraded") else "",
        f'<rect x="0.3" y="0.3" width="8.4" height="8.4" rx="1" fill="{FILLS[kind]}"'
        f' stroke="{MUTED}" stroke-width="0.4"/>',
    )  # fmt: skip


# --- the month -------------------------------------------------------------------------------

_LEFT, _TOP, _HOUR, _SHORTEST = 26, 24, 4.1, 1.0


def month_chart(statement: Mapping[str, Any], language: Language) -> str:
    """A column a day from midnight to midnight, as long as the day is (23, 24 or 25 hours)."""
    days = list(days_of(statement))
    step = (WIDTH - _LEFT) / len(days)
    foot = _TOP + max(end - start for _, start, end in days) / 3600 * _HOUR
    spans = spans_of(statement)
    parts = [*_hours(len(days) * step)]
    for index, (on, start, end) in enumerate(days):
        x = _LEFT + index * step
        parts += [_of(figures.day(on, language)), *_heading(on, x + step / 2, language)]
        parts += _column(spans, (start, end), x, step)
        counted = inside(spans["down"], (start, end))
        if counted:
            parts += _text(x + step / 2, foot + 9, _minutes(counted), 5.4, INK, weight=600)
        parts.append("</g>")
    return _svg(WIDTH, foot + 13, _PATTERNS, *parts)


def days_of(statement: Mapping[str, Any]) -> Iterator[tuple[date, int, int]]:
    """Each day of the month with the UTC seconds of its two midnights."""
    zone = ZoneInfo(statement["timezone"])
    on = figures.local(statement["from"], statement["timezone"]).date()
    last = figures.local(statement["to"], statement["timezone"]).date()
    while on < last:
        after = on + timedelta(days=1)
        yield on, _midnight(on, zone), _midnight(after, zone)
        on = after


def spans_of(statement: Mapping[str, Any]) -> dict[str, list[Span]]:
    """What the month's chart draws over the time that was up, each kind after the one before."""
    outages = statement["outages"]
    return {
        "degraded": _spans(statement.get("degraded") or []),
        "unmeasured": _spans(statement["unmeasured"]),
        "excluded": [span for outage in outages for span in _spans(outage["excluded"])],
        "down": [span for outage in outages for span in _counted(outage)],
    }


def _midnight(on: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(on, time(), zone).timestamp())


def _spans(items: Sequence[Any]) -> list[Span]:
    """Spans given as {"from", "to"} or as pairs, in UTC seconds."""
    pairs = [(i["from"], i["to"]) if isinstance(i, Mapping) else (i[0], i[1]) for i in items]
    return [(_seconds(start), _seconds(end)) for start, end in pairs]


def _seconds(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())


def _counted(outage: Mapping[str, Any]) -> Iterator[Span]:
    """What is left of an outage between its excluded parts."""
    (at, end), *_ = _spans([outage])
    for start, stop in sorted(_spans(outage["excluded"])):
        if at < start:
            yield at, min(start, end)
        at = max(at, stop)
    if at < end:
        yield at, end


def inside(spans: Sequence[Span], day: Span) -> int:
    """How many seconds of those spans lie in that day."""
    return sum(max(0, min(end, day[1]) - max(start, day[0])) for start, end in spans)


def _hours(width: float) -> Iterator[str]:
    for hour in (0, 6, 12, 18, 24):
        y = _TOP + hour * _HOUR
        yield f'<path d="M{_LEFT - 3} {y:g}h{width + 3:g}" stroke="{RULE}" stroke-width="0.4"/>'
        yield from _text(_LEFT - 5, y + 2, f"{hour}{NARROW}h", 6, MUTED, anchor="end")


def _heading(on: date, x: float, language: Language) -> Iterator[str]:
    rest = on.weekday() >= 5
    initial = figures.WEEKDAYS[language][on.weekday()]
    yield from _text(x, 9, initial, 5.6, INK if rest else MUTED, weight=600 if rest else 400)
    yield from _text(x, 19, str(on.day), 6.6, INK, weight=600 if rest else 400)


def _column(spans: Mapping[str, Sequence[Span]], day: Span, x: float, step: float) -> Iterator[str]:
    scale = _HOUR / 3600
    yield _rect(x + 1, _TOP, step - 2, (day[1] - day[0]) * scale, UP)
    for kind, of_kind in spans.items():
        for start, end in of_kind:
            start, end = max(start, day[0]), min(end, day[1])
            if start < end:
                height = max((end - start) * scale, _SHORTEST)
                y = min(_TOP + (start - day[0]) * scale, _TOP + (day[1] - day[0]) * scale - height)
                yield _rect(x + 1, y, step - 2, height, FILLS[kind])


def _minutes(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{minutes // 60}:{minutes % 60:02}"


# --- the year --------------------------------------------------------------------------------

_DEPTH, _YEAR_LEFT, _YEAR_TOP, _YEAR_RIGHT = 68, 38, 6, WIDTH - 48
_STEPS = [Decimal(n).scaleb(e) for e in range(-3, 3) for n in (1, 2, 5)]


def year_chart(statement: Mapping[str, Any], language: Language) -> str:
    """A bar a month that hangs from 100 % down to its rate, so that its length is the time lost."""
    history, target = statement["history"], statement["availability"].get("target")
    step, ticks = _axis(history, target)
    down = _DEPTH / float(step * ticks)
    width = (_YEAR_RIGHT - _YEAR_LEFT) / max(len(history), 1)
    parts = list(_rates(step, ticks, down, language))
    labels: list[str] = []
    for index, row in enumerate(history):
        x = _YEAR_LEFT + index * width
        parts += _bar(row, x, width, down)
        labels += [_of(figures.month(row["month"], language)),
                   *_caption(row, x, width, down, language), "</g>"]  # fmt: skip
    if target is not None:
        parts += _target(Decimal(target), down, language)
    parts += labels
    return _svg(WIDTH, _YEAR_TOP + _DEPTH + 34, _PATTERNS, *parts)


def _axis(history: Sequence[Mapping[str, Any]], target: str | None) -> tuple[Decimal, int]:
    """The step of the axis and how many steps it has, in points below 100 %."""
    lost = [100 - figures.floored_percent(row["rate_exact"]) for row in history if row["rate"]]
    deepest = max([*lost, 100 - Decimal(target or "99"), Decimal("0.01")])
    step = next((s for s in _STEPS if s * 5 >= deepest), Decimal(20))
    return step, ceil(deepest / step)


def _rates(step: Decimal, ticks: int, down: float, language: Language) -> Iterator[str]:
    for tick in range(ticks + 1):
        y = _YEAR_TOP + float(step * tick) * down
        weight, colour = ("0.8", MUTED) if tick == 0 else ("0.4", RULE)
        axis = f"M{_YEAR_LEFT} {y:.2f}H{_YEAR_RIGHT}"
        yield f'<path d="{axis}" stroke="{colour}" stroke-width="{weight}"/>'
        label = figures.percent((100 - step * tick).normalize() + Decimal(0), language)
        yield from _text(_YEAR_LEFT - 4, y + 2, label, 6, MUTED, anchor="end")


def _bar(row: Mapping[str, Any], x: float, width: float, down: float) -> Iterator[str]:
    if row["rate"] is None:
        yield _rect(x + 5, _YEAR_TOP, width - 10, _DEPTH, FILLS["unmeasured"])
    elif lost := _lost(row):
        colour = DOWN if row["met"] is False else MET
        yield _rect(x + 5, _YEAR_TOP, width - 10, max(lost * down, 0.6), colour)


def _lost(row: Mapping[str, Any]) -> float:
    """Points below 100 %."""
    return float((1 - Fraction(row["rate_exact"])) * 100)


def _caption(
    row: Mapping[str, Any], x: float, width: float, down: float, language: Language
) -> Iterator[str]:
    middle, foot = x + width / 2, _YEAR_TOP + _DEPTH
    weight = 600 if row["met"] is False else 400
    yield from _text(middle, foot + 19, figures.short_month(row["month"], language), 6, INK)
    if row["rate"] is None:
        return
    y = _YEAR_TOP + _lost(row) * down
    label = number(Decimal(row["rate"]), language) + ("*" if row["unmeasured_seconds"] else "")
    yield _rect(x + 3, y + 1.5, width - 6, 8, "#ffffff")
    yield from _text(middle, y + 8, label, 6, INK, weight=weight)
    if row["met"] is not None:
        word = say("chart.year.met" if row["met"] else "chart.year.missed", language)
        yield from _text(middle, foot + 28, word, 5.4, MUTED if row["met"] else DOWN, weight=weight)


def _target(target: Decimal, down: float, language: Language) -> Iterator[str]:
    y = _YEAR_TOP + float(100 - target) * down
    yield (
        f'<path d="M{_YEAR_LEFT} {y:.2f}H{_YEAR_RIGHT}" stroke="{INK}" stroke-width="0.9"'
        ' stroke-dasharray="3 2"/>'
    )
    left = _YEAR_RIGHT + 4
    yield from _text(left, y - 1, say("tile.target", language), 6, INK, anchor="start")
    yield from _text(left, y + 6.5, figures.percent(target, language), 6, INK, anchor="start",
                     weight=600)  # fmt: skip


# --- drawing ---------------------------------------------------------------------------------


def _svg(width: float, height: float, *parts: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:.2f}"'
        f' width="{width:g}" height="{height:.2f}" font-family="Inter">{"".join(parts)}</svg>'
    )


def _of(what: str) -> str:
    """Opens a group that bears the name of what it shows, so that its figures can be cited."""
    return f'<g data-of="{escape(what)}">'


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}"/>'
    )


def _text(
    x: float, y: float, text: str, size: float, fill: str, *, anchor: str = "middle",
    weight: int = 400,
) -> Iterator[str]:  # fmt: skip
    yield (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" fill="{fill}"'
        f' text-anchor="{anchor}" font-weight="{weight}">{escape(text)}</text>'
    )


def length(span: Mapping[str, str]) -> int:
    """How many seconds a {"from", "to"} lasts."""
    return _seconds(span["to"]) - _seconds(span["from"])

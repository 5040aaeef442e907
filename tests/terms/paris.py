"""Instants and spans as a person in Paris writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tenir.terms.spans import Span

PARIS = ZoneInfo("Europe/Paris")
THURSDAY_NIGHT = ("2026-09-10 22:00", "23:00")  # inside a maintenance window
MIDDAY = ("2026-09-10 12:00", "13:00")  # outside any
WEDNESDAY_10 = ("2026-06-10 00:00", "2026-06-11 00:00")


def at(text: str) -> datetime:
    """`2026-09-10 05:30` in Paris; the first of two on an autumn night."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def iso(text: str) -> str:
    return at(text).isoformat()


def span(start: str, end: str) -> Span:
    """From one instant to another in epoch seconds; the end may be a clock time of the same day."""
    end = end if " " in end else f"{start[:10]} {end}"
    return int(at(start).timestamp()), int(at(end).timestamp())


def between(start: str, end: str, **more: Any) -> dict[str, Any]:
    """The same as a piece of a question: {"from", "to"} and whatever else is said of it."""
    first, last = (datetime.fromtimestamp(second, PARIS) for second in span(start, end))
    return {"from": first.isoformat(), "to": last.isoformat(), **more}


def works(start: str, end: str, *, announced: str | None = None, **more: Any) -> dict[str, Any]:
    """Works as a piece of a question; announced a month before, unless said otherwise."""
    told = iso(announced) if announced else at(start).replace(year=at(start).year - 1).isoformat()
    return between(start, end, announced_at=told, **more)


def closed(start: str, end: str, told: str | None = None) -> list[dict[str, str]]:
    """One closing as the closures of a question, told when it says."""
    said = {} if told is None else {"announced_at": iso(told)}
    return [between(start, end, **said)]

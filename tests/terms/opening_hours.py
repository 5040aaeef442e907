"""The calendars that the tests of working time tell their stories with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tenir.terms.calendars import Calendar
from tenir.terms.hours_read import read_hours

PARIS = ZoneInfo("Europe/Paris")
WEEK = ("mon", "tue", "wed", "thu", "fri")
EVERY_DAY = (*WEEK, "sat", "sun")


def on(days: tuple[str, ...], *ranges: str) -> dict[str, list[list[str]]]:
    return {day: [text.split("-") for text in ranges] for day in days}


def opened(
    weekly: dict[str, Any] | None = None, *, tz: str = "Europe/Paris", **more: Any
) -> Calendar:
    return Calendar(read_hours({"tz": tz, "weekly": weekly, **more}))


def support(**more: Any) -> Calendar:
    """08:30-12:30 and 13:30-17:00 on working days, French holidays."""
    return opened(on(WEEK, "08:30-12:30", "13:30-17:00"), holidays="FR", **more)


def at(text: str) -> datetime:
    """A local time of Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)

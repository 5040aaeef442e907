"""The weekly stops of the annexes, as pages show them.

Clause: 5.16, A2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tenir.apps.maintenance.queries import Stop
from tenir.ui.works import DAYS

AHEAD = timedelta(days=22)


@dataclass(frozen=True)
class StopShown:
    """A stop: on which days, from when to when, how long at most, of which products, when next."""

    days: str
    starts: str
    ends: str
    minutes: int
    products: str
    clauses: Sequence[str]
    next: Sequence[tuple[datetime, datetime]]


def stops_told(found: Iterable[Stop], now: datetime) -> list[StopShown]:
    """Each stop, with its times of the next three weeks."""
    return [
        StopShown(
            ", ".join(_day(day) for day in stop.days), stop.starts, stop.ends, stop.upto // 60,
            ", ".join(stop.products), stop.clauses, stop.times(now, now + AHEAD)[:3],
        )
        for stop in found
    ]  # fmt: skip


def _day(day: str) -> Any:
    return str(DAYS[day]).lower() if str(DAYS[day])[:1].isupper() else str(DAYS[day])

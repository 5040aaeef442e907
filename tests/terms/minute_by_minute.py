"""A month's availability counted minute by minute: what ours is held against.

It shares no code with `tenir.terms`. An array has a cell for each minute of the days around
Easter 2026: the clocks go forward on Sunday 29 March, a month ends, Monday 6 April is a holiday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

PARIS = ZoneInfo("Europe/Paris")
BEGINS = int(datetime(2026, 3, 26, tzinfo=PARIS).timestamp())
MINUTES = 13 * 1440 - 60
REASONS = (
    "planned-maintenance",
    "urgent-security-maintenance",
    "non-production",
    "client-misuse",
    "prerequisites-not-met",
    "contrary-to-documentation",
    "unauthorised-intervention",
    "client-environment",
    "infrastructure-destroyed",
)
Cells = NDArray[np.bool_]
Piece = tuple[int, int]  # minutes from the first one, [from, to)


def _cells(true_at: Iterable[bool]) -> Cells:
    return np.fromiter(true_at, np.bool_, MINUTES)


_LOCAL = [datetime.fromtimestamp(BEGINS + 60 * n, PARIS) for n in range(MINUTES)]
_EASTER_MONDAY = datetime(2026, 4, 6).date()
MARCH = _cells(at.month == 3 for at in _LOCAL)
SUNDAY_STOP = _cells(at.weekday() == 6 and at.hour < 6 for at in _LOCAL)


def _in_window(at: datetime) -> bool:
    if at.weekday() == 6 or at.date() == _EASTER_MONDAY:
        return True
    began_on = (at - timedelta(days=1)).weekday()
    return (at.hour >= 20) or (at.hour < 6 and began_on != 6)


WINDOW = _cells(map(_in_window, _LOCAL))


def cells(pieces: Iterable[Piece]) -> Cells:
    found = np.zeros(MINUTES, np.bool_)
    for start, end in pieces:
        found[start:end] = True
    return found


def month_by_minutes(
    *,
    march: bool,
    annex_2: bool,
    outages: Iterable[tuple[Piece, bool, str]],
    works: Iterable[tuple[Piece, str, int | None]],
    exclusions: Iterable[tuple[Piece, str]],
    unmeasured: Iterable[Piece],
) -> Mapping[str, Any]:
    """The minutes of each bucket; works are announced so many minutes after the first one."""
    inside = MARCH if march else ~MARCH
    unknown = cells(unmeasured) & inside
    down = cells(p for p, total, where in outages if total and where == "production")
    down = down & inside & ~unknown
    grounds = {reason: cells(p for p, why in exclusions if why == reason) for reason in REASONS}
    grounds[REASONS[1]] |= cells(p for p, kind, _ in works if kind == "urgent-security")
    if annex_2:
        grounds[REASONS[0]] |= _stops(down & ~grounds[REASONS[0]])
    else:
        told = [p for p, kind, at in works if kind == "planned" and at is not None and at < p[0]]
        grounds[REASONS[0]] |= cells(told) & WINDOW
    left, excluded = down.copy(), {}
    for reason in REASONS:
        here = left & grounds[reason]
        left &= ~here
        excluded[reason] = int(here.sum())
    return {
        "down": int(down.sum()),
        "excluded": {reason: count for reason, count in excluded.items() if count},
        "counted": int(left.sum()),
        "unmeasured": int(unknown.sum()),
    }


def _stops(down: Cells) -> Cells:
    """The first sixty down minutes of each Sunday before six."""
    found = np.zeros(MINUTES, np.bool_)
    days = {at.date() for at in _LOCAL if at.weekday() == 6}
    for day in days:
        mine = [n for n in np.flatnonzero(down & SUNDAY_STOP) if _LOCAL[n].date() == day]
        found[mine[:60]] = True
    return found

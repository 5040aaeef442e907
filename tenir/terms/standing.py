"""How a promise stands at an instant, counted in its own time: what a deadline shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from tenir.terms.calendars import Calendar
from tenir.terms.dates import epoch
from tenir.terms.spans import clip, union
from tenir.terms.working_time import elapsed

Pause: TypeAlias = tuple[datetime, datetime | None]  # None: it is not over yet
Kind: TypeAlias = Literal[
    "running", "risk", "overdue", "paused", "kept", "late", "missed", "waived"
]  # fmt: skip
RISK = 80  # per cent of the time spent from which a promise is at risk


@dataclass(frozen=True, slots=True)
class Standing:
    """How a promise stands: what it is called, and the seconds granted, spent and left.

    `left` is negative once the due instant is past: by how much. Seconds are working seconds where
    the promise is counted in a calendar (`working`), clock seconds elsewhere; `days` where that
    calendar is open day and night, and so counts days.
    """

    kind: Kind
    total: int
    spent: int
    left: int
    working: bool
    days: bool = False

    @property
    def share(self) -> int:
        """The per cent of the time spent, from 0 to 100; all of it where none was granted."""
        if self.total <= 0:
            return 100
        return max(0, min(100, self.spent * 100 // self.total))


def standing(
    calendar: Calendar | None,
    *,
    started_at: datetime,
    due_at: datetime,
    now: datetime,
    done_at: datetime | None = None,
    state: str = "running",
    pauses: Sequence[Pause] = (),
    warned: bool = False,
) -> Standing:
    """How a promise stands: the seconds left in its own calendar (None: clock time), its kind.

    `state` is the promise's own (running, kept, missed, waived); `done_at` when what was promised
    was done. A pause not over yet holds the clock: nothing is spent while it lasts.
    Clause: 7.13, 7.14, 7.15.
    """
    until = done_at or now
    ended = [(start, end) for start, end in pauses if end is not None]
    held = [*ended, *((start, max(start, until)) for start, end in pauses if end is None)]
    total = _seconds(calendar, started_at, due_at, ended)
    spent = _seconds(calendar, started_at, until, held)
    kind = _kind(state, done_at, due_at, now, paused=len(held) > len(ended))
    left = total - spent
    days = calendar is not None and calendar.hours.whole_days
    found = Standing(kind, total, max(0, spent), left, calendar is not None, days)
    at_risk = kind == "running" and (warned or found.share >= RISK)
    return replace(found, kind="risk") if at_risk else found


def _kind(
    state: str, done_at: datetime | None, due_at: datetime, now: datetime, *, paused: bool
) -> Kind:
    if state == "waived":
        return "waived"
    if done_at is not None:
        return "kept" if done_at <= due_at else "late"
    if state == "missed":
        return "missed"
    if paused:
        return "paused"
    return "overdue" if now > due_at else "running"


def _seconds(
    calendar: Calendar | None,
    start: datetime,
    end: datetime,
    pauses: Sequence[tuple[datetime, datetime]],
) -> int:
    if calendar is not None:
        return elapsed(calendar, start=start, end=end, pauses=pauses)
    first, last = epoch(start), epoch(end)
    if last < first:
        return last - first
    spans = clip(union([(epoch(a), epoch(b)) for a, b in pauses]), (first, last))
    return last - first - sum(b - a for a, b in spans)

"""Support closes exceptionally: every client is told, and the clocks that had not started move.

Clause: 7.15.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.notices import services as notices
from tenir.apps.parties import queries as parties
from tenir.apps.support.clocking import replayed
from tenir.apps.support.models import Request
from tenir.viewer import SYSTEM, Viewer


@transaction.atomic
def announce_closure(
    on: date,
    *,
    because: str,
    start: int = 0,
    end: int = agreements.DAY,
    actor: Viewer,
    at: datetime,
) -> agreed.Closure:
    """Support is closed on that day, or from `start` to `end` of it, in seconds; twice is once.

    Every contact of every client is told at once. A clock that runs already keeps its due instant;
    one that waits for the next opening is replayed.
    Clause: 7.15.
    """
    before = agreed.closures()
    made = agreements.announce_closure(
        on, because=because, start=start, end=end, actor=actor, at=at
    )
    if agreed.closures() != before:
        _tell(made, actor=actor, at=at)
        for found in _concerned(on):
            _move(found, actor=actor, at=at)
    return made


def _concerned(on: date) -> list[Request]:
    """The requests whose clock runs over that day."""
    rows = Request.objects.select_for_update(of=("self",)).filter(due_at__date__gte=on)
    return list(rows.select_related("subscription__contract", "client").order_by("pk"))


def _move(found: Request, *, actor: Viewer, at: datetime) -> None:
    before = found.due_at
    replayed(found, actor=actor, at=at)
    if found.due_at != before:
        Request.objects.filter(pk=found.pk).update(updated_at=at)


def _tell(made: agreed.Closure, *, actor: Viewer, at: datetime) -> None:
    whole = (made.start, made.end) == (0, agreements.DAY)
    for client in parties.clients(SYSTEM):
        notices.owe(
            "support.closure", key=f"closure/{made.pk}/{client.pk}",
            to=parties.recipients_of(client.pk), subject=f"closure/{made.pk}",
            values={
                "on": made.on, "because": made.because, "whole": whole,
                "start": _clock(made.start), "end": _clock(made.end),
            },
            actor=actor, at=at, organisation=client.pk, clauses=("7.15",),
        )  # fmt: skip


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"

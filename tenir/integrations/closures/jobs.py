"""The announcing of a closing, and the job that moves the clocks that it leaves.

Clause: 7.15.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from tenir import clock
from tenir.apps.agreements.queries import Closure
from tenir.apps.support import services
from tenir.integrations.background.jobs import job, waits_or_runs
from tenir.viewer import Viewer

AT_ONCE = 2_000  # clocks: about two seconds


@transaction.atomic
def announce(on: date, *, actor: Viewer, at: datetime, **told: Any) -> Closure:
    """`announce_closure`; beyond AT_ONCE clocks are moved by a job, queued with it or not at all.

    Announced again while they are left to move, a job is queued only where the former one failed.
    Clause: 7.15.
    """
    made = services.announce_closure(on, **told, at_once=AT_ONCE, actor=actor, at=at)
    if services.left_to_move(made.pk) and not waits_or_runs(move, made.pk):
        move.enqueue(made.pk)
    return made


@job()
def move(closure: int) -> None:
    """Moves the clocks of that closing."""
    services.move_clocks(closure, clock=clock.now)

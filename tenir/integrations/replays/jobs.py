"""The job that judges a replay, and what puts it in the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tenir import clock
from tenir.apps.reports import services
from tenir.apps.reports.queries import Replayed
from tenir.integrations.background.jobs import job
from tenir.viewer import Viewer


@transaction.atomic
def ask(*, version: int, actor: Viewer, at: datetime) -> Replayed:
    """A replay asked for and its job in the queue, both or neither; the one that is under way.

    Clause: 3.4.
    """
    found, new = services.ask_replay(version=version, actor=actor, at=at)
    if new:
        judge.enqueue(found.pk)
    return found


@job(attempts=2, wait=timedelta(seconds=10))
def judge(id: int) -> None:
    """Judges the replay that was asked for."""
    services.judge_replay(id, clock=clock.now)

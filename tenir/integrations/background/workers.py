"""Who is alive: each worker says so every few seconds, and takes the jobs of those that do not.

Beats are dated by the database's clock, one for all machines.
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from django.db.models import QuerySet
from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tenir.integrations.background.jobs import recover
from tenir.integrations.background.models import Worker

SILENCE = timedelta(seconds=30)
log = structlog.get_logger(__name__)


def named() -> str:
    """A name that no other worker has had."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"


def beat(name: str) -> None:
    """That worker lives."""
    if not Worker.objects.filter(name=name).update(beat_at=Now()):
        Worker.objects.bulk_create(
            [
                Worker(
                    name=name, host=socket.gethostname()[:100], pid=os.getpid(),
                    started_at=Now(), beat_at=Now(),
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip


def leave(name: str) -> None:
    """That worker stops of its own will, with nothing in hand."""
    Worker.objects.filter(name=name).delete()


def alive() -> QuerySet[Worker]:
    """The workers that were heard of lately."""
    return Worker.objects.filter(beat_at__gt=Now() - SILENCE).order_by("name")


def reap(*, now: datetime) -> int:
    """Puts the jobs of dead workers back in the queue; how many.

    A worker beats before it takes its first job: whoever holds a job that was seen running is found
    among the living afterwards.
    """
    running = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    living = set(alive().values_list("name", flat=True))
    orphans = [job for job in running if not job.worker_ids or job.worker_ids[-1] not in living]
    count = sum(recover(job, now=now) for job in orphans)
    dead = Worker.objects.filter(beat_at__lte=Now() - SILENCE)
    for name in list(dead.values_list("name", flat=True)):
        log.warning("worker_died", worker=name)
    dead.delete()
    return count

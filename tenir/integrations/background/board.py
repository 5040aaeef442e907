"""The queue as operators see it, and what they may do about a job that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Count, F, Max, Min, QuerySet, When
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from tenir.apps.journal import services as journal
from tenir.integrations.background import workers
from tenir.integrations.background.jobs import ready
from tenir.integrations.background.models import Firing, Pulse, Worker
from tenir.integrations.background.schedules import planned
from tenir.viewer import NotAllowed, NotSeen, StaffRole, Viewer

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """What is in the queue, who works on it, and when each loop last went round."""

    by_state: dict[str, int]  # READY, RUNNING, FAILED, SUCCESSFUL
    oldest_ready_at: datetime | None
    running: list[DBTaskResult[Any, Any]]
    waiting: list[DBTaskResult[Any, Any]]  # the next fifty, those put off for a while last
    failed: list[DBTaskResult[Any, Any]]  # the latest hundred, each with its traceback
    workers: list[Worker]
    last: dict[str, datetime]  # tick, deliver, jobs
    fired: dict[str, datetime | None]  # each schedule's last turn


def queue(now: datetime) -> Queue:
    """The queue at that instant; a face shows it to operators only."""
    jobs = DBTaskResult.objects.order_by()
    counted = dict(jobs.values_list("status").annotate(Count("id")))
    turns = dict(Firing.objects.values_list("name").annotate(Max("due_at")))
    return Queue(
        by_state={str(state): counted.get(state, 0) for state in TaskResultStatus.values},
        oldest_ready_at=ready(now).order_by().aggregate(at=Min("enqueued_at"))["at"],
        running=list(jobs.filter(status=TaskResultStatus.RUNNING).order_by("started_at")),
        waiting=list(_waiting(now)[:SHOWN]),
        failed=list(jobs.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")[:100]),
        workers=list(workers.alive()),
        last=dict(Pulse.objects.values_list("name", "at")),
        fired={schedule.name: turns.get(schedule.name) for schedule in planned()},
    )


def _waiting(now: datetime) -> QuerySet[DBTaskResult[Any, Any]]:
    """Each with `again_at`: when it is tried again, where its turn is put off until then."""
    put_off = Case(When(run_after__gt=now, run_after__lt=get_date_max(), then=F("run_after")))
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.READY).annotate(again_at=put_off)
    return rows.order_by(F("again_at").asc(nulls_first=True), "-priority", "enqueued_at")


@transaction.atomic
def retry(id: UUID | str, *, actor: Viewer, at: datetime) -> None:
    """Puts a job that failed for good back in the queue, with all its attempts before it."""
    _failed(id, actor)
    DBTaskResult.objects.filter(id=id, status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY, run_after=at, finished_at=None, worker_ids=[]
    )
    _record("job_retried", id, actor, at)


@transaction.atomic
def discard(id: UUID | str, *, actor: Viewer, at: datetime) -> None:
    """Takes a job that failed for good out of the queue: nobody will run it."""
    found = _failed(id, actor)
    _record("job_discarded", id, actor, at, task=found.task_path)
    found.delete()


def _failed(id: UUID | str, actor: Viewer) -> DBTaskResult[Any, Any]:
    if not actor.has(StaffRole.OPERATIONS):
        raise (
            NotAllowed("background.not_allowed") if actor.is_staff else NotSeen("background.no_job")
        )
    try:
        found = DBTaskResult.objects.filter(id=id, status=TaskResultStatus.FAILED).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise NotSeen("background.no_job")
    return found


def _record(act: str, id: UUID | str, actor: Viewer, at: datetime, **after: str) -> None:
    journal.record(f"background.{act}", subject=f"job/{id}", actor=actor, at=at, after=after)

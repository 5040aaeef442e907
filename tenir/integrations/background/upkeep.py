"""The queue's own cleaning."""

from __future__ import annotations

from datetime import timedelta

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tenir import clock
from tenir.integrations.background.jobs import job

KEPT = timedelta(days=14)


@job()
def prune() -> int:
    """Deletes the jobs done a fortnight ago; those that failed stay until someone discards them."""
    done = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=clock.now() - KEPT
    )
    return done.delete()[0]

"""Jobs: Django's tasks, with retries. At least once each, so every job is idempotent.

A job in hand is claimed by a conditional update on (id, READY), and finished by one on (id,
RUNNING, started_at): whoever lost it meanwhile to another worker writes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any, ParamSpec, TypeAlias, TypeVar

import structlog
from django.db.models import Q, QuerySet
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

P = ParamSpec("P")
Result = TypeVar("Result")
Job: TypeAlias = "DBTaskResult[Any, Any]"
LONGEST = timedelta(hours=1)
CROWD = 8  # ready jobs among which a worker picks, so that many workers do not all want the first
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a job is tried in all, and how long to wait after the first failure."""

    attempts: int
    wait: timedelta

    def after(self, attempt: int) -> timedelta:
        """The wait after that attempt failed: twice as long each time, an hour at most."""
        return min(self.wait * int(2 ** min(attempt - 1, 20)), LONGEST)


USUAL = Retries(attempts=5, wait=timedelta(seconds=10))
RETRIES: dict[str, Retries] = {}


def job(
    *, attempts: int = USUAL.attempts, wait: timedelta = USUAL.wait
) -> Callable[[Callable[P, Result]], Task[P, Result]]:
    """Makes a function a task with retries: `@job(attempts=3)`, then `it.enqueue(…)`."""

    def made(function: Callable[P, Result]) -> Task[P, Result]:
        RETRIES[f"{function.__module__}.{function.__qualname__}"] = Retries(attempts, wait)
        return task(function)

    return made


def ready(now: datetime) -> QuerySet[Job]:
    """The jobs that may be taken now, the most pressing first."""
    waited = Q(run_after=get_date_max()) | Q(run_after__lte=now)
    return DBTaskResult.objects.filter(waited, status=TaskResultStatus.READY)


def waits_or_runs(asked: Task[P, Result], *args: Any) -> bool:
    """Whether that job is queued with those arguments, and neither done nor failed for good."""
    on_its_way = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    same = DBTaskResult.objects.filter(task_path=asked.module_path, status__in=on_its_way)
    return same.filter(args_kwargs__args=list(args)).exists()


def claim(worker: str, *, now: datetime) -> Job | None:
    """A ready job, now in this worker's hand; None where there is none."""
    while some := list(ready(now)[:CROWD]):
        found = random.choice(some) if len(some) == CROWD else some[0]
        found.worker_ids = [*found.worker_ids, worker]
        found.status, found.started_at = TaskResultStatus.RUNNING, now
        if DBTaskResult.objects.filter(id=found.id, status=TaskResultStatus.READY).update(
            status=found.status, started_at=now, worker_ids=found.worker_ids
        ):
            return found
    return None


def run(found: Job, *, clock: Callable[[], datetime]) -> bool:
    """Runs the job in hand to its end: done, put back for later, or failed for good."""
    bound = log.bind(job=str(found.id), task=found.task_path, attempt=len(found.worker_ids))
    try:
        value = normalize_json(_call(found))
    except (Exception, SystemExit) as failure:
        put = _failed(found, failure, now=clock())
        bound.warning("job_failed", again_at=str(put.get("run_after", "")), exc_info=True)
        return _finish(found, **put)
    bound.info("job_done")
    return _finish(
        found, status=TaskResultStatus.SUCCESSFUL, return_value=value, finished_at=clock(),
        exception_class_path="", traceback="",
    )  # fmt: skip


def _call(found: Job) -> Any:
    given = found.args_kwargs
    return found.task.call(*given["args"], **given["kwargs"])


def _failed(found: Job, failure: BaseException, *, now: datetime) -> dict[str, Any]:
    """What to write of a failure: the traceback, and when to try again or that it is over."""
    told = {
        "exception_class_path": f"{type(failure).__module__}.{type(failure).__qualname__}",
        "traceback": "".join(format_exception(failure)),
    }
    return told | _again(found, now=now)


def _again(found: Job, *, now: datetime) -> dict[str, Any]:
    retries, attempt = RETRIES.get(found.task_path, USUAL), len(found.worker_ids)
    if attempt < retries.attempts:
        return {"status": TaskResultStatus.READY, "run_after": now + retries.after(attempt)}
    return {"status": TaskResultStatus.FAILED, "finished_at": now}


def recover(found: Job, *, now: datetime) -> bool:
    """Takes a job from a worker that died with it: ready again, or failed where it kills them."""
    put = _again(found, now=now)
    if put["status"] == TaskResultStatus.READY:
        put["run_after"] = now
    else:
        put |= {"exception_class_path": "", "traceback": "Every worker that took it died."}
    log.warning("job_recovered", job=str(found.id), task=found.task_path, status=put["status"])
    return _finish(found, **put)


def _finish(found: Job, **changes: Any) -> bool:
    """Writes what became of the job, if it is still in the hand that took it."""
    held = DBTaskResult.objects.filter(
        id=found.id, status=TaskResultStatus.RUNNING, started_at=found.started_at
    )
    return bool(held.update(**changes))

"""Jobs that the tests of background work put in the queue, and a worker's hand on them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django_tasks_db.models import DBTaskResult

from tenir.integrations.background import jobs
from tenir.integrations.background.jobs import job

NOON = datetime(2026, 9, 10, 12, tzinfo=UTC)
ran: list[object] = []


@job()
def note(what: str) -> dict[str, str]:
    ran.append(what)
    return {"noted": what}


@job(attempts=3, wait=timedelta(minutes=1))
def fail() -> None:
    raise LookupError("the partner's service is down")


@job()
def give_back_what_is_no_json() -> object:
    return object()


@job()
def take_a_while(seconds: float) -> str:
    ran.append("begun")
    time.sleep(seconds)
    ran.append("ended")
    return "done"


def after(**length: float) -> datetime:
    return NOON + timedelta(**length)


def only() -> DBTaskResult:
    return DBTaskResult.objects.get()


def work_once(worker: str, at: datetime) -> DBTaskResult | None:
    taken = jobs.claim(worker, now=at)
    if taken:
        jobs.run(taken, clock=lambda: at)
    return taken

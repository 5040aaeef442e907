"""Jobs that the tests of background work put in the queue."""

from __future__ import annotations

import time
from datetime import timedelta

from tenir.integrations.background.jobs import job

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

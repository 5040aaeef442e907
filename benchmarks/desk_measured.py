"""What the desk costs in one process, then in several: run by desk.py, the environment names where.

    python -m benchmarks.desk_measured OUT PROCESSES SECONDS [rate|closing]

`rate`: how many requests so many processes open, forked as gunicorn's are from one that served
nothing yet. `closing`: nothing but a closure told
while no clock runs yet, so that it moves every one.
Through the pages and the API under the settings of a production, without sockets.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import desk_world as world

OPENED, LOOKED = 60, 15
PLENTY = {"token": 10**9, "address": 10**9, "stranger": 10**9}  # the peer limits nobody


def browser(person: Any) -> Any:
    """A browser of someone's, behind the proxy of a production."""
    from django.test import Client

    found = Client(headers={"accept-encoding": "identity"})
    found.defaults |= {"wsgi.url_scheme": "https", "SERVER_NAME": "tenir.example.org",
                       "HTTP_X_FORWARDED_PROTO": "https"}  # fmt: skip
    found.force_login(person)
    return found


def asker(turn: int) -> tuple[Any, dict[str, Any]]:
    """The browser of a contact of a client, and what it asks."""
    from tenir.apps.accounts.models import Person

    seats = list(world.contacts())
    viewer, client, line = seats[turn % len(seats)]
    told = {**world.WORDS, "client": client, "subscription": line, "impact": "high",
            "urgency": "critical"}  # fmt: skip
    return browser(Person.objects.get(pk=viewer.person)), told


def opens(client: Any, told: dict[str, Any]) -> None:
    """One request, whole, in one call."""
    answer = client.post("/api/v1/requests", json.dumps(told), content_type="application/json")
    assert answer.status_code == 201, answer.content[:2000]


def sends(client: Any, told: dict[str, Any]) -> float:
    """One request by the four pages of the portal: the milliseconds of the last, which sends."""
    from tenir.apps.support.models import Request

    about = {"subscription": told["subscription"], "kind": "support", "environment": "production"}
    client.post("/portal/requests/new/", {**about, "whole": "1"})
    made = Request.objects.latest("pk").pk
    for step, fields in (("words", world.WORDS), ("gravity", told)):
        client.post(f"/portal/requests/{made}/write/{step}/", {**fields, "whole": "1"})
    sent = {"act": "send", "whole": "1"}
    return timed(lambda: done(client.post(f"/portal/requests/{made}/write/check/", sent)))


def done(answer: Any) -> None:
    assert answer.status_code == 302, answer.content[-2000:]


def looks(client: Any) -> None:
    answer = client.get("/console/requests/")
    assert answer.status_code == 200


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds of the processor, the database included: it is in this process."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def closes() -> dict[str, float]:
    """The seconds of processor until every clock is worked out, a closure is told, all are moved.

    Told in the evening for the next day; taken back. And how many clocks run, how many it moved;
    the milliseconds of the queue once it is told, while its clocks are still to be moved.
    """
    from django.db import transaction

    from tenir.apps.accounts.queries import people_with, viewer_of
    from tenir.apps.support import queries, services
    from tenir.apps.support.models import Request
    from tenir.integrations.closures import jobs
    from tenir.viewer import StaffRole

    actor = viewer_of(people_with(StaffRole.OPERATIONS)[0])
    agent = browser(people_with(StaffRole.AGENT)[0])
    on = date(2026, 11, 25)
    begun = time.process_time()
    foreseen = queries.foreseen(actor, on, at=world.NOW)
    worked_out = time.process_time() - begun
    with transaction.atomic():
        begun = time.process_time()
        made = jobs.announce(on, because="A storm", actor=actor, at=world.NOW)
        told = time.process_time() - begun
        queue = [timed(lambda: looks(agent)) for _ in range(LOOKED)][1:]
        begun = time.process_time()
        services.move_clocks(made.pk, clock=lambda: world.NOW)
        seconds = told + time.process_time() - begun
        moved = Request.objects.filter(updated_at=world.NOW).count()
        transaction.set_rollback(True)
    assert foreseen.moved == moved, f"{foreseen.moved} were foreseen"
    return {"worked_out": worked_out, "told": told, "seconds": seconds,
            "queue": median(queue), "running": foreseen.running, "moved": moved}  # fmt: skip


def busy(turn: int, seconds: int, told: Any) -> None:
    """As many as one process opens."""
    from django.db import connections

    connections.close_all()
    client, asked = asker(turn)
    opens(client, asked)
    end, count, begun = time.monotonic() + seconds, 0, time.process_time()
    while time.monotonic() < end:
        opens(client, asked)
        count += 1
    told.put((count, time.process_time() - begun))


def rate(processes: int, seconds: int) -> dict[str, float]:
    """Openings a second of so many processes on one database, and the milliseconds of each.

    Those are the processor's in the processes, without a database that is outside of them.
    """
    from django.db import connections

    connections.close_all()
    for each in connections.all():
        if each.vendor == "postgresql":
            each.close_pool()  # its threads are not there after a fork
    fork = multiprocessing.get_context("fork")
    told = fork.Queue()
    workers = [fork.Process(target=busy, args=(turn, seconds, told)) for turn in range(processes)]
    for worker in workers:
        worker.start()
    opened, spent = (sum(column) for column in zip(*(told.get() for _ in workers), strict=True))
    for worker in workers:
        worker.join()
    return {"rate": opened / seconds, "each": 1000 * spent / opened}


def main(out: Path, processes: int, seconds: int, what: str) -> int:
    """Builds what is not there yet, and writes what it all cost as JSON."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from tenir import clock, wsgi

    assert wsgi.application, "memory is looked after as where gunicorn runs"
    if world.built():
        call_command("migrate", verbosity=0)  # columns and indexes that are new since
    else:
        world.build(world.OPENED if what == "closing" else world.NIGHT)
    swept()
    clock.now = lambda: world.NOW
    settings.API_LIMITS = PLENTY
    call_command("collectstatic", verbosity=0, interactive=False)
    logging.disable(logging.WARNING)
    if what == "closing":
        found: dict[str, Any] = {"closing": closes()}
    else:
        found = rate(processes, seconds) if what else by_itself()
    out.write_text(json.dumps(found))
    return 0


def swept() -> None:
    """As a server that looks after itself leaves its tables: not every one of them does."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def by_itself() -> dict[str, Any]:
    """What one process takes for the queue, a closure, an opening in one call and in four."""
    from tenir.apps.accounts.queries import people_with
    from tenir.viewer import StaffRole

    agent = browser(people_with(StaffRole.AGENT)[0])
    queue = [timed(lambda: looks(agent)) for _ in range(LOOKED)][1:]
    closing = sorted((closes() for _ in range(3)), key=lambda each: each["seconds"])[1]
    client, told = asker(0)
    opening = [timed(lambda: opens(client, told)) for _ in range(OPENED)][1:]
    sending = [sends(client, told) for _ in range(OPENED // 3)][1:]
    return {
        "queue": median(queue), "closing": closing, "opening": median(opening),
        "sending": median(sending),
    }  # fmt: skip


if __name__ == "__main__":
    path, *numbers = sys.argv[1:4]
    sys.exit(main(Path(path), *map(int, numbers), what="".join(sys.argv[4:])))

"""kill -9 of each process at random points, then restart: all is settled once, nothing is lost.

The processes are the worker of jobs, the tick, the deliverer, and a writer that stands for the web:
each round runs them side by side and kills each at its own moment. 25 rounds on each database are
200 kills in every `make test`; TENIR_TEST_ROUNDS=200 kills each process 200 times.
"""

from __future__ import annotations

import os
import random
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tenir import clock
from tenir.apps.commitments.queries import Commitment, Step
from tenir.apps.commitments.services import settle
from tenir.apps.journal.queries import Entry
from tenir.apps.journal.services import seal
from tenir.apps.journal.verification import verify
from tenir.apps.notices.queries import Notice, possibly_doubled
from tenir.integrations.background import jobs, workers
from tenir.integrations.background.models import Worker
from tenir.integrations.mail.delivery import deliver
from tenir.integrations.mail.transport import transport_of
from tenir.viewer import SYSTEM
from tests.cast import assemble
from tests.integrations.mail_servers import Post, running
from tests.stories.crashing import PARTS
from tests.warm import CHECKOUT, PATIENCE, Warm

ROUNDS, SEED = int(os.environ.get("TENIR_TEST_ROUNDS", "25")), 20261123
SETTLED = ("kept", "missed", "waived")


@contextmanager
def parent(warm: Warm, post: Post, folder: Path) -> Iterator[TextIO]:
    """What the process that forks the others is told, and answers."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TENIR_")}
    environment = {
        **plain, "DJANGO_SETTINGS_MODULE": "tenir.settings", "TENIR_MODE": "demonstration",
        "TENIR_DATA": str(folder), "TENIR_DATABASE_URL": database_url(),
        "TENIR_MAIL_URL": post.url, "PYTHONPATH": str(CHECKOUT),
    }  # fmt: skip
    with socket.socket(socket.AF_UNIX) as door, (folder / "log").open("w") as log:
        door.bind(str(folder / "door"))
        door.listen()
        door.settimeout(PATIENCE)
        process = warm.started(
            ["-m", "tests.stories.crashing", str(folder / "door")], environment=environment,
            cwd=CHECKOUT, log=log.fileno(),
        )  # fmt: skip
        link, _ = door.accept()
        link.settimeout(PATIENCE)
        with link, link.makefile("rw", buffering=1) as told:
            yield told
    process.wait(PATIENCE)


def database_url() -> str:
    """The tests' database, for another process."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    user, password = quote(str(held["USER"])), quote(str(held["PASSWORD"]))
    return f"postgresql://{user}:{password}@{held['HOST']}:{held['PORT']}/{held['NAME']}"


def kill_them_all(warm: Warm, post: Post, folder: Path) -> int:
    """The rounds; how many processes were killed.

    A machine under load does less between two kills: it goes on, less hurried, until enough has
    happened.
    """
    dice, killed = random.Random(SEED), 0
    with parent(warm, post, folder) as process:
        for n in range(4 * ROUNDS):
            if n >= ROUNDS and Commitment.objects.count() > ROUNDS:
                break
            longest = 300 if n < ROUNDS else 1_500  # milliseconds
            told = " ".join(f"{dice.uniform(5, longest):.2f} {part}" for part in PARTS)
            print(f"round{n}", told, file=process)
            answer = process.readline().strip()
            assert answer, f"the parent ended: {(folder / 'log').read_text()}"
            killed += int(answer)
    return killed


def restart(post: Post) -> None:
    """What the processes do once they are up again, an hour later."""
    later = clock.now() + timedelta(hours=1)
    Worker.objects.all().delete()
    while workers.reap(now=later) or jobs.ready(later).exists():
        while found := jobs.claim("restarted", now=later):
            jobs.run(found, clock=lambda: later)
    settle(later)
    for hour in range(3):
        while deliver(later + timedelta(hours=hour), transport=transport_of(post.url))["accepted"]:
            pass
    seal(later)


@pytest.mark.django_db(transaction=True)
def test_kills_lose_nothing_and_do_nothing_twice(tmp_path: Path, warm: Warm) -> None:
    assemble()
    with running(Post()) as post:
        assert kill_them_all(warm, post, tmp_path) >= ROUNDS * len(PARTS)
        restart(post)
    assert Commitment.objects.count() > ROUNDS, "too little happened between the kills"
    every_promise_is_settled_once()
    every_notice_is_accounted_for(Counter(post.ids))
    every_job_had_its_effect_once()
    verdict = verify(SYSTEM)
    assert verdict.holds
    assert verdict.unsealed == 0


def every_promise_is_settled_once() -> None:
    told = Counter(
        (after["key"], verb.removeprefix("commitments."))
        for verb, after in Entry.objects.filter(verb__startswith="commitments.").values_list(
            "verb", "after"
        )
    )
    for found in Commitment.objects.all():
        assert found.state != "running"
        assert told[found.key, "promised"] == 1
        assert sum(told[found.key, verb] for verb in SETTLED) == 1, found.key
        assert told[found.key, "warned"] == found.steps.filter(warned_at__isnull=False).count()
    assert {key for key, _ in told} == set(Commitment.objects.values_list("key", flat=True))
    assert max(told.values()) == 1


def every_notice_is_accounted_for(received: Counter[str]) -> None:
    owed = Notice.objects.filter(channel="email")
    missed = Entry.objects.filter(verb="commitments.missed", after__done_at__isnull=True).count()
    assert owed.filter(kind="commitments.missed").count() == missed  # by the tick, not done late
    warned = Step.objects.filter(warned_at__isnull=False).count()
    assert owed.filter(kind="commitments.warned").count() == warned
    assert set(owed.values_list("state", flat=True)) == {"sent"}
    assert set(received) == set(owed.values_list("message_id", flat=True))
    doubled = {id for id, times in received.items() if times > 1}
    assert doubled <= set(possibly_doubled(SYSTEM).values_list("message_id", flat=True))
    assert max(received.values()) <= 2


def every_job_had_its_effect_once() -> None:
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    asked = DBTaskResult.objects.filter(task_path__endswith="keep_it")
    keys = {found.args_kwargs["args"][0] for found in asked}
    assert len(keys) == asked.count()
    done = Commitment.objects.filter(key__in=keys, done_at__isnull=False)
    assert done.count() == len(keys)

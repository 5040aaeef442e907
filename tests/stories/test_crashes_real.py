"""kill -9 of the pages and of the probe as they are deployed: gunicorn's master and workers by
`tenir serve`, and `tenir probe`; then started again. Each is a process of its own.

A round starts both, kills one at its random moment, the other at its own, and starts them again:
few by default, since each start takes seconds; TENIR_TEST_ROUNDS=200 kills each 200 times.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tenir import clock
from tests.integrations.test_probes import serving
from tests.platforms import Make, Platform
from tests.warm import Started

pytestmark = pytest.mark.both_databases
ROUNDS, SEED = int(os.environ.get("TENIR_TEST_ROUNDS", "2")), 20261129
PATIENCE = 60.0

SET_UP = """
from datetime import timedelta
from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.agreements import services as signing
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.availability import services as availability
from tenir.apps.catalogue import services as catalogue
from tenir.viewer import SYSTEM
from tests.cast import assemble
cast, at = assemble(), clock.now()
(version,) = signing.install_reference(actor=SYSTEM, at=at)
catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=at)
line = signing.sign_contract(
    number="C-1", client=cast.martin.pk, starts_on=at.date(),
    lines=[signing.NewLine(product="drive")], actor=cast.anna, at=at,
).subscriptions.get()
availability.add_target(
    availability.NewTarget(
        name="web", subscription=line.pk, kind="http", interval=5, timeout=1, retries=0,
        silence=30, address="http://127.0.0.1:%d/200",
    ), actor=cast.olga, at=at,
)
issued = accounts.create_token(
    "crash", scopes=["read", "parties.write"], expires_at=at + timedelta(days=9),
    actor=cast.anna, at=at,
)
print(issued.secret, cast.martin.pk)
"""
LOOK = """
import json
from collections import Counter
from tenir.apps.availability.models import MeasuredSpan, Spell
from tenir.apps.journal.models import Entry
from tenir.apps.parties.models import Contact
made = Contact.objects.filter(email__endswith="@crash.example")
told = Entry.objects.filter(verb="parties.contact_designated", after__contact__in=list(
    made.values_list("pk", flat=True)))
print(json.dumps({
    "contacts": sorted(made.values_list("email", flat=True)), "entries": told.count(),
    "found": __import__("tenir.apps.search.models", fromlist=["Found"]).Found.objects.filter(
        kind="contact", of__in=[str(pk) for pk in made.values_list("pk", flat=True)]).count(),
    "spells": [[row.start.timestamp(), row.last.timestamp(), row.state]
               for row in Spell.objects.order_by("start")],
}))
"""


@contextmanager
def processes(platform: Platform, *arguments: object) -> Iterator[Started]:
    """`tenir ARGUMENTS`, and whatever it left killed at the end."""
    process = platform.started(*arguments)
    family: set[int] = set()
    try:
        yield process
        family |= children(process.pid)
    finally:
        for pid in (process.pid, *family):
            kill(pid)
        process.wait(PATIENCE)


def children(pid: int) -> set[int]:
    """The processes that this one started, as Linux tells."""
    with suppress(OSError):
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return {int(each) for each in told.split()}
    return set()


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def until_free(port: int) -> None:
    """No worker of a killed master answers any more: they notice within a moment, and end."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except (OSError, HTTPException):
            return
        time.sleep(0.1)


class Program:
    """A client's program: it asks, and asks again under the same key until it is answered."""

    def __init__(self, port: int, token: str, client: int) -> None:
        self.port, self.token, self.client = port, token, client
        self.answered: dict[str, int] = {}
        self.asked: list[str] = []
        self.refused: list[str] = []

    def ask(self, key: str) -> bool:
        """Whether the contact of that key was answered for; the same contact, however often."""
        if key not in self.asked:
            self.asked.append(key)
        told = json.dumps({"name": f"Crash {key}", "email": f"{key}@crash.example"}).encode()
        request = Request(
            f"http://127.0.0.1:{self.port}/api/v1/clients/{self.client}/contacts", told,
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
             "Idempotency-Key": f"k-{key}"},
        )  # fmt: skip
        try:
            with urlopen(request, timeout=20) as answer:
                made = json.load(answer)["id"]
        except HTTPError as refused:
            self.refused.append(f"{refused.code} {refused.read()!r}")
            return False
        except (OSError, HTTPException, ValueError):
            return False
        assert self.answered.setdefault(key, made) == made, "answered twice, and not the same"
        return True

    def ask_again(self) -> None:
        """All that was not answered, until it is."""
        end = time.monotonic() + PATIENCE
        waiting = [key for key in self.asked if key not in self.answered]
        while waiting:
            assert time.monotonic() < end, f"never answered: {waiting} {self.refused[-3:]}"
            waiting = [key for key in waiting if not self.ask(key)]
            time.sleep(0.05)


def killed_round(platform: Platform, program: Program, number: int, dice: random.Random) -> None:
    """Both run; a worker dies, later the master with the others, and the probe at its own time."""
    probing = ("probe", "--network", "127.0.0.0/8")
    with (
        processes(platform, "serve", "--port", program.port, "--workers", 2) as pages,
        processes(platform, *probing) as probe,
    ):
        program.ask_again()
        first = f"r{number}"
        end = time.monotonic() + PATIENCE
        while not program.ask(first):
            assert time.monotonic() < end, "the pages never answered"
            time.sleep(0.1)
        deaths = sorted(
            (time.monotonic() + dice.uniform(0.05, 1.5), who)
            for who in ("worker", "master", "probe")
        )
        n = 0
        while deaths:
            if time.monotonic() >= deaths[0][0]:
                strike(deaths.pop(0)[1], pages, probe, dice)
            n += program.ask(f"r{number}-{n}")  # what was not answered is asked again
            time.sleep(0.02)
    until_free(program.port)


def strike(who: str, pages: Started, probe: Started, dice: random.Random) -> None:
    """SIGKILL, without a word before it."""
    workers = sorted(children(pages.pid))
    if who == "worker" and workers:
        kill(dice.choice(workers))
    elif who == "master":
        kill(pages.pid)
        for pid in workers:  # as systemd does with what is left of the unit
            kill(pid)
    elif who == "probe":
        kill(probe.pid)


def test_kills_of_the_pages_and_the_probe_lose_nothing_and_do_nothing_twice(
    own_database: Make, free_port: int
) -> None:
    platform, dice = own_database(migrated=True), random.Random(SEED)
    with serving() as watched:
        token, client = platform.python(SET_UP % watched).split()
        program = Program(free_port, token, int(client))
        for number in range(ROUNDS):
            killed_round(platform, program, number, dice)
        begun = clock.now().timestamp()
        with (
            processes(platform, "serve", "--port", free_port, "--workers", 2),
            processes(platform, "probe", "--network", "127.0.0.0/8"),
        ):
            program.ask_again()
            for key in program.asked[:: max(1, len(program.asked) // 20)]:
                assert program.ask(key)  # once more: the same answer, nothing done again
            found = look(platform)
            end = time.monotonic() + PATIENCE
            while not any(last > begun for _, last, _ in found["spells"]):
                assert time.monotonic() < end, "the probe started again measures nothing"
                time.sleep(0.5)
                found = look(platform)
    assert found["contacts"] == sorted(f"{key}@crash.example" for key in program.asked)
    assert len(program.asked) > ROUNDS
    assert found["entries"] == found["found"] == len(program.asked)
    ends = [0.0, *(last for _, last, _ in found["spells"])]
    assert all(a <= start for a, (start, _, _) in zip(ends, found["spells"], strict=False))
    held = platform.tenir("journal", "verify")
    assert held.returncode == 0, held.stdout + held.stderr


def look(platform: Platform) -> dict[str, list[list[float]]]:
    """What the database holds."""
    found: dict[str, list[list[float]]] = json.loads(platform.python(LOOK))
    return found

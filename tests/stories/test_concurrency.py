"""Eight threads at once, on real connections: nothing lost, nothing twice, nobody told “locked”.

Any OperationalError in a thread fails its test: `together` raises it.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tenir.apps.commitments.queries import Commitment
from tenir.apps.commitments.services import keep, move, promise, settle, waive
from tenir.apps.journal.queries import Entry
from tenir.apps.journal.services import seal
from tenir.apps.journal.verification import verify
from tenir.apps.notices.queries import Notice
from tenir.integrations.background import jobs, schedules, workers
from tenir.integrations.background.models import Firing
from tenir.integrations.background.schedules import Schedule
from tenir.integrations.mail.delivery import deliver
from tenir.integrations.mail.transport import transport_of
from tenir.viewer import SYSTEM
from tests.cast import assemble
from tests.integrations import background_jobs as some
from tests.integrations.mail_servers import Post, running
from tests.promises import chosen
from tests.stories.threads import shared, together

START = datetime(2026, 9, 1, 7, tzinfo=UTC)
DUE, AFTER = START + timedelta(days=10), START + timedelta(days=11)
EIGHT = range(8)

pytestmark = pytest.mark.django_db(transaction=True)


def open_one(key: str) -> Commitment:
    return promise(
        chosen(DUE), key=key, subject="story/1", organisation=None, owed_by="publisher",
        answerable="releases", clauses=["5.1"], started_at=START,
        actor=SYSTEM, at=START, steps=[(50, START + timedelta(days=5))],
    )  # fmt: skip


def told() -> Counter[tuple[str, str]]:
    """How often the journal says what of which promise."""
    found = Entry.objects.filter(verb__startswith="commitments.").values_list("verb", "after")
    return Counter((after["key"], verb.removeprefix("commitments.")) for verb, after in found)


def mail_of(kind: str) -> int:
    return Notice.objects.filter(channel="email", kind=f"commitments.{kind}").count()


def test_eight_who_promise_the_same_make_one_promise() -> None:
    keys = [f"k{n}" for n in range(10)]
    together(*[shared(keys, open_one) for _ in EIGHT])
    assert Commitment.objects.count() == 10
    assert set(told().values()) == {1}


def test_eight_ticks_at_once_warn_once_and_settle_once() -> None:
    assemble()
    for n in range(12):
        open_one(f"k{n}")
    warned = together(*[partial(settle, START + timedelta(days=6)) for _ in EIGHT])
    missed = together(*[partial(settle, AFTER) for _ in EIGHT])
    assert sum(done.warned for done in warned) == 12  # type: ignore[attr-defined]
    assert sum(done.missed for done in missed) == 12  # type: ignore[attr-defined]
    assert set(told().values()) == {1}
    assert (mail_of("warned"), mail_of("missed")) == (12, 12)


def test_keeping_waiving_moving_and_ticking_at_once_settle_each_promise_once() -> None:
    assemble()
    keys = [f"k{n}" for n in range(16)]
    for key in keys:
        open_one(key)

    def acts(seed: int, act: object) -> object:
        mixed = random.Random(seed).sample(keys, len(keys))
        return shared(mixed, act)  # type: ignore[arg-type]

    def kept(key: str) -> object:
        return keep(key, kept_at=START + timedelta(days=9), actor=SYSTEM, at=AFTER)

    def waived(key: str) -> object:
        return waive(key, because="agreed", actor=SYSTEM, at=AFTER)

    def moved(key: str) -> object:
        return move(key, chosen(DUE + timedelta(hours=1)), actor=SYSTEM, at=AFTER)

    ticks = [partial(settle, AFTER)] * 2
    acted = [acts(n, act) for n, act in enumerate((kept, kept, waived, waived, moved, moved))]
    together(*ticks, *acted)  # type: ignore[arg-type]
    counted = told()
    for found in Commitment.objects.all():
        settled = sum(counted[found.key, verb] for verb in ("kept", "missed", "waived"))
        assert settled == 1, found.key
        assert counted[found.key, "found_kept"] <= counted[found.key, "missed"]
        assert found.state == "waived" if counted[found.key, "waived"] else "kept"


def test_eight_workers_run_each_job_once() -> None:
    some.ran.clear()
    for n in range(60):
        some.note.enqueue(str(n))
    now = datetime(2999, 1, 1, tzinfo=UTC)

    def work(name: str) -> None:
        workers.beat(name)
        while found := jobs.claim(name, now=now):
            jobs.run(found, clock=lambda: now)
            workers.reap(now=now)

    together(*[partial(work, f"worker-{n}") for n in EIGHT])
    assert sorted(some.ran, key=lambda n: int(str(n))) == [str(n) for n in range(60)]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_eight_who_enqueue_while_others_work_lose_no_job() -> None:
    some.ran.clear()
    now = datetime(2999, 1, 1, tzinfo=UTC)

    def ask(name: str) -> None:
        for n in range(10):
            with transaction.atomic():
                open_one(f"{name}/{n}")
                some.note.enqueue(f"{name}/{n}")

    def work(name: str) -> None:
        for _ in range(20):
            if found := jobs.claim(name, now=now):
                jobs.run(found, clock=lambda: now)

    asking = [partial(ask, f"asker-{n}") for n in range(4)]
    together(*asking, *[partial(work, f"worker-{n}") for n in range(4)])
    work("last")
    work("last")
    assert len(some.ran) == len(set(some.ran)) == 40
    assert Commitment.objects.count() == 40


def test_a_turn_that_eight_workers_see_fires_once() -> None:
    nightly = Schedule("test.nightly", "15 3 * * *", "tests.integrations.background_jobs.note")
    schedules.fire(START, (nightly,))
    fired = together(
        *[partial(schedules.fire, START + timedelta(days=1), (nightly,)) for _ in EIGHT]
    )
    assert sum(fired) == 1  # type: ignore[arg-type]
    assert DBTaskResult.objects.count() == 1
    assert Firing.objects.exclude(job=None).count() == 1


def test_owing_and_delivering_at_once_sends_each_notice_once() -> None:
    """Four ticks owe warnings of the same promises while four deliverers send what is owed."""
    assemble()
    for n in range(20):
        open_one(f"k{n}")
    warned_at = START + timedelta(days=6)
    with running(Post()) as post:

        def send() -> None:
            for _ in range(6):
                deliver(warned_at + timedelta(minutes=1), transport=transport_of(post.url))

        together(*[partial(settle, warned_at)] * 4, *[send] * 4)
        send()
    assert mail_of("warned") == 20
    assert set(Counter(post.ids).values()) == {1}
    assert len(post.ids) == 20


def test_the_journal_written_and_sealed_by_eight_at_once_holds() -> None:
    def write(name: str) -> None:
        for n in range(8):
            open_one(f"{name}/{n}")
            seal(AFTER)

    together(*[partial(write, f"writer-{n}") for n in EIGHT])
    seal(AFTER)
    verdict = verify(SYSTEM)
    assert verdict.holds
    assert (verdict.entries, verdict.unsealed) == (64, 0)

"""When measuring fails: the figures are right, or the time is said not to be measured."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tenir import clock
from tenir.apps.availability import queries, services
from tenir.apps.availability.models import Spell
from tenir.apps.availability.services import NewTarget, Record, Word
from tenir.apps.journal.queries import entries
from tenir.apps.notices.queries import Notice
from tenir.apps.parties import services as parties
from tenir.apps.reports import queries as reports
from tenir.apps.reports import services as closing
from tenir.apps.reports.models import Frozen
from tenir.integrations.background import upkeep, workers
from tenir.integrations.background.models import Worker
from tenir.viewer import SYSTEM
from tests.apps.availability.conftest import SIGNED, drive, paris, reference, sign
from tests.stories.killed_in_close import CLOSED_AT, HELD
from tests.stories.test_crashes import database_url
from tests.stories.threads import together
from tests.warm import Started, Warm

__all__ = ["drive", "reference", "sign"]
DAY, MONTH = 86_400, 30 * 86_400
NOVEMBER = paris("2026-11-01 00:00")


def watch(cast, line, **asked):
    """Drive's target, sampled each minute: past five minutes nothing is known."""
    wanted = {"name": "web", "interval": 60, "silence": 300, **asked}
    return services.add_target(
        NewTarget(subscription=line.pk, **wanted), actor=cast.olga, at=SIGNED
    )


def each(first: str, last: str, state: str = "up", *, minutes: int = 1):
    """A word every so many minutes from one instant in Paris to before another."""
    at, end = paris(first), paris(last)
    while at < end:
        yield Word("web", at, state)
        at += timedelta(minutes=minutes)


def tell(cast, *words, at=NOVEMBER):
    return services.take_in(words, source="test", actor=cast.olga, at=at)


def september(cast, line):
    found = queries.dossier(cast.olga, line.pk, "2026-09").month("2026-09").value
    assert found.T_seconds == MONTH
    return found


@pytest.mark.clause("5.3")
def test_eleven_dark_days_of_a_monitor_are_not_measured_and_no_second_of_them_counts(cast, drive):
    watch(cast, drive, interval=3600, silence=7200)
    tell(cast, *each("2026-09-01 00:00", "2026-09-10 00:00", minutes=60),
         *each("2026-09-21 00:00", "2026-10-01 01:00", minutes=60))  # fmt: skip
    found = september(cast, drive)
    assert found.unmeasured_seconds == 11 * DAY - 3600  # a word holds for two hours
    assert (found.counted_seconds, found.down) == (0, ())


@pytest.mark.clause("5.3")
def test_dark_in_the_midst_of_an_outage_is_not_an_outage(cast, drive):
    watch(cast, drive)
    tell(cast, *each("2026-09-01 00:00", "2026-09-10 00:00", minutes=2),
         *each("2026-09-10 00:00", "2026-09-10 01:00", "down"),
         *each("2026-09-10 05:00", "2026-09-10 06:00", "down"),
         *each("2026-09-10 06:00", "2026-10-01 00:01", minutes=2))  # fmt: skip
    found = september(cast, drive)
    assert found.counted_seconds == 3600 + 240 + 3600
    assert found.unmeasured_seconds == 4 * 3600 - 240


@pytest.mark.clause("5.3")
def test_a_clock_a_day_behind_tells_of_the_day_before_with_a_trail_and_one_ahead_tells_nothing(
    cast, drive
):
    watch(cast, drive)
    tell(cast, *each("2026-09-01 00:00", "2026-10-01 00:01", minutes=2))
    before = september(cast, drive)
    with pytest.raises(services.FaultyRecords, match="yet to come"):
        tell(cast, Word("web", NOVEMBER, "down"), at=paris("2026-10-15 00:00"))
    assert september(cast, drive) == before
    skewed = tell(cast, *each("2026-09-15 10:01", "2026-09-15 10:05", "down", minutes=2))
    after = september(cast, drive)
    assert (skewed.late, after.counted_seconds) == (2, 0)
    assert after.unmeasured_seconds > 0  # up and down are told of the same minutes: neither is sure


@pytest.mark.clause("5.3")
def test_a_storm_from_eight_senders_at_once_is_one_outage(transactional_db, cast, drive):
    watch(cast, drive, interval=0, silence=None)
    words = [Word("web", paris("2026-09-01 00:00"), "up"), *each("2026-09-02 08:00",
             "2026-09-02 09:00", "down"), Word("web", paris("2026-09-02 09:00"), "up"),
             Word("web", paris("2026-10-01 00:00"), "up")]  # fmt: skip
    together(*[lambda: tell(cast, *words, *reversed(words)) for _ in range(8)])
    found = september(cast, drive)
    assert (found.counted_seconds, found.unmeasured_seconds) == (3600, 0)
    assert Spell.objects.count() == len(words)


@pytest.mark.clause("5.3")
def test_an_end_told_before_its_beginning_closes_the_outage_that_follows_it(cast, drive):
    watch(cast, drive, interval=0, silence=None)
    tell(cast, Word("web", paris("2026-09-01 00:00"), "up"))
    tell(cast, Word("web", paris("2026-09-02 09:00"), "up"))
    tell(cast, Word("web", paris("2026-09-02 08:00"), "down"))
    tell(cast, Word("web", paris("2026-10-01 00:00"), "up"))
    assert september(cast, drive).down == ((1788328800, 1788332400),)


@pytest.mark.clause("5.3")
def test_twice_the_same_and_names_made_up_change_no_figure(cast, drive):
    watch(cast, drive, locations=["paris"])
    words = [Word("web", word.at, word.state, "paris")
             for word in each("2026-09-01 00:00", "2026-09-01 06:00", "down")]  # fmt: skip
    tell(cast, *words)
    before = september(cast, drive)
    forged = tell(cast, *words, *[word._replace(state="up", location="moscow") for word in words],
                  *[word._replace(state="up", target="wep") for word in words])  # fmt: skip
    assert (forged.kept, forged.unknown) == (0, ("web@moscow", "wep"))
    assert september(cast, drive) == before


@pytest.mark.clause("5.4")
def test_a_worker_killed_in_mid_close_leaves_whole_clients_and_the_next_one_the_rest(
    transactional_db, cast, sign
):
    lines = [sign("C-1"), sign("C-2", client=cast.novak.pk)]
    for line in lines:
        services.record_measurements(
            subscription=line.pk, source="probe", actor=cast.olga, at=NOVEMBER,
            records=[Record(paris(at), state) for at, state in (
                ("2026-08-01 00:00", "up"), ("2026-09-15 08:00", "down"),
                ("2026-09-15 16:30", "up"), ("2026-10-01 01:00", "up"),
            )],
        )  # fmt: skip
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tenir.settings", "TENIR_DATABASE_URL": database_url()
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "tests.stories.killed_in_close"], env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as worker:  # fmt: skip
        assert worker.stdout
        assert HELD in iter(lambda: worker.stdout.readline().strip(), "")
        worker.send_signal(signal.SIGKILL)
    assert Frozen.objects.count() == 1
    assert closing.close_month(month="2026-09", actor=SYSTEM, at=CLOSED_AT).statements == 1
    for line in lines:
        (row,) = Frozen.objects.filter(subscription=line)
        assert json.loads(row.statement)["availability"]["counted_seconds"] == 30600
        assert reports.recompute(cast.olga, row.pk).identical


@pytest.mark.clause("5.4", "5.6")
def test_a_worker_killed_in_the_midst_of_a_close_comes_to_what_an_unkilled_one_does(
    transactional_db, cast, sign, reference, warm, tmp_path
):
    """The whole program, as systemd runs it: killed by SIGKILL, its job taken back, run again."""
    measured_everywhere(cast, sign)
    unkilled = closed_and_taken_back()
    assert len(unkilled) == CLIENTS
    upkeep.close_month.enqueue()
    killed = worker(warm, tmp_path)
    while (kept := Frozen.objects.count()) < 3:
        assert killed.poll() is None, "it ended before it was killed"
        time.sleep(0.002)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait(60) == -signal.SIGKILL
    kept = Frozen.objects.count()
    assert 0 < kept < CLIENTS
    assert RUNNING.count() == 1  # nobody else does it while it may live
    Worker.objects.all().delete()  # half a minute without a word of it
    assert workers.reap(now=clock.now() - timedelta(hours=1)) == 1
    assert worker(warm, tmp_path).wait(60) == 0
    assert RUNNING.count() == 0
    assert stated() == unkilled
    assert told_once()


CLIENTS = 14
RUNNING = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)


def worker(warm: Warm, folder: Path) -> Started:
    """`tenir worker`, which does the jobs that are due and ends."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tenir.settings", "TENIR_DATABASE_URL": database_url()
    }  # fmt: skip
    with (folder / "log").open("a") as log:
        return warm.started(
            ["-m", "tenir", "worker", "--jobs", "--once"], environment=environment, cwd=folder,
            log=log.fileno(),
        )  # fmt: skip


def measured_everywhere(cast, sign) -> None:
    """Two missed months of many clients, each with another outage: the second opens rights."""
    this = clock.now().astimezone(ZoneInfo("Europe/Paris")).date().replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    for number in range(CLIENTS):
        client = parties.register_client(
            number=f"K-{number}", name=f"Client {number}", actor=cast.anna, at=SIGNED
        )
        line = sign(f"K-{number}", client=client.pk)
        told = [
            (f"{last}", "00:00", "up"),
            (f"{last.replace(day=9)}", "08:00", "down"),
            (f"{last.replace(day=9)}", f"13:{number:02}", "up"),
            (f"{this}", "00:00", "up"),
        ]
        services.record_measurements(
            subscription=line.pk, source="probe", actor=cast.olga, at=clock.now(),
            records=[Record(paris(f"{day} {hour}"), state) for day, hour, state in told],
        )  # fmt: skip


def stated() -> dict[str, str]:
    """What each statement says, by whom it is about."""
    rows = Frozen.objects.exclude(subscription=None)
    assert all(row.revision == 1 for row in rows)
    return {row.subject: row.statement for row in rows}


def closed_and_taken_back() -> dict[str, str]:
    """The same close by a worker that nobody kills, undone."""
    with transaction.atomic():
        upkeep.close_month.call()
        told = stated()
        transaction.set_rollback(True)
    return told


def told_once() -> bool:
    """Whether the journal tells of each statement once, and each client hears of it once."""
    facts = [entry.subject for entry in entries(SYSTEM) if entry.verb == "reports.frozen"]
    notices = Notice.objects.values_list("key", flat=True)
    return len(facts) == len(set(facts)) == CLIENTS and len(notices) == len(set(notices))

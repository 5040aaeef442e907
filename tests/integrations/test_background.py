"""Background work: each job at least once and told when it fails, each turn of a schedule once."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from croniter import croniter
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families

from tenir import clock
from tenir.integrations import background
from tenir.integrations.background import jobs, schedules, upkeep, work, workers
from tenir.integrations.background.models import Firing, Pulse, Worker
from tenir.integrations.background.schedules import Schedule
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.cast import Cast
from tests.integrations import background_jobs as some

NOON = datetime(2026, 9, 10, 12, tzinfo=UTC)
NIGHTLY = Schedule("test.nightly", "15 3 * * *", "tests.integrations.background_jobs.note")


@pytest.fixture(autouse=True)
def nothing_ran() -> Iterator[None]:
    some.ran.clear()
    yield
    some.ran.clear()


def after(**length: float) -> datetime:
    return NOON + timedelta(**length)


def only() -> DBTaskResult:
    return DBTaskResult.objects.get()


def work_once(worker: str, at: datetime) -> DBTaskResult | None:
    taken = jobs.claim(worker, now=at)
    if taken:
        jobs.run(taken, clock=lambda: at)
    return taken


# --- a job


def test_a_job_runs_with_what_it_was_given_and_its_answer_is_kept(db: None) -> None:
    some.note.enqueue("a report")
    work_once("one", NOON)
    assert some.ran == ["a report"]
    assert (only().status, only().return_value) == ("SUCCESSFUL", {"noted": "a report"})


def test_a_job_is_in_the_queue_only_if_what_asked_for_it_is_written(db: None) -> None:
    with transaction.atomic():
        some.note.enqueue("a report")
        transaction.set_rollback(True)
    assert jobs.claim("one", now=NOON) is None


def test_a_job_is_in_one_hand_at_a_time(db: None) -> None:
    some.note.enqueue("a report")
    assert jobs.claim("one", now=NOON)
    assert jobs.claim("two", now=NOON) is None


def test_a_job_for_later_waits(db: None) -> None:
    some.note.using(run_after=after(hours=1)).enqueue("later")
    assert jobs.claim("one", now=NOON) is None
    assert jobs.claim("one", now=after(hours=1))


def test_a_job_that_fails_is_tried_again_ever_later_then_shown(db: None) -> None:
    some.fail.enqueue()
    work_once("one", NOON)
    assert (only().status, only().run_after) == ("READY", after(minutes=1))
    assert "partner's service" in only().traceback
    work_once("two", after(minutes=1))
    assert only().run_after == after(minutes=3)
    work_once("one", after(minutes=3))
    assert (only().status, only().finished_at) == ("FAILED", after(minutes=3))
    assert only().exception_class_path == "builtins.LookupError"
    assert jobs.claim("one", now=after(days=9)) is None


def test_a_job_whose_answer_cannot_be_kept_has_failed(db: None) -> None:
    some.give_back_what_is_no_json.enqueue()
    work_once("one", NOON)
    assert "TypeError" in only().exception_class_path


def test_a_job_that_no_longer_exists_in_the_code_has_failed(db: None) -> None:
    some.note.enqueue("old")
    DBTaskResult.objects.update(task_path="tests.integrations.background_jobs.gone")
    work_once("one", NOON)
    assert "ImportError" in only().exception_class_path


# --- a worker killed


def test_a_dead_workers_job_goes_to_another(db: None) -> None:
    some.note.enqueue("a report")
    workers.beat("one")
    jobs.claim("one", now=NOON)
    Worker.objects.update(beat_at=NOON)  # and nothing since: the database's clock is years on
    workers.beat("two")
    assert workers.reap(now=after(minutes=1)) == 1
    assert [worker.name for worker in workers.alive()] == ["two"]
    work_once("two", after(minutes=1))
    assert only().worker_ids == ["one", "two"]
    assert only().status == "SUCCESSFUL"


def test_a_living_workers_job_stays_in_its_hand(db: None) -> None:
    some.note.enqueue("a report")
    workers.beat("one")
    jobs.claim("one", now=NOON)
    workers.beat("two")
    assert workers.reap(now=after(days=1)) == 0


def test_a_worker_held_dead_that_comes_back_writes_nothing_over_the_other(db: None) -> None:
    some.note.enqueue("a report")
    first = jobs.claim("one", now=NOON)
    assert first
    workers.reap(now=after(seconds=40))
    second = jobs.claim("two", now=after(seconds=41))
    assert second
    assert not jobs.run(first, clock=lambda: after(seconds=42))
    assert only().status == "RUNNING"
    assert jobs.run(second, clock=lambda: after(seconds=43))
    assert (only().status, only().finished_at) == ("SUCCESSFUL", after(seconds=43))


def test_a_job_that_kills_every_worker_is_given_up(db: None) -> None:
    some.fail.enqueue()
    for n in range(3):
        assert jobs.claim(f"worker-{n}", now=after(minutes=n))
        workers.reap(now=after(minutes=n))
    assert only().status == "FAILED"
    assert "died" in only().traceback


def test_a_job_cut_off_by_the_database_is_put_back_by_the_worker_that_holds_it(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Done, but nobody could write it down: the worker lives, so no other takes the job back."""
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    some.note.enqueue("a report")
    finish, held = jobs._finish, list[jobs.Job]()

    def gone(*given: object, **more: object) -> bool:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(jobs, "_finish", gone)
    with pytest.raises(OperationalError):
        work._take("one", held, threading.Event())
    assert only().status == "RUNNING"
    monkeypatch.setattr(jobs, "_finish", finish)
    work._take("one", held, threading.Event())
    assert (only().status, held, some.ran) == ("SUCCESSFUL", [], ["a report"] * 2)


# --- schedules


def test_a_turn_fires_once_however_many_workers_look(db: None) -> None:
    schedules.fire(NOON, (NIGHTLY,))
    night = after(hours=16)  # 06:00 in Paris
    assert [schedules.fire(night, (NIGHTLY,)) for _ in range(3)] == [1, 0, 0]
    assert DBTaskResult.objects.count() == 1


def test_a_schedule_begins_with_its_next_turn(db: None) -> None:
    assert schedules.fire(NOON, (NIGHTLY,)) == 0
    assert Firing.objects.get().job is None


def test_turns_missed_during_a_stop_fire_once(db: None) -> None:
    schedules.fire(NOON, (NIGHTLY,))
    assert schedules.fire(after(days=5), (NIGHTLY,)) == 1
    assert DBTaskResult.objects.count() == 1


def test_a_clock_that_steps_back_fires_nothing_twice(db: None) -> None:
    schedules.fire(NOON, (NIGHTLY,))
    schedules.fire(after(days=1), (NIGHTLY,))
    assert schedules.fire(NOON, (NIGHTLY,)) == 0
    assert schedules.fire(after(days=1), (NIGHTLY,)) == 0


def test_a_turn_follows_the_clocks_of_paris() -> None:
    winter = datetime(2026, 12, 10, 12, tzinfo=UTC)
    assert NIGHTLY.last_due(NOON) == datetime(2026, 9, 10, 1, 15, tzinfo=UTC)
    assert NIGHTLY.last_due(winter) == datetime(2026, 12, 10, 2, 15, tzinfo=UTC)
    assert NIGHTLY.last_due(datetime(2026, 9, 10, 1, 15, tzinfo=UTC)).hour == 1


@pytest.mark.parametrize("schedule", schedules.SCHEDULES, ids=lambda schedule: schedule.name)
def test_every_schedule_has_a_job_that_exists_and_an_hour_that_comes_once(
    schedule: Schedule,
) -> None:
    assert croniter.is_valid(schedule.cron)
    assert schedule.cron.split()[1] != "2"
    assert isinstance(import_string(schedule.job), Task)


def test_jobs_done_a_fortnight_ago_are_pruned_and_failed_ones_kept(db: None) -> None:
    for task in (some.note, some.note, some.fail):
        task.enqueue(*["old"] * (task is some.note))
    done, recent, failed = DBTaskResult.objects.order_by("enqueued_at")
    old = datetime(2026, 1, 1, tzinfo=UTC)
    for job, status, at in (
        (done, "SUCCESSFUL", old), (recent, "SUCCESSFUL", datetime(2999, 1, 1, tzinfo=UTC)),
        (failed, "FAILED", old),
    ):  # fmt: skip
        DBTaskResult.objects.filter(id=job.id).update(status=status, finished_at=at)
    import_string("tenir.integrations.background.upkeep.prune").call()
    assert set(DBTaskResult.objects.values_list("id", flat=True)) == {recent.id, failed.id}


def test_sqlite_learns_how_its_rows_are_spread(db: None) -> None:
    for _ in range(50):
        some.note.enqueue("one of many")
    done = import_string("tenir.integrations.background.upkeep.weigh_indexes").call()
    if connection.vendor == "sqlite":
        assert done > 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl LIKE '%dbtaskresult'")
            assert any(stat.startswith("50 ") for (stat,) in cursor.fetchall())
    else:
        assert done == 0


# --- what operators see and do


def test_the_queue_shows_who_works_what_waits_and_what_failed(db: None) -> None:
    some.fail.enqueue()
    for _ in range(3):
        work_once("one", after(days=1))
        DBTaskResult.objects.filter(status="READY").update(run_after=NOON)
    some.note.enqueue("waiting")
    workers.beat("one")
    Pulse.objects.create(name="tick", at=NOON)
    seen = background.queue(datetime(2100, 1, 1, tzinfo=UTC))
    assert (seen.by_state["READY"], seen.by_state["FAILED"], seen.by_state["RUNNING"]) == (1, 1, 0)
    assert [worker.name for worker in seen.workers] == ["one"]
    assert "partner's service" in seen.failed[0].traceback
    assert seen.last == {"tick": NOON}
    assert seen.oldest_ready_at is not None
    assert [(each.task_path.rpartition(".")[2], each.again_at) for each in seen.waiting] == [
        ("note", None)
    ]
    assert set(seen.fired) == {schedule.name for schedule in schedules.SCHEDULES}


def test_operations_reads_what_waits_and_when_it_is_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.publisher.second_factor_required = False
    cast.publisher.save()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    some.fail.enqueue()
    work_once("one", NOON)
    some.note.enqueue("waiting")
    jobs.claim("two", now=NOON)
    browser = Client()
    browser.force_login(cast.people["olga"])
    shown = browser.get("/console/background/").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
    assert "background_jobs.note En cours · depuis" in text
    assert "background_jobs.fail En attente · à nouveau le" in text
    assert "READY" not in shown.upper()


def failed_job() -> DBTaskResult:
    some.fail.enqueue()
    DBTaskResult.objects.update(status="FAILED", finished_at=NOON, worker_ids=["one"] * 3)
    return only()


def test_operations_retries_a_failed_job_with_all_its_attempts(cast: Cast) -> None:
    found = failed_job()
    background.retry(found.id, actor=cast.olga, at=NOON)
    assert (only().status, only().worker_ids) == ("READY", [])
    with pytest.raises(NotSeen):
        background.retry(found.id, actor=cast.olga, at=NOON)


def test_operations_discards_a_failed_job(cast: Cast) -> None:
    background.discard(failed_job().id, actor=cast.olga, at=NOON)
    assert not DBTaskResult.objects.exists()


def test_only_operations_touches_the_queue(cast: Cast) -> None:
    id = failed_job().id
    for name, viewer in cast.everyone:
        if name in {"olga", "adam"}:
            continue
        refusal = NotAllowed if viewer.is_staff else NotSeen
        for act in (background.retry, background.discard):
            with pytest.raises(refusal):
                act(id, actor=viewer, at=NOON)
    assert only().status == "FAILED"


@pytest.mark.parametrize("id", ["", "none", "7d1f8f3e-0000-4000-8000-000000000000"])
def test_a_job_that_does_not_exist_is_not_seen(db: None, id: str) -> None:
    with pytest.raises(NotSeen):
        background.retry(id, actor=SYSTEM, at=NOON)


def test_prometheus_reads_the_metrics(db: None) -> None:
    some.note.enqueue("waiting")
    Pulse.objects.create(name="tick", at=NOON)
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(background.metrics(after(seconds=30)))
        for sample in family.samples
    }
    assert found["tenir_jobs", "ready"] == 1
    assert found["tenir_loop_last_round_seconds", "tick"] == 30
    assert found["tenir_commitments", "running"] == 0
    assert found["tenir_notices", "owed"] == 0
    assert found["tenir_journal_unsealed",] == 0
    assert found["tenir_workers_alive",] == 0
    assert found["tenir_notice_oldest_owed_seconds",] == 0


# --- the loops


def test_a_round_that_fails_is_gone_again_with_a_new_connection(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PAUSE", 0.01)
    stop, rounds = threading.Event(), []

    def go_round(now: datetime) -> None:
        rounds.append(now)
        if len(rounds) < 3:
            raise OperationalError("server closed the connection unexpectedly")
        stop.set()

    work._loop("tick", go_round, stop, pause=0.01)
    assert len(rounds) == 3
    assert Pulse.objects.get().name == "tick"


def test_a_single_round_lets_its_failure_out(transactional_db: None) -> None:
    def go_round(now: datetime) -> None:
        raise OperationalError("no such host")

    with pytest.raises(OperationalError):
        work._loop("tick", go_round, threading.Event(), once=True)


def test_a_worker_asked_to_stop_ends_the_job_in_hand_and_takes_no_other(
    transactional_db: None,
) -> None:
    some.take_a_while.enqueue(0.3)
    some.note.enqueue("not before the next start")
    stop = threading.Event()
    with running(work._part, work.run_jobs, stop):
        _until(lambda: some.ran == ["begun"])
        stop.set()
    assert some.ran == ["begun", "ended"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]
    assert not Worker.objects.exists()


def test_all_the_work_runs_in_one_process_until_asked_to_stop(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PAUSE", 0.05)
    some.note.enqueue("a report")
    stop = threading.Event()
    with running(work.run_all, stop):
        _until(lambda: Pulse.objects.filter(name__in=["tick", "deliver", "jobs"]).count() == 3)
    assert some.ran == ["a report"]


def test_a_part_that_ends_of_itself_ends_the_process_for_its_supervisor_to_see(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PAUSE", 0.01)
    monkeypatch.setattr(work, "PARTS", {"tick": lambda stop: None})
    with pytest.raises(RuntimeError, match="ended of itself: tick"):
        work.run_all(threading.Event(), only=["tick"])


@contextmanager
def running(loop: Callable[..., None], *given: Any) -> Iterator[None]:
    """That loop in a thread, stopped at the end by the event that is its last argument."""
    thread = threading.Thread(target=loop, args=given)
    thread.start()
    try:
        yield
    finally:
        given[-1].set()
        thread.join(10)
    assert not thread.is_alive()


def _until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@pytest.mark.clause("5.4")
def test_the_month_before_is_closed_on_the_day_that_the_settings_name(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "reports.close" not in {each.name for each in schedules.planned()}
    monkeypatch.setattr(settings, "TENIR", replace(settings.TENIR, close_day=3))
    (closing,) = [each for each in schedules.planned() if each.name == "reports.close"]
    assert closing.last_due(datetime(2026, 10, 3, 5, tzinfo=UTC)) == datetime(
        2026, 10, 3, 3, 30, tzinfo=UTC
    )  # and each morning after it, for those that waited
    asked = {}
    monkeypatch.setattr(
        upkeep.reports, "close_months",
        lambda **told: asked.update(told) or upkeep.reports.Closed(),
    )  # fmt: skip
    monkeypatch.setattr(upkeep.clock, "now", lambda: NOON)
    upkeep.close_month.call()
    assert asked == {"undecided": "", "actor": SYSTEM, "at": NOON}

"""Background work: each job at least once and told when it fails, and the loops that do it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django_tasks_db.models import DBTaskResult

from tenir.integrations.background import jobs, work, workers
from tenir.integrations.background.models import Pulse, Worker
from tests.integrations import background_jobs as some
from tests.integrations.background_jobs import NOON, after, only, work_once


@pytest.fixture(autouse=True)
def nothing_ran() -> Iterator[None]:
    some.ran.clear()
    yield
    some.ran.clear()


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


class Late(threading.Event):
    """Asked just after one has waited for it in vain; what looks at it has ended by then."""

    def wait(self, timeout: float | None = None) -> bool:
        asked = self.is_set()
        self.set()
        for thread in (each for each in threading.enumerate() if each.name == "tick"):
            thread.join(timeout=10)
        return asked


def test_a_part_that_ends_as_it_was_asked_to_has_not_ended_of_itself(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PARTS", {"tick": lambda stop: None})
    work.run_all(Late(), only=["tick"])


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

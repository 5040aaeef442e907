"""The queue of background work as operators see it, and what they do to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families

from tenir import clock
from tenir.integrations import background
from tenir.integrations.background import jobs, schedules, workers
from tenir.integrations.background.models import Pulse
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.cast import Cast
from tests.integrations import background_jobs as some
from tests.integrations.background_jobs import NOON, after, only, work_once


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

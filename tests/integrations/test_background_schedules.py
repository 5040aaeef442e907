"""What comes by its turn in the background: each turn once, and upkeep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from croniter import croniter
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from tenir.integrations.background import schedules, upkeep
from tenir.integrations.background.models import Firing
from tenir.integrations.background.schedules import Schedule
from tenir.viewer import SYSTEM
from tests.integrations import background_jobs as some
from tests.integrations.background_jobs import NOON, after

NIGHTLY = Schedule("test.nightly", "15 3 * * *", "tests.integrations.background_jobs.note")


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

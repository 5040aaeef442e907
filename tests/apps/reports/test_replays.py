"""A replay asked for, judged in the background, its result kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tenir.apps.agreements.queries import agreement_of
from tenir.apps.journal.queries import entries
from tenir.apps.reports import queries, services
from tenir.integrations.background import jobs as work
from tenir.integrations.replays import jobs
from tenir.terms.loading import FaultyConvention
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.availability.conftest import paris

NOW = paris("2026-11-03 10:00")


def later(**more):
    return NOW + timedelta(**more)


def done(asked, *, by=lambda: later(minutes=1)):
    services.judge_replay(asked.pk, clock=by)
    asked.refresh_from_db()
    return asked


def ask(who, version, at=NOW):
    return services.ask_replay(version=version.pk, actor=who, at=at)


@pytest.mark.clause("3.4")
def test_a_replay_of_november_2026_keeps_what_it_came_to_and_under_what(cast, drive, reference):
    asked, _ = ask(cast.anna, reference)
    kept = done(asked)
    assert (kept.until, kept.engine, kept.convention) == ("2026-10", "1", reference.digest)
    assert (len(kept.inputs_digest), kept.finished_at) == (64, later(minutes=1))
    assert queries.result_of(kept) == queries.would_have_changed(
        cast.anna, candidate=agreement_of(reference), until="2026-10"
    )
    assert entries(cast.anna, verb="reports.replay_asked").count() == 1


def test_a_second_one_is_not_begun_while_the_first_is_under_way(cast, reference):
    first, _ = ask(cast.anna, reference)
    assert ask(cast.sam, reference, later(minutes=9)) == (first, False)
    second, new = ask(cast.sam, reference, later(minutes=11))  # ten minutes without a word
    assert new
    done(second)
    assert ask(cast.anna, reference, later(minutes=12))[1]


def test_it_says_how_far_it_is(cast, drive, reference, monkeypatch):
    asked, _ = ask(cast.anna, reference)
    ticks = iter(range(1, 60))
    seen = []

    def clock():
        seen.append((asked.done, asked.of))
        asked.refresh_from_db()
        return later(seconds=2 * next(ticks))

    done(asked, by=clock)
    assert (1, 2) in seen


def test_one_that_fails_says_so_and_may_be_asked_again(cast, reference, monkeypatch):
    asked, _ = ask(cast.anna, reference)

    def broken(*_args, **_more):
        raise FaultyConvention([])

    with monkeypatch.context() as patch:
        patch.setattr("tenir.apps.reports.replaying.would_have_changed", broken)
        with pytest.raises(FaultyConvention):
            done(asked)
    asked.refresh_from_db()
    assert asked.failed
    assert ask(cast.anna, reference, later(minutes=1))[1]
    assert done(asked).finished_at  # tried again by the queue
    assert not asked.failed


def test_one_that_is_done_is_not_judged_twice(cast, reference):
    asked, _ = ask(cast.anna, reference)
    done(asked)
    done(asked, by=lambda: later(hours=1))
    assert asked.finished_at == later(minutes=1)


def test_the_publisher_alone_asks_and_reads(cast, reference):
    for _, who in cast.everyone:
        if not who.is_staff:
            with pytest.raises(NotAllowed):
                ask(who, reference)
            with pytest.raises(NotAllowed):
                queries.replays(who, reference.pk)
    with pytest.raises(NotSeen):
        queries.replays(cast.anna, reference.pk + 999)


def test_the_page_shows_how_far_it_is_then_what_it_came_to(cast, drive, reference):
    browser = Client()
    browser.force_login(cast.people["anna"])
    page = f"/console/agreement/{reference.pk}/replay/"
    assert "pas encore été essayée" in browser.get(page).content.decode()
    assert "En attente de son tour" in browser.post(page, follow=True).content.decode()
    queue = DBTaskResult.objects.filter(task_path__contains="replays")
    assert queue.count() == 1
    taken = work.claim("a worker", now=later(days=9999))
    assert work.run(taken, clock=lambda: NOW)
    shown = browser.get(page).content.decode()
    assert "Aucun mois" in shown
    assert jobs.judge.name == "judge"

"""Works begin, overrun and end, by the clock or as a person says; what was lived is what counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenir.apps.availability import queries as availability
from tenir.apps.maintenance import queries, services
from tenir.apps.notices.queries import Notice
from tests.apps.maintenance.conftest import NOW, paris, told

START, END = paris("2026-09-10 21:00"), paris("2026-09-11 02:00")
MINUTE = timedelta(minutes=1)


def again(works):
    return queries.Works.objects.get(pk=works.pk)


@pytest.mark.clause("5.12")
def test_by_the_clock_works_begin_and_end_at_the_hours_announced(cast, plan):
    found = plan()
    assert services.follow(START - MINUTE) == 0
    assert [services.follow(START + MINUTE) for _ in range(2)] == [1, 0]
    assert again(found).started_at == START
    assert set(told("started")) == {"alice", "bob"}
    assert "11/09/2026 02:00" in told("started")["alice"][1]
    assert [services.follow(END) for _ in range(2)] == [1, 0]
    assert (again(found).ended_at, again(found).due_at) == (END, None)
    assert set(told("ended")) == {"alice", "bob"}
    assert told("overrun") == {}


@pytest.mark.clause("5.12")
def test_a_platform_that_was_down_catches_up(cast, plan):
    found = plan()
    assert [services.follow(END + timedelta(days=1)) for _ in range(3)] == [1, 1, 0]
    assert (again(found).started_at, again(found).ended_at) == (START, END)


@pytest.mark.clause("5.12")
def test_as_a_person_says_works_overrun_where_nobody_says_that_they_ended(cast, plan):
    found = plan(course="person")
    services.begin(found.number, actor=cast.olga, at=START + 5 * MINUTE)
    assert services.follow(START + 10 * MINUTE) == 0
    assert [services.follow(END + MINUTE) for _ in range(2)] == [1, 0]
    assert set(told("overrun")) == {"alice", "bob"}
    until = END + 90 * MINUTE
    asked = {"until": until, "because": "The copy is slow", "actor": cast.olga}
    services.prolong(found.number, **asked, at=END + 2 * MINUTE)
    texts = Notice.objects.filter(kind="maintenance.overrun", address__startswith="alice@")
    assert "The copy is slow" in texts.order_by("pk").last().text
    assert services.follow(until) == 1  # still not over
    over = services.finish(found.number, actor=cast.olga, at=until + MINUTE)
    assert (over.started_at, over.ended_at) == (START + 5 * MINUTE, until + MINUTE)
    assert services.follow(until + 10 * MINUTE) == 0
    assert [each.what for each in queries.steps(cast.bob, found.number)] == [
        "announced", "started", "overrun", "overrun", "overrun", "ended"
    ]  # fmt: skip


@pytest.mark.clause("5.12")
def test_whoever_planned_works_hears_that_nobody_said_that_they_began(cast, plan):
    found = plan(course="person")
    assert [services.follow(START) for _ in range(2)] == [1, 0]
    assert [services.follow(END) for _ in range(2)] == [1, 0]
    rows = Notice.objects.filter(kind="maintenance.waiting_staff", channel="email")
    assert [row.address for row in rows] == ["olga@example.org"] * 2
    assert f"/console/works/{found.number}/" in rows[0].text
    assert told("started") == told("overrun") == {}


@pytest.mark.clause("5.12")
def test_by_the_clock_works_said_to_go_on_end_when_it_was_said(cast, plan):
    found = plan()
    services.follow(START)
    until = END + timedelta(hours=1)
    services.prolong(found.number, until=until, because="Slow", actor=cast.olga, at=END - MINUTE)
    assert services.follow(END) == 0
    assert services.follow(until) == 1
    assert again(found).ended_at == until
    assert "la fin" not in told("ended")


@pytest.mark.clause("5.13")
def test_urgent_works_begun_before_they_were_announced_are_told_at_once(cast, plan):
    at = paris("2026-09-10 14:05")
    found = plan("2026-09-10 14:00", "2026-09-10 15:00", at=at, announce=False, course="person",
                 kind="urgent-security", because="A flaw")  # fmt: skip
    begun = services.begin(
        found.number, started_at=paris("2026-09-10 14:02"), actor=cast.olga, at=at
    )
    assert (begun.announced_at, begun.started_at) == (at, paris("2026-09-10 14:02"))
    assert set(told("announced")) == set(told("started")) == {"alice", "bob"}


@pytest.mark.clause("5.5", "5.14")
@pytest.mark.parametrize(
    ("lived", "excluded"),
    [
        (("2026-09-10 21:00", "2026-09-11 02:00"), 4 * 3600),  # from 22:00 to 02:00
        (("2026-09-10 21:30", "2026-09-11 01:00"), 3 * 3600),  # what came after was no works
        (("2026-09-10 21:00", "2026-09-11 04:00"), 4 * 3600),  # the overrun counts
    ],
)
def test_what_is_left_out_was_announced_and_lived(cast, plan, lines, measure, lived, excluded):
    found = plan()
    services.correct_lived(
        found.number, started_at=paris(lived[0]), ended_at=paris(lived[1]), because="The log",
        actor=cast.olga, at=paris("2026-09-11 09:00"),
    )  # fmt: skip
    measure(
        lines["drive"], ("2026-09-01 00:00", "up"), ("2026-09-10 22:00", "down"),
        ("2026-09-11 03:00", "up"), ("2026-10-01 00:00", "up"),
    )  # fmt: skip
    month = availability.dossier(cast.olga, lines["drive"].pk, "2026-09").month("2026-09").value
    assert (month.down_seconds, month.excluded_seconds) == (5 * 3600, excluded)


@pytest.mark.clause("5.10")
def test_an_outage_during_works_without_impact_counts(cast, plan, lines, measure):
    plan("2026-09-10 12:00", "2026-09-10 13:00", kind="no-impact")
    assert "elle compterait" in told("announced")["alice"][1]
    measure(
        lines["drive"], ("2026-09-01 00:00", "up"), ("2026-09-10 12:10", "down"),
        ("2026-09-10 12:20", "up"), ("2026-10-01 00:00", "up"),
    )  # fmt: skip
    month = availability.dossier(cast.olga, lines["drive"].pk, "2026-09").month("2026-09").value
    assert (month.down_seconds, month.excluded_seconds) == (600, 0)


@pytest.mark.clause("5.12")
def test_what_cannot_be_is_refused(cast, plan):
    found, at = plan(course="person"), START + timedelta(hours=1)
    asked = {"actor": cast.olga, "at": at}

    def refused(act, **told):
        with pytest.raises(services.FaultyWorks):
            act(found.number, **told, **asked)

    refused(services.finish)
    refused(services.prolong, until=END + MINUTE, because="Slow")
    refused(services.begin, started_at=at + MINUTE)
    services.begin(found.number, **asked)
    refused(services.begin)
    refused(services.change, starts_at=START, ends_at=END, because="Late")
    refused(services.prolong, until=END, because="Slow")
    refused(services.prolong, until=END + MINUTE, because=" ")
    refused(services.finish, ended_at=at)
    refused(services.correct_lived, started_at=at, ended_at=START, because="The log")
    refused(services.correct_lived, started_at=START, ended_at=at, because=" ")
    services.finish(found.number, actor=cast.olga, at=at + MINUTE)
    asked["at"] = at + 2 * MINUTE
    refused(services.finish)
    services.withdraw(number=found.number, because="Never was", actor=cast.olga, at=NOW)
    refused(services.correct_lived, started_at=START, ended_at=at, because="The log")


def test_what_was_put_on_record_is_told_to_nobody(cast, plan, lines):
    services.put_on_record(
        number="W-1", kind="planned", starts_at=START, ends_at=END, products=["drive"],
        announced_at=NOW, started_at=START, ended_at=END, actor=cast.olga, at=END,
    )  # fmt: skip
    services.withdraw(number="W-1", because="Wrong", actor=cast.olga, at=END)
    assert not Notice.objects.filter(subject="works/W-1").exists()
    with pytest.raises(services.FaultyWorks):
        services.put_on_record(
            number="W-2", kind="planned", starts_at=START, ends_at=END, products=["drive"],
            ended_at=END, actor=cast.olga, at=END,
        )  # fmt: skip

"""Works by the clock that go on past their end, as what they touch is measured."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenir.apps.availability import queries as availability
from tenir.apps.availability import services as measuring
from tenir.apps.availability.services import NewTarget, Word, follow_works, let_outages_last
from tenir.apps.maintenance import queries, services
from tenir.apps.notices.queries import Notice
from tests.apps.maintenance.conftest import NOW, paris, told

START, END = paris("2026-09-10 21:00"), paris("2026-09-11 02:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def say(cast, lines):
    """say("2026-09-10 22:00", "down"): what Uptime Kuma pushes of Drive."""
    wanted = NewTarget(name="kuma", subscription=lines["drive"].pk, interval=0)
    measuring.add_target(wanted, actor=cast.olga, at=NOW)

    def said(when, state):
        at = paris(when)
        measuring.take_in([Word("kuma", at, state)], source="kuma", actor=cast.olga, at=at)

    said("2026-09-01 12:00", "up")
    return said


def live(until):
    """The tick and the minute's job go round: each quarter, then each minute."""
    at, end = START, paris(until)
    while at <= end:
        let_outages_last(at)
        follow_works(at)
        at += 15 * MINUTE if at < end - 25 * MINUTE else MINUTE


def again(works):
    return queries.Works.objects.get(pk=works.pk)


def steps(cast, works):
    return [each.what for each in queries.steps(cast.alice, works.number)]


@pytest.mark.clause("5.5", "5.12", "5.14")
def test_works_by_the_clock_overrun_while_what_they_brought_down_is_measured_down(
    cast, plan, lines, say
):
    found = plan()
    live("2026-09-10 22:00")
    say("2026-09-10 22:00", "down")
    live("2026-09-11 02:01")
    assert again(found).ended_at is None
    assert queries.under_way(again(found), paris("2026-09-11 02:30"))
    assert steps(cast, found) == ["announced", "started", "overrun"]
    assert "compte dans votre taux" in told("overrun")["alice"][1]
    live("2026-09-11 03:00")
    say("2026-09-11 03:00", "up")
    live("2026-09-11 03:10")
    assert (again(found).ended_at, again(found).due_at) == (paris("2026-09-11 03:00"), None)
    assert steps(cast, found) == ["announced", "started", "overrun", "ended"]
    assert [len(told(what)) for what in ("overrun", "ended")] == [2, 2]
    month = availability.dossier(cast.alice, lines["drive"].pk, "2026-09").month("2026-09").value
    assert (month.down_seconds, month.excluded_seconds) == (5 * 3600, 4 * 3600)


@pytest.mark.clause("5.12")
@pytest.mark.parametrize(
    "words",
    [
        (("2026-09-10 22:00", "down"), ("2026-09-11 01:00", "up")),
        (("2026-09-10 20:00", "down"),),  # a failure that they found, and left
        (("2026-09-10 22:00", "degraded"),),
        (),
    ],
)
def test_works_end_at_the_hour_announced_where_they_brought_nothing_down_past_it(
    cast, plan, say, words
):
    found = plan()
    for word in words:
        say(*word)
    live("2026-09-11 02:01")
    assert again(found).ended_at == END
    assert steps(cast, found) == ["announced", "started", "ended"]


@pytest.mark.clause("5.12")
def test_a_last_word_older_than_the_end_is_waited_on_and_not_for_long(cast, plan, lines):
    wanted = NewTarget(name="probe", subscription=lines["drive"].pk, interval=60, kind="http",
                       address="https://drive.example.org", silence=300)  # fmt: skip
    measuring.add_target(wanted, actor=cast.olga, at=NOW)
    at = END - MINUTE
    words = [Word("probe", at - MINUTE, "down"), Word("probe", at, "down")]
    measuring.take_in(words, source="probe", actor=cast.olga, at=at)
    found = plan()
    live("2026-09-11 02:02")
    assert (again(found).ended_at, steps(cast, found)[-1]) == (None, "started")
    live("2026-09-11 02:06")
    assert (again(found).ended_at, steps(cast, found)[-1]) == (END, "ended")


@pytest.mark.clause("5.12")
def test_where_nobody_measures_any_more_works_end_with_what_is_known(cast, plan, lines):
    wanted = NewTarget(name="probe", subscription=lines["drive"].pk, interval=60, kind="http",
                       address="https://drive.example.org", silence=300)  # fmt: skip
    measuring.add_target(wanted, actor=cast.olga, at=NOW)
    found, last = plan(), END + 3 * MINUTE
    for at in (END - MINUTE, END + MINUTE, last):
        words = [Word("probe", at, "down")]
        measuring.take_in(words, source="probe", actor=cast.olga, at=at)
    live("2026-09-11 02:07")
    assert (again(found).ended_at, steps(cast, found)[-1]) == (None, "overrun")
    live("2026-09-11 02:09")
    assert (again(found).ended_at, steps(cast, found)[-1]) == (last, "ended")


@pytest.mark.clause("5.12")
def test_works_said_to_go_on_overrun_again_past_what_was_said(cast, plan, say):
    found = plan()
    follow_works(START)
    until = paris("2026-09-11 02:30")
    services.prolong(found.number, until=until, because="Slow", actor=cast.olga, at=END - MINUTE)
    say("2026-09-11 01:00", "down")
    live("2026-09-11 02:29")
    assert steps(cast, found) == ["announced", "started", "overrun"]
    live("2026-09-11 02:35")
    assert steps(cast, found) == ["announced", "started", "overrun", "overrun"]
    say("2026-09-11 02:40", "up")
    live("2026-09-11 02:41")
    assert again(found).ended_at == paris("2026-09-11 02:40")


@pytest.mark.clause("5.12")
def test_a_platform_that_was_down_learns_of_an_overrun_that_is_over(cast, plan, say):
    found = plan()
    say("2026-09-10 22:00", "down")
    say("2026-09-11 02:20", "up")
    assert [follow_works(END + timedelta(days=1)) for _ in range(3)] == [1, 1, 0]
    assert steps(cast, found) == ["announced", "started", "overrun", "ended"]
    assert again(found).ended_at == paris("2026-09-11 02:20")


@pytest.mark.clause("5.5", "5.13")
def test_security_works_are_left_out_past_their_end_only_as_a_person_says(cast, plan, lines, say):
    found = plan(kind="urgent-security", because="A flaw")
    say("2026-09-10 22:00", "down")
    live("2026-09-11 03:00")
    say("2026-09-11 03:00", "up")
    live("2026-09-11 03:10")
    assert (again(found).ended_at, steps(cast, found)[-1]) == (None, "overrun")
    assert "compte dans votre taux" not in told("overrun")["alice"][1]
    rows = Notice.objects.filter(kind="maintenance.waiting_staff", channel="email")
    assert [row.address for row in rows] == ["olga@example.org"]
    assert "quand ils ont fini" in rows[0].text or "when they were over" in rows[0].text

    def excluded():
        months = availability.dossier(cast.alice, lines["drive"].pk, "2026-09")
        return months.month("2026-09").value.excluded_seconds

    assert excluded() == 4 * 3600
    services.finish(
        found.number, ended_at=paris("2026-09-11 03:00"), actor=cast.olga,
        at=paris("2026-09-11 09:00"),
    )  # fmt: skip
    assert excluded() == 5 * 3600

"""The clock of a request on the platform: what is written, what is promised, and why."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tenir.apps.accounts.models import Membership, Person
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract
from tenir.apps.agreements.queries import Version, agreement_of
from tenir.apps.commitments import queries as promises
from tenir.apps.commitments import services as commitments
from tenir.apps.commitments.models import Commitment
from tenir.apps.notices.models import Notice
from tenir.apps.support import queries, services
from tenir.apps.support.clocking import reckoned
from tenir.apps.support.models import Request
from tenir.terms.agreement import Agreement
from tenir.terms.grounds import recomputed
from tests.apps.support.conftest import MINOR, NINE, TEN, Open, on, p1
from tests.cast import Cast


def test_taken_in_charge_the_status_is_en_cours_and_both_promises_are_kept(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.8, 7.13, 7.14."""
    found = services.take_in_charge(open_().pk, actor=cast.sam, at=TEN)
    assert (found.state, found.clock, found.stopped_at) == ("in_progress", "stopped", TEN)
    assert (found.in_time, found.due_at, found.assignee) == (True, None, cast.people["sam"])
    assert set(Commitment.objects.values_list("state", flat=True)) == {"kept"}
    told = Notice.objects.get(kind="support.changed", channel="email")
    assert "en cours" in told.title
    again = services.take_in_charge(found.pk, actor=cast.sofia, at=on("09 11:00"))
    assert (again.stopped_at, again.assignee) == (TEN, cast.people["sam"])


def test_an_answer_before_taking_in_charge_stops_the_clock(open_: Open, cast: Cast) -> None:
    """Clause: 7.13."""
    found = open_()
    services.answer(found.pk, "Restart the export", actor=cast.sam, at=TEN)
    found.refresh_from_db()
    assert (found.state, found.stopped_at) == ("answered", TEN)


@pytest.mark.parametrize("what", ["note", "assign", "call"])
def test_no_note_assignment_or_call_noted_stops_it(open_: Open, cast: Cast, what: str) -> None:
    """Clause: 7.8, 7.13."""
    found = open_()
    if what == "note":
        services.note(found.pk, "The disk?", actor=cast.sam, at=TEN)
    elif what == "call":
        services.note_call(found.pk, "Bob called", actor=cast.sam, at=TEN, called_at=TEN)
    else:
        services.assign(found.pk, person=cast.people["sam"].pk, actor=cast.sam, at=TEN)
    found.refresh_from_db()
    assert (found.clock, found.due_at) == ("running", on("10 09:30"))


def test_what_a_contact_answers_by_telephone_ends_the_wait_when_it_was_said(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.4, 7.12, 7.13."""
    found, half_past, noon = open_(), on("09 10:30"), on("09 12:00")
    with pytest.raises(services.MovedOn):
        services.note_call(found.pk, "?", answered=True, actor=cast.sam, at=TEN, called_at=TEN)
    services.ask_client(found.pk, "Which file?", actor=cast.sam, at=TEN)
    with pytest.raises(services.NotNow):
        services.note_call(found.pk, "x", answered=True, actor=cast.sam, at=noon, called_at=NINE)
    services.note_call(found.pk, "It rang", actor=cast.sam, at=noon, called_at=half_past)
    found.refresh_from_db()
    assert found.state == "waiting_client"
    services.note_call(found.pk, "All", answered=True, actor=cast.sam, at=noon, called_at=half_past)
    found.refresh_from_db()
    assert (found.state, found.clock) == ("recorded", "running")
    assert found.due_at == on("10 10:00")


def test_a_wait_for_the_client_pauses_the_clock_and_its_promise(open_: Open, cast: Cast) -> None:
    """Clause: 7.13, 7.21."""
    found = open_()
    services.ask_client(found.pk, "Which file?", actor=cast.sam, at=TEN)
    found.refresh_from_db()
    assert (found.state, found.clock, found.due_at, found.left) == (
        "waiting_client", "paused", None, 25_200
    )  # fmt: skip
    assert not commitments.settle(on("15 09:00"))  # nothing is missed meanwhile
    assert queries.time_left(cast.bob, found.pk, at=on("15 09:00")) == 25_200
    services.reply(found.pk, "This one", actor=cast.bob, at=on("09 11:00"))
    found.refresh_from_db()
    assert (found.state, found.due_at, p1(found).due_at) == (
        "recorded", on("10 10:30"), on("10 10:30")
    )  # fmt: skip


def test_warnings_come_at_half_and_four_fifths_of_the_working_time(open_: Open) -> None:
    """Clause: 7.13, 7.15."""
    steps = p1(open_()).steps.order_by("share").values_list("share", "at")
    assert list(steps) == [(50, on("09 14:00")), (80, on("09 16:24"))]


def test_nobody_taking_it_in_charge_it_is_missed_with_its_cause_on_record(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.13."""
    found = open_()
    commitments.settle(on("10 09:31"))
    assert p1(found).state == "missed"
    found = services.take_in_charge(found.pk, actor=cast.sam, at=on("10 10:00"))
    assert (found.in_time, found.left, p1(found).done_at) == (False, -1800, on("10 10:00"))
    found = services.explain_lateness(
        found.pk, because="Two agents were ill", actor=cast.sam, at=on("10 11:00")
    )
    assert found.late_because == "Two agents were ill"
    with pytest.raises(services.NotNow):
        services.explain_lateness(open_().pk, because="?", actor=cast.sam, at=TEN)


def test_why_this_deadline_is_answered_line_by_line(open_: Open, cast: Cast) -> None:
    """Clause: 7.13, 7.15, 7.17."""
    told = queries.why(cast.bob, open_().pk, at=TEN)
    said = [step.sentence("en") for step in told.reason.walk()]
    assert any("8 h of working time from 9 Jun 2026 09:00" in line for line in said)
    assert {"7.13", "7.15", "7.17"} <= {c for step in told.reason.walk() for c in step.clauses}
    assert [each.what for each in told.history] == ["recorded"]


def test_each_promise_is_judged_again_from_what_it_keeps(open_: Open, cast: Cast) -> None:
    """Clause: 7.13, 7.14."""
    found = open_()
    services.ask_client(found.pk, "Which?", actor=cast.sam, at=TEN)
    services.reply(found.pk, "This", actor=cast.bob, at=on("09 11:00"))
    made = Commitment.objects.filter(subject=found.subject)
    judged = [
        recomputed(promises.recorded(each), with_digest=_agreement, frozen=_no_month)
        for each in made
    ]
    assert [again.outcome for again in judged] == ["same", "same"]


def _agreement(digest: str) -> Agreement:
    return agreement_of(Version.objects.get(digest=digest))


def _no_month(digest: str) -> tuple[bytes, bytes]:
    raise LookupError(digest)


def test_what_is_written_is_what_the_history_replays_to(open_: Open, cast: Cast) -> None:
    """Clause: 7.13, 7.19."""
    found = open_(**MINOR)
    services.ask_client(found.pk, "Which?", actor=cast.sam, at=TEN)
    services.requalify(
        found.pk, impact="high", urgency="critical", because="All", actor=cast.sam,
        at=on("09 10:30"),
    )  # fmt: skip
    services.reply(found.pk, "This", actor=cast.bob, at=on("09 14:00"))
    found = Request.objects.get(pk=found.pk)
    clock = reckoned(found, at=on("20 09:00")).clock
    assert (found.due_at, found.clock, found.priority) == (
        clock.due_at, clock.state, clock.priority
    )  # fmt: skip


def test_an_on_call_option_changes_the_calendar_of_its_contract_alone(
    open_: Open, contracts: dict[str, Contract], cast: Cast
) -> None:
    """Clause: 7.16."""
    agreements.add_option(
        contracts["martin"], kind="on_call", name="Round the clock", key="on-call",
        starts_on=date(2026, 6, 1), yearly_fee=Decimal("6000"), actor=cast.anna, at=NINE,
        details={"calendar": {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                              "hours": ["00:00-24:00"]}},
    )  # fmt: skip
    assert open_(at=on("13 10:00")).due_at == on("13 18:00")
    other = contracts["novak"].subscriptions.get()
    shown = queries.preview(
        cast.charlie, other.pk, impact="high", urgency="critical", at=on("13 10:00")
    )
    assert shown.clock
    assert shown.clock.value.due_at == on("16 09:00")


@pytest.mark.parametrize(
    ("told_at", "due"), [("08 09:00", "11 09:30"), ("09 09:30", "10 09:30")]
)  # fmt: skip
def test_a_closure_moves_the_clocks_that_start_after_it_was_told(
    open_: Open, cast: Cast, told_at: str, due: str
) -> None:
    """Clause: 7.15."""
    if told_at < "09 09:00":
        agreements.announce_closure(
            date(2026, 6, 10), because="Stocktaking", actor=cast.anna, at=on(told_at)
        )
    found = open_()
    agreements.announce_closure(
        date(2026, 6, 10), because="Stocktaking", actor=cast.anna, at=on("09 09:30")
    )
    services.note(found.pk, "So it is", actor=cast.sam, at=TEN)
    assert reckoned(Request.objects.get(pk=found.pk), at=TEN).clock.p1_due == on(due)


def test_a_closure_told_in_the_night_moves_the_clock_that_waits_for_the_opening(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.15."""
    running, waiting = open_(), open_(at=on("09 20:00"))
    for _ in range(2):
        services.announce_closure(
            date(2026, 6, 10), because="A power cut", actor=cast.anna, at=on("09 21:00")
        )
    running.refresh_from_db()
    waiting.refresh_from_db()
    assert (running.due_at, waiting.due_at) == (on("10 09:30"), on("12 09:00"))
    assert (p1(running).due_at, p1(waiting).due_at) == (running.due_at, waiting.due_at)
    told = Notice.objects.filter(kind="support.closure", channel="email")
    assert {each.person_id for each in told} == {
        cast.people[name].pk for name in ("alice", "bob", "charlie")
    }


def test_why_it_is_late_is_said_as_soon_as_it_is_missed(open_: Open, cast: Cast) -> None:
    """Clause: 7.13."""
    found, due = open_(), on("10 09:30")
    assert not services.missed(found, at=due)
    with pytest.raises(services.NotNow):
        services.explain_lateness(found.pk, because="Ill", actor=cast.sam, at=due)
    late = due + timedelta(seconds=1)
    found = services.explain_lateness(found.pk, because="Ill", actor=cast.sam, at=late)
    assert (found.late_because, found.in_time) == ("Ill", None)
    waits = open_()
    services.ask_client(waits.pk, "Which?", actor=cast.sam, at=TEN)
    assert not services.missed(Request.objects.get(pk=waits.pk), at=late)


def warned(found: Request) -> set[tuple[str, str]]:
    """Who was warned of what, by mail."""
    rows = Notice.objects.filter(subject=found.subject, channel="email", kind__startswith="commit")
    return {(row.kind.partition(".")[2], row.person.name) for row in rows if row.person}


def test_who_is_on_a_request_is_warned_in_place_of_all_agents(open_: Open, cast: Cast) -> None:
    """Clause: 7.13."""
    found = open_()
    other = Person.objects.create(email="sue@example.org", name="Sue", joined_at=NINE)
    Membership.objects.create(person=other, organisation=cast.publisher, role="agent")
    services.assign(found.pk, person=other.pk, actor=cast.sam, at=TEN)
    commitments.settle(on("09 14:01"))
    assert warned(found) == {("warned", "Sue")}
    commitments.settle(on("10 09:31"))
    assert warned(found) == {("warned", "Sue"), ("missed", "Sue"), ("missed", "Sam")}
    nobodys = open_(at=on("11 09:00"))
    commitments.settle(on("11 14:01"))
    assert {name for _, name in warned(nobodys)} == {"Sam", "Sue"}

"""Working on requests: the queue, who is on what, what belongs together, what is kept from view."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract
from tenir.apps.catalogue import services as catalogue
from tenir.apps.commitments import queries as promises
from tenir.apps.commitments.models import Commitment
from tenir.apps.documents import queries as documents
from tenir.apps.journal import queries as journal
from tenir.apps.notices import queries as notices
from tenir.apps.notices.models import Notice
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request
from tenir.viewer import NotAllowed, NotSeen, Viewer
from tests.apps.support.conftest import ELEVEN, MINOR, NINE, TEN, WHOLE, Open, on
from tests.cast import Cast


def test_the_queue_is_ordered_by_the_working_time_left(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    minor, urgent, waits = open_(**MINOR), open_(), open_()
    services.ask_client(waits.pk, "Which?", actor=cast.sam, at=TEN)
    taken = services.take_in_charge(open_().pk, actor=cast.sam, at=TEN)
    assert list(queries.queue(cast.sam)) == [urgent, minor, waits, taken]
    assert list(queries.queue(cast.sam, clock="running")) == [urgent, minor]
    assert list(queries.queue(cast.sam, clock="paused")) == [waits]
    assert list(queries.queue(cast.sam, assignee=cast.sam.person)) == [taken]
    assert list(queries.queue(cast.sam, priorities=["P3"])) == [minor]
    assert not queries.queue(cast.bob).exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
@pytest.mark.parametrize("narrowed", [{}, {"clock": "paused"}, {"priorities": ["P1"]}])
def test_the_queue_is_read_from_its_index_alone(narrowed: dict[str, Any], cast: Cast) -> None:
    """Clause: 7.7."""
    keys = queries.queue(cast.sam, **narrowed).values_list("pk", flat=True)[:50]
    plan = keys.explain()
    assert "COVERING INDEX request_queue" in plan
    assert "TEMP B-TREE" not in plan


def test_a_request_goes_to_a_team_then_to_one_of_it_who_is_told(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    found, sam = open_(), cast.people["sam"].pk
    team = services.make_team("Drive", members=[sam, cast.people["bob"].pk], actor=cast.adam)
    assert [person.pk for person in team.members.all()] == [sam]
    services.assign(found.pk, team=team.pk, person=sam, actor=cast.adam, at=TEN)
    told = Notice.objects.get(kind="support.assigned", channel="email")
    assert told.person == cast.people["sam"]
    assert list(queries.queue(cast.adam, team=team.pk)) == [found]
    for wrong in ({"person": cast.people["bob"].pk}, {"team": 10**9}):
        with pytest.raises(NotSeen):
            services.assign(found.pk, actor=cast.adam, at=TEN, **wrong)


def test_a_colleague_who_follows_is_told_of_the_answer(open_: Open, cast: Cast) -> None:
    """Clause: 7.12, 9.4."""
    found = open_()
    services.follow(found.pk, actor=cast.alice)
    services.answer(found.pk, "Restart it", actor=cast.sam, at=TEN)
    told = Notice.objects.filter(kind="support.message", channel="email")
    assert {each.person for each in told} == {cast.people["alice"], cast.people["bob"]}
    services.unfollow(found.pk, actor=cast.alice)
    assert not queries.followers(cast.bob, found.pk).exists()
    with pytest.raises(NotSeen):
        services.follow(found.pk, actor=cast.charlie)


def test_a_p1_is_answered_by_the_means_of_its_severity(open_: Open, cast: Cast) -> None:
    """Clause: 9.5."""
    found, minor = open_(), open_(**MINOR)
    cast.martin.contacts.filter(person=cast.people["bob"]).update(telephone="+33 6 00 00 00 00")
    for each in (found, minor):
        services.answer(each.pk, "Restart it", actor=cast.sam, at=TEN)
    calls = Notice.objects.filter(channel="telephone")
    assert {call.subject for call in calls} == {found.subject}


def test_two_agents_on_one_request_see_each_other_for_a_while(open_: Open, cast: Cast) -> None:
    found = open_()
    assert services.be_on(found.pk, writing=True, actor=cast.sam, now=TEN) == []
    (other,) = services.be_on(found.pk, actor=cast.sofia, now=TEN)
    assert (other.person, other.writing) == (cast.people["sam"], True)
    assert queries.presences(cast.sofia, found.pk, now=TEN).count() == 2
    assert services.be_on(found.pk, actor=cast.sofia, now=ELEVEN) == []


@pytest.mark.parametrize("over", ["resolved", "closed", "refused"])
def test_what_goes_on_is_not_merged_into_what_is_over(open_: Open, cast: Cast, over: str) -> None:
    """Clause: 7.7, 7.13."""
    going_on, other = open_(), open_(at=TEN, actor=cast.alice)
    Request.objects.filter(pk=other.pk).update(state=over, queued_at=None, due_at=None)
    with pytest.raises(services.FaultyJoin) as told:
        services.merge(going_on.pk, into=other.pk, actor=cast.sam, at=ELEVEN)
    assert "link the two" in told.value.message("en")
    going_on.refresh_from_db()
    assert (going_on.state, going_on.merged_into) == ("recorded", None)


def test_a_merge_keeps_the_clock_due_first_and_lets_the_other_promise_go(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.7, 7.13."""
    older, kept = open_(), open_(at=TEN, actor=cast.alice)
    assert kept.due_at == on("10 10:30")
    services.merge(older.pk, into=kept.pk, actor=cast.sam, at=ELEVEN)
    older.refresh_from_db()
    kept.refresh_from_db()
    assert (older.state, older.due_at, older.merged_into) == ("merged", None, kept)
    assert (kept.state, kept.due_at) == ("recorded", on("10 09:30"))
    states = Commitment.objects.filter(kind="requests.response_p1").values_list("subject", "state")
    assert dict(states) == {older.subject: "waived", kept.subject: "running"}
    assert cast.people["bob"] in queries.followers(cast.alice, kept.pk)


def test_requests_of_two_clients_are_never_joined(
    open_: Open, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.7."""
    ours = open_()
    theirs = services.open_request(
        cast.novak.pk, {"subscription": contracts["novak"].subscriptions.get().pk, **WHOLE,
                        "impact": "low", "urgency": "normal"}, actor=cast.charlie, at=NINE,
    )  # fmt: skip
    for join in (
        lambda: services.merge(ours.pk, into=theirs.pk, actor=cast.sam, at=TEN),
        lambda: services.link(ours.pk, to=theirs.pk, actor=cast.sam, at=TEN),
        lambda: services.merge(ours.pk, into=ours.pk, actor=cast.sam, at=TEN),
    ):
        with pytest.raises(services.FaultyJoin):
            join()


def test_a_second_matter_is_split_off_with_a_clock_of_its_own(open_: Open, cast: Cast) -> None:
    """Clause: 7.7, 7.10."""
    found = open_()
    new = services.split(found.pk, problem="The menu is in English", actor=cast.sam, at=TEN)
    assert (new.state, new.recorded_at, new.opened_by) == ("recorded", TEN, cast.people["bob"])
    (link,) = queries.links(cast.bob, found.pk)
    assert (link.first, link.second, link.kind) == (found, new, "split")
    (came,) = queries.conversation(cast.bob, new.pk).filter(what="linked")
    assert (came.leads_to, came.facts["split"]) == (found.pk, True)


def test_what_is_linked_is_written_in_both_once(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    older, newer = open_(), open_()
    for _ in range(2):
        services.link(newer.pk, to=older.pk, actor=cast.sam, at=TEN)
    services.link(older.pk, to=newer.pk, actor=cast.sam, at=TEN)
    for one, other in ((older, newer), (newer, older)):
        (line,) = queries.conversation(cast.bob, one.pk).filter(what="linked")
        assert line.leads_to == other.pk
        one.refresh_from_db()
        assert (one.state, one.clock) == ("recorded", "running")


def test_what_is_split_off_is_about_the_same_environment(open_: Open, cast: Cast) -> None:
    """Clause: 7.7, 7.21."""
    found = open_(environment="test")
    new = services.split(found.pk, problem="The menu is in English", actor=cast.sam, at=TEN)
    new.refresh_from_db()
    assert new.environment == "test"
    before = open_()
    new = services.split(before.pk, problem="The menu is in English", actor=cast.sam, at=TEN)
    assert new.environment == "production"


def test_whether_it_was_reproduced_is_recorded(open_: Open, cast: Cast) -> None:
    """Clause: 7.5, 7.11."""
    found = services.reproduce(
        open_().pk, reproduced=True, text="On 5.2, with any file", actor=cast.sam, at=TEN
    )
    assert found.reproduced
    assert not queries.conversation(cast.bob, found.pk).filter(what="reproduced").exists()


def test_what_is_a_third_partys_is_passed_on_with_its_own_clock(
    open_: Open, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 2.7, 7.20."""
    line = agreements.subscribe(
        contract=contracts["martin"].pk, product="real-estate-suite", yearly_fee="12000.00",
        actor=cast.anna, at=NINE,
    )  # fmt: skip
    catalogue.state_conditions(
        "k2-geospatial", conditions_fr="Les siennes", conditions_en="Its own",
        promises={"response": "3 working_days"}, actor=cast.adam, at=NINE,
    )  # fmt: skip
    found = open_(subscription=line.pk)
    services.take_in_charge(found.pk, actor=cast.sam, at=TEN)
    made = services.hand_over(found.pk, software="k2-geospatial", actor=cast.sam, at=TEN)
    assert made.due_at == on("2026-06-13 00:00")
    assert list(queries.hand_overs(cast.bob, waiting=True)) == [made]
    services.take_back(found.pk, outcome="Fixed in 4.1", actor=cast.sam, at=on("11 10:00"))
    found.refresh_from_db()
    assert (found.state, found.stopped_at) == ("in_progress", TEN)
    with pytest.raises(NotSeen):
        services.hand_over(open_().pk, software="k2-geospatial", actor=cast.sam, at=TEN)


def test_canned_answers_are_kept_and_withdrawn(cast: Cast) -> None:
    answer = services.keep_answer("Restart", text_fr="Relancez", text_en="Restart", actor=cast.sam)
    with pytest.raises(services.FaultyDesk, match="exists already"):
        services.keep_answer("Restart", text_fr="x", text_en="x", actor=cast.sam)
    services.withdraw_answer(answer.pk, actor=cast.sam, at=TEN)
    assert not queries.canned_answers(cast.sam).exists()


def test_two_names_that_are_kept_alike_are_one(cast: Cast) -> None:
    """No name is longer than 120 characters."""
    for at_most, longer in (("x" * 120, "x" * 121), ("y" * 130, "y" * 140)):
        services.make_team(at_most, members=[], actor=cast.sam)
        services.keep_answer(at_most, text_fr="x", text_en="x", actor=cast.sam)
        with pytest.raises(services.FaultyDesk, match="exists already"):
            services.make_team(longer, members=[], actor=cast.sam)
        with pytest.raises(services.FaultyDesk, match="exists already"):
            services.keep_answer(longer, text_fr="x", text_en="x", actor=cast.sam)


@pytest.mark.parametrize("who", ["bob", "rose", "olga", "charlie"])
def test_nobody_but_those_who_answer_works_on_requests(open_: Open, cast: Cast, who: str) -> None:
    found, actor = open_(), getattr(cast, who)
    for act in (
        lambda: services.take_in_charge(found.pk, actor=actor, at=TEN),
        lambda: services.assign(found.pk, actor=actor, at=TEN),
        lambda: services.note(found.pk, "x", actor=actor, at=TEN),
        lambda: services.restrict(found.pk, actor=actor, at=TEN),
    ):
        with pytest.raises((NotAllowed, NotSeen)):
            act()


# --- a security matter


def traces(viewer: Viewer, found: Request) -> list[object]:
    """What shows a request to someone, in whatever app."""
    return [
        *queries.requests(viewer).filter(pk=found.pk),
        *queries.queue(viewer).filter(pk=found.pk),
        *promises.commitments(viewer, subject=found.subject),
        *notices.notices(viewer).filter(subject=found.subject),
        *notices.inbox(viewer).filter(subject=found.subject),
        *journal.entries(viewer, subject=found.subject),
        *documents.documents(viewer, subject=found.subject),
    ]


def test_a_restricted_request_leaves_no_trace_for_those_who_may_not_see_it(
    open_: Open, cast: Cast
) -> None:
    """Clause: 10.5."""
    found = open_()
    services.attach(
        found.pk, BytesIO(b"password: 1234\n"), filename="seen.txt", actor=cast.bob, at=NINE
    )
    for name in ("sam", "olga", "anna"):
        assert traces(getattr(cast, name), found), name
    services.restrict(found.pk, actor=cast.sam, at=TEN)
    hidden = {"sam", "olga", "rita", "anna", "fred", "alice", "rose", "charlie", "nobody"}
    for name, viewer in cast.everyone:
        if name in hidden:
            assert traces(viewer, found) == [], name
            with pytest.raises(NotSeen):
                queries.request(viewer, found.pk)
    assert queries.request(cast.bob, found.pk) == found
    assert len(traces(cast.sofia, found)) >= 6
    assert Commitment.objects.filter(answerable="security_officer").count() == 2
    services.unrestrict(found.pk, because="A test file", actor=cast.sofia, at=ELEVEN)
    assert traces(cast.sam, found)


def test_what_waits_for_a_third_party_is_warned_of_once_at_risk_and_once_late(
    open_: Open, cast: Cast, contracts: dict[str, Contract]
) -> None:
    """Clause: 7.20."""
    line = agreements.subscribe(
        contract=contracts["martin"].pk, product="real-estate-suite", yearly_fee="12000.00",
        actor=cast.anna, at=NINE,
    )  # fmt: skip
    catalogue.state_conditions(
        "k2-geospatial", conditions_fr="Les siennes", conditions_en="Its own",
        promises={"response": "10 hours"}, actor=cast.adam, at=NINE,
    )  # fmt: skip
    found = open_(subscription=line.pk)
    services.take_in_charge(found.pk, actor=cast.sam, at=NINE)
    made = services.hand_over(found.pk, software="k2-geospatial", actor=cast.sam, at=TEN)
    why = made.reasons["sentence"]["en"]
    assert "K2 Geospatial promises a response within 10 hours, from 9 Jun 2026 10:00" in why
    told = [services.warn_of_third_parties(on(f"09 {at}")) for at in ("17:59", "18:00", "18:01")]
    assert told == [0, 1, 0]
    assert [services.warn_of_third_parties(on(f"09 {at}")) for at in ("20:00", "20:01")] == [0, 1]
    mails = Notice.objects.filter(kind="support.third_party_due", channel="email").order_by("pk")
    assert [mail.person for mail in mails] == [cast.people["sam"]] * 2
    assert ["retard" in mail.title for mail in mails] == [False, True]
    assert "09/06/2026 20:00." in mails[0].text
    services.take_back(found.pk, outcome="Fixed", actor=cast.sam, at=on("10 10:00"))
    assert services.warn_of_third_parties(on("11 10:00")) == 0


def test_giving_asks_the_database_no_more_than_assigning(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    cost = []
    for act in (services.assign, services.give):
        found = open_()
        with CaptureQueriesContext(connection) as asked:
            act(found.pk, person=cast.people["sam"].pk, actor=cast.sam, at=TEN)
        cost.append(len(asked))
    assert cost[0] == cost[1]


def test_giving_changes_only_what_is_chosen(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    found, sam = open_(), cast.people["sam"].pk
    team = services.make_team("Drive", members=[sam], actor=cast.adam)
    services.assign(found.pk, person=sam, actor=cast.adam, at=TEN)
    given = services.give(found.pk, team=team.pk, actor=cast.adam, at=TEN)
    assert (given.assignee_id, given.team_id) == (sam, team.pk)
    adam = cast.people["sofia"].pk
    given = services.give(found.pk, person=adam, actor=cast.adam, at=ELEVEN)
    assert (given.assignee_id, given.team_id) == (adam, team.pk)

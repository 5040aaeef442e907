"""Opening a request: who may, what it must hold, what is kept when it does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry as Fact
from tenir.apps.notices.models import Notice
from tenir.apps.parties.models import Contact
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.support.conftest import NINE, URGENT, WHOLE, Open, on
from tests.cast import Cast


def test_bob_opens_a_p1_on_9_june_and_it_is_numbered_recorded_and_promised(open_: Open) -> None:
    """Clause: 7.1, 7.7, 7.13, 7.14, 7.17."""
    found = open_()
    assert (found.number, found.state, found.priority) == (f"DA-{found.pk:06d}", "recorded", "P1")
    assert (found.due_at, found.firm, found.title) == (on("10 09:30"), True, WHOLE["problem"])
    promises = {
        p.kind: (p.due_at, p.firm) for p in Commitment.objects.filter(subject=found.subject)
    }
    assert promises == {
        "requests.response_p1": (on("10 09:30"), True),
        "requests.response": (on("11 17:00"), False),
    }
    fact = Fact.objects.get(verb="support.recorded")
    assert (fact.client, fact.after["priority"]) == (found.client_id, "P1")
    assert "export" not in str(fact.after)


def test_the_contact_is_told_the_deadline_and_the_agents_of_the_request(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.12, 7.13, 9.4."""
    open_(actor=cast.alice)
    told = Notice.objects.filter(channel="email")
    assert told.get(kind="support.recorded_staff").person == cast.people["sam"]
    assert not told.filter(kind="support.recorded")  # Alice has just sent it herself


def test_a_p1_on_friday_22_may_at_16_45_is_due_on_wednesday_27_at_08_45(
    cast: Cast, line: Subscription, open_: Open
) -> None:
    """Whit Monday follows: 15 minutes on Friday, 7 h 30 on Tuesday, 15 minutes on Wednesday.

    Clause: 7.13, 7.15, 7.18.
    """
    friday = on("2026-05-22 16:45")
    shown = queries.preview(cast.bob, line.pk, impact="high", urgency="critical", at=friday)
    assert shown.clock
    assert shown.priority
    assert (shown.priority.value, shown.clock.value.due_at) == ("P1", on("2026-05-27 08:45"))
    assert "Tous les utilisateurs" in shown.priority.reason.sentence("fr")
    assert open_(at=friday).due_at == shown.clock.value.due_at


@pytest.mark.parametrize("who", ["rose", "charlie", "olga", "fred"])
def test_only_the_designated_contacts_open(cast: Cast, line: Subscription, who: str) -> None:
    """Clause: 7.9, 9.4."""
    with pytest.raises((NotAllowed, NotSeen)):
        services.open_request(
            cast.martin.pk, {"subscription": line.pk, **WHOLE, **URGENT}, actor=getattr(cast, who),
            at=NINE,
        )  # fmt: skip
    assert not Request.objects.exists()


def test_a_reader_is_refused_with_the_names_of_those_who_may(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.9."""
    with pytest.raises(services.NotEntitled) as refused:
        services.draft(cast.martin.pk, {"subscription": line.pk}, actor=cast.rose, at=NINE)
    assert "Alice" in refused.value.message("fr")
    assert "Bob" in refused.value.message("en")


def test_after_a_call_sam_opens_in_bobs_name(open_: Open, cast: Cast) -> None:
    """Clause: 7.4, 7.9."""
    found = open_(actor=cast.sam, contact=cast.people["bob"].pk, channel="telephone")
    assert (found.opened_by, found.entered_by) == (cast.people["bob"], cast.people["sam"])
    assert Notice.objects.get(kind="support.recorded", channel="email").person == cast.people["bob"]


@pytest.mark.parametrize("name", ["rose", "charlie"])
def test_sam_opens_in_the_name_of_no_one_else(open_: Open, cast: Cast, name: str) -> None:
    """Clause: 7.9."""
    with pytest.raises((NotAllowed, NotSeen)):
        open_(actor=cast.sam, contact=cast.people[name].pk)


def test_what_is_incomplete_is_kept_says_what_is_missing_and_starts_no_clock(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.10, 7.11, 7.13."""
    found = open_(steps=" ", context="", actor=cast.sam, contact=cast.people["bob"].pk)
    assert (found.state, found.recorded_at, found.due_at) == ("incomplete", None, None)
    assert not Commitment.objects.filter(subject=found.subject)
    words = Notice.objects.get(kind="support.incomplete", channel="email").text
    assert "les étapes pour le reproduire et le contexte" in words


def test_the_clock_starts_when_the_last_element_arrives_on_10_june(open_: Open, cast: Cast) -> None:
    """Clause: 7.10, 7.13."""
    found = open_(steps="", context="")
    services.fill(found.pk, {"steps": "Open Drive"}, actor=cast.bob, at=on("10 08:45"))
    found = services.fill(found.pk, {"context": "Error 500"}, actor=cast.alice, at=on("10 09:00"))
    assert (found.state, found.recorded_at) == ("recorded", on("10 09:00"))
    assert found.due_at == on("11 09:30")


def test_a_draft_is_kept_word_by_word_and_seen_by_its_author_alone(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.10."""
    draft = services.draft(cast.martin.pk, {"problem": "It st"}, actor=cast.bob, at=NINE)
    services.draft(
        cast.martin.pk, {"problem": "It stops", "subscription": line.pk}, request=draft.pk,
        actor=cast.bob, at=on("09 09:01"),
    )  # fmt: skip
    assert queries.request(cast.bob, draft.pk).problem == "It stops"
    for name, viewer in cast.everyone:
        assert queries.requests(viewer).exists() is (name == "bob"), name
    services.discard(draft.pk, actor=cast.bob, at=NINE)
    assert not Request.objects.exists()


def test_sending_twice_is_sending_once(open_: Open, cast: Cast) -> None:
    """Clause: 7.7."""
    found = open_()
    services.send(found.pk, actor=cast.bob, at=on("09 09:05"))
    assert found.entries.count() == 1
    with pytest.raises(services.FaultyRequest, match="already"):
        services.draft(cast.martin.pk, {}, request=found.pk, actor=cast.bob, at=NINE)
    with pytest.raises(services.FaultyRequest, match="already"):
        services.discard(found.pk, actor=cast.bob, at=NINE)


def test_a_question_is_admitted_at_urgency_normal(open_: Open) -> None:
    """Clause: 7.5, 7.10."""
    found = open_(kind="question", observed="", expected="", steps="", context="", impact="")
    assert (found.state, found.urgency, found.priority) == ("recorded", "normal", "P3")


def test_another_clients_subscription_is_not_there(
    open_: Open, contracts: dict[str, Contract]
) -> None:
    """Clause: 2.5."""
    with pytest.raises(NotSeen):
        open_(subscription=contracts["novak"].subscriptions.get().pk)


def test_a_product_whose_subscription_has_ended_is_not_covered(
    open_: Open, line: Subscription, cast: Cast
) -> None:
    """Clause: 2.1, 2.5."""
    agreements.end_subscription(
        subscription=line.pk, on=date(2026, 6, 8), because="No more use", actor=cast.anna,
        at=NINE - timedelta(days=30),
    )  # fmt: skip
    with pytest.raises(services.NotCovered, match="does not run"):
        open_()


def test_no_clock_starts_for_a_client_without_a_contact(open_: Open, cast: Cast) -> None:
    """Clause: 4.2."""
    found = open_(steps="", actor=cast.sam, contact=cast.people["bob"].pk)
    Contact.objects.filter(client=cast.martin).update(removed_at=NINE)
    with pytest.raises(NotAllowed):
        services.fill(found.pk, {"steps": "Open"}, actor=cast.sam, at=on("10 09:00"))
    found.refresh_from_db()
    assert found.recorded_at is None


@pytest.mark.parametrize(
    "said",
    [{"impact": "huge"}, {"urgency": "P1"}, {"kind": "wish"}, {"colour": "red"},
     {"title": "x" * 201}, {"problem": "x" * 100_001}],
)  # fmt: skip
def test_what_no_request_can_hold_is_refused(open_: Open, said: dict[str, str]) -> None:
    with pytest.raises(services.FaultyRequest):
        open_(**said)


def test_out_of_hours_and_the_telephone_are_told_before_sending(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.4, 7.15."""
    shown = queries.preview(cast.bob, line.pk, impact="low", urgency="major", at=on("09 12:15"))
    assert shown.line is not None
    assert (shown.open_now, shown.line.value.open) == (True, False)
    night = queries.preview(cast.bob, line.pk, impact="low", urgency="major", at=on("09 22:00"))
    assert not night.open_now
    with pytest.raises(NotSeen):
        queries.preview(cast.charlie, line.pk, impact="low", urgency="major", at=NINE)


def test_each_sees_the_requests_of_their_side_alone(open_: Open, cast: Cast) -> None:
    """Clause: 7.9, 9.4."""
    found = open_()
    services.note(found.pk, "Looks like the disk", actor=cast.sam, at=on("09 10:00"))
    for name, viewer in cast.everyone:
        sees = name in {"alice", "bob", "rose"} or viewer.is_staff
        assert queries.requests(viewer).exists() is sees, name
        if sees:
            notes = queries.conversation(viewer, found.pk).filter(what="noted")
            assert notes.exists() is viewer.is_staff, name
        else:
            with pytest.raises(NotSeen):
                queries.conversation(viewer, found.pk)
    assert queries.requests(SYSTEM).exists()

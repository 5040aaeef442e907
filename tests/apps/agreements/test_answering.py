"""Versions answered: deemed accepted, accepted, left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tenir.apps.agreements import services
from tenir.apps.commitments import queries as commitments
from tenir.apps.commitments import services as promises
from tenir.apps.journal import queries as journal
from tenir.apps.notices.models import Notice
from tenir.apps.parties.models import Contact
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.agreements.versions import (
    FEBRUARY,
    IN_FORCE,
    TOLD,
    Second,
    Sign,
    State,
    letter,
    number_at,
    published,
    sent,
    standing,
)
from tests.cast import Cast


@pytest.mark.clause("3.2")
def test_silence_is_acceptance_when_the_notice_ends_once_and_no_promise_is_missed(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    sent()
    rounds = [
        services.settle_versions(at)
        for at in (TOLD, IN_FORCE - timedelta(seconds=1), IN_FORCE, IN_FORCE)
    ]
    assert [done.deemed_accepted for done in rounds] == [0, 0, 1, 0]
    promises.settle(IN_FORCE + timedelta(hours=1))
    row = standing(cast)
    assert (row.state, row.settled_at) == (State.DEEMED_ACCEPTED, IN_FORCE)
    answer = commitments.commitments(SYSTEM).get(kind="agreements.answer")
    assert answer.state == "kept"
    assert Notice.objects.filter(kind="agreements.version_in_force", channel="email").count() == 2
    assert journal.entries(SYSTEM, verb="agreements.version_deemed_accepted").count() == 1


@pytest.mark.clause("3.2")
def test_a_contact_accepts_and_every_contact_has_a_receipt(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    row = services.accept_version(client_version=standing(cast).pk, actor=cast.bob, at=FEBRUARY)
    assert (row.state, row.settled_at, row.proof) == (State.ACCEPTED, FEBRUARY, "answer")
    assert (number_at(cast, FEBRUARY), number_at(cast, IN_FORCE)) == ("1", "2")
    receipts = Notice.objects.filter(kind="agreements.version_answered", channel="email")
    assert {notice.address for notice in receipts} == {"alice@example.org", "bob@example.org"}


@pytest.mark.clause("3.3", "1.1")
def test_leaving_ends_the_contracts_with_the_notice_and_the_version_never_applies(
    cast: Cast, sign: Sign, second: Second
) -> None:
    contract = sign()
    published(second, cast)
    services.terminate_on_version(client_version=standing(cast).pk, actor=cast.alice, at=FEBRUARY)
    contract.refresh_from_db()
    assert contract.ends_on == date(2026, 2, 28)
    assert contract.subscriptions.get().ends_on == date(2026, 2, 28)
    assert number_at(cast, IN_FORCE + timedelta(days=9)) == "1"
    services.settle_versions(IN_FORCE)
    assert standing(cast).state == State.TERMINATED
    receipt = Notice.objects.filter(kind="agreements.version_answered", channel="email").first()
    assert receipt is not None
    assert "C-1" in receipt.text
    assert "28/02/2026" in receipt.text


@pytest.mark.clause("3.3")
def test_leaving_leaves_contracts_that_were_over_as_they_ended(
    cast: Cast, sign: Sign, second: Second
) -> None:
    over = sign("C-0", starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
    sign()
    published(second, cast)
    services.terminate_on_version(
        client_version=standing(cast).pk, actor=cast.alice, at=FEBRUARY
    )  # fmt: skip
    over.refresh_from_db()
    assert over.ended_at is None
    assert [row.subject for row in journal.entries(SYSTEM, verb="agreements.contract_ended")] != [
        over.subject
    ]
    receipt = Notice.objects.filter(kind="agreements.version_answered").first()
    assert receipt is not None
    assert "C-0" not in receipt.text


def test_who_may_answer_for_a_client(cast: Cast, sign: Sign, second: Second) -> None:
    sign()
    published(second, cast)
    row = standing(cast)
    accept, leave = (
        {name for name, who in cast.everyone if services.may_answer(who, row, state)}
        for state in (State.ACCEPTED, State.TERMINATED)
    )
    assert accept == {"alice", "bob", "anna", "adam"}
    assert leave == {"alice", "anna", "adam"}
    for name, who in cast.everyone:
        if name not in accept:
            with pytest.raises((NotAllowed, NotSeen)):
                services.accept_version(client_version=row.pk, actor=who, at=FEBRUARY)
    with pytest.raises(NotAllowed) as refused:
        services.terminate_on_version(client_version=row.pk, actor=cast.bob, at=FEBRUARY)
    assert "Alice" in refused.value.message()


def test_a_stranger_does_not_learn_that_a_version_was_notified(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    with pytest.raises(NotSeen):
        services.accept_version(client_version=standing(cast).pk, actor=cast.charlie, at=FEBRUARY)


def test_without_a_main_contact_any_contact_may_leave(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    Contact.objects.filter(client=cast.martin, main=True).update(main=False)
    assert services.may_answer(cast.bob, standing(cast), State.TERMINATED)


def test_staff_writes_an_answer_down_with_its_letter_only(
    cast: Cast, sign: Sign, second: Second
) -> None:
    sign()
    published(second, cast)
    row = standing(cast)
    with pytest.raises(services.NoLetter):
        services.accept_version(client_version=row.pk, actor=cast.anna, at=FEBRUARY)
    late = IN_FORCE + timedelta(days=2)  # the letter left in time, and was opened late
    found = services.terminate_on_version(
        client_version=row.pk, document=letter(cast).pk, answered_at=FEBRUARY, actor=cast.anna,
        at=late,
    )  # fmt: skip
    assert (found.state, found.settled_at) == (State.TERMINATED, FEBRUARY)


@pytest.mark.parametrize("when", ["after the notice", "twice"])
def test_an_answer_out_of_time_or_given_already_is_refused(
    cast: Cast, sign: Sign, second: Second, when: str
) -> None:
    sign()
    published(second, cast)
    row, at = standing(cast), IN_FORCE
    if when == "twice":
        services.accept_version(client_version=row.pk, actor=cast.bob, at=FEBRUARY)
        at = FEBRUARY + timedelta(hours=1)
    with pytest.raises(services.AnsweredAlready):
        services.terminate_on_version(client_version=row.pk, actor=cast.alice, at=at)

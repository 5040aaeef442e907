"""Who knows of a notice, and who may do what to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tenir.apps.notices.models import Bounce, Channel, Notice, Unreachable
from tenir.apps.notices.queries import (
    Proof,
    calls_owed,
    deliveries,
    endpoints,
    inbox,
    notice,
    notices,
    outbox,
    possibly_doubled,
    proof,
    unread_count,
)
from tenir.apps.notices.rights import NotNow
from tenir.apps.notices.sending import Outcome
from tenir.apps.notices.services import (
    Answer,
    Recipient,
    add_endpoint,
    cancel,
    claim,
    erase_person,
    hold_owed_before,
    mark_read,
    record_call,
    release,
    replay,
    retry_now,
    settle,
)
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer
from tests.apps.notices.conftest import MONDAY, Owed
from tests.cast import Cast

STAFF = {"sam", "olga", "rita", "anna", "fred", "sofia", "adam"}
MARTIN = {"alice", "bob", "rose"}


def who_sees(cast: Cast, shown: Notice) -> set[str]:
    """Who finds it in the list; for everyone else, it does not exist."""
    seeing = {name for name, who in cast.everyone if shown in notices(who)}
    for name, who in cast.everyone:
        if name in seeing:
            assert notice(who, shown.pk) == shown
            assert isinstance(proof(who, shown.pk), Proof)
        else:
            for question in (notice, proof):
                with pytest.raises(NotSeen):
                    question(who, shown.pk)
            assert shown not in inbox(who)
    return seeing


def test_what_a_client_is_told_is_seen_by_its_people_and_the_publisher(
    owed: Owed, cast: Cast
) -> None:
    mail, _ = owed("alice")
    assert who_sees(cast, mail) == MARTIN | STAFF


def test_what_the_publisher_is_told_of_a_client_is_not_the_clients(owed: Owed, cast: Cast) -> None:
    for shown in owed("sam"):
        assert who_sees(cast, shown) == STAFF


def test_what_is_told_to_one_person_alone_is_theirs_and_the_publishers(
    owed: Owed, cast: Cast
) -> None:
    (mail,) = owed("bob", confidential=True)
    assert who_sees(cast, mail) == {"bob"} | STAFF
    assert (mail.text, mail.html) == ("", "")


def test_a_person_sees_their_own_without_any_client(owed: Owed, cast: Cast) -> None:
    mail, _ = owed("rose", organisation=None)
    assert who_sees(cast, mail) == {"rose"} | STAFF


def test_a_program_is_seen_by_those_who_manage_it(owed: Owed, cast: Cast) -> None:
    endpoint, _ = add_endpoint(organisation=cast.martin.pk, url="https://example.org/", kinds=(),
                               actor=cast.alice, at=MONDAY)  # fmt: skip
    (heard,) = (n for n in owed("bob") if n.channel == Channel.WEBHOOK)
    assert who_sees(cast, heard) == {"alice"} | STAFF
    for name, who in cast.everyone:
        seen = name == "alice" or name in STAFF
        assert (endpoint in endpoints(who)) == seen
        if seen:
            assert list(deliveries(who, endpoint.pk)) == [heard]
        else:
            with pytest.raises(NotSeen):
                deliveries(who, endpoint.pk)


def test_no_row_that_is_shown_carries_a_token(owed: Owed, cast: Cast) -> None:
    for shown in owed("alice"):
        held = " ".join(str(value) for value in shown.__dict__.values())
        assert shown.envelope.reply_token not in held
        assert shown.envelope.bounce_token not in held


def test_each_has_an_inbox_of_their_own(owed: Owed, cast: Cast) -> None:
    owed("alice", "bob")
    for name, who in cast.everyone:
        assert unread_count(who) == (1 if name in {"alice", "bob"} else 0)
    assert mark_read(actor=cast.charlie, at=MONDAY) == 0
    (of_bob,) = inbox(cast.bob)
    assert mark_read([of_bob.pk], actor=cast.alice, at=MONDAY) == 0
    assert mark_read(actor=cast.alice, at=MONDAY) == 1
    assert (unread_count(cast.alice), unread_count(cast.bob)) == (0, 1)


@pytest.mark.clause("9.5")
def test_staff_call_those_who_are_to_be_called_and_write_what_came_of_it(
    owed: Owed, cast: Cast
) -> None:
    (call, *_) = owed("alice", channels=("telephone", "email"))
    for name, who in cast.everyone:
        assert (call in calls_owed(who)) == (name in STAFF)
        if name not in STAFF:
            with pytest.raises(NotAllowed):
                record_call(call.pk, reached=True, said="", actor=who, at=MONDAY)
    record_call(call.pk, reached=False, said="no answer", actor=cast.sam, at=MONDAY)
    record_call(call.pk, reached=True, said="told Alice", actor=cast.sam, at=MONDAY)
    assert [(a.outcome, a.answer) for a in proof(cast.alice, call.pk).attempts] == [
        ("later", "no answer"), ("accepted", "told Alice"),
    ]  # fmt: skip
    assert not calls_owed(cast.sam).exists()
    with pytest.raises(NotNow):
        record_call(call.pk, reached=True, said="again", actor=cast.sam, at=MONDAY)


ACTS: dict[str, Callable[[int, Viewer], object]] = {
    "cancel": lambda pk, who: cancel(pk, because="x", actor=who, at=MONDAY),
    "retry_now": lambda pk, who: retry_now(pk, actor=who, at=MONDAY),
}


@pytest.mark.parametrize("act", ACTS)
def test_operations_alone_change_what_is_sent(owed: Owed, cast: Cast, act: str) -> None:
    mail, _ = owed("alice")
    for name, who in cast.everyone:
        if name in {"olga", "adam"}:
            continue
        with pytest.raises(NotAllowed if name in MARTIN | STAFF else NotSeen):
            ACTS[act](mail.pk, who)
    ACTS[act](mail.pk, cast.olga)


def test_operations_alone_hold_and_release(owed: Owed, cast: Cast) -> None:
    mail, _ = owed("alice")
    for name, who in cast.everyone:
        if name not in {"olga", "adam"}:
            with pytest.raises(NotAllowed):
                hold_owed_before(MONDAY, because="x", actor=who, at=MONDAY)
            with pytest.raises(NotAllowed):
                release([mail.pk], actor=who, at=MONDAY)
    assert hold_owed_before(MONDAY, because="x", actor=cast.olga, at=MONDAY) == [mail.pk]
    assert release([mail.pk], actor=cast.adam, at=MONDAY) == 1


def test_what_was_sent_is_not_sent_again_by_anyone(owed: Owed, cast: Cast) -> None:
    mail, _ = owed("alice")
    attempt = claim(mail.pk, by="test", at=MONDAY)
    assert attempt
    with pytest.raises(NotNow, match="sending"):
        cancel(mail.pk, because="x", actor=cast.olga, at=MONDAY)
    settle(attempt, Answer(Outcome.ACCEPTED, "250"), at=MONDAY)
    for act in (*ACTS.values(), lambda pk, who: replay(pk, actor=who, at=MONDAY)):
        with pytest.raises(NotNow):
            act(mail.pk, cast.olga)


def test_a_doubled_notice_is_told_to_those_who_see_it(owed: Owed, cast: Cast) -> None:
    mail, _ = owed("alice")
    for outcome in (Outcome.UNANSWERED, Outcome.ACCEPTED):
        mail.refresh_from_db()
        assert mail.next_attempt_at
        attempt = claim(mail.pk, by="test", at=mail.next_attempt_at)
        assert attempt
        settle(attempt, Answer(outcome), at=mail.next_attempt_at)
    for name, who in cast.everyone:
        assert (mail in possibly_doubled(who)) == (name in MARTIN | STAFF)


def test_how_the_sending_goes_is_the_publishers(owed: Owed, cast: Cast) -> None:
    owed("alice")
    for name, who in cast.everyone:
        told = outbox(who, now=MONDAY)
        assert (told.states, told.waiting_since) == (
            ({"owed": 1, "sent": 1}, MONDAY) if name in STAFF else ({}, None)
        )


def test_an_answer_that_repeats_a_token_is_kept_without_it(owed: Owed, cast: Cast) -> None:
    mail, _ = owed("alice")
    attempt = claim(mail.pk, by="test", at=MONDAY)
    assert attempt
    settle(attempt, Answer(Outcome.LATER, f"451 <{mail.envelope.bounce_token}>"), at=MONDAY)
    assert proof(cast.alice, mail.pk).attempts[0].answer == "451 <…>"


def test_a_person_is_erased_and_that_they_were_told_stays(owed: Owed, cast: Cast) -> None:
    mail, in_app = owed("alice")
    attempt = claim(mail.pk, by="test", at=MONDAY)
    assert attempt
    settle(attempt, Answer(Outcome.REFUSED, "550 alice", unreachable=True), at=MONDAY)
    waiting, _ = owed("alice", key="2")
    assert erase_person(cast.people["alice"].pk, actor=SYSTEM, at=MONDAY).erased == 4
    for row in (mail, in_app, waiting):
        row.refresh_from_db()
        assert (row.address, row.title, row.text, row.html, row.values) == ("", "", "", "", {})
    assert (waiting.state, mail.state) == ("cancelled", "bounced")
    (kept,) = proof(SYSTEM, mail.pk).attempts
    assert (kept.outcome, kept.answer, kept.address) == ("refused", "", "")
    assert not Unreachable.objects.exists()
    assert not Bounce.objects.exists()


def test_an_address_of_the_publisher_itself_is_the_publishers(owed: Owed, cast: Cast) -> None:
    (mail,) = owed(to=[Recipient(None, "desk@lumen.example", "fr", staff=True)])
    assert who_sees(cast, mail) == STAFF

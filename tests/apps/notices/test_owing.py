"""A notice is owed in the act that causes it, once, to each by each channel."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from tenir.apps.notices.models import Channel, Envelope, Notice, State
from tenir.apps.notices.services import Recipient, add_endpoint, channels_for, owe
from tenir.integrations.agreement_files import reference
from tenir.viewer import SYSTEM
from tests.apps.notices.conftest import MONDAY, TO_SAY, Owed, to
from tests.cast import Cast


def test_alice_is_told_by_mail_in_french_and_finds_it_in_tenir(owed: Owed) -> None:
    mail, in_app = owed()
    assert (mail.channel, mail.state, mail.address) == ("email", "owed", "alice@example.org")
    assert mail.title == "Adresse injoignable\u202f: old@example.org"
    assert (in_app.channel, in_app.state, in_app.sent_at) == ("in_app", "sent", MONDAY)


def test_charlie_is_told_in_english(owed: Owed, cast: Cast) -> None:
    mail, _ = owed("charlie", organisation=cast.novak.pk)
    assert mail.title == "Address that mail does not reach: old@example.org"
    assert 'lang="en"' in mail.html


def test_the_same_key_twice_is_one_notice(owed: Owed) -> None:
    first, again = owed(), owed()
    assert [n.pk for n in first] == [n.pk for n in again]
    assert Notice.objects.count() == 2
    assert Envelope.objects.count() == 2


def test_the_same_key_for_one_more_contact_adds_that_contact_alone(owed: Owed) -> None:
    owed()
    assert [n.person_id for n in owed("alice", "bob")] != []
    assert Notice.objects.count() == 4


def test_someone_named_twice_is_told_once(owed: Owed) -> None:
    assert len(owed("alice", "alice")) == 2


def test_an_address_of_nobody_who_signs_in_has_mail_and_no_more(owed: Owed) -> None:
    (mail,) = owed(to=[Recipient(None, "desk@martin.example", "fr")])
    assert (mail.channel, mail.person_id, mail.audience) == ("email", None, "client")


def test_a_recipient_without_an_address_is_shown_as_failed(owed: Owed) -> None:
    (mail,) = owed(to=[Recipient(None, "", "fr")])
    assert (mail.state, mail.next_attempt_at) == (State.FAILED, None)


def test_what_the_publisher_is_told_of_a_client_is_the_publishers(owed: Owed) -> None:
    assert {notice.audience for notice in owed("sam")} == {"staff"}


def test_a_notice_of_a_transaction_undone_is_not_owed(owed: Owed) -> None:
    with transaction.atomic():
        owed()
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_a_kind_without_words_is_a_programming_error(owed: Owed, cast: Cast) -> None:
    with pytest.raises(LookupError, match=r"write templates/notices/notices\.none\.fr\.md"):
        owe("notices.none", key="k", to=to(cast, "alice"), subject="", values={}, actor=SYSTEM,
            at=MONDAY)  # fmt: skip


def test_a_value_that_was_not_given_is_a_programming_error(owed: Owed) -> None:
    with pytest.raises(LookupError, match="asks for because, since"):
        owed(values={"address": "a", "title": "t"})


def test_no_two_notices_share_a_token_or_a_message_id(owed: Owed) -> None:
    found = owed("alice", "bob")
    tokens = {n.envelope.reply_token for n in found} | {n.envelope.bounce_token for n in found}
    assert len(tokens) == 2 * len(found)
    assert len({n.message_id for n in found}) == len(found)


def test_words_for_the_recipient_alone_are_in_the_envelope(owed: Owed) -> None:
    (mail,) = owed(confidential=True)
    assert (mail.text, mail.html, mail.values) == ("", "", {})
    assert "550 no such user" in mail.envelope.text


def test_programs_that_listen_to_the_kind_are_told(owed: Owed, cast: Cast) -> None:
    def endpoint(organisation: int | None, *kinds: str) -> int:
        made, _ = add_endpoint(organisation=organisation, url="https://example.org/hook",
                               kinds=kinds, actor=SYSTEM, at=MONDAY)  # fmt: skip
        return made.pk

    theirs = endpoint(cast.martin.pk)
    ours = endpoint(None, "notices.unreachable")
    endpoint(cast.martin.pk, "another.kind")
    endpoint(cast.novak.pk)
    heard = [n.endpoint_id for n in owed() if n.channel == Channel.WEBHOOK]
    assert heard == [theirs, ours]


def test_a_client_program_does_not_hear_what_the_publisher_alone_is_told(
    owed: Owed, cast: Cast
) -> None:
    add_endpoint(organisation=cast.martin.pk, url="https://example.org/hook", kinds=(),
                 actor=SYSTEM, at=MONDAY)  # fmt: skip
    assert {n.channel for n in owed("sam")} == {"email", "in_app"}
    assert {n.channel for n in owed(confidential=True, key="2")} == {"email"}


@pytest.mark.clause("9.5")
def test_an_urgent_matter_is_told_by_telephone_too(owed: Owed) -> None:
    channels = channels_for(reference().terms(), priority="P1").value
    assert channels == ("telephone", "email", "in_app")
    call, *_ = owed(
        to=[Recipient(None, "d@martin.example", "fr", telephone="+33123456789")],
        severity="P1", channels=channels,
    )  # fmt: skip
    assert (call.channel, call.address, call.next_attempt_at) == (
        "telephone", "+33123456789", None,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_eight_who_owe_the_same_at_once_owe_one(transactional_db: None) -> None:
    wrong: list[BaseException] = []
    start = threading.Barrier(8)

    def one() -> None:
        try:
            start.wait()
            for number in range(5):
                owe(
                    "notices.unreachable", key=f"same/{number}", subject="", values=TO_SAY,
                    to=[Recipient(None, "a@example.org", "fr")], actor=SYSTEM, at=MONDAY,
                )  # fmt: skip
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert Notice.objects.count() == Envelope.objects.count() == 5

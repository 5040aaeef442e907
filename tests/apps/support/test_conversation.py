"""The conversation: replies join by mail, once, and from whom they were sent to alone."""

from __future__ import annotations

from io import BytesIO

import pytest

from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.parties.models import Contact
from tenir.apps.support import queries, services
from tenir.apps.support.models import Entry, Request
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.support.conftest import ELEVEN, TEN, Open, on
from tests.cast import Cast

BOB = "bob@example.org"


@pytest.fixture
def asked(open_: Open, cast: Cast) -> tuple[Request, str]:
    """Sam has asked Bob something; the token in the address that Bob answers to."""
    found = open_()
    services.ask_client(found.pk, "Which file?", actor=cast.sam, at=TEN)
    mail = Notice.objects.get(kind="support.question", channel="email")
    return found, Envelope.objects.get(notice=mail).reply_token


def by_mail(token: str, text: str = "This one", *, sender: str = BOB, id: str = "<1@x>") -> Entry:
    return services.reply_by_mail(token, text, sender=sender, message_id=id, at=ELEVEN).entry


def test_a_mail_that_answers_a_notice_joins_its_request_once(asked: tuple[Request, str]) -> None:
    """Clause: 7.1, 7.12."""
    found, token = asked
    assert by_mail(token, sender=" Bob@Example.org ") == by_mail(token)
    found.refresh_from_db()
    assert (found.state, found.entries.filter(what="client_replied").count()) == ("recorded", 1)
    assert Entry.objects.get(channel="email").text == "This one"


@pytest.mark.parametrize("token", ["", "a" * 32, "'; DROP TABLE support_request; --"])
def test_a_forged_token_lets_nothing_in(asked: tuple[Request, str], token: str) -> None:
    """Clause: 7.1."""
    with pytest.raises(services.UnknownSender):
        by_mail(token)
    assert not Entry.objects.filter(channel="email").exists()


def test_a_mail_from_another_than_whom_it_was_sent_to_lets_nothing_in(
    asked: tuple[Request, str],
) -> None:
    """Clause: 7.9."""
    with pytest.raises(services.UnknownSender):
        by_mail(asked[1], sender="mallory@example.org")


def test_who_is_a_contact_no_more_does_not_join(asked: tuple[Request, str], cast: Cast) -> None:
    """Clause: 7.9, 9.4."""
    Contact.objects.filter(email=BOB).update(removed_at=TEN)
    cast.people["bob"].memberships.all().delete()
    with pytest.raises((NotAllowed, NotSeen)):
        by_mail(asked[1])


def test_a_notice_of_something_else_opens_no_request(
    cast: Cast, asked: tuple[Request, str]
) -> None:
    """Clause: 7.1."""
    Notice.objects.filter(kind="support.question").update(subject="quote/1")
    with pytest.raises(services.UnknownSender):
        by_mail(asked[1])


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_a_message_of_nothing_or_of_too_much_is_refused(
    asked: tuple[Request, str], text: str
) -> None:
    with pytest.raises(services.NothingSaid):
        by_mail(asked[1], text)


def test_an_agents_answer_by_mail_stays_inside(open_: Open, cast: Cast) -> None:
    """Clause: 7.12."""
    found = open_()
    mail = Notice.objects.get(kind="support.recorded_staff", channel="email")
    token = Envelope.objects.get(notice=mail).reply_token
    entry = by_mail(token, "I know this one", sender="sam@example.org")
    assert (entry.public, by_mail(token, sender="sam@example.org")) == (False, entry)
    found.refresh_from_db()
    assert found.clock == "running"


def test_a_reply_to_what_was_resolved_opens_it_again(open_: Open, cast: Cast) -> None:
    """Clause: 7.7, 7.12."""
    found = open_()
    services.resolve(found.pk, "Restart", actor=cast.sam, at=TEN)
    services.reply(found.pk, "Still there", actor=cast.bob, at=ELEVEN)
    found.refresh_from_db()
    assert (found.state, found.reopenings, found.stopped_at) == ("reopened", 1, TEN)
    services.take_in_charge(found.pk, actor=cast.sam, at=on("09 14:00"))
    services.resolve(found.pk, "Patched", actor=cast.sam, at=on("09 15:00"))
    assert services.close(found.pk, actor=cast.bob, at=on("09 16:00")).state == "closed"
    assert services.reopen(
        found.pk, because="Again", actor=cast.bob, at=on("10 09:00")
    ).reopenings == 2  # fmt: skip


def test_files_hang_on_the_word_that_they_came_with(open_: Open, cast: Cast) -> None:
    """Clause: 7.10."""
    found, other = open_(), open_()
    kept = services.attach(
        found.pk, BytesIO(b"Error 500\n"), filename="log.txt", actor=cast.bob, at=TEN
    )
    inside = services.attach(
        found.pk, BytesIO(b"Known\n"), filename="known.txt", internal=True, actor=cast.sam, at=TEN
    )
    services.reply(found.pk, "The log", actor=cast.bob, at=TEN, files=[kept.pk])
    (entry,) = queries.conversation(cast.alice, found.pk).filter(what="said")
    assert [each.pk for each in entry.documents.all()] == [kept.pk]
    for files in ([inside.pk], [kept.pk]):
        place = found if files == [inside.pk] else other
        with pytest.raises(NotSeen):
            services.reply(place.pk, "?", actor=cast.bob, at=TEN, files=files)


def brought_to(state: str, open_: Open, cast: Cast) -> Request:
    """A request in that state."""
    found = open_(**({"steps": ""} if state == "incomplete" else {}))
    if state == "waiting_both":
        services.ask_client(found.pk, "Which file?", actor=cast.sam, at=TEN)
    if state in {"parked", "waiting_both"}:
        services.park(found.pk, kind="tma", because="Your settings", actor=cast.sam, at=TEN)
    if state == "waiting_third_party":
        Request.objects.filter(pk=found.pk).update(state=state)
    if state == "answered":
        services.answer(found.pk, "Restart", actor=cast.sam, at=TEN)
    if state == "resolved":
        services.resolve(found.pk, "Restart", actor=cast.sam, at=TEN)
    found.refresh_from_db()
    assert found.state == state
    return found


@pytest.mark.parametrize("state", ["incomplete", "waiting_third_party", "parked", "waiting_both"])
def test_support_writes_to_the_client_where_it_cannot_answer_and_nothing_moves(
    open_: Open, cast: Cast, state: str
) -> None:
    """Clause: 7.12, 7.13, 9.4."""
    found = brought_to(state, open_, cast)
    stood = (found.state, found.clock, found.due_at, found.left, found.stopped_at)
    kept = services.attach(
        found.pk, BytesIO(b"Step 1\n"), filename="how.txt", actor=cast.sam, at=TEN
    )
    entry = services.write_to_client(
        found.pk, "We are at it", files=[kept.pk], actor=cast.sam, at=ELEVEN
    )
    found.refresh_from_db()
    assert (found.state, found.clock, found.due_at, found.left, found.stopped_at) == stood
    assert (entry.what, entry.side, entry.public) == ("said", "staff", True)
    read = queries.conversation(cast.alice, found.pk).get(text="We are at it")
    assert [each.filename for each in read.documents.all()] == ["how.txt"]
    mail = Notice.objects.get(kind="support.message", channel="email")
    assert (mail.person_id, mail.title.split(" ")[0]) == (cast.people["bob"].pk, "Message")


@pytest.mark.parametrize("state", ["recorded", "answered", "resolved"])
def test_where_it_may_answer_or_it_is_over_support_does_not_write_beside(
    open_: Open, cast: Cast, state: str
) -> None:
    """Clause: 7.13."""
    found = brought_to(state, open_, cast)
    with pytest.raises(services.MovedOn):
        services.write_to_client(found.pk, "We are at it", actor=cast.sam, at=ELEVEN)


def test_who_does_not_answer_requests_does_not_write_to_the_client(open_: Open, cast: Cast) -> None:
    """Clause: 7.12."""
    found = brought_to("parked", open_, cast)
    for who in (cast.anna, cast.bob):
        with pytest.raises(NotAllowed):
            services.write_to_client(found.pk, "We are at it", actor=who, at=ELEVEN)


def test_a_reader_follows_and_does_not_write(open_: Open, cast: Cast) -> None:
    """Clause: 7.9."""
    found = open_()
    services.follow(found.pk, actor=cast.rose)
    with pytest.raises(services.NotEntitled):
        services.reply(found.pk, "Me too", actor=cast.rose, at=TEN)


def test_how_it_went_is_asked_of_contacts_once_it_is_resolved(open_: Open, cast: Cast) -> None:
    found = open_()
    with pytest.raises(services.NotNow):
        services.say_how_it_went(found.pk, 3, actor=cast.bob, at=TEN)
    services.resolve(found.pk, "Restart", actor=cast.sam, at=TEN)
    with pytest.raises(services.NotNow):
        services.say_how_it_went(found.pk, 4, actor=cast.bob, at=TEN)
    services.say_how_it_went(found.pk, 2, words="Slow", actor=cast.bob, at=TEN)
    assert queries.request(cast.sam, found.pk).satisfaction == 2

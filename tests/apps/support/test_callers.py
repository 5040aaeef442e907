"""What a contact without an account hears of its requests, and says of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tenir import clock
from tenir.apps.journal import queries as journal
from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.notices.services import signed
from tenir.apps.parties import queries as parties
from tenir.apps.parties.models import Contact
from tenir.apps.support import queries, services
from tenir.apps.support.asking_how import OPEN
from tenir.apps.support.models import Entry, Request
from tenir.viewer import SYSTEM, NotSeen
from tests.apps.support.conftest import ELEVEN, NOON, TEN, Open
from tests.cast import Cast

LINK = re.compile(r"https?://[^/\s]+(/support/how/([\w.-]+)/3/)")
Called = Callable[..., Request]
no_more_zoe = pytest.mark.parametrize(
    "now",
    [
        pytest.param({"removed_at": ELEVEN}, id="a contact no more"),
        pytest.param({"email": "zoe@example.net"}, id="at another address"),
        pytest.param({"client": None}, id="of another client"),
    ],
)


def contact(cast: Cast, name: str) -> Contact:
    """A contact of Ateliers Martin, who was never given an account."""
    return Contact.objects.create(
        client_id=cast.martin.pk, name=name.title(), email=f"{name}@example.org", language="en",
        designated_at=TEN,
    )  # fmt: skip


@pytest.fixture
def zoe(cast: Cast) -> Contact:
    return contact(cast, "zoe")


@pytest.fixture
def called(open_: Open, cast: Cast) -> Called:
    """A request that Sam opens after a call of that contact."""
    return lambda who: open_(actor=cast.sam, caller=who.pk, channel="telephone")


def told(act: Callable[[], Any]) -> dict[str, str]:
    """To whom mail goes by it, and of which request."""
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    act()
    rows = Notice.objects.filter(pk__gt=last, channel="email", audience="client")
    return {row.address.partition("@")[0]: row.subject for row in rows}


def merge(found: Request, into: Request, cast: Cast) -> None:
    services.merge(found.pk, into=into.pk, actor=cast.sam, at=TEN)


def test_who_called_hears_of_the_request_that_theirs_goes_on_in(
    open_: Open, called: Called, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.7, 7.12, 9.4."""
    first, second, third = called(zoe), called(contact(cast, "yves")), open_()
    merge(first, second, cast)
    both = dict.fromkeys(("zoe", "yves"), second.subject)
    assert told(lambda: merge(second, third, cast)) == both
    acts: list[Callable[[], Any]] = [
        lambda: services.take_in_charge(third.pk, actor=cast.sam, at=ELEVEN),
        lambda: services.answer(third.pk, "Try this", actor=cast.sam, at=ELEVEN),
        lambda: services.reply(third.pk, "It helps", actor=cast.alice, at=ELEVEN),
        lambda: services.resolve(third.pk, "Restart", actor=cast.sam, at=NOON),
    ]
    everyone = dict.fromkeys(("bob", "zoe", "yves"), third.subject)
    assert [told(act) for act in acts] == [everyone] * 4


def test_who_called_and_speaks_no_more_or_may_not_know_hears_nothing(
    open_: Open, called: Called, cast: Cast, zoe: Contact
) -> None:
    """Clause: 9.1, 10.5."""
    yves = contact(cast, "yves")
    third = open_()
    for who in (zoe, yves):
        merge(called(who), third, cast)
    Contact.objects.filter(pk=zoe.pk).update(removed_at=ELEVEN)
    answered = told(lambda: services.answer(third.pk, "Try", actor=cast.sam, at=ELEVEN))
    assert set(answered) == {"bob", "yves"}
    services.restrict(third.pk, actor=cast.sam, at=ELEVEN)
    answered = told(lambda: services.answer(third.pk, "Try", actor=cast.sofia, at=NOON))
    assert set(answered) == {"bob"}


def test_who_called_and_has_an_account_since_hears_once_and_not_of_what_they_do(
    open_: Open, called: Called, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.12."""
    third = open_()
    merge(called(zoe), third, cast)
    Contact.objects.filter(person=cast.people["alice"]).update(person=None)
    Contact.objects.filter(pk=zoe.pk).update(person=cast.people["alice"])
    services.follow(third.pk, actor=cast.alice)
    mails = told(lambda: services.answer(third.pk, "Try", actor=cast.sam, at=ELEVEN))
    assert set(mails) == {"bob", "zoe"}
    said = told(lambda: services.reply(third.pk, "It helps", actor=cast.alice, at=NOON))
    assert set(said) == {"bob"}


def link_to(who: Contact) -> tuple[str, str]:
    """The address of “content” in the mail that asked a contact how it went, and its token."""
    mail = Notice.objects.get(kind="support.resolved", channel="email", address=who.email)
    (found,) = LINK.findall(signed(mail, mail.text))
    return found  # type: ignore[no-any-return]


@pytest.fixture
def resolved(called: Called, cast: Cast, zoe: Contact, monkeypatch: pytest.MonkeyPatch) -> Request:
    """A request that Zoé called about, resolved at ten; it is eleven."""
    monkeypatch.setattr(clock, "now", lambda: ELEVEN)
    found = called(zoe)
    return services.resolve(found.pk, "Restart", actor=cast.sam, at=TEN)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Are you content"), ("fr", "Êtes-vous satisfait")]
)
def test_who_called_is_asked_how_it_went_once_and_says_so_without_an_account(
    called: Called, cast: Cast, zoe: Contact, language: str, words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Clause: 4.2, 7.12."""
    monkeypatch.setattr(clock, "now", lambda: ELEVEN)
    Contact.objects.filter(pk=zoe.pk).update(language=language)
    found = called(zoe)
    services.resolve(found.pk, "Restart", actor=cast.sam, at=TEN)
    path, _ = link_to(zoe)
    assert words in Notice.objects.get(kind="support.resolved", address=zoe.email).text
    assert Client().get(path).status_code == 200
    page = Client().post(path, {"score": "1", "words": "Slow"}, headers={"accept-language": "en"})
    assert "Thank you" in page.content.decode()
    found.refresh_from_db()
    assert (found.satisfaction, found.satisfaction_words) == (1, "Slow")
    services.reopen(found.pk, because="x", actor=cast.sam, at=NOON)
    services.resolve(found.pk, "Again", actor=cast.sam, at=NOON)
    again = Notice.objects.filter(kind="support.resolved", address=zoe.email).latest("pk")
    assert words not in again.text


def test_who_called_of_what_was_merged_is_asked_too(
    open_: Open, called: Called, cast: Cast, zoe: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.7, 7.12."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    third = open_()
    merge(called(zoe), third, cast)
    services.resolve(third.pk, "Restart", actor=cast.sam, at=ELEVEN)
    assert "Thank you" in said(link_to(zoe)[0])
    third.refresh_from_db()
    assert third.satisfaction == 3


def said(path: str) -> str:
    """What the page tells of an answer by that link."""
    page = Client().post(path, {"score": "3", "words": ""}, headers={"accept-language": "en"})
    return page.content.decode()


@no_more_zoe
def test_who_is_that_contact_no_more_says_nothing(
    resolved: Request, cast: Cast, zoe: Contact, now: dict[str, Any]
) -> None:
    """Clause: 9.1."""
    now = {"client": cast.novak.pk} if "client" in now else now
    path, token = link_to(zoe)
    Contact.objects.filter(pk=zoe.pk).update(**now)
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"score": "3", "words": ""}).status_code == 404
    with pytest.raises(NotSeen):
        services.say_how_by_link(token, 3, at=ELEVEN)
    resolved.refresh_from_db()
    assert resolved.satisfaction is None


def test_of_a_restricted_one_who_called_about_it_says_how_it_went_alone(
    open_: Open, called: Called, cast: Cast, zoe: Contact, resolved: Request,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Clause: 7.12, 10.5."""
    services.restrict(resolved.pk, actor=cast.sam, at=TEN)
    assert "Thank you" in said(link_to(zoe)[0])
    yves, third = contact(cast, "yves"), open_()
    merge(called(yves), third, cast)
    services.resolve(third.pk, "Restart", actor=cast.sam, at=TEN)
    path, token = link_to(yves)
    services.restrict(third.pk, actor=cast.sam, at=TEN)
    assert Client().get(path).status_code == 404
    with pytest.raises(NotSeen):
        services.say_how_by_link(token, 3, at=ELEVEN)


def test_who_called_answers_for_sixty_days_and_by_the_account_that_they_have_since(
    resolved: Request, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.12."""
    path, token = link_to(zoe)
    Contact.objects.filter(person=cast.people["alice"]).update(person=None)
    Contact.objects.filter(pk=zoe.pk).update(person=cast.people["alice"])
    assert "Thank you" in said(path)
    assert queries.asked_how(token, at=TEN + OPEN) == resolved
    with pytest.raises(NotSeen):
        services.say_how_by_link(token, 3, at=TEN + OPEN + timedelta(seconds=1))


def by_mail(who: Contact, text: str = "This one", *, attached: bool = False) -> Entry:
    """What that contact answers to the last notice that it was sent."""
    notice = Notice.objects.filter(channel="email", address=who.email).latest("pk")
    token = Envelope.objects.get(notice=notice).reply_token
    files = [services.Attached("log.txt", "text/plain", b"Error 500")] if attached else []
    return services.reply_by_mail(
        token, text, sender=who.email, message_id=f"<{text}@zoe>", at=ELEVEN, attached=files
    ).entry


@pytest.fixture
def waiting(called: Called, cast: Cast, zoe: Contact) -> Request:
    """A request that Zoé called about, whom Sam has asked something since; Alice follows."""
    found = called(zoe)
    services.ask_client(found.pk, "Which file?", actor=cast.sam, at=TEN)
    services.follow(found.pk, actor=cast.alice)
    return found


def test_who_called_answers_by_mail_and_it_joins_as_theirs(
    waiting: Request, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.1, 7.9, 7.12."""
    mails = told(lambda: by_mail(zoe, attached=True))
    entry = Entry.objects.get(channel="email")
    assert (entry.what, entry.side, entry.author, entry.contact, entry.public) == (
        "client_replied", "client", None, zoe, True,
    )  # fmt: skip
    assert by_mail(zoe, attached=True) == entry
    assert entry.documents.get().organisation_id == cast.martin.pk
    waiting.refresh_from_db()
    assert (waiting.state, waiting.clock) == ("recorded", "running")
    assert mails == {"alice": waiting.subject}
    heard = Notice.objects.filter(kind="support.message_staff", channel="email")
    assert "sam@example.org" in {each.address for each in heard}
    passed_on = Notice.objects.get(kind="support.said", channel="email")
    assert (passed_on.address, "Zoe" in passed_on.title) == ("alice@example.org", True)
    (fact,) = journal.entries(SYSTEM, subject=waiting.subject, verb="support.client_replied")
    assert (fact.actor, fact.after["contact"]) == ("", zoe.pk)
    assert "Zoe" not in str(fact.after)


def test_what_who_called_answers_goes_on_where_theirs_was_merged(
    open_: Open, called: Called, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.7, 7.12."""
    first, third = called(zoe), open_()
    merge(first, third, cast)
    assert by_mail(zoe).request == third
    second = called(zoe)
    merge(second, third, cast)
    services.restrict(third.pk, actor=cast.sam, at=TEN)
    assert by_mail(zoe, "Again").request == second  # learns nothing of what it may not know of


def test_of_a_restricted_one_who_called_about_it_answers_with_files_for_security(
    waiting: Request, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.12, 10.5."""
    services.restrict(waiting.pk, actor=cast.sam, at=TEN)
    entry = by_mail(zoe, attached=True)
    assert (entry.contact, entry.documents.get().audience) == (zoe, "security")
    caller = parties.speaking(cast.martin.pk, zoe.email)
    assert queries.request(caller, waiting.pk) == waiting
    colleague = parties.speaking(cast.martin.pk, contact(cast, "yves").email)
    with pytest.raises(NotSeen):
        queries.request(colleague, waiting.pk)


def test_who_called_and_has_an_account_since_answers_by_it(
    waiting: Request, cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.9, 7.12."""
    Contact.objects.filter(person=cast.people["alice"]).update(person=None)
    Contact.objects.filter(pk=zoe.pk).update(person=cast.people["alice"])
    entry = by_mail(zoe)
    assert (entry.author, entry.contact) == (cast.people["alice"], None)


@no_more_zoe
def test_who_is_that_contact_no_more_answers_nothing(
    waiting: Request, cast: Cast, zoe: Contact, now: dict[str, Any]
) -> None:
    """Clause: 7.9, 9.1."""
    now = {"client": cast.novak.pk} if "client" in now else now
    Contact.objects.filter(pk=zoe.pk).update(**now)
    with pytest.raises(NotSeen):
        by_mail(zoe)
    assert not Entry.objects.filter(channel="email").exists()


def test_nobody_answers_for_who_called(waiting: Request, zoe: Contact) -> None:
    """Clause: 7.9."""
    notice = Notice.objects.filter(channel="email", address=zoe.email).latest("pk")
    token = Envelope.objects.get(notice=notice).reply_token
    for sender in ("", " ", "bob@example.org", "mallory@example.org"):
        with pytest.raises(services.UnknownSender):
            services.reply_by_mail(token, "EVIL", sender=sender, message_id="<1@x>", at=ELEVEN)
    assert not Entry.objects.filter(channel="email").exists()

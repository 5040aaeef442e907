"""Mail that comes in: a reply joins its request, nothing else gets in, and nothing is lost."""

from __future__ import annotations

import email
import time
from datetime import timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from tenir.apps.agreements.models import Subscription
from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.parties.models import Contact
from tenir.apps.support import queries, services
from tenir.apps.support.models import Entry, KeptMail, Request
from tenir.faces.cli.app import app
from tenir.integrations.mail import intake
from tenir.integrations.mail.delivery import deliver
from tenir.integrations.mail.intake import take_in
from tenir.integrations.mail.message import tagged
from tenir.integrations.mail.transport import transport_of
from tenir.integrations.mail.words import new_words
from tenir.viewer import SYSTEM
from tests.apps.support.conftest import Open, contracts, line, on, open_, opening
from tests.cast import Cast
from tests.integrations import mail_servers
from tests.integrations.hostile_mail import HOSTILE
from tests.integrations.hostile_sample import (
    BOB,
    YVES,
    ZOE,
    Hostile,
    file,
    mail,
    parts,
    words,
)
from tests.once import once

__all__ = ["contracts", "line", "open_"]
TEN, NOON = on("09 10:00"), on("09 12:00")


@pytest.fixture
@once
def asked(cast: Cast, line: Subscription) -> tuple[Request, str]:
    """Sam has asked Bob something; the address that Bob answers to."""
    return asking(opening(cast, line)(), cast)


def asking(found: Request, cast: Cast) -> tuple[Request, str]:
    """Sam asks who asked; the address that one answers to."""
    services.ask_client(found.pk, "Which file?", actor=cast.sam, at=TEN)
    notice = Notice.objects.get(
        kind="support.question", channel="email", subject=found.subject, audience="client"
    )
    token = Envelope.objects.get(notice=notice).reply_token
    return found, tagged("tenir@localhost", "reply", token)


def called(open_: Open, cast: Cast, address: str) -> tuple[Request, str]:
    """The same of a request of a contact who telephoned and has no account."""
    contact = Contact.objects.filter(client=cast.martin.pk, email=address).first()
    if contact is None:
        contact = Contact.objects.create(
            client_id=cast.martin.pk, name=address.partition("@")[0].title(), email=address,
            designated_at=TEN,
        )  # fmt: skip
    Contact.objects.filter(pk=contact.pk).update(person=None)
    return asking(open_(actor=cast.sam, caller=contact.pk, channel="telephone"), cast)


@pytest.fixture
@once
def addresses(asked: tuple[Request, str], cast: Cast, line: Subscription) -> dict[str, str]:
    """Where Bob answers, Zoé who has no account, and Yves who has left; asked of each."""
    places = {who: called(opening(cast, line), cast, who)[1] for who in (ZOE, YVES)}
    Contact.objects.filter(email=YVES).update(removed_at=TEN)
    return {BOB: asked[1], **places}


def by_mail(found: Request | None = None) -> list[Entry]:
    entries = found.entries if found else Entry.objects
    return list(entries.filter(channel="email"))


def answers_owed() -> int:
    return Notice.objects.filter(kind="support.use_platform", channel="email").count()


def test_a_reply_joins_its_request_once_with_its_file(
    asked: tuple[Request, str], cast: Cast
) -> None:
    """Clause: 7.1, 7.12."""
    found, to = asked
    raw = parts(to, words(b"This one\r\n\r\nOn Tuesday Tenir wrote:\r\n> Which file?"),
                file(b"log.txt", b"Error 500\n", b"text/plain"))  # fmt: skip
    assert take_in(raw, NOON) == take_in(b"Received: again\r\n" + raw, NOON)
    (entry,) = by_mail(found)
    assert (entry.what, entry.text, entry.author) == (
        "client_replied", "This one", cast.people["bob"],
    )  # fmt: skip
    assert entry.documents.get().filename == "log.txt"
    assert not KeptMail.objects.exists()


def test_two_mails_under_one_message_id_are_two_words(asked: tuple[Request, str]) -> None:
    found, to = asked
    for body in (b"First", b"Second"):
        take_in(mail(to, body), NOON)
    assert [entry.text for entry in by_mail(found)] == ["First", "Second"]


def test_the_mail_server_may_tell_the_address_apart(asked: tuple[Request, str]) -> None:
    found, to = asked
    assert take_in(mail("support@example.org"), NOON, recipient=to).request == found.pk


@pytest.mark.either_database
@pytest.mark.parametrize("sample", HOSTILE, ids=lambda sample: sample.name)
def test_hostile_mail_lets_nothing_in_and_loses_nothing(
    addresses: dict[str, str], sample: Hostile
) -> None:
    """Clause: 7.1, 7.9."""
    assert_harmless(sample, addresses[sample.of])


ANSWERING = [sample for sample in HOSTILE if sample.of == BOB]


@pytest.mark.either_database
@pytest.mark.parametrize("sample", ANSWERING, ids=lambda sample: sample.name)
def test_no_more_does_what_comes_from_a_contact_without_account(
    open_: Open, cast: Cast, sample: Hostile, settings: Any
) -> None:
    """What is too large is so whoever sends it: of one megabyte here.

    Clause: 7.1, 7.9.
    """
    settings.DOCUMENT_LARGEST = 1 << 20
    assert_harmless(sample, called(open_, cast, BOB)[1])


def assert_harmless(sample: Hostile, to: str) -> None:
    raw, began, known = sample.build(to), time.process_time(), Request.objects.count()
    taken = take_in(raw, NOON)
    assert time.process_time() - began < 60, "it costs what a bomb costs"
    assert taken.became == sample.became, taken
    entries = by_mail()
    assert len(entries) == (sample.became == "joined")
    for entry in entries:
        assert sample.says in entry.text
        assert sample.never not in entry.text
    kept = list(KeptMail.objects.all())
    assert len(kept) == sample.kept
    for each in kept:
        assert queries.kept_mail_content(SYSTEM, each.pk) == raw, "lost"
        assert each.reason.startswith("requests.")
    assert answers_owed() == sample.told
    assert Request.objects.count() == known


@pytest.mark.parametrize(
    ("who", "sender", "because"),
    [(ZOE, BOB, "requests.other_sender"), (YVES, YVES, "requests.unknown"), (ZOE, ZOE, "")],
)
def test_who_has_no_account_answers_as_long_as_they_are_a_contact(
    addresses: dict[str, str], who: str, sender: str, because: str
) -> None:
    """Clause: 7.1, 7.9, 9.4."""
    taken = take_in(mail(addresses[who], sender=sender), NOON)
    assert (taken.became, taken.because) == ("kept" if because else "joined", because)
    assert [entry.contact and entry.contact.email for entry in by_mail()] == [who] * (not because)


def test_who_is_a_contact_no_more_is_not_let_in(asked: tuple[Request, str], cast: Cast) -> None:
    """Clause: 7.9, 9.4."""
    Contact.objects.filter(email=BOB).update(removed_at=TEN)
    cast.people["bob"].memberships.all().delete()
    assert take_in(mail(asked[1]), NOON).became == "kept"
    assert not by_mail(asked[0])


def test_a_reader_is_not_entitled(asked: tuple[Request, str], cast: Cast) -> None:
    """Clause: 7.9."""
    Notice.objects.filter(kind="support.question").update(person=cast.people["rose"])
    taken = take_in(mail(asked[1], sender="rose@example.org"), NOON)
    assert (taken.became, taken.because) == ("kept", "requests.not_entitled")


def test_who_tries_to_open_a_request_is_told_where_to_once_a_day(cast: Cast) -> None:
    """Clause: 7.1."""
    for number in range(3):
        take_in(mail("tenir@localhost", b"Help %d" % number), NOON)
    assert answers_owed() == 1
    assert KeptMail.objects.filter(reason="requests.mail_opens").count() == 3
    take_in(mail("tenir@localhost", b"Help again"), NOON + timedelta(days=1))
    assert answers_owed() == 2
    sent = Notice.objects.filter(kind="support.use_platform", channel="email").first()
    assert sent
    assert (sent.address, sent.language) == (BOB, "fr")


def test_strangers_are_answered_up_to_a_number_a_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or whoever forges senders has us write to anyone."""
    from tenir.apps.support import mailing  # noqa: PLC0415

    monkeypatch.setattr(mailing, "STRANGERS", 2)
    became = [
        take_in(mail("tenir@localhost", sender=f"s{n}@elsewhere.example"), NOON).became
        for n in range(3)
    ]
    assert became == ["answered", "answered", "kept"]


def test_agents_are_told_once_a_day_that_mail_waits_and_see_to_it(cast: Cast) -> None:
    """Clause: 7.1."""
    for body in (b"One", b"Two"):
        take_in(mail("tenir@localhost", body, sender=""), NOON)
    assert Notice.objects.filter(kind="support.mail_kept", channel="email").count() == 1
    first, second = queries.kept_mail(cast.sam, waiting=True)
    services.settle_mail(first.pk, because="Called them", actor=cast.sam, at=NOON)
    assert list(queries.kept_mail(cast.sam, waiting=True)) == [second]
    assert not queries.kept_mail(cast.olga).exists()


def test_mail_seen_to_and_machines_mail_are_forgotten_after_a_while(cast: Cast) -> None:
    for raw in (mail("tenir@localhost", b"One"), mail("tenir@localhost", b"Two"),
                mail("tenir@localhost", more=b"Precedence: bulk\r\n")):  # fmt: skip
        take_in(raw, NOON)
    services.settle_mail(
        KeptMail.objects.earliest("pk").pk, because="Seen", actor=cast.sam, at=NOON
    )
    assert services.forget_mail(before=NOON) == 0
    assert services.forget_mail(before=NOON + timedelta(days=1)) == 2
    assert KeptMail.objects.get().text == "Two"


def test_one_kept_of_a_restricted_request_is_seen_by_security_alone(
    asked: tuple[Request, str], cast: Cast
) -> None:
    """Clause: 10.5."""
    found, to = asked
    take_in(parts(to, words(), file(b"a.exe", b"MZ")), NOON)
    assert queries.kept_mail(cast.sam).count() == 1
    services.restrict(found.pk, actor=cast.sofia, at=NOON)
    assert (queries.kept_mail(cast.sam).count(), queries.kept_mail(cast.sofia).count()) == (0, 1)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Yes\n\nLe mar. 9 juin 2026 à 10:00, Tenir\n<tenir@localhost> a écrit :\n> Quoi ?", "Yes"),
        ("Yes\n-----Original Message-----\nFrom: Tenir\nWhich?", "Yes"),
        ("Oui\n\nDe : Tenir\nEnvoyé : mardi\nObjet : Quoi ?\n\nQuoi ?", "Oui"),
        ("> Which?\nThis one", "> Which?\nThis one"),
        ("Before\n> Which?\nAfter", "Before\n> Which?\nAfter"),
        ("From: here on it fails", "From: here on it fails"),
    ],
)
def test_what_a_mail_quotes_is_left_out_where_it_ends_it(text: str, new: str) -> None:
    assert new_words(text) == new


def test_a_mail_server_pipes_it_into_a_command(asked: tuple[Request, str]) -> None:
    found, to = asked
    told = CliRunner().invoke(app, ["mail-in", "--to", to], input=mail(to))
    assert (told.exit_code, told.output.strip()) == (0, "joined")
    assert len(by_mail(found)) == 1


def test_what_is_too_large_goes_back_to_its_sender(
    asked: tuple[Request, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "LARGEST", 1000)
    told = CliRunner().invoke(app, ["mail-in"], input=mail(asked[1], b"x" * 2000))
    assert told.exit_code == 69
    assert not KeptMail.objects.exists()


def test_a_message_of_ours_that_comes_back_is_taken_as_automatic(
    asked: tuple[Request, str],
) -> None:
    """Every notice says that a machine wrote it: it loops with nobody."""
    with mail_servers.running(mail_servers.Post()) as post:
        deliver(NOON, transport=transport_of(post.url))
    for sent in post.accepted:
        raw = bytes(sent.content or b"")
        assert email.message_from_bytes(raw)["Auto-Submitted"] == "auto-generated"
        assert take_in(raw, NOON).because == "requests.mail_automatic"
    assert answers_owed() == 0

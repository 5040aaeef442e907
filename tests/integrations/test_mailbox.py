"""Mail fetched from a mailbox, by IMAP: it comes to the same end, and none of it is lost."""

from __future__ import annotations

import email
import smtplib
from collections import Counter
from email.message import EmailMessage

import pytest
from django.db import connection

from tenir.apps.support import queries, services
from tenir.apps.support.models import KeptMail, Request
from tenir.integrations.mail import mailbox
from tenir.integrations.mail.delivery import deliver
from tenir.integrations.mail.transport import transport_of
from tenir.integrations.upkeep import checks_of_mailbox
from tenir.viewer import SYSTEM
from tests.apps.support.conftest import Open, contracts, line, open_
from tests.cast import Cast
from tests.integrations import dovecot, mail_servers
from tests.integrations.hostile_mail import HOSTILE
from tests.integrations.hostile_sample import BOB, mail
from tests.integrations.test_mail_intake import NOON, TEN, addresses, answers_owed, asked, by_mail

__all__ = ["addresses", "asked", "contracts", "line", "open_"]
NULL = b"\x80"  # what Dovecot sends for a null byte


def answer_to(message: EmailMessage, body: str) -> bytes:
    """What Bob's mail program makes of Answer."""
    made = EmailMessage()
    made["From"], made["To"], made["Message-ID"] = BOB, message["Reply-To"], "<answer@bob>"
    made["Subject"], made["In-Reply-To"] = f"Re: {message['Subject']}", message["Message-ID"]
    quoted = "\n".join(f"> {each}" for each in str(message.get_body(("plain",))).splitlines())
    made.set_content(f"{body}\n\nLe mardi 9 juin 2026, Tenir a écrit :\n{quoted}\n")
    return made.as_bytes()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the mailbox is the same")
def test_a_question_goes_out_by_smtp_and_its_answer_comes_in_by_imap(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.1, 7.12."""
    found = open_()
    services.ask_client(found.pk, "Which file?", actor=cast.sam, at=TEN)
    with mail_servers.running(mail_servers.Post()) as post, dovecot.running() as box:
        deliver(NOON, transport=transport_of(post.url))
        question = next(each for each in post.messages if "+reply-" in str(each["Reply-To"])
                        and each["To"] == BOB and "Which file?" in each.as_string())  # fmt: skip
        box.drop(answer_to(question, "The one of March"))
        box.drop(mail("tenir@localhost", b"Help"))
        (answering,) = checks_of_mailbox.answers(box.url)
        assert "2 messages wait there" in answering.found[1]
        became = mailbox.empty(box.url, clock=lambda: NOON)
        assert (dict(became), box.held(), box.held("Tenir")) == ({"joined": 1, "answered": 1}, 0, 2)
        assert not mailbox.empty(box.url, clock=lambda: NOON)
    (entry,) = by_mail(found)
    assert (entry.text, entry.what) == ("The one of March", "client_replied")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the mailbox is the same")
def test_all_hostile_mail_comes_by_smtp_and_imap_to_the_same_end(
    addresses: dict[str, str], asked: tuple[Request, str]
) -> None:
    """One session of each server for all of them, in the order in which they were sent.

    Clause: 7.1, 7.9.
    """
    found, known = asked[0], Request.objects.count()
    built = [(sample, sample.build(addresses[sample.of])) for sample in HOSTILE]
    with dovecot.running() as box:
        with mail_servers.delivering(box.drop) as port, smtplib.SMTP("127.0.0.1", port) as line:
            for _, raw in built:
                addressed = email.message_from_bytes(raw[:2000])["To"] or "tenir@localhost"
                line.sendmail(BOB, addressed, raw)
        assert box.held() == len(HOSTILE)
        became = mailbox.empty(box.url, clock=lambda: NOON)
        assert (box.held(), box.held("Tenir")) == (0, len(HOSTILE))
    assert became == Counter(sample.became for sample in HOSTILE)
    entries, kept = iter(by_mail()), iter(KeptMail.objects.order_by("pk"))
    for sample, raw in built:
        if sample.became == "joined":
            text = next(entries).text.replace(NULL.decode("cp1252"), "")
            assert sample.says in text, sample.name
            assert sample.never not in text, sample.name
        if sample.kept:
            whole = queries.kept_mail_content(SYSTEM, next(kept).pk)
            assert as_sent(raw) in as_sent(whole), f"{sample.name} is lost"
    assert (list(entries), list(kept)) == ([], [])
    assert answers_owed() == sum(sample.told for sample in HOSTILE)
    assert {entry.request_id for entry in by_mail()} == {found.pk}
    assert Request.objects.count() == known


def as_sent(raw: bytes) -> bytes:
    """Its bytes but for line ends and null bytes, which IMAP writes its own way."""
    return b"".join(raw.split()).replace(b"\0", NULL)


@pytest.mark.either_database  # as all that goes through Dovecot, which the other run installs
def test_what_is_too_large_for_us_stays_whole_in_the_mailbox_and_is_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 500)
    with dovecot.running() as box:
        box.drop(mail("tenir@localhost", b"x" * 1000))
        assert dict(mailbox.empty(box.url, clock=lambda: NOON)) == {"kept": 1}
        assert box.held("Tenir") == 1
    assert KeptMail.objects.get().reason == "requests.mail_large"


def test_a_mailbox_that_does_not_answer_is_told(cast: Cast) -> None:
    url = f"imap://tenir:secret@127.0.0.1:{mail_servers.free_port()}"
    with pytest.raises(mailbox.MailboxAway):
        mailbox.empty(url, clock=lambda: NOON)
    assert not mailbox.empty("", clock=lambda: NOON)

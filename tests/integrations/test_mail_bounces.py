"""What comes back is read with suspicion: the token alone is believed."""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta

import pytest
from typer.testing import CliRunner

from tenir.apps.notices.models import Bounce, Envelope, Notice, Outcome, State, Unreachable
from tenir.apps.notices.queries import unreachable
from tenir.apps.notices.sending import claim, settle
from tenir.apps.notices.services import Answer, Recipient, owe
from tenir.faces.cli.app import app
from tenir.integrations.mail.bounces import LARGEST, Taken, take
from tenir.viewer import SYSTEM
from tests.cast import Cast

MONDAY = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
LATER = MONDAY + timedelta(hours=1)
TO_SAY = {"address": "x@y.example", "because": "550", "title": "t", "since": MONDAY}


@pytest.fixture
def sent(cast: Cast) -> Notice:
    """A notice that a server accepted."""
    to = [Recipient(None, "desk@martin.example", "fr")]
    (notice,) = owe("notices.unreachable", key="k", to=to, subject="", values=TO_SAY, actor=SYSTEM,
                    at=MONDAY)  # fmt: skip
    attempt = claim(notice.pk, by="test", at=MONDAY)
    assert attempt
    settle(attempt, Answer(Outcome.ACCEPTED, "250"), at=MONDAY)
    return notice


def address_of(notice: Notice) -> str:
    return f"tenir+bounce-{Envelope.objects.get(pk=notice.pk).bounce_token}@tenir.example"


def report(to: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A report of non-delivery, as RFC 3464 writes it."""
    return f"""\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not reach anybody.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; someone.else@martin.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
""".encode()


def nothing_changed(notice: Notice) -> bool:
    notice.refresh_from_db()
    untouched = not Bounce.objects.exists() and not Unreachable.objects.exists()
    return untouched and notice.state == State.SENT


@pytest.mark.clause("9.2")
def test_a_message_that_came_back_for_good_flags_the_address_that_we_wrote_to(
    sent: Notice,
) -> None:
    assert take(report(address_of(sent)), LATER) == Taken(sent, hard=True)
    sent.refresh_from_db()
    assert sent.state == State.BOUNCED
    flagged = unreachable("desk@martin.example")
    assert flagged
    assert "550 5.1.1 no such user" in flagged.because
    assert unreachable("someone.else@martin.example") is None, "what the message says is not used"
    told = Notice.objects.filter(kind="notices.unreachable", key__contains="notices.unreachable/")
    assert {n.address for n in told if n.channel == "email"} == {"anna@example.org"}


def test_a_delay_is_written_and_changes_nothing_else(sent: Notice) -> None:
    delayed = report(address_of(sent), action="delayed", status="4.4.1")
    assert take(delayed, LATER) == Taken(sent, hard=False)
    sent.refresh_from_db()
    assert (sent.state, Bounce.objects.get().hard) == (State.SENT, False)
    assert not Unreachable.objects.exists()


def test_the_mail_server_may_tell_the_address_apart(sent: Notice) -> None:
    blind = report("undisclosed-recipients:;")
    assert take(blind, LATER).notice is None
    assert take(blind, LATER, recipient=address_of(sent)).notice == sent


def test_the_same_bounce_twice_is_one_flag(sent: Notice) -> None:
    for _ in range(30):
        take(report(address_of(sent)), LATER)
    assert Unreachable.objects.count() == 1
    assert Bounce.objects.count() == 20, "no flood"


@pytest.mark.parametrize(
    "address",
    ["tenir+bounce-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@tenir.example", "tenir+bounce-@tenir.example",
     "tenir@tenir.example", "tenir+bounce-' OR 1=1@tenir.example", ""],
)  # fmt: skip
def test_a_forged_token_changes_nothing(sent: Notice, address: str) -> None:
    assert take(report(address), LATER).notice is None
    assert nothing_changed(sent)


def test_the_reply_token_is_no_bounce_token(sent: Notice) -> None:
    token = Envelope.objects.get(pk=sent.pk).reply_token
    assert take(report(f"tenir+bounce-{token}@tenir.example"), LATER).notice is None
    assert nothing_changed(sent)


def test_a_token_of_what_was_never_sent_changes_nothing(cast: Cast) -> None:
    (notice,) = owe("notices.unreachable", key="k", to=[Recipient(None, "a@b.example", "fr")],
                    subject="", values=TO_SAY, actor=SYSTEM, at=MONDAY)  # fmt: skip
    assert take(report(address_of(notice)), LATER).notice is None
    notice.refresh_from_db()
    assert notice.state == State.OWED


def test_an_absent_recipients_automatic_answer_is_no_bounce(sent: Notice) -> None:
    absent = (
        f"From: desk@martin.example\r\nTo: {address_of(sent)}\r\nAuto-Submitted: auto-replied\r\n"
        "Subject: Absent\r\n\r\nJe suis absent jusqu'au 12.\r\n"
    )
    assert "no bounce" in take(absent.encode(), LATER).because
    assert nothing_changed(sent)


def _nested(to: str, deep: int) -> bytes:
    head = f"To: {to}\r\n"
    for level in range(deep):
        head += f'Content-Type: multipart/mixed; boundary="{level}"\r\n\r\n--{level}\r\n'
    return head.encode()


HOSTILE = {
    "nothing": b"",
    "no header": b"\r\n\r\n\r\n",
    "no text": bytes(range(256)) * 100,
    "wrong charset": b'To: %s\r\nContent-Type: text/plain; charset="no-such"\r\n\r\n\xff\xfe',
    "wrong transfer encoding": b"To: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n=?=?=\xff",
    "header without end": b"To: %s " + b"x" * 5_000_000,
    "many headers": b"To: %s\r\n" + b"X: y\r\n" * 100_000,
    "many addresses": b"To: " + b"a@b, " * 200_000 + b"%s\r\n\r\n",
    "empty report": b'To: %s\r\nContent-Type: multipart/report; boundary=""\r\n\r\n--\r\n----\r\n',
    "null bytes": b"To: %s\r\n\x00\x00Subject: \x00\r\n\r\n\x00",
    "a word of a megabyte": b"To: %s\r\n\r\n" + b"a" * 1_000_000,
    "lines of nothing": b"To: %s\r\n\r\n" + b"\r\n" * 500_000,
    "encoded header": b"To: %s\r\nSubject: =?utf-16?B?" + b"A" * 9999 + b"?=\r\n\r\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_neither_fails_nor_changes_anything(sent: Notice, name: str) -> None:
    raw = HOSTILE[name].replace(b"%s", address_of(sent).encode())
    began = time.process_time()
    assert take(raw, LATER).notice is None
    assert time.process_time() - began < 60, "it costs what a bomb costs"
    assert nothing_changed(sent)


@pytest.mark.parametrize("deep", [10, 60, 1000, 20_000])
def test_mail_inside_mail_inside_mail_is_put_down(sent: Notice, deep: int) -> None:
    assert take(_nested(address_of(sent), deep), LATER).notice is None
    assert nothing_changed(sent)


def test_a_report_with_bytes_changed_never_fails(sent: Notice) -> None:
    dice = random.Random(7)
    whole = report(address_of(sent))
    for _ in range(300):
        raw = bytearray(whole)
        for _ in range(dice.randrange(1, 12)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        take(bytes(raw), LATER)


def test_a_report_with_null_bytes_is_written_without_them(sent: Notice) -> None:
    raw = report(address_of(sent)).replace(b"no such user", b"no \x00such user")
    assert take(raw, LATER).notice == sent
    assert "\x00" not in Bounce.objects.get().answer


def test_a_mail_server_pipes_it_into_a_command(sent: Notice) -> None:
    ran = CliRunner().invoke(
        app, ["--lang", "en", "bounce", "--to", address_of(sent)], input=report("nobody")
    )
    assert (ran.exit_code, ran.output) == (0, f"bounce of notice {sent.pk}, for good\n")
    ran = CliRunner().invoke(app, ["--lang", "fr", "bounce"], input=b"\xff" * 3_000_000)
    assert (ran.exit_code, ran.output) == (0, "rien à faire (no token in the address)\n")


def test_a_huge_report_is_read_at_its_beginning(sent: Notice) -> None:
    huge = report(address_of(sent)) + b"x" * (4 * LARGEST)
    assert take(huge, LATER).notice == sent

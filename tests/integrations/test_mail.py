"""What is owed leaves by real SMTP, once, and what the server says of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.headerregistry import Address
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Attempt, Envelope, Notice, Outcome, State
from tenir.apps.notices.queries import notice_of_reply_token, possibly_doubled, proof
from tenir.apps.notices.sending import claim, settle, take_back
from tenir.apps.notices.services import (
    Answer,
    Recipient,
    cancel,
    owe,
    release,
)
from tenir.integrations.mail import delivery
from tenir.integrations.mail.delivery import deliver
from tenir.integrations.mail.mark import Mark
from tenir.integrations.mail.message import token_in
from tenir.integrations.mail.transport import (
    FaultyMailUrl,
    ServerAway,
    transport_of,
)
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.integrations.mail_servers import Post, free_port, running

MONDAY = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TO_SAY = {"address": "x@y.example", "because": "550 <b>", "title": "Hé", "since": MONDAY}


@pytest.fixture
def post() -> Iterator[Post]:
    with running(Post()) as post:
        yield post


def owed(address: str = "desk@martin.example", *, key: str = "k", **otherwise: Any) -> Notice:
    """A mail owed to an address."""
    said: dict[str, Any] = {
        "to": [Recipient(None, address, "fr")], "subject": "request/1", "values": TO_SAY,
        "actor": SYSTEM, "at": MONDAY,
    }  # fmt: skip
    found = owe("notices.unreachable", key=key, **{**said, **otherwise})
    return found[0]


def sent(url: str, at: datetime = MONDAY, *, limit: float = 5, **more: Any) -> dict[str, int]:
    """One run of the loop against that server."""
    return dict(deliver(at, transport=transport_of(url, time_limit=limit), **more))


def state(notice: Notice) -> State:
    notice.refresh_from_db()
    return State(notice.state)


def test_a_notice_reaches_its_recipient_and_the_answer_is_its_proof(cast: Cast, post: Post) -> None:
    notice = owed()
    assert sent(post.url) == {"accepted": 1}
    assert post.accepted[0].rcpt_tos == ["desk@martin.example"]
    (attempt,) = proof(SYSTEM, notice.pk).attempts
    assert (attempt.number, attempt.outcome) == (1, "accepted")
    assert attempt.answer == "250 2.0.0 Ok: queued as 1"
    assert attempt.ended_at is not None
    assert MONDAY <= attempt.begun_at <= attempt.ended_at
    assert state(notice) == State.SENT
    assert Entry.objects.filter(verb="notices.sent", subject=f"notice/{notice.pk}").exists()


def test_a_message_says_what_programs_must_know(cast: Cast, post: Post) -> None:
    notice = owed(severity="P1")
    sent(post.url)
    (message,) = post.messages
    envelope = Envelope.objects.get(pk=notice.pk)
    assert message["Message-ID"] == notice.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"] == "Adresse injoignable\u202f: x@y.example"
    assert message["From"].addresses == (Address("Lumen Éditions", "tenir", "localhost"),)
    assert token_in(str(message["Reply-To"]), "reply") == [envelope.reply_token]
    assert token_in(str(post.accepted[0].mail_from), "bounce") == [envelope.bounce_token]
    assert (message["Importance"], message["Content-Language"]) == ("high", "fr")
    assert message["List-Unsubscribe"] is None
    assert message["In-Reply-To"] is None
    assert notice_of_reply_token(envelope.reply_token) == notice


def test_a_message_has_its_words_in_text_and_in_html(cast: Cast, post: Post) -> None:
    owed()
    sent(post.url)
    text, html = post.messages[0].iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "> 550 <b>" in text.get_content()
    assert "550 &lt;b&gt;" in html.get_content()


def test_what_follows_on_a_subject_is_threaded_under_it(cast: Cast, post: Post) -> None:
    ids = [owed(key=key).message_id for key in "abc"]
    owed(key="other", subject="request/2")
    sent(post.url)
    threads = {m["Message-ID"]: (m["In-Reply-To"], m["References"]) for m in post.messages}
    assert threads[ids[1]] == (ids[0], ids[0])
    assert threads[ids[2]] == (ids[1], f"{ids[0]} {ids[1]}")
    assert sum(1 for before, _ in threads.values() if before is None) == 2


def test_a_second_run_sends_nothing_again(cast: Cast, post: Post) -> None:
    owed()
    sent(post.url)
    assert sent(post.url, MONDAY + DAY) == {}
    assert len(post.accepted) == 1


@pytest.mark.parametrize(
    "address", ["no address", "a@b\r\nBcc: c@d.example", "a@", "@b", "<a@b.example>",
                "a,b@c.example", "é@martin.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_sent_to_nobody(
    cast: Cast, post: Post, address: str
) -> None:
    notice = owed(address)
    assert sent(post.url)["refused"] == 1
    assert state(notice) == State.BOUNCED
    assert not post.accepted


def test_one_that_cannot_be_written_waits_and_the_others_leave(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = owed(key="broken"), owed("bob@example.org", key="sound")

    def message_of(attempt: Attempt, **rest: Any) -> Any:
        if attempt.notice_id == broken.pk:
            raise UnicodeEncodeError("ascii", "é", 0, 1, "for one")
        return delivery_message_of(attempt, **rest)

    delivery_message_of = delivery.message_of
    monkeypatch.setattr(delivery, "message_of", message_of)
    assert sent(post.url) == {"accepted": 1, "later": 1}
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, sound.state) == (State.OWED, State.SENT)


def test_a_domain_with_accents_is_written_as_the_dns_has_it(cast: Cast, post: Post) -> None:
    owed("desk@éditions.example")
    sent(post.url)
    assert post.accepted[0].rcpt_tos == ["desk@xn--ditions-9xa.example"]


def test_the_urgent_leaves_first(cast: Cast, post: Post) -> None:
    owed("slow@martin.example", key="1")
    owed("urgent@martin.example", key="2", severity="P1", at=MONDAY)
    sent(post.url)
    assert post.accepted[0].rcpt_tos[0] == "urgent@martin.example"


def test_words_for_the_recipient_alone_are_erased_once_sent(cast: Cast, post: Post) -> None:
    notice = owed(confidential=True)
    sent(post.url)
    assert "550 <b>" in post.messages[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    envelope = Envelope.objects.get(pk=notice.pk)
    assert (envelope.text, envelope.html) == ("", "")


def test_a_cancelled_notice_is_not_sent(cast: Cast, post: Post) -> None:
    cancel(owed().pk, because="twice", actor=cast.olga, at=MONDAY)
    assert sent(post.url) == {}


def test_a_dead_deliverers_notice_is_taken_back_and_told_as_possibly_doubled(
    cast: Cast, post: Post
) -> None:
    notice = owed()
    claim(notice.pk, by="the dead one", at=MONDAY)
    assert sent(post.url, MONDAY + 14 * MINUTE) == {}
    assert sent(post.url, MONDAY + 15 * MINUTE) == {"taken_back": 1, "accepted": 1}
    assert [a.outcome for a in proof(SYSTEM, notice.pk).attempts] == ["interrupted", "accepted"]
    assert list(possibly_doubled(SYSTEM)) == [notice]


def test_an_answer_that_comes_after_the_claim_was_taken_back_is_kept(cast: Cast) -> None:
    notice = owed()
    attempt = claim(notice.pk, by="slow", at=MONDAY)
    assert attempt
    take_back(now=MONDAY + HOUR)
    settle(attempt, Answer(Outcome.ACCEPTED, "250 late"), at=MONDAY + HOUR)
    assert state(notice) == State.SENT
    assert Attempt.objects.get().answer == "250 late"


def test_only_one_deliverer_claims_a_notice(cast: Cast) -> None:
    notice = owed()
    assert claim(notice.pk, by="one", at=MONDAY)
    assert claim(notice.pk, by="two", at=MONDAY) is None


def test_a_copy_that_does_not_know_what_was_sent_holds_all_that_it_owes(
    cast: Cast, post: Post, tmp_path: Path
) -> None:
    mark = Mark(tmp_path / "mark.json")
    lost = owed(key="sent after the copy was made")
    sent(post.url, mark=mark)
    Attempt.objects.all().delete()
    Notice.objects.filter(pk=lost.pk).update(state=State.OWED, next_attempt_at=MONDAY, attempts=0)
    counts = sent(post.url, MONDAY + HOUR, mark=mark)
    assert counts == {"held": 1, "accepted": 1}  # what is accepted tells Olga
    assert post.accepted[-1].rcpt_tos == ["olga@example.org"]
    assert state(lost) == State.HELD
    assert sent(post.url, MONDAY + 2 * HOUR, mark=mark) == {}
    assert release([lost.pk], actor=cast.olga, at=MONDAY + 2 * HOUR) == 1
    assert sent(post.url, MONDAY + 2 * HOUR, mark=mark) == {"accepted": 1}
    assert post.ids.count(lost.message_id) == 2


def test_a_mark_that_cannot_be_read_holds_nothing(cast: Cast, post: Post, tmp_path: Path) -> None:
    (tmp_path / "mark.json").write_text("{half")
    owed()
    assert sent(post.url, mark=Mark(tmp_path / "mark.json")) == {"accepted": 1}
    owed(key="2")
    assert sent(post.url, mark=Mark(tmp_path / "mark.json")) == {"accepted": 1}


def test_a_folder_receives_one_file_a_message(cast: Cast, tmp_path: Path) -> None:
    owed()
    assert sent(f"file://{tmp_path}/mail") == {"accepted": 1}
    (written,) = (tmp_path / "mail").glob("*.eml")
    assert b"X-Envelope-To: desk@martin.example" in written.read_bytes()
    assert transport_of(f"file://{tmp_path}/mail").check() == f"{tmp_path}/mail"


@pytest.mark.parametrize(
    "url", ["", "smtp://", "http://x", "smtp://h:port", "smtp://h?tls=maybe", "file:///"]
)
def test_a_mail_url_that_says_nothing_is_refused(url: str) -> None:
    with pytest.raises(FaultyMailUrl, match="TENIR_MAIL_URL"):
        transport_of(url)


def test_a_password_is_not_in_what_a_traceback_prints() -> None:
    assert "hemlig" not in repr(transport_of("smtps://tenir:hemlig@mail.example"))


def test_the_server_can_be_greeted_without_a_message(post: Post) -> None:
    assert transport_of(post.url).check().startswith("250")
    with pytest.raises(ServerAway):
        transport_of(f"smtp://127.0.0.1:{free_port()}").check()


def test_the_server_that_offers_no_encryption_is_not_spoken_to_in_clear(
    cast: Cast, post: Post
) -> None:
    notice = owed()
    assert sent(post.url.replace("127", "tenir:password@127")) == {"later": 1}
    assert state(notice) == State.OWED


def test_the_platforms_own_transport_is_the_settings(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "TENIR", replace(settings.TENIR, mail_url=post.url))
    owed()
    assert deliver(MONDAY) == {"accepted": 1}

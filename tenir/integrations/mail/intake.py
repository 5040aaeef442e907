"""Mail that comes to us: a reply joins its request, a bounce its notice, the rest is kept.

Anyone can write to that mailbox. A message changes a request only where the address that it came
to carries the token of a notice about it, and it is from the one whom that notice was sent to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Literal, TypeAlias

import structlog
from django.conf import settings

from tenir.apps.documents.services import ScannerSilent
from tenir.apps.support import services as support
from tenir.apps.support.queries import Request
from tenir.integrations.mail import bounces
from tenir.integrations.mail.letter import Letter, Unreadable, read
from tenir.integrations.mail.message import token_in
from tenir.terms.errors import Refused

LARGEST = 80 << 20  # bytes of a message: fifty megabytes of files, as mail writes them
_HEAD = 64 << 10
Became: TypeAlias = Literal["joined", "bounced", "answered", "kept"]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a message, and why; the request that it joined."""

    became: Became
    because: str = ""
    request: int | None = None


def take_in(raw: bytes, at: datetime, *, recipient: str = "") -> TakenIn:
    """Takes in a message; nothing in it can make this fail, and none of it is lost.

    The silence of the database or of the virus scanner is raised: give the message again.
    Clause: 7.1, 7.9, 7.12.
    """
    taken = _taken(raw, at, recipient)
    log.info("mail_taken_in", became=taken.became, because=taken.because, request=taken.request)
    return taken


def _taken(raw: bytes, at: datetime, recipient: str) -> TakenIn:
    if _comes_back(raw, recipient):
        bounced = bounces.take(raw, at, recipient=recipient)
        if bounced.notice is not None:
            return TakenIn("bounced")
    ours = parseaddr(settings.TENIR.mail_from)[1]
    try:
        letter = read(raw, recipient=recipient, ours=ours)
    except Unreadable as error:
        return _kept(raw, str(error), at=at)
    if letter.automatic:
        return _kept(raw, "requests.mail_automatic", letter, at=at)
    if not letter.sender:
        return _kept(raw, "requests.mail_no_sender", letter, at=at)
    return _joined(raw, letter, at) if letter.tokens else _opens(raw, letter, at)


def _comes_back(raw: bytes, recipient: str) -> bool:
    head = recipient or raw[:_HEAD].decode("latin-1")
    return bool(token_in(head, "bounce"))


def _joined(raw: bytes, letter: Letter, at: datetime) -> TakenIn:
    refusal: Refused | None = None
    for token in letter.tokens[:5]:
        try:
            joined = support.reply_by_mail(
                token, letter.text, sender=letter.sender, message_id=letter.message_id,
                attached=letter.attached, at=at,
            )  # fmt: skip
        except ScannerSilent:
            raise
        except Refused as refused:
            refusal = refused
            continue
        if joined.refused:
            _kept(raw, "requests.mail_files_refused", letter, detail="\n".join(joined.refused),
                  request=joined.entry.request, at=at)  # fmt: skip
        return TakenIn("joined", request=joined.entry.request_id)
    assert refusal is not None
    return _kept(raw, refusal.key, letter, detail=refusal.message("en"), at=at)


def _opens(raw: bytes, letter: Letter, at: datetime) -> TakenIn:
    """A mail that answers nothing of ours tries to open a request: its sender is told where to."""
    told = support.point_to_platform(letter.sender, at=at)
    reason = "requests.mail_opens" if told else "requests.mail_unanswered"
    kept = _kept(raw, reason, letter, at=at)
    return TakenIn("answered", reason) if told else kept


def _kept(
    raw: bytes, reason: str, letter: Letter | None = None, *, at: datetime, detail: str = "",
    request: Request | None = None,
) -> TakenIn:  # fmt: skip
    said = letter or _glimpsed(raw)
    support.keep_mail(
        raw, reason=reason, detail=detail, automatic=said.automatic, sender=said.sender,
        title=said.title, text=said.text, request=request, at=at,
    )  # fmt: skip
    return TakenIn("kept", reason)


def _glimpsed(raw: bytes) -> Letter:
    """What the top lines of an unreadable message say of it, for who looks at it."""
    top = raw[:_HEAD].decode("utf-8", "replace")
    said = {
        name: (found[1].strip()[:300] if (found := re.search(rf"(?im)^{name}:(.*)$", top)) else "")
        for name in ("from", "subject")
    }
    return Letter(parseaddr(said["from"])[1][:254], said["subject"], "", "", (), automatic=False)

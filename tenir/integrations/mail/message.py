"""A notice as a mail message."""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from tenir.apps.notices.queries import Attempt, thread_of
from tenir.apps.notices.services import publisher_name, signed
from tenir.integrations.mail.attached import files_of

_TOKEN = r"([a-z2-7]{32})"
_URGENT = "P1"


class NotAnAddress(ValueError):
    """A recipient that no mail can be written to."""


def message_of(attempt: Attempt, *, mail_from: str, at: datetime) -> EmailMessage:
    """The message of an attempt: text and HTML, told as automatic, threaded with its subject's.

    Every attempt at a notice carries the same Message-ID. What someone asked to be told is left at
    one click of their mail program (RFC 2369, RFC 8058).
    """
    notice, envelope = attempt.notice, attempt.notice.envelope
    message = EmailMessage()
    message["Message-ID"] = notice.message_id
    message["Date"] = format_datetime(at)
    message["From"] = _address(parseaddr(mail_from)[1], publisher_name())
    message["To"] = _address(attempt.address)
    message["Reply-To"] = _address(tagged(mail_from, "reply", envelope.reply_token))
    message["Subject"] = notice.title
    message["Auto-Submitted"] = "auto-generated"
    if notice.severity == _URGENT:
        message["Importance"] = "high"
    if envelope.leave:
        message["List-Unsubscribe"] = f"<{envelope.leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if before := thread_of(notice):
        message["In-Reply-To"] = before[-1]
        message["References"] = " ".join(before)
    message.set_content(signed(notice, envelope.text or notice.text))
    message.add_alternative(signed(notice, envelope.html or notice.html), subtype="html")
    message["Content-Language"] = notice.language
    for name, media, body in files_of(notice):
        kind, _, subtype = media.partition("/")
        message.add_attachment(body, maintype=kind, subtype=subtype, filename=name)
    return message


def bounce_address(attempt: Attempt, *, mail_from: str) -> str:
    """Where the bounces of a notice come back to, and no other's."""
    return tagged(mail_from, "bounce", attempt.notice.envelope.bounce_token)


def tagged(mail_from: str, tag: str, token: str) -> str:
    """tenir@example.org as tenir+bounce-TOKEN@example.org: one mailbox receives them all."""
    local, _, domain = parseaddr(mail_from)[1].rpartition("@")
    return f"{local}+{tag}-{token}@{domain}"


def token_in(text: str, tag: str) -> list[str]:
    """The tokens that addresses in this text carry, in order, each once."""
    return list(dict.fromkeys(re.findall(rf"\+{tag}-{_TOKEN}@", text.lower())))


def recipient_of(attempt: Attempt) -> str:
    """The address for the envelope, its domain in the letters of the DNS."""
    local, at, domain = attempt.address.rpartition("@")
    if not (local and at and domain) or re.search(r"[\s<>,;\x00-\x1f\x7f]", attempt.address):
        raise NotAnAddress(attempt.address)
    if not domain.isascii():
        domain = _in_ascii(domain)
    return f"{local}@{domain}"


def _in_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        raise NotAnAddress(domain) from None


def _address(address: str, name: str = "") -> Address:
    try:
        return Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError) as error:
        raise NotAnAddress(address) from error

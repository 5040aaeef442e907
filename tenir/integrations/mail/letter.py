"""A mail read with suspicion: who it says it is from, what is new in it, which files came with it.

Nothing is believed, and whatever a parser makes of hostile mail ends here as Unreadable.
"""

from __future__ import annotations

import email
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses
from hashlib import sha256

from tenir.apps.support.services import Attached
from tenir.integrations.mail.message import token_in
from tenir.integrations.mail.words import new_words, text_of_html

LARGEST_HEAD = 128 << 10  # bytes of headers
MOST_PARTS, MOST_FILES, MOST_HOPS = 60, 20, 50
_ADDRESSED = ("x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "to", "cc")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_MACHINES = re.compile(
    r"(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|listserv|majordomo)(\+.*)?@", re.I
)
_SIGNATURES = frozenset({
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
})  # fmt: skip
_BLANK = re.compile(rb"\r?\n\r?\n")


class Unreadable(Exception):
    """A message that is put down unread; its word is a phrase's key."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says. `sender` is empty where it does not say clearly from whom it is."""

    sender: str
    title: str
    message_id: str
    text: str  # without what it quotes
    tokens: tuple[str, ...]
    automatic: bool
    attached: tuple[Attached, ...] = field(default=(), repr=False)


def read(raw: bytes, *, recipient: str = "", ours: str = "") -> Letter:
    """The letter; `recipient` is the address that it came to, `ours` the one that we write from.

    Raises Unreadable.
    """
    blank = _BLANK.search(raw)
    if (blank.start() if blank else len(raw)) > LARGEST_HEAD:
        raise Unreadable("requests.mail_long_headers")
    lower = raw.lower()  # a quarter of the time that a pattern takes for fifty megabytes
    if lower.count(b"multipart/") + lower.count(b"message/") > MOST_PARTS:
        raise Unreadable("requests.mail_too_many_parts")
    if raw.count(b"\n--") > 40 * MOST_PARTS:
        raise Unreadable("requests.mail_too_many_parts")
    try:
        message = email.message_from_bytes(raw, policy=compat32)
        return _letter(message, raw, recipient, ours)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # whatever hostile mail makes of a parser, it ends here
        raise Unreadable("requests.mail_unreadable") from error


def files_in(raw: bytes) -> tuple[Attached, ...]:
    """The files that came with a message; none of one that is put down unread."""
    try:
        return read(raw).attached
    except Unreadable:
        return ()


def _letter(message: Message, raw: bytes, recipient: str, ours: str) -> Letter:
    parts = list(_leaves(message))
    if len(parts) > MOST_PARTS:
        raise Unreadable("requests.mail_too_many_parts")
    words, files = _sorted(parts)
    digest = sha256(raw[_start(raw) :]).hexdigest()[:24]  # the same words under one id, once
    sender = _sender(message)
    return Letter(
        sender=sender,
        title=_header(message, "subject"),
        message_id=f"{_header(message, 'message-id')[:200]}/{digest}",
        text=new_words(words),
        tokens=tuple(_tokens(message, recipient)),
        automatic=_automatic(message, sender, ours),
        attached=tuple(_named(files)),
    )


def _start(raw: bytes) -> int:
    """Where the body begins: what is above changes on the way, what is below does not."""
    blank = _BLANK.search(raw)
    return blank.end() if blank else 0


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something; a message inside the message is one of them, unopened."""
    if depth > 20:
        raise Unreadable("requests.mail_too_many_parts")
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _leaves(part, depth + 1)


def _sorted(parts: list[Message]) -> tuple[str, list[Message]]:
    """The words of a message, plain ones before HTML, and what is left: its files."""
    plain, html, files = [], [], []
    for part in parts:
        kind, named = part.get_content_type(), part.get_filename()
        if part.get_content_disposition() == "attachment" or (named and "text" not in kind):
            files.append(part)
        elif kind == "text/plain" and not named:
            plain.append(_text(part))
        elif kind == "text/html" and not named:
            html.append(part)
        elif kind not in _SIGNATURES and part.get_payload():
            files.append(part)
    words = "\n".join(each for each in plain if each.strip())
    words = words or "\n".join(text_of_html(_text(part)) for part in html)
    return words, [part for part in files if part.get_content_type() not in _SIGNATURES]


def _text(part: Message) -> str:
    """A part's words, in the charset that it says, else in one that never fails."""
    held = part.get_payload(decode=True)
    content = held if isinstance(held, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = content.decode(charset)
    except (LookupError, UnicodeError):
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    return "".join(each for each in text if each.isprintable() or each in "\n\t")


def _named(files: list[Message]) -> Iterator[Attached]:
    for number, part in enumerate(files[:MOST_FILES], 1):
        yield Attached(_file_name(part, number), part.get_content_type(), _bytes(part))
    if len(files) > MOST_FILES:
        yield Attached(f"{len(files) - MOST_FILES} more", "", b"")  # refused by name, so told


def _bytes(part: Message) -> bytes:
    held = part.get_payload(decode=True)
    if isinstance(held, bytes):
        return held
    inside = part.get_payload()
    first = inside[0] if isinstance(inside, list) and inside else part
    return first.as_bytes(policy=compat32) if isinstance(first, Message) else b""


def _file_name(part: Message, number: int) -> str:
    """The name that it came with, without what a name cannot hold; documents judge the rest."""
    endings = {"message/rfc822": "eml", "text/plain": "txt", "text/calendar": "ics"}
    given = _decoded(part.get_filename() or "")
    kept = (each for each in given if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co"})
    name = re.sub(r'[/\\:*?"<>|]', "_", "".join(kept)).strip(" .~")
    stem, dot, ending = name.rpartition(".")
    name = f"{stem[:90]}{dot}{ending[:12]}" if dot else name[:90]
    return name or f"part-{number}.{endings.get(part.get_content_type(), 'bin')}"


def _sender(message: Message) -> str:
    """The one address of From; empty where there is none, or several."""
    given = getaddresses([str(each) for each in message.get_all("from", [])][:5])
    addresses = {address.strip() for _, address in given if address.strip()}
    if len(addresses) != 1:
        return ""
    (address,) = addresses
    return address.lower() if _ADDRESS.fullmatch(address) and len(address) <= 254 else ""


def _tokens(message: Message, recipient: str) -> Iterator[str]:
    """The reply tokens of the address that it came to: told by the mail server, else by headers."""
    yield from token_in(recipient, "reply")
    if not recipient:
        for name in _ADDRESSED:
            for value in message.get_all(name, [])[:5]:
                yield from token_in(str(value)[:2000], "reply")


def _automatic(message: Message, sender: str, ours: str) -> bool:
    """Whether a machine wrote it, or it went round: such mail is answered by nobody (RFC 3834)."""
    said = {name: _header(message, name).lower() for name in (
        "auto-submitted", "precedence", "x-auto-response-suppress", "x-autoreply", "x-autorespond",
        "x-auto-reply-from", "list-id", "list-unsubscribe", "x-loop", "feedback-id", "return-path",
    )}  # fmt: skip
    return (
        said["auto-submitted"].partition(";")[0].strip() not in {"", "no"}
        or said["precedence"].strip() in {"bulk", "junk", "list", "auto_reply"}
        or any(said[name] for name in ("x-autoreply", "x-autorespond", "x-auto-reply-from",
                                       "list-id", "list-unsubscribe", "x-loop", "feedback-id"))
        or said["x-auto-response-suppress"].strip() in {"all", "oof", "autoreply"}
        or said["return-path"].strip() == "<>"
        or bool(_MACHINES.match(sender))
        or sender == ours.lower()
        or message.get_content_type() == "multipart/report"
        or len(message.get_all("received", [])) > MOST_HOPS
    )  # fmt: skip


def _header(message: Message, name: str) -> str:
    return _decoded(str(message.get(name, ""))[:2000])


def _decoded(value: str) -> str:
    try:
        text = str(make_header(decode_header(value)))
    except (LookupError, ValueError):
        text = value
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())

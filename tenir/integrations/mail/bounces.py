"""What mail servers send back: read with suspicion, believed by its token alone.

Anyone can write to the address that bounces come to. A message changes something only where the
address that it came to carries the token of a notice of ours; whom it is about is then what our own
rows say, never what the message says. What it says tells no more than for good or for now.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.policy import compat32

import structlog
from flufl.bounce import all_failures

from tenir.apps.notices.queries import Notice
from tenir.apps.notices.services import take_bounce
from tenir.integrations.mail.message import token_in

LARGEST = 256 << 10  # bytes read of a message: a report of non-delivery stands at its beginning
DEEPEST = 50  # parts that a message may begin
_ADDRESSED = ("x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "to")
_SAID = re.compile(r"^(?:diagnostic-code|status|final-recipient|action):.*", re.I | re.M)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a message: the notice that it is about, and whether it failed for good.

    Without a notice nothing was changed, and `because` says why.
    """

    notice: Notice | None
    hard: bool = False
    because: str = ""


def take(raw: bytes, at: datetime, *, recipient: str = "") -> Taken:
    """Takes in a message that came to the bounce address; nothing in it can make this fail.

    `recipient` is the address that it came to, where the mail server tells it apart.
    Clause: 9.2.
    """
    taken = _taken(raw[:LARGEST], at, recipient)
    log.info("bounce", notice=taken.notice and taken.notice.pk, hard=taken.hard,
             because=taken.because)  # fmt: skip
    return taken


def _taken(raw: bytes, at: datetime, recipient: str) -> Taken:
    if raw.count(b"\n--") > 20 * DEEPEST or len(re.findall(rb"(?i)multipart/", raw)) > DEEPEST:
        return Taken(None, because="too many parts")
    try:
        message = email.message_from_bytes(raw, policy=compat32)
        if not (tokens := list(_tokens(message, recipient))):
            return Taken(None, because="no token in the address")
        for_now, for_good = all_failures(message)
    except Exception as error:  # whatever hostile mail makes of a parser, it ends here
        return Taken(None, because=f"unreadable: {type(error).__name__}")
    if not for_now and not for_good:
        return Taken(None, because="no bounce: an answer of a person or of a machine")
    hard = bool(for_good)
    for token in tokens:
        if notice := take_bounce(token=token, hard=hard, words=_words(raw), at=at):
            return Taken(notice, hard)
    return Taken(None, hard, because="a token of no notice")


def _tokens(message: Message, recipient: str) -> Iterator[str]:
    """The tokens of the address that it came to: told by the mail server, else by the headers."""
    yield from token_in(recipient, "bounce")
    if not recipient:
        for name in _ADDRESSED:
            for value in message.get_all(name, [])[:5]:
                yield from token_in(str(value)[:1000], "bounce")


def _words(raw: bytes) -> str:
    """The lines by which a mail server says what happened."""
    text = raw.decode("utf-8", "replace")
    return "\n".join(line.strip() for line in _SAID.findall(text)[:10])[:2000]

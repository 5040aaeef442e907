"""The mailbox that answers come to, by IMAP: what is taken in is moved aside, never deleted.

A message is moved once it is taken in, and taking in twice is once: a crash in between loses
nothing and doubles nothing.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import structlog

from tenir.apps.support import services as support
from tenir.integrations.mail.intake import LARGEST, take_in
from tenir.mailbox import MailboxServer, mailbox_server

MOST = 200  # messages of one round
GLANCE = 256 << 10  # bytes that are read of a message that is too large
TAKEN = "Tenir"  # the folder that they are moved to
LIMIT = 30  # seconds, for each exchange with the server
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
log = structlog.get_logger()


class MailboxAway(Exception):
    """The mailbox does not answer, or turns us away."""


def empty(url: str, *, clock: Callable[[], datetime]) -> Counter[str]:
    """Takes in what the mailbox holds; how many became what. Raises MailboxAway."""
    became: Counter[str] = Counter()
    if not url:
        return became
    with _away(), _opened(mailbox_server(url)) as line:
        moves = b"MOVE" in _done(line.capability())[0].split()  # told once one is signed in
        for uid in _waiting(line):
            became[_taken(line, uid, clock())] += 1
            _moved(line, uid, moves=moves)
    return became


def waiting(url: str) -> int:
    """How many messages the mailbox holds, signed in as when it is emptied. Raises MailboxAway."""
    with _away(), _opened(mailbox_server(url)) as line:
        return len((_done(line.uid("SEARCH", "UNDELETED"))[0] or b"").split())


def _taken(line: imaplib.IMAP4, uid: str, at: datetime) -> str:
    raw, whole = _fetched(line, uid)
    if whole:
        return take_in(raw, at).became
    support.keep_mail(raw, reason="requests.mail_large", at=at)
    return "kept"


def _waiting(line: imaplib.IMAP4) -> list[str]:
    found = _done(line.uid("SEARCH", "UNDELETED"))
    return [uid.decode() for uid in (found[0] or b"").split()[:MOST]]


def _fetched(line: imaplib.IMAP4, uid: str) -> tuple[bytes, bool]:
    """A message, or the beginning of one that is too large; whether it is whole."""
    sized = _SIZE.search(b" ".join(_bytes_of(_done(line.uid("FETCH", uid, "(RFC822.SIZE)")))))
    whole = sized is None or int(sized[1]) <= LARGEST
    part = "(BODY.PEEK[])" if whole else f"(BODY.PEEK[]<0.{GLANCE}>)"
    told = _done(line.uid("FETCH", uid, part))
    return next((each[1] for each in told if isinstance(each, tuple)), b""), whole


def _bytes_of(told: list[Any]) -> Iterator[bytes]:
    for each in told:
        if isinstance(each, tuple):
            yield from (part for part in each if isinstance(part, bytes))
        elif isinstance(each, bytes):
            yield each


def _moved(line: imaplib.IMAP4, uid: str, *, moves: bool) -> None:
    if moves:
        _done(line.uid("MOVE", uid, TAKEN))
        return
    _done(line.uid("COPY", uid, TAKEN))
    _done(line.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
    line.expunge()


@contextmanager
def _opened(server: MailboxServer) -> Iterator[imaplib.IMAP4]:
    line: imaplib.IMAP4
    if server.tls:
        context = ssl.create_default_context()
        line = imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=LIMIT)
    else:
        line = imaplib.IMAP4(server.host, server.port, timeout=LIMIT)
    try:
        line.login(server.user, server.password)
        line.create(TAKEN)  # where it is there already, the server says no, and that is well
        _done(line.select(_quoted(server.folder)))
        yield line
    finally:
        line.logout()


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxAway(str(error) or type(error).__name__) from error


def _done(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, told = answer
    if kind != "OK":
        raise MailboxAway(f"{kind}: {told!r}"[:300])
    return told


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'

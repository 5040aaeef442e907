"""The mailbox that answers come to, from its URL.

imaps://name:password@mail.example.org            TLS from the start, port 993; its folder INBOX
imaps://name:password@mail.example.org/Support    another folder
imap://name:password@127.0.0.1:143                a server on this machine
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from tenir.faults import LOOPBACK, Pair, split

PORTS = {"imaps": 993, "imap": 143}


@dataclass(frozen=True, slots=True)
class MailboxServer:
    """Where answers come to."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    tls: bool

    def __repr__(self) -> str:  # what a traceback may print
        return f"MailboxServer({self.host}:{self.port})"


def mailbox_server(url: str) -> MailboxServer:
    """The mailbox of that URL, which faults_of_mailbox has let pass."""
    parts = split(url)
    assert parts is not None, "faults_of_mailbox tells it first"
    return MailboxServer(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        tls=parts.scheme == "imaps",
    )


def faults_of_mailbox(url: str) -> Iterator[Pair]:
    """What is wrong with that URL; its user and password are not quoted."""
    parts = split(url)
    if parts is None or parts.scheme not in PORTS or not (parts.hostname and parts.username):
        yield (
            "ce n'est pas l'adresse d'une boîte. Écrivez imaps://nom:passe@hôte (un signe"
            " particulier du mot de passe s'écrit %40 pour @).",
            "this is no mailbox's address. Write imaps://name:password@host (a special character"
            " of the password is written %40 for @).",
        )
    elif parts.scheme == "imap" and parts.hostname not in LOOPBACK:
        yield (
            "le mot de passe passerait en clair. Écrivez imaps://.",
            "the password would travel in the clear. Write imaps://.",
        )

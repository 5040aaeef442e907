"""A mail that means harm: how it is written, and what must become of it.

`to` is the address of a notice about a request, with its token: Bob's, who has an account, or that
of the contact `of`, who has none; Yves is a contact no more.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

BOB, ZOE, YVES = "bob@example.org", "zoe@example.org", "yves@example.org"
Build = Callable[[str], bytes]


@dataclass(frozen=True)
class Hostile:
    """One mail: what it is, why it could hurt, what must become of it, what must be in the entry.

    `kept`: whether staff find it, whole, among what could not be placed.
    """

    name: str
    why: str
    build: Build
    became: str
    kept: bool = True
    says: str = ""
    never: str = "EVIL"
    told: int = 0  # messages that it makes us send to its sender
    of: str = BOB  # who was sent the notice that it answers


def mail(
    to: str, body: bytes = b"This one\r\n", *, sender: str = BOB, more: bytes = b"",
    kind: bytes = b"text/plain; charset=utf-8", id: str = "<1@bob>",
) -> bytes:  # fmt: skip
    """A mail as it comes over the wire."""
    return (
        f"From: {sender}\r\nTo: {to}\r\nSubject: Re: Export\r\nMessage-ID: {id}\r\n".encode()
        + more + b"MIME-Version: 1.0\r\nContent-Type: " + kind + b"\r\n\r\n" + body
    )  # fmt: skip


def parts(to: str, *given: bytes, kind: bytes = b"multipart/mixed") -> bytes:
    """A mail of several parts."""
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in given) + b"--b--\r\n"
    return mail(to, body, kind=kind + b'; boundary="b"')


def words(text: bytes = b"This one") -> bytes:
    """A part of plain words."""
    return b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text


def file(name: bytes, content: bytes, kind: bytes = b"application/octet-stream") -> bytes:
    """An attached file."""
    return coded(name, base64.encodebytes(content), kind)


def coded(name: bytes, code: bytes, kind: bytes = b"application/zip") -> bytes:
    """An attached file, its base64 as said."""
    return (
        b"Content-Type: " + kind + b'\r\nContent-Disposition: attachment; filename="' + name
        + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + code
    )  # fmt: skip


def marked(line: bytes) -> Build:
    """A mail with that header, of which only a machine's carry one."""
    return lambda to: mail(to, b"EVIL\r\n", more=line + b"\r\n")

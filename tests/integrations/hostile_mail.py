"""Thirty-odd mails that mean harm, or that nobody meant: each with the reason why it is here.

`to` is the address of a notice about a request, with its token: Bob's, who has an account, or that
of the contact `of`, who has none; Yves is a contact no more.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from django.conf import settings

BOB, ZOE, YVES = "bob@example.org", "zoe@example.org", "yves@example.org"
ZIP_BOMB_HEAD = b"PK\x03\x04" + b"\0" * 200
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


def nested(depth: int) -> Build:
    """Mail inside mail inside mail."""

    def built(to: str) -> bytes:
        inside = mail("x@example.org", b"EVIL\r\n")
        for _ in range(depth):
            inside = mail("x@example.org", inside, kind=b"message/rfc822")
        return parts(to, words(), b"Content-Type: message/rfc822\r\n\r\n" + inside)

    return built


def built_by_library(to: str) -> bytes:
    """A message of the library's own making, its only words in HTML."""
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = BOB, to, "<html@bob>"
    message.set_content(
        "<style>EVIL</style><script>EVIL()</script><p>This <b>one</b></p>"
        "<blockquote>EVIL quoted</blockquote>",
        subtype="html",
    )
    return message.as_bytes()


def too_large() -> bytes:
    """A few bytes more than one upload may have, as mail writes them."""
    return b"QUFB" * (settings.DOCUMENT_LARGEST // 3 + 9)


HOSTILE = (
    # Loops: an answer to an answer to an answer.
    Hostile(
        "out of office",
        "RFC 3834: answered, it would answer again",
        marked(b"Auto-Submitted: auto-replied"),
        "kept",
    ),
    Hostile(
        "vacation of old",
        "before RFC 3834, machines said so by Precedence",
        marked(b"Precedence: bulk"),
        "kept",
    ),
    Hostile(
        "mailing list",
        "an answer would go to everyone on the list",
        marked(b"List-Id: <all.example.org>"),
        "kept",
    ),
    Hostile(
        "Exchange's absence",
        "says it by a header of its own",
        marked(b"X-Auto-Response-Suppress: All"),
        "kept",
    ),
    Hostile(
        "gone round",
        "fifty-one servers have passed it on",
        lambda to: mail(to, b"EVIL", more=b"Received: by x\r\n" * 51),
        "kept",
    ),
    Hostile(
        "our own mail",
        "forwarded back to us by the contact's server",
        lambda to: mail(to, b"EVIL", sender="tenir@localhost"),
        "kept",
    ),
    Hostile(
        "mailer daemon",
        "a non-delivery sent to Reply-To rather than to the envelope",
        lambda to: mail(to, b"EVIL", sender="MAILER-DAEMON@mx.example.org"),
        "kept",
    ),
    # Forgery: whoever has no right to the request.
    Hostile(
        "forged token",
        "the address of a notice that never was",
        lambda _to: mail("tenir+reply-" + "a" * 32 + "@localhost", b"EVIL"),
        "kept",
    ),
    Hostile(
        "another's token",
        "someone else got hold of the address",
        lambda to: mail(to, b"EVIL", sender="mallory@example.org"),
        "kept",
    ),
    Hostile(
        "another client's contact",
        "Charlie writes to the address that Bob was given",
        lambda to: mail(to, b"EVIL", sender="charlie@example.org"),
        "kept",
    ),
    Hostile(
        "two senders",
        "From holds Bob and Mallory: who says it?",
        lambda to: mail(to, b"EVIL", sender=f"{BOB}, mallory@example.org"),
        "kept",
    ),
    Hostile("no sender", "From is missing", lambda to: mail(to, b"EVIL", sender=""), "kept"),
    Hostile(
        "name for an address",
        "the display name is Bob's address, the address another's",
        lambda to: mail(to, b"EVIL", sender=f'"{BOB}" <mallory@example.org>'),
        "kept",
    ),
    Hostile(
        "a colleague's hand",
        "Bob, who has an account, answers what Zoé alone was sent, who has none",
        lambda to: mail(to, b"EVIL"),
        "kept",
        of=ZOE,
    ),
    Hostile(
        "no account for a name",
        "the display name is Zoé's address, the address another's",
        lambda to: mail(to, b"EVIL", sender=f'"{ZOE}" <mallory@example.org>'),
        "kept",
        of=ZOE,
    ),
    Hostile(
        "who has left",
        "Yves answers from his own address what he was sent as a contact",
        lambda to: mail(to, b"EVIL", sender=YVES),
        "kept",
        of=YVES,
    ),
    Hostile(
        "a line in the name",
        "an encoded line break in Subject would write a header",
        lambda to: mail(to, more=b"X-A: =?utf-8?q?a=0d=0aTo:=20EVIL?=\r\n"),
        "joined",
        kept=False,
        says="This one",
    ),
    # Bombs: what costs more to read than to send.
    Hostile(
        "fifty megabytes",
        "a file larger than what is kept",
        lambda to: parts(
            to, words(), coded(b"big.zip", b"QUFB" * (settings.DOCUMENT_LARGEST // 3 + 9))
        ),
        "joined",
        says="big.zip",
    ),
    Hostile(
        "headers of a megabyte",
        "a parser's worst case",
        marked(b"X-Long: " + b"a " * (1 << 19)),
        "kept",
    ),
    Hostile(
        "ten thousand parts",
        "each one an object in memory",
        lambda to: parts(to, *[words(b"EVIL")] * 10_000),
        "kept",
    ),
    Hostile("mail in mail in mail", "a pit for recursion", nested(200), "kept"),
    Hostile(
        "one mail inside",
        "a forwarded mail is a file, not Bob's own words",
        nested(1),
        "joined",
        says="This one",
    ),
    Hostile(
        "zip bomb",
        "documents' own checks refuse it",
        lambda to: parts(to, words(), file(b"a.zip", ZIP_BOMB_HEAD, b"application/zip")),
        "joined",
        says="a.zip",
    ),
    Hostile(
        "a thousand files",
        "more than anyone looks at",
        lambda to: parts(to, words(), *[file(b"n.txt", b"note")] * 45),
        "joined",
        says="25 more",
    ),
    Hostile(
        "words without end",
        "longer than an entry: kept as a file besides",
        lambda to: mail(to, b"This one " * 20_000),
        "joined",
        kept=False,
        says="This one",
    ),
    # Broken: what servers and clients make of a mail.
    Hostile(
        "unknown charset",
        "charset=klingon is in no library",
        lambda to: mail(to, "Déjà vu".encode(), kind=b"text/plain; charset=klingon"),
        "joined",
        kept=False,
        says="Déjà vu",
    ),
    Hostile(
        "wrong charset",
        "says UTF-8, is Windows-1252",
        lambda to: mail(to, "Déjà vu".encode("cp1252")),
        "joined",
        kept=False,
        says="Déjà vu",
    ),
    Hostile(
        "UTF-7",
        "hid scripts from filters",
        lambda to: mail(to, b"This one +ADw-script+AD4-", kind=b"text/plain; charset=utf-7"),
        "joined",
        kept=False,
        says="This one",
    ),
    Hostile(
        "broken base64",
        "a part cut off on the way",
        lambda to: parts(to, words(), coded(b"a.png", b"!!!=A", b"image/png")),
        "joined",
        says="a.png",
    ),
    Hostile(
        "no end",
        "the last boundary never comes",
        lambda to: mail(to, b"--b\r\n" + words(), kind=b'multipart/mixed; boundary="b"'),
        "joined",
        kept=False,
        says="This one",
    ),
    Hostile(
        "null bytes",
        "no text of PostgreSQL's holds one",
        lambda to: mail(to, b"This\0 one\0"),
        "joined",
        kept=False,
        says="This one",
    ),
    Hostile("bytes at random", "no mail at all", lambda _to: bytes(range(256)) * 20, "kept"),
    Hostile("nothing", "an empty pipe", lambda _to: b"", "kept"),
    Hostile("empty body", "Send pressed too early", lambda to: mail(to, b""), "kept"),
    Hostile(
        "only a quotation",
        "Bob has written nothing himself",
        lambda to: mail(to, b"On Tuesday, Tenir wrote:\r\n> EVIL\r\n> quoted\r\n"),
        "kept",
    ),
    # Files that are not what they say.
    Hostile(
        "right to left",
        "U+202E shows gpj.exe as exe.jpg",
        lambda to: parts(to, words(), file("photo\u202egpj.exe".encode(), b"MZ")),
        "joined",
        says="exe",
    ),
    Hostile(
        "a program as a picture",
        "its name says png, its bytes do not",
        lambda to: parts(to, words(), file(b"a.png", b"MZ\x90\0EVIL", b"image/png")),
        "joined",
        says="a.png",
    ),
    Hostile(
        "a path for a name",
        "../../ would leave the folder",
        lambda to: parts(to, words(), file(b"../../etc/passwd", b"EVIL")),
        "joined",
        says="passwd",
    ),
    Hostile(
        "calendar invite",
        "not a kind that is kept; the words count",
        lambda to: parts(
            to, words(), b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR"
        ),
        "joined",
        says="ics",
    ),
    Hostile(
        "signed by S/MIME",
        "a signature is no file of Bob's",
        lambda to: parts(
            to,
            words(),
            file(b"smime.p7s", b"EVIL", b"application/pkcs7-signature"),
            kind=b"multipart/signed",
        ),
        "joined",
        kept=False,
        says="This one",
    ),
    Hostile(
        "enciphered by S/MIME",
        "we have no key: staff ask for it in clear",
        lambda to: mail(to, b"MIAGCSqGSIb3", kind=b'application/pkcs7-mime; name="smime.p7m"'),
        "joined",
        says="smime.p7m",
    ),
    Hostile(
        "winmail.dat",
        "Outlook's own wrapping",
        lambda to: parts(
            to, words(), file(b"winmail.dat", b"\x78\x9f\x3e\x22EVIL", b"application/ms-tnef")
        ),
        "joined",
        says="winmail.dat",
    ),
    Hostile(
        "HTML alone",
        "scripts, styles and quotations are not words",
        built_by_library,
        "joined",
        kept=False,
        says="This one",
    ),
    # Requests by mail.
    Hostile(
        "opens a request",
        "7.1: only the platform opens one; told where, once",
        lambda _to: mail("tenir@localhost", b"Help EVIL"),
        "answered",
        told=1,
    ),
)

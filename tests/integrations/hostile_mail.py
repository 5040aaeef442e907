"""Thirty-odd mails that mean harm, or that nobody meant: each with the reason why it is here."""

from __future__ import annotations

from email.message import EmailMessage

from tests.integrations.hostile_bombs import BOMBS
from tests.integrations.hostile_heads import HEADS
from tests.integrations.hostile_sample import BOB, Hostile, coded, file, mail, parts, words


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


HOSTILE = (
    *HEADS,
    *BOMBS,
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

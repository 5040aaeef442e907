"""Mail that costs more to read than to send."""

from __future__ import annotations

from django.conf import settings

from tests.integrations.hostile_sample import (
    Build,
    Hostile,
    coded,
    file,
    mail,
    marked,
    parts,
    words,
)

ZIP_BOMB_HEAD = b"PK\x03\x04" + b"\0" * 200


def nested(depth: int) -> Build:
    """Mail inside mail inside mail."""

    def built(to: str) -> bytes:
        inside = mail("x@example.org", b"EVIL\r\n")
        for _ in range(depth):
            inside = mail("x@example.org", inside, kind=b"message/rfc822")
        return parts(to, words(), b"Content-Type: message/rfc822\r\n\r\n" + inside)

    return built


def too_large() -> bytes:
    """A few bytes more than one upload may have, as mail writes them."""
    return b"QUFB" * (settings.DOCUMENT_LARGEST // 3 + 9)


BOMBS = (
    Hostile(
        "fifty megabytes",
        "a file larger than what is kept",
        lambda to: parts(to, words(), coded(b"big.zip", too_large())),
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
)

"""What is wrong with a setting, in French and in English: what, then what to do."""

from __future__ import annotations

from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

Pair: TypeAlias = tuple[str, str]
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def split(value: str) -> SplitResult | None:
    """The parts of a URL; None where it is none (a port that is no number, a stray bracket)."""
    try:
        url = urlsplit(value)
        url.port  # noqa: B018  a port that is no number is told here
    except ValueError:
        return None
    return url

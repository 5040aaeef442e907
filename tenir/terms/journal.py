"""The journal's proof: the one way to write an entry down, its digest, and the chain of links.

An entry's digest is the SHA-256 of its canonical JSON; its link is that of the link before and its
digest. Whoever kept a link can prove all that came before it. What names people stands apart,
salted: its digest is in the chain, so that it can be erased and the chain still holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from typing import Any
from uuid import UUID

FIRST = "0" * 64  # the link before the first entry
CONTENT = (
    "verb", "subject", "client", "actor", "happened_at", "recorded_at", "clauses", "before",
    "after", "personal_digest",
)  # fmt: skip
_AS_IT_IS = frozenset({type(None), bool, int})
_WRITTEN_AS_TEXT = (Decimal, Fraction, UUID, date)


def plain(value: Any) -> Any:
    """The same value in what JSON holds exactly; TypeError for a float and what it cannot hold."""
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind in _AS_IT_IS:
        return value
    if kind is dict:
        return {_key(key): plain(item) for key, item in value.items()}
    return _unusual(value)


def _unusual(value: Any) -> Any:
    """The same of what facts are seldom made of."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, list) or not isinstance(value, _WRITTEN_AS_TEXT):
        return _many(value)
    return str(value)


def _many(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=canonical)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    kind = type(value).__name__
    raise TypeError(
        f"the journal writes no {kind} ({value!r}): give text, Decimal or whole numbers"
    )


def _key(value: Any) -> str:
    return _text(value if type(value) is str else str(plain(value)))


def _text(value: str) -> str:
    """What no database holds (NUL, half a character) becomes the replacement character."""
    if value.isascii() and "\0" not in value:
        return value
    kept = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return kept.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def instant(value: datetime) -> str:
    """An instant in UTC to the microsecond."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(value: Any) -> str:
    """The one way to write a plain value: keys in order, no space, characters as they are."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest_of(content: Mapping[str, Any]) -> str:
    """The digest of an entry's content: the fields of CONTENT, instants already written."""
    return sha256(canonical({name: content[name] for name in CONTENT}).encode()).hexdigest()


def personal_digest(salt: str, told: Mapping[str, Any]) -> str:
    """The digest of what an entry says of people; without the salt nobody can guess it back."""
    return sha256((salt + canonical(told)).encode()).hexdigest()


def link_after(previous: str, digest: str) -> str:
    """The link of the entry of that digest, after that link."""
    return sha256((previous + digest).encode()).hexdigest()

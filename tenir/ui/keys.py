"""A row's key as an address or a form has it: anyone may have written it."""

from __future__ import annotations

LONGEST = 18  # digits: more is no key, and no database's number


def key_of(given: str) -> int | None:
    """The key; None of anything else. `²` is a digit to Python, which makes no number of it."""
    is_key = given.isascii() and given.isdigit() and len(given) <= LONGEST
    return int(given) if is_key else None

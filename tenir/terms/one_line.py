"""What is written on one line, and reads as it was written: the name of a person or of a firm."""

from __future__ import annotations

from unicodedata import category

# They have what follows read in another order than it stands; joiners, which scripts need, do not.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_one_line(text: str) -> bool:
    """Whether no sign of it breaks the line, rules a terminal or turns the order of reading."""
    return not any(category(sign) in {"Cc", "Zl", "Zp"} or sign in _TURNING for sign in text)

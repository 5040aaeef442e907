"""Where the rows of a list lead: an address that differs in a key alone is made once.

Django looks for the pattern of an address each time it is asked for one; a list asks fifty times.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

from django.urls import get_script_prefix, reverse

MARK = 9_876_543_210_123_456  # a key that stands nowhere else in an address


def to(name: str, key: str = "pk") -> Callable[[Any], str]:
    """The address of that name for a row, by its number: its key, or that attribute of it."""
    number = attrgetter(key)

    def address(row: Any) -> str:
        before, after = _around(name, get_script_prefix())
        return f"{before}{number(row):d}{after}"

    return address


@cache
def _around(name: str, _prefix: str) -> tuple[str, str]:
    """What stands before and after the number, where the pages stand under that prefix."""
    before, found, after = reverse(name, args=[MARK]).partition(str(MARK))
    assert found, f"{name} holds no number"
    return before, after

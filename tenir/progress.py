"""How far long work is, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]  # done so far, in all


def unheard(_done: int, _in_all: int) -> None:
    """Nobody waits for it."""

"""What happened, and what is to come, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Happened:
    """One line of a timeline; `ahead` where it is still to come. `tone` as in ui/states.py."""

    at: datetime
    what: Any
    words: Any = ""
    icon: str = "circle-dot"
    tone: str = "waived"
    clauses: Sequence[str] = ()
    address: str = ""
    ahead: bool = False

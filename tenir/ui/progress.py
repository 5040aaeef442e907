"""Work that takes a while, as pages show it: asked again by page.js until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Work:
    """What is under way: how far (per cent, None: nobody knows), how it ended, where to ask again.

    `poll` answers the same component (templates/tenir/progress.html) as it stands then; `then` is
    where what came of it is read, once it is done.
    """

    label: Any
    share: int | None = None
    note: Any = ""
    done: bool = False
    failed: bool = False
    poll: str = ""
    every: int = 2  # seconds
    then: str = ""

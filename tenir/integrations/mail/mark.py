"""A mark outside the database: the last attempt that this machine made.

A database put back from a copy does not know of it, and what it says is owed may have been sent:
see docs/operations/notices.md.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from tenir.apps.notices.queries import Attempt, attempt_known


@dataclass(frozen=True, slots=True)
class Mark:
    """The file, or None where nothing is watched."""

    path: Path | None

    def write(self, attempt: Attempt) -> None:
        """Notes an attempt, before anything is said to the server."""
        if self.path is None:
            return
        made = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(
            json.dumps({"attempt": attempt.pk, "message_id": attempt.notice.message_id})
        )
        made.replace(self.path)

    def is_of_this_database(self) -> bool:
        """Whether the database knows the last attempt; yes where none is noted, or legibly."""
        try:
            noted = json.loads(self.path.read_text()) if self.path else None
        except (OSError, ValueError):
            return True
        if not isinstance(noted, dict) or not isinstance(noted.get("attempt"), int):
            return True
        return attempt_known(noted["attempt"], str(noted.get("message_id")))

    def forget(self) -> None:
        """Starts anew: what was owed is held by now."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)

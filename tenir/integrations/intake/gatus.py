"""Gatus's external endpoints, as its own command line calls them.

`POST /api/v1/endpoints/{group_name}/external?success=true&error=&duration=12ms`: the name is our
target's, the group a location of it.
"""

from __future__ import annotations

from datetime import datetime

from tenir.apps.availability.services import Word
from tenir.integrations.intake.watched import Watched, folded


def word_of(key: str, *, success: bool, error: str, watched: Watched, now: datetime) -> Word:
    """What one result says, as of now; a key that names no target of ours is told under itself."""
    group, _, name = key.rpartition("_")
    found = watched.folded(name) or watched.folded(key)
    place = next((p for p in watched.places.get(found, ()) if folded(p) == group), group)
    state = "up" if success else "down"
    return Word(found or key[:80], now, state, place, error if not success else "")

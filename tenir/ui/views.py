"""The saved views of a list: what one person asks often, under a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tenir.apps.accounts import queries
from tenir.viewer import Viewer


@dataclass(frozen=True)
class View:
    """One saved view as a list shows it; `own` where the reader may take it off."""

    id: int
    name: str
    address: str
    here: bool
    own: bool
    shared: bool


def views_of(viewer: Viewer, page: str, asked: str) -> Sequence[View]:
    """The views of that page: the reader's own, and those that staff share."""
    return [
        View(
            row.pk, row.name, f"?{row.asked}", row.asked == asked,
            own=row.person_id == viewer.person, shared=row.shared,
        )
        for row in queries.saved_views_of(viewer, page)
    ]  # fmt: skip

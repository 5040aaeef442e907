"""Incidents as pages draw them: a title, where it stands, what was told, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tenir.apps.publishing.queries import OVER, Incident, Update
from tenir.ui.language import language
from tenir.ui.states import state_of


@dataclass(frozen=True)
class Told:
    """An update in the reader's language; `lang` is that of its words."""

    state: str
    text: str
    lang: str
    at: datetime

    @property
    def word(self) -> Any:
        """Its state in words."""
        return state_of(self.state).word


@dataclass(frozen=True)
class Drawn:
    """An incident in the reader's language, what was told of it the latest first."""

    reference: str
    title: str
    lang: str
    state: str
    impact: str
    over: bool
    products: Sequence[str]
    platform: bool
    own: bool
    began_at: datetime
    resolved_at: datetime | None
    told: Sequence[Told]


def drawn(found: Incident) -> Drawn:
    """An incident whose products and updates were asked for with it."""
    said = language()
    updates = sorted(found.updates.all(), key=lambda each: (each.published_at, each.pk))
    return Drawn(
        found.reference, found.title(said), _lang(found.title_en),
        f"incident.{'taken_off' if found.withdrawn_at else found.state}", f"impact.{found.impact}",
        found.state in OVER, [each.name for each in found.products.all()], found.platform,
        found.client_id is not None, found.began_at, found.resolved_at,
        [_told(each) for each in reversed(updates)],
    )  # fmt: skip


def all_drawn(rows: Iterable[Incident]) -> list[Drawn]:
    """Those incidents, in the same order."""
    return [drawn(each) for each in rows]


def _told(update: Update) -> Told:
    text = update.text(language())
    return Told(f"incident.{update.state}", text, _lang(update.text_en), update.published_at)


def _lang(english: str) -> str:
    return "en" if language() == "en" and english else "fr"

"""Usual words: kept, changed and withdrawn by those who publish; in both languages.

Clause: 10.4.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tenir.apps.journal import services as journal
from tenir.apps.publishing.models_wordings import Wording
from tenir.apps.publishing.rights import FaultyIncident, require_publisher
from tenir.apps.publishing.standings import Impact, State
from tenir.viewer import NotSeen, Viewer

HOLES = {
    "fr": ("[heure]", "[date]", "[cause]", "[faits]", "[mesures]", "[produit]"),
    "en": ("[time]", "[date]", "[cause]", "[facts]", "[measures]", "[product]"),
}
_EVERY = tuple(dict.fromkeys((*HOLES["fr"], *HOLES["en"])))
_MARKED = re.compile(r"[\[{][^\]}]*[\]}]?|[\]}]")


class FaultyWording(FaultyIncident):
    """Usual words that nothing can begin from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What to begin from: an incident, which has a title, or an update of one, which has none."""

    name_fr: str
    begins: bool
    state: str
    impact: str
    text_fr: str
    name_en: str = ""
    title_fr: str = ""
    title_en: str = ""
    text_en: str = ""


def wordings(viewer: Viewer) -> QuerySet[Wording]:
    """The usual words that are offered now, in the order in which they were made, for staff."""
    found = Wording.objects.filter(withdrawn_at=None).order_by("pk")
    return found if viewer.is_staff else found.none()


@transaction.atomic
def keep_wording(
    words: Words, *, wording: int | None = None, actor: Viewer, at: datetime
) -> Wording:
    """Words are offered from now on, or those of that key are changed.

    Clause: 10.4.
    """
    require_publisher(actor)
    found = Wording() if wording is None else _offered(wording)
    told: dict[str, Any] = {
        name: each.strip() if isinstance(each, str) else each
        for name, each in asdict(words).items()
    }
    _check(Words(**told), found)
    for name, each in told.items():
        setattr(found, name, each)
    found.save()
    _journal("wording_kept", found, actor, at)
    return found


@transaction.atomic
def withdraw_wording(wording: int, *, actor: Viewer, at: datetime) -> Wording:
    """Words are offered no more; what was published from them stays.

    Clause: 10.4.
    """
    require_publisher(actor)
    found = _offered(wording)
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    _journal("wording_withdrawn", found, actor, at)
    return found


def hole_left(*texts: str) -> str | None:
    """What is still to be written in one of these texts; None where nothing is."""
    return next((hole for hole in _EVERY for text in texts if hole in text), None)


def _offered(wording: int) -> Wording:
    """That row, locked, while it is offered."""
    rows = Wording.objects.select_for_update().filter(pk=wording, withdrawn_at=None)
    found = rows.first()
    if found is None:
        raise NotSeen("publishing.no_wording")
    return found


def _check(words: Words, found: Wording) -> None:
    for field, known in (("state", State.values), ("impact", Impact.values)):
        given = getattr(words, field)
        if given not in known:
            raise FaultyWording(
                "publishing.unknown", given=given, known=", ".join(known), field=field
            )
    for field in ("name_fr", "text_fr", *(("title_fr",) if words.begins else ())):
        if not getattr(words, field):
            raise FaultyWording("publishing.wording_french", field=field)
    if not words.begins and (words.title_fr or words.title_en):
        raise FaultyWording(
            "publishing.wording_title", field="title_fr" if words.title_fr else "title_en"
        )
    same = Wording.objects.filter(name_fr=words.name_fr, withdrawn_at=None)
    if same.exclude(pk=found.pk or 0).exists():
        raise FaultyWording("publishing.wording_named", given=words.name_fr, field="name_fr")
    for part in ("title", "text"):
        for language in ("fr", "en"):
            _check_holes(getattr(words, f"{part}_{language}"), language, f"{part}_{language}")


def _check_holes(text: str, language: str, field: str) -> None:
    """Whatever is between brackets or braces is a hole that would be found if it were left."""
    known = HOLES[language]
    wrong = next((each for each in _MARKED.findall(text) if each not in known), None)
    if wrong is not None:
        raise FaultyWording(
            "publishing.wording_hole", given=wrong, known=", ".join(known), field=field
        )


def _journal(verb: str, wording: Wording, actor: Viewer, at: datetime) -> None:
    """What was typed may name people: it is kept apart, where it can be erased."""
    kept = {name: getattr(wording, name) for name in ("begins", "state", "impact")}
    typed = ("name_fr", "name_en", "title_fr", "title_en", "text_fr", "text_en")
    journal.record(
        f"publishing.{verb}", subject=f"wording/{wording.pk}", actor=actor, at=at,
        clauses=("10.4",), after=kept, personal={name: getattr(wording, name) for name in typed},
    )  # fmt: skip

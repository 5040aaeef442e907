"""What changed from one version of an agreement to another, in words, clause by clause.

Clause: 3.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tenir.terms import clauses
from tenir.terms.agreement import Agreement
from tenir.terms.phrases import Language, say

_PARTS = ("terms", "calendars", "overrides", "products", "families")
_CLAUSE_OF = {"products": "A0", "families": "A0"}
_SILENT = {"clause", "kind", "id"}


@dataclass(frozen=True)
class Change:
    """One difference: the clause that it touches, the part of the file, and old and new."""

    clause: str
    part: str
    path: tuple[str, ...]
    old: Any
    new: Any

    def sentence(self, language: Language) -> str:
        """The difference in one sentence."""
        where = " · ".join(_word(name, language) for name in self.path)
        if self.old is None:
            return say("diff.added", language, where=where, new=_shown(self.new, language))
        if self.new is None:
            return say("diff.removed", language, where=where, old=_shown(self.old, language))
        old, new = _shown(self.old, language), _shown(self.new, language)
        return say("diff.changed", language, where=where, old=old, new=new)


def changes(old: Agreement, new: Agreement) -> list[Change]:
    """Each difference, in the order of the agreement's clauses.

    Clause: 3.4.
    """
    found = [
        Change(_clause(part, before, after), part, (name, *path), was, now)
        for part in _PARTS
        for name, before, after in _named(part, old.raw, new.raw)
        for path, was, now in _leaves((), before, after)
        if not path or path[-1] not in _SILENT or was is None or now is None
    ]
    return sorted(found, key=lambda change: (clauses.order(change.clause), change.path))


def in_words(found: list[Change], language: Language) -> Iterator[str]:
    """A heading for each clause, its differences below it."""
    if not found:
        yield say("diff.none", language)
    heading = ""
    for change in found:
        clause = clauses.find(change.clause)
        title = f"{change.clause} · {clause.fr if language == 'fr' else clause.en}"
        if title != heading:
            yield title
            heading = title
        yield f"  {change.sentence(language)}"


def _named(
    part: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    before, after = _by_name(old.get(part)), _by_name(new.get(part))
    for name in [*before, *(name for name in after if name not in before)]:
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _by_name(part: Any) -> dict[str, Any]:
    if isinstance(part, list):
        return {item["id"]: item for item in part}
    return dict(part or {})


def _leaves(
    path: tuple[str, ...], old: Any, new: Any
) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """The smallest parts that differ; two lists of parts are compared item by item."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in [*old, *(name for name in new if name not in old)]:
            yield from _leaves((*path, str(name)), old.get(name), new.get(name))
    elif _of_parts(old) and _of_parts(new) and len(old) == len(new):
        for number, (was, now) in enumerate(zip(old, new, strict=True), start=1):
            yield from _leaves((*path, str(number)), was, now)
    elif old != new:
        yield path, old, new


def _of_parts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _clause(part: str, old: Any, new: Any) -> str:
    if part in _CLAUSE_OF:
        return _CLAUSE_OF[part]
    cited = (new or old)["clause"]
    return cited[0] if isinstance(cited, list) else str(cited)


def _shown(value: Any, language: Language) -> str:
    if isinstance(value, Mapping):
        if set(value) == {"fr", "en"}:
            return str(value[language])
        parts = ((str(name), item) for name, item in value.items() if name not in _SILENT)
        return ", ".join(
            f"{_word(name, language)} {_shown(item, language)}" for name, item in parts
        )
    if isinstance(value, list):
        return ", ".join(_shown(item, language) for item in value)
    return _quantity(str(value), language)


def _quantity(text: str, language: Language) -> str:
    """A figure with its unit in words: 8 working_hours as 8 heures ouvrées."""
    count, _, unit = text.partition(" ")
    if not count.replace(".", "", 1).isdigit():
        return _word(text, language)
    figure = count.replace(".", ",") if language == "fr" else count
    return f"{figure} {_word(unit, language)}".rstrip()


def _word(name: str, language: Language) -> str:
    french, english = WORDS.get(name, (name, name.replace("_", " ")))
    return french if language == "fr" else english


WORDS: Mapping[str, tuple[str, str]] = {
    "value": ("valeur", "value"),
    "length": ("durée", "length"),
    "tiers": ("palier", "tier"),
    "rate": ("taux", "rate"),
    "over": ("au-delà de", "over"),
    "upto": ("jusqu'à", "up to"),
    "hours": ("heures", "hours"),
    "days": ("jours", "days"),
    "holidays": ("jours fériés", "holidays"),
    "months": ("mois de suite", "months in a row"),
    "weekly": ("plages", "windows"),
    "from": ("de", "from"),
    "to": ("à", "to"),
    "set": ("dispose", "sets"),
    "when": ("cas", "case"),
    "product": ("produits", "products"),
    "hosting": ("hébergement", "hosting"),
    "readings": ("lecture", "reading"),
    "taken": ("retenue", "taken"),
    "others": ("autres", "others"),
    "doubt": ("doute", "doubt"),
    "families": ("familles", "families"),
    "third_party": ("logiciels tiers", "third-party software"),
    "name": ("nom", "name"),
    "allowance": ("arrêt admis", "stop allowed"),
    "availability.target": ("objectif de disponibilité", "availability target"),
    "availability.measure": ("mesure de la disponibilité", "measure of availability"),
    "availability.excluded": ("exclusions", "exclusions"),
    "penalty.trigger": ("déclenchement de la pénalité", "penalty trigger"),
    "penalty.rate": ("barème de la pénalité", "penalty rate"),
    "penalty.claim": ("demande de la pénalité", "penalty claim"),
    "penalty.cap": ("plafond des pénalités", "penalty cap"),
    "maintenance.window": ("plages de maintenance", "maintenance windows"),
    "maintenance.notice": ("annonce des travaux", "notice of works"),
    "backups.rpo": ("point de reprise (RPO)", "recovery point (RPO)"),
    "backups.retention": ("conservation des sauvegardes", "backup retention"),
    "support.response.p1": ("prise en charge P1", "P1 response"),
    "support.response.all": ("prise en charge", "response"),
    "support.priority": ("priorité", "priority"),
    "releases.support": ("versions supportées", "supported versions"),
    "releases.validation": ("validation d'une version", "validation of a version"),
    "releases.mode": ("mode de mise à jour", "update mode"),
    "evolution.notice": ("préavis", "notice"),
    "evolution.immediate": ("effet immédiat", "immediate effect"),
    "working_days": ("jours ouvrés", "working days"),
    "table": ("tableau", "table"),
    "pt": ("point(s)", "point(s)"),
    "working_hours": ("heures ouvrées", "working hours"),
    "working_hour": ("heure ouvrée", "working hour"),
    "working_day": ("jour ouvré", "working day"),
    "hour": ("heure", "hour"),
    "day": ("jour", "day"),
    "month": ("mois", "month"),
    "weeks": ("semaines", "weeks"),
    "week": ("semaine", "week"),
}

"""What an update usually says: words to begin from, in both languages (fr. modèles)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """A title and a text to begin from; what is in brackets is to be written."""

    name_fr: str
    name_en: str
    state: str
    impact: str
    title_fr: str
    title_en: str
    text_fr: str
    text_en: str


WORDINGS: Mapping[str, Wording] = {
    "unavailable": Wording(
        "Indisponibilité en cours", "Outage under way", "investigating", "critical",
        "Service indisponible", "Service unavailable",
        "Le service ne répond plus depuis [heure]. Nous cherchons la cause et donnerons des "
        "nouvelles avant [heure].",
        "The service has not answered since [time]. We are looking for the cause and will give "
        "news before [time].",
    ),
    "slow": Wording(
        "Lenteurs", "Slow answers", "investigating", "minor",
        "Réponses lentes", "Slow answers",
        "Le service répond, mais lentement, depuis [heure]. Nous cherchons la cause et donnerons "
        "des nouvelles avant [heure].",
        "The service answers, but slowly, since [time]. We are looking for the cause and will give "
        "news before [time].",
    ),
    "identified": Wording(
        "Cause trouvée", "Cause found", "identified", "major", "", "",
        "La cause est trouvée : [cause]. Nous la corrigeons ; prochaines nouvelles avant [heure].",
        "The cause is found: [cause]. We are putting it right; next news before [time].",
    ),
    "monitoring": Wording(
        "Correction en place", "Put right, being watched", "monitoring", "minor", "", "",
        "La correction est en place depuis [heure]. Nous surveillons avant de clore.",
        "It has been put right since [time]. We are watching it before we close.",
    ),
    "resolved": Wording(
        "Résolu", "Resolved", "resolved", "none", "", "",
        "Le service fonctionne normalement depuis [heure]. L'incident est clos.",
        "The service has worked as it should since [time]. The incident is closed.",
    ),
    "postmortem": Wording(
        "Retour d'expérience", "What we learnt", "postmortem", "none", "", "",
        "Ce qui s'est passé : [faits]. Pourquoi : [cause]. Ce que nous changeons : [mesures].",
        "What happened: [facts]. Why: [cause]. What we are changing: [measures].",
    ),
}  # fmt: skip

HOLES = frozenset(
    hole for each in WORDINGS.values()
    for hole in re.findall(r"\[[^]]+\]", f"{each.text_fr} {each.text_en}")
)  # fmt: skip

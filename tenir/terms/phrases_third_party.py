"""What is said of software of other publishers: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "third_party.what.availability": ("disponibilité", "availability"),
    "third_party.what.response_p1": ("prise en charge P1", "P1 response"),
    "third_party.what.response": ("prise en charge", "response"),
    "third_party.what.restorable": ("âge du point de reprise", "age of the restorable point"),
    "third_party.due.any": (
        "l'éditeur de {software} promet une réponse en {length:length}, depuis le {since:instant} "
        "→ {due:deadline}",
        "the publisher of {software} promises a response within {length:length}, from "
        "{since:instant} → {due:deadline}",
    ),
    "third_party.due.urgent": (
        "l'éditeur de {software} promet une réponse en {length:length} aux plus urgentes, depuis "
        "le {since:instant} → {due:deadline}",
        "the publisher of {software} promises a response within {length:length} to the most "
        "urgent, from {since:instant} → {due:deadline}",
    ),
    "third_party.due.none": (
        "les conditions de l'éditeur de {software} ne disent aucun délai de réponse",
        "the conditions of the publisher of {software} say no delay of response",
    ),
    "third_party.above": (
        "{what_fr} : {ours_fr} promis, quand l'éditeur de {software} ne promet que "
        "{theirs_fr} ; promettez au plus autant, ou obtenez-le de lui",
        "{what_en}: {ours_en} promised, where the publisher of {software} promises {theirs_en} "
        "only; promise no more, or obtain it from them",
    ),
    "third_party.unpromised": (
        "{what_fr} : {ours_fr} promis, quand l'éditeur de {software} ne promet rien ; "
        "retirez cette promesse, ou obtenez-la de lui",
        "{what_en}: {ours_en} promised, where the publisher of {software} promises nothing; take "
        "that promise back, or obtain it from them",
    ),
    "third_party.unlike": (
        "{what_fr} : {ours_fr} promis, {theirs_fr} chez l'éditeur de {software} ; les "
        "unités ne se comparent pas, décidez vous-même",
        "{what_en}: {ours_en} promised, {theirs_en} by the publisher of {software}; the units do "
        "not compare, decide yourself",
    ),
}

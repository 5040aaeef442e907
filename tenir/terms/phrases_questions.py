"""What is said of questions that cannot be judged: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "instant.unreadable": (
        "« {given} » n'est pas un instant ; écrivez par exemple 2026-03-01T08:30:00+01:00",
        "“{given}” is not an instant; write for example 2026-03-01T08:30:00+01:00",
    ),
    "instant.naive": (
        "« {given} » n'a pas de décalage horaire ; ajoutez +01:00, +02:00 ou Z",
        "“{given}” has no offset from UTC; add +01:00, +02:00 or Z",
    ),
    "instant.range": (
        "« {given} » est hors des années {first} à {last}",
        "“{given}” lies outside the years {first} to {last}",
    ),
    "month.unreadable": (
        "« {given} » n'est pas un mois ; écrivez par exemple 2026-03",
        "“{given}” is not a month; write for example 2026-03",
    ),
    "month.twice": (
        "le mois {given} est donné deux fois ; gardez-en un",
        "the month {given} is given twice; keep one",
    ),
    "rate.unreadable": (
        "« {given} » n'est pas un taux ; écrivez une fraction de 1, par exemple 1339/1344",
        "“{given}” is not a rate; write a fraction of 1, such as 1339/1344",
    ),
    "span.backward": (
        "la fin {end} précède le début {start} ; échangez-les",
        "the end {end} comes before the start {start}; swap them",
    ),
    "period.backward": (
        "la période finit ({end}) avant de commencer ({start})",
        "the period ends ({end}) before it starts ({start})",
    ),
    "product.unknown": (
        "le produit « {given} » n'existe pas ; produits : {known}",
        "there is no product “{given}”; products: {known}",
    ),
    "hosting.unknown": (
        "l'hébergement « {given} » n'existe pas ; choix : {known}",
        "there is no hosting “{given}”; choices: {known}",
    ),
    "exclusion.unknown": (
        "le motif « {given} » n'existe pas (5.5) ; motifs : {known}",
        "there is no reason “{given}” (5.5); reasons: {known}",
    ),
    "calendar.name": (
        "le calendrier « {given} » n'existe pas ; calendriers : {known}, ou une description",
        "there is no calendar “{given}”; calendars: {known}, or a description",
    ),
    "release.unknown": (
        "la version « {given} » n'est pas dans la liste ({known})",
        "version “{given}” is not in the list ({known})",
    ),
    "release.twice": (
        "la version « {given} » est donnée deux fois",
        "version “{given}” is given twice",
    ),
    "release.major_reason": (
        "une version majeure se déclare avec son motif (8.1) ; ajoutez-le",
        "a major version is declared with its reason (8.1); add it",
    ),
    "release.major_number": (
        "une version majeure est une nouvelle version (8.1) : {number} ne change pas le numéro "
        "{previous} ; donnez-lui un nouveau numéro",
        "a major version is a new version (8.1): {number} does not change the number {previous}; "
        "give it a new number",
    ),
    "incident.mark": (
        "« {given} » n'est pas un fait d'incident connu ; faits : {known}",
        "“{given}” is no known fact of an incident; facts: {known}",
    ),
    "incident.backward": (
        "« {second} » précède « {first} »",
        "“{second}” comes before “{first}”",
    ),
    "judge.rule": (
        "la règle « {given} » n'existe pas ; règles : {known}",
        "there is no rule “{given}”; rules: {known}",
    ),
    "judge.long": (
        "la ligne dépasse {most} Mio ; coupez-la en plusieurs questions",
        "the line is over {most} MiB; cut it into several questions",
    ),
    "judge.not_json": (
        "la ligne n'est pas du JSON ({problem})",
        "the line is not JSON ({problem})",
    ),
    "judge.not_object": (
        "la ligne doit être un objet JSON, entre accolades",
        "the line must be a JSON object, in braces",
    ),
    "judge.either": (
        "donnez {expected}",
        "give {expected}",
    ),
}

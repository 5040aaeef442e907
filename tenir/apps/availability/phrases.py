"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "measured.no_exclusion": (
        "il n'y a pas de telle exclusion",
        "there is no such exclusion",
    ),
    "measured.measures": (
        "seule l'exploitation consigne des mesures ; demandez-lui",
        "only operations records measures; ask them",
    ),
    "measured.rules_out": (
        "seule l'exploitation décide d'une exclusion ; demandez-lui",
        "only operations rules an exclusion; ask them",
    ),
    "measured.ruled_by_people": (
        "une exclusion est décidée par une personne, dont le nom est gardé ; connectez-vous",
        "an exclusion is decided by a person, whose name is kept; sign in",
    ),
    "measured.unknown_state": (
        "« {given} » n'est pas un état ; états : {known}",
        "“{given}” is no state; states: {known}",
    ),
    "measured.out_of_order": (
        "la mesure du {at:instant} n'est pas après la précédente, du {last:instant} ; "
        "envoyez-les dans l'ordre",
        "the record of {at:instant} is not after the one before it, of {last:instant}; send them "
        "in order",
    ),
    "measured.in_future": (
        "la mesure du {at:instant} est à venir, il est {now:instant} ; mettez la sonde à l'heure",
        "the record of {at:instant} is yet to come, it is {now:instant}; set the probe's clock",
    ),
    "measured.no_records": (
        "il n'y a aucune mesure à consigner ; envoyez-en au moins une",
        "there is no record to keep; send at least one",
    ),
    "measured.backward": (
        "l'exclusion finit à {end:instant}, avant de commencer à {start:instant} ; corrigez l'un "
        "des deux",
        "the exclusion ends on {end:instant}, before it begins on {start:instant}; correct one of "
        "the two",
    ),
    "measured.no_evidence": (
        "une exclusion repose sur une pièce ; dites laquelle",
        "an exclusion rests on evidence; say which",
    ),
    "measured.no_reason": (
        "dites pourquoi cette exclusion ne tient plus",
        "say why this exclusion no longer holds",
    ),
}

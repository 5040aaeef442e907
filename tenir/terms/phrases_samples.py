"""What is said of samples that cannot be read: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "samples.target": (
        "{target} n'est pas un code de cible : numérotez les cibles à partir de 0",
        "{target} is no target code: number the targets from 0",
    ),
    "samples.state": (
        "un état inconnu : les états connus sont {known}",
        "a state that does not exist: the states are {known}",
    ),
    "samples.width": (
        "trop de temps pour {targets} cibles : lisez le fichier en plusieurs périodes",
        "too long a time for {targets} targets: read the file in several periods",
    ),
    "samples.order": (
        "un relevé antérieur au précédent de sa cible : triez les relevés par instant",
        "a record earlier than its target's last one: sort the records by instant",
    ),
    "samples.missing": (
        "le fichier {path} n'existe pas",
        "there is no file {path}",
    ),
    "samples.kind": (
        "{path} n'est ni un CSV (.csv, .csv.gz) ni un Parquet (.parquet)",
        "{path} is neither CSV (.csv, .csv.gz) nor Parquet (.parquet)",
    ),
    "samples.empty": (
        "aucun relevé : il faut au moins une ligne sous l'en-tête",
        "no record: at least one line is needed below the header",
    ),
    "samples.columns": (
        "il manque la colonne {missing} : il faut `target, at, status`"
        " ou un historique Upptime `commit_time, slug, status` ; lu : {found}",
        "column {missing} is missing: `target, at, status` are needed,"
        " or an Upptime history `commit_time, slug, status`; found: {found}",
    ),
    "samples.type": (
        "la colonne `{column}` est de type {found} ; il faut {wanted}",
        "column `{column}` is of type {found}; {wanted} is needed",
    ),
    "samples.line": (
        "ligne incomplète ou mal formée ({found} champs, {wanted} attendus)",
        "a broken line ({found} fields where the header has {wanted})",
    ),
    "samples.unreadable": (
        "le fichier ne peut être lu jusqu'au bout : {why}",
        "the file cannot be read to its end: {why}",
    ),
    "samples.no_target": (
        "colonne `{column}` : vide ; nommez la cible",
        "column `{column}`: empty; name the target",
    ),
    "samples.naive": (
        "colonne `{column}` : « {found} » n'a pas de décalage ; écrivez 2026-03-01T00:00:00Z ou"
        " +01:00",
        'column `{column}`: "{found}" has no offset; write 2026-03-01T00:00:00Z or +01:00',
    ),
    "samples.instant": (
        "colonne `{column}` : « {found} » n'est pas un instant ; écrivez 2026-03-01T00:00:00+01:00",
        'column `{column}`: "{found}" is no instant; write 2026-03-01T00:00:00+01:00',
    ),
    "samples.status": (
        "colonne `{column}` : « {found} » ; les états acceptés sont up, down, degraded, unknown",
        'column `{column}`: "{found}"; the states accepted are up, down, degraded, unknown',
    ),
    "samples.ahead": (
        "colonne `{column}` : « {found} » est à venir ; mettez à l'heure l'horloge de la sonde",
        'column `{column}`: "{found}" is yet to come; set the probe\'s clock',
    ),
    "samples.long": (
        "{found} relevés, plus de {most} : prenez le fichier par `tenir samples`, ou en morceaux",
        "{found} records, over {most}: take the file in by `tenir samples`, or in parts",
    ),
    "samples.faulty": (
        "le fichier n'est pas pris ; relevés à corriger, mille au plus : {count}",
        "the file is not taken; records to put right, a thousand at most: {count}",
    ),
    "portfolio.backward": (
        "un intervalle finit ({end}) avant de commencer ({start}) : échangez ses bornes",
        "a span ends ({end}) before it starts ({start}): exchange its bounds",
    ),
    "portfolio.subscription": (
        "un abonnement inconnu : ils sont numérotés de 0 à {subscriptions} exclu",
        "an unknown subscription: they are numbered from 0, below {subscriptions}",
    ),
}

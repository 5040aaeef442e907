"""What the articles on evolution, backups, releases, contacts and crises say to people.

Key → (French, English).
"""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "delay.none": (
        "{length:length}, le premier jour non compté ; le dernier peut être non ouvré",
        "{length:length}, the first day not counted; the last need not be a working day",
    ),
    "delay.next_working_day": (
        "{length:length}, le premier jour non compté ; le dernier, s'il n'est pas ouvré, est "
        "reporté au jour ouvré suivant",
        "{length:length}, the first day not counted; a last day that is no working day is put "
        "off to the next one",
    ),
    "calendar.used": (
        "heures de « {name:name} » : {days:list}, {hours:list}",
        "hours of “{name:name}”: {days:list}, {hours:list}",
    ),
    "calendar.holiday": (
        "{holiday:holiday}, {on:day} : jour férié, fermé",
        "{holiday:holiday}, {on:day}: a public holiday, closed",
    ),
    "calendar.closed": (
        "fermeture exceptionnelle le {on:day}, annoncée le {announced_at:instant}",
        "exceptional closure on {on:day}, announced on {announced_at:instant}",
    ),
    "calendar.closed_part": (
        "fermeture exceptionnelle du {begins:instant} au {ends:deadline}, annoncée le "
        "{announced_at:instant}",
        "exceptional closure from {begins:instant} to {ends:deadline}, announced on "
        "{announced_at:instant}",
    ),
    "calendar.closed_known": (
        "fermeture exceptionnelle le {on:day}, connue d'avance",
        "exceptional closure on {on:day}, known beforehand",
    ),
    "calendar.closed_part_known": (
        "fermeture exceptionnelle du {begins:instant} au {ends:deadline}, connue d'avance",
        "exceptional closure from {begins:instant} to {ends:deadline}, known beforehand",
    ),
    "evolution.immediate": (
        "en vigueur dès la notification du {notified_at:instant}, pour motif de {reason:name}",
        "in force from the notification of {notified_at:instant}, the reason being {reason:name}",
    ),
    "evolution.not_immediate": (
        "« {reason} » n'est pas un motif d'effet immédiat",
        "“{reason}” is not a reason for immediate effect",
    ),
    "evolution.notice": (
        "notifiée le {notified_at:instant} ; préavis jusqu'au {until:deadline}, en vigueur ensuite",
        "notified on {notified_at:instant}; notice runs until {until:deadline}, in force after",
    ),
    "evolution.proof_by": (
        "la notification du {notified_at:instant} se prouve le jour même, avant le {due:deadline}",
        "the notification of {notified_at:instant} is proven on the day itself, by {due:deadline}",
    ),
    "contact.confirm_by": (
        "contacts à confirmer tous les {months} mois : au plus tard le {due:deadline}",
        "contacts to be confirmed every {months} months: by {due:deadline}",
    ),
    "prerequisites.read_by": (
        "prérequis de {product} à lire avant le {due:deadline}, jour où ils valent",
        "prerequisites of {product} to be read by {due:deadline}, when they begin to hold",
    ),
    "backups.own_by": (
        "l'intervention demandée a lieu le {on:day} : sauvegarder avant, au plus tard le "
        "{due:deadline}",
        "the operation asked for is on {on:day}: back up before, by {due:deadline}",
    ),
    "retention.kept": (
        "{kept} copie(s) sur {copies} due(s) au {now:instant}, {future} datée(s) dans le futur "
        "gardée(s) et signalée(s)",
        "{kept} of {copies} copies owed on {now:instant}, {future} dated in the future kept and "
        "reported",
    ),
    "retention.day": (
        "{value} gardée(s) comme dernière du jour, {length:length}",
        "{value} kept as the last of its day, for {length:length}",
    ),
    "retention.iso_week": (
        "{value} gardée(s) comme dernière de la semaine ISO, {length:length}",
        "{value} kept as the last of its ISO week, for {length:length}",
    ),
    "retention.month": (
        "{value} gardée(s) comme dernière du mois, {length:length}",
        "{value} kept as the last of its month, for {length:length}",
    ),
    "rpo.kept": (
        "âge du dernier point de reprise du {start:instant} au {end:instant} : au plus "
        "{worst:duration}, promesse {limit:duration} tenue",
        "age of the newest restorable point from {start:instant} to {end:instant}: at most "
        "{worst:duration}, promise of {limit:duration} kept",
    ),
    "rpo.broken": (
        "âge du dernier point de reprise du {start:instant} au {end:instant} : jusqu'à "
        "{worst:duration}, promesse {limit:duration} rompue {count} fois",
        "age of the newest restorable point from {start:instant} to {end:instant}: up to "
        "{worst:duration}, promise of {limit:duration} broken {count} time(s)",
    ),
    "support.latest": (
        "version {installed} : la dernière, supportée le {on:day}",
        "version {installed}: the latest, supported on {on:day}",
    ),
    "support.not_released": (
        "version {installed} : pas encore sortie le {on:day}",
        "version {installed}: not released yet on {on:day}",
    ),
    "support.supported": (
        "version {installed} : supportée le {on:day}, jusqu'au {until:day} ({months} mois après la "
        "sortie de la suivante, le {next_one:day})",
        "version {installed}: supported on {on:day}, until {until:day} ({months} months after the "
        "next came out, on {next_one:day})",
    ),
    "support.ended": (
        "version {installed} : non supportée le {on:day} ; terme {until:day} (la suivante est "
        "sortie le {next_one:day}, {months} mois au plus)",
        "version {installed}: not supported on {on:day}; end {until:day} (the next came out on "
        "{next_one:day}, {months} months at most)",
    ),
    "support.supported_early": (
        "version {installed} : supportée le {on:day}, jusqu'au {until:day}, où sort la seconde "
        "version après elle, avant les {months} mois qui suivent le {next_one:day}",
        "version {installed}: supported on {on:day}, until {until:day}, when the second version "
        "after it comes out, before the {months} months from {next_one:day}",
    ),
    "support.ended_early": (
        "version {installed} : non supportée le {on:day} ; terme {until:day}, jour où sort la "
        "seconde version après elle, avant les {months} mois qui suivent le {next_one:day}",
        "version {installed}: not supported on {on:day}; end {until:day}, the day on which the "
        "second version after it came out, before the {months} months from {next_one:day}",
    ),
    "releases.automatic": (
        "mises à jour automatiques ({product})",
        "automatic updates ({product})",
    ),
    "releases.piloted": (
        "mises à jour pilotées avec le client ({product})",
        "updates piloted with the client ({product})",
    ),
    "releases.validate_by": (
        "version reçue le {received_at:instant}, à valider avant le {due:deadline}",
        "version received on {received_at:instant}, to be validated by {due:deadline}",
    ),
    "releases.validation_due": (
        "{version} : à valider, ou à refuser avec ses raisons, avant le {due:deadline}",
        "{version}: to be validated, or refused with reasons, by {due:deadline}",
    ),
    "releases.not_concerned": (
        "un correctif n'est pas soumis à validation",
        "a patch is not subject to validation",
    ),
    "validation.awaited": (
        "validation attendue avant le {due:deadline}",
        "validation awaited by {due:deadline}",
    ),
    "validation.validated": ("version validée", "version validated"),
    "validation.refused": (
        "version refusée : ses réserves deviennent des demandes, le déploiement n'est pas arrêté",
        "version refused: its reasons become requests, deployment is not stopped",
    ),
    "validation.lapsed": (
        "sans réponse au {due:deadline} : validation caduque",
        "no answer by {due:deadline}: validation lapsed",
    ),
    "validation.accepted": (
        "sans réponse au {due:deadline} : version acceptée",
        "no answer by {due:deadline}: version accepted",
    ),
    "version.patch": (
        "{number} après {previous} : correctif",
        "{number} after {previous}: a patch",
    ),
    "version.version": (
        "{number} après {previous} : nouvelle version",
        "{number} after {previous}: a new version",
    ),
    "version.major": (
        "{number} après {previous} : version majeure déclarée ({reason})",
        "{number} after {previous}: declared a major version ({reason})",
    ),
    "liability.lifted": (
        "l'éditeur ne répond pas de la mise à jour non faite",
        "the publisher does not answer for the update that was not done",
    ),
    "liability.holds": (
        "l'éditeur répond de la mise à jour non faite",
        "the publisher answers for the update that was not done",
    ),
    "contact.entitled": (
        "{person} est un contact désigné",
        "{person} is a designated contact",
    ),
    "contact.not_entitled": (
        "{person} n'est pas un contact désigné ; peuvent demander : {contacts:list}",
        "{person} is not a designated contact; those who may: {contacts:list}",
    ),
    "contact.enough": (
        "{count} contact(s) désigné(s), {needed} requis",
        "{count} contact(s) named, {needed} required",
    ),
    "contact.none": (
        "aucun accès ni délai : {needed} contact doit être désigné, {count} l'est",
        "no access and no clock: {needed} contact must be named, {count} is",
    ),
    "contact.removable": (
        "{person} peut être retiré(e) : il reste au moins {needed} contact",
        "{person} may be removed: at least {needed} contact stays",
    ),
    "contact.last": (
        "{person} est le dernier contact ; désignez-en un autre d'abord ({needed} au moins)",
        "{person} is the last contact; name another first (at least {needed})",
    ),
    "contact.signed": (
        "changement du contact principal ({changed:list}) : document signé et vérifié requis",
        "change about the main contact ({changed:list}): a signed and verified document is needed",
    ),
    "contact.unsigned": (
        "changement ({changed:list}) sans signature",
        "change ({changed:list}) without a signature",
    ),
    "contact.channels": (
        "gravité {priority} : {means:list}",
        "severity {priority}: {means:list}",
    ),
    "incident.actions": (
        "actions décidées après l'incident, au {on:day} : {in_time} closes à temps, {late} en "
        "retard, {pending} à venir",
        "actions decided after the incident, on {on:day}: {in_time} closed in time, {late} late, "
        "{pending} to come",
    ),
    "incident.times": ("durées de l'incident", "times of the incident"),
    "incident.measured": ("{measure:name} : {took:duration}", "{measure:name}: {took:duration}"),
    "incident.pending": ("{measure:name} : pas encore mesuré", "{measure:name}: not measured yet"),
    "clock.all": (
        "{count} délai(s) légal(aux) en cours",
        "{count} legal clock(s) running",
    ),
    "clock.due": (
        "{law}, {fr} : avant le {due:deadline}",
        "{law}, {en}: by {due:deadline}",
    ),
    "clock.no_delay": (
        "{law}, {fr} : dans les meilleurs délais depuis le {since:instant}",
        "{law}, {en}: without undue delay since {since:instant}",
    ),
}

"""What support says to people: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "support.priority": (
        "{value} ({name_fr}) : « {urgency_fr} », « {impact_fr} »",
        "{value} ({name_en}): “{urgency_en}”, “{impact_en}”",
    ),
    "response.p1": (
        "demande {priority} enregistrée le {recorded_at:instant} : prise en charge due le "
        "{due:deadline}",
        "{priority} request recorded on {recorded_at:instant}: to be taken in charge by "
        "{due:deadline}",
    ),
    "response.all": (
        "demande {priority} enregistrée le {recorded_at:instant} : prise en charge visée le "
        "{due:deadline}",
        "{priority} request recorded on {recorded_at:instant}: aimed to be taken in charge by "
        "{due:deadline}",
    ),
    "response.hours": (
        "{seconds:duration} ouvrées depuis le {since:instant} → {due:deadline}",
        "{seconds:duration} of working time from {since:instant} → {due:deadline}",
    ),
    "response.hours_paused": (
        "{seconds:duration} ouvrées depuis le {since:instant}, {paused:duration} en pause → "
        "{due:deadline}",
        "{seconds:duration} of working time from {since:instant}, {paused:duration} paused → "
        "{due:deadline}",
    ),
    "response.days": (
        "{days} jours ouvrés après le jour d'enregistrement ({since:instant}), fin à la fermeture "
        "→ {due:deadline}",
        "{days} working days after the day of recording ({since:instant}), ending at closing → "
        "{due:deadline}",
    ),
    "response.days_paused": (
        "{days} jours ouvrés après le jour d'enregistrement ({since:instant}), {paused:duration} "
        "en pause → {due:deadline}",
        "{days} working days after the day of recording ({since:instant}), {paused:duration} "
        "paused → {due:deadline}",
    ),
    "requalified.recording": (
        "demande requalifiée : le délai court depuis l'enregistrement, le {since:instant}",
        "re-qualified request: the clock runs from the recording on {since:instant}",
    ),
    "requalified.change": (
        "demande requalifiée : le délai court depuis le {since:instant}",
        "re-qualified request: the clock runs from {since:instant}",
    ),
    "response.running": (
        "rien n'a arrêté le délai : ni prise en charge ni réponse",
        "nothing has stopped the clock: it was neither taken in charge nor answered",
    ),
    "response.stopped": ("délai arrêté le {at:instant}", "clock stopped on {at:instant}"),
    "clock.waiting": (
        "le délai n'a pas commencé : il manque des éléments à la demande",
        "the clock has not started: elements are missing from the request",
    ),
    "clock.running": (
        "le délai court ; prise en charge attendue le {due:deadline}",
        "the clock is running; to be taken in charge by {due:deadline}",
    ),
    "clock.paused": (
        "le délai est suspendu depuis le {at:instant}",
        "the clock is paused since {at:instant}",
    ),
    "clock.waits_client": (
        "en attente du client depuis le {since:instant}",
        "waits for the client since {since:instant}",
    ),
    "clock.waited_client": (
        "en attente du client du {since:instant} au {until:instant}",
        "waited for the client from {since:instant} to {until:instant}",
    ),
    "clock.waits_quote": (
        "en attente de devis depuis le {since:instant}",
        "waits for a quote since {since:instant}",
    ),
    "clock.waited_quote": (
        "en attente de devis du {since:instant} au {until:instant}",
        "waited for a quote from {since:instant} to {until:instant}",
    ),
    "clock.waits_at_once": (
        "{count} attentes en même temps, depuis le {since:instant} : leur temps commun compte une "
        "seule fois",
        "{count} waits at once, since {since:instant}: the time they share counts once",
    ),
    "clock.waited_at_once": (
        "{count} attentes en même temps, du {since:instant} au {until:instant} : leur temps commun "
        "compte une seule fois",
        "{count} waits at once, from {since:instant} to {until:instant}: the time they share "
        "counts once",
    ),
    "clock.stopped": (
        "le délai s'est arrêté le {at:instant} ; il courait jusqu'au {due:deadline}",
        "the clock stopped on {at:instant}; it ran until {due:deadline}",
    ),
    "clock.carried": (
        "le délai court désormais dans la demande qui a repris celle-ci",
        "the clock now runs in the request that this one was merged into",
    ),
    "clock.merged": (
        "{count} demandes réunies : le délai qui finit le premier est gardé, le {due:deadline}",
        "{count} requests in one: the clock that is due first is kept, {due:deadline}",
    ),
    "clock.merged_running": (
        "{count} demandes réunies : de leurs délais, celui qui court est gardé, le {due:deadline}",
        "{count} requests in one: of their clocks, the one that runs is kept, {due:deadline}",
    ),
    "clock.merged_paused": (
        "{count} demandes réunies : de leurs délais, celui qui n'a pas pris fin est gardé, le "
        "{due:deadline}",
        "{count} requests in one: of their clocks, the one that has not stopped is kept, "
        "{due:deadline}",
    ),
    "clock.merged_stopped": (
        "{count} demandes réunies : de leurs délais, celui qui fut dépassé est gardé, le "
        "{due:deadline}",
        "{count} requests in one: of their clocks, the one that was missed is kept, {due:deadline}",
    ),
    "clock.late_by_change": (
        "le retard ne vient que de la requalification : le délai recalculé finissait le "
        "{due:deadline}",
        "late by the re-qualification alone: the clock replayed was due by {due:deadline}",
    ),
    "request.whole": (
        "la demande est complète",
        "the request is complete",
    ),
    "request.missing": (
        "il manque à la demande : {names:list}",
        "missing from the request: {names:list}",
    ),
    "support.admitted": (
        "demande admise au support",
        "request covered by support",
    ),
    "support.question": (
        "question sur un produit standard : admise au support, en urgence « {urgency:name} »",
        "a question about a standard product: covered by support, at urgency “{urgency:name}”",
    ),
    "support.refused": (
        "demande hors du support : ce n'est pas une anomalie reproductible",
        "request not covered by support: it is no reproducible anomaly",
    ),
    "page.extended": (
        "la plateforme étendue ouvre toutes les pages",
        "the extended platform opens every page",
    ),
    "page.open": (
        "la plateforme de base ouvre {page:name}",
        "the basic platform opens {page:name}",
    ),
    "page.closed": (
        "la plateforme de base n'ouvre pas {page:name}",
        "the basic platform does not open {page:name}",
    ),
    "platform.rate": (
        "plateforme de support, {month:month} : {rate:percent} ({counted:duration} "
        "d'indisponibilité, hors {excluded:duration} de maintenance urgente ou de sécurité ; "
        "{unmeasured:duration} non mesurées)",
        "support platform, {month:month}: {rate:percent} ({counted:duration} of outage, apart "
        "from {excluded:duration} of urgent or security maintenance; {unmeasured:duration} not "
        "measured)",
    ),
    "telephone.open": (
        "ligne ouverte jusqu'au {until:deadline}",
        "line open until {until:deadline}",
    ),
    "telephone.closed": (
        "ligne fermée ; elle ouvre le {opens_at:instant}",
        "line closed; it opens on {opens_at:instant}",
    ),
}

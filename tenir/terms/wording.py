"""The table of phrases: key → (French, English). The placeholders are the same on both sides."""

from __future__ import annotations

from collections.abc import Mapping

from tenir.terms import (
    phrases_articles,
    phrases_availability,
    phrases_clauses,
    phrases_contracts,
    phrases_files,
    phrases_frozen,
    phrases_misfits,
    phrases_questions,
    phrases_samples,
    phrases_support,
    phrases_terms,
    phrases_third_party,
    phrases_working_time,
    phrases_works,
)

_REASONS: Mapping[str, tuple[str, str]] = {
    "reading.used": (
        "lecture {id}{about} : {says} (autres : {others})",
        "reading {id}{about}: {says} (others: {others})",
    ),
    "layer.overridden": (
        "remplacé par « {by:name} » ({layer})",
        "overridden by “{by:name}” ({layer})",
    ),
    "layer.by_agreement": ("remplacé par la convention de service", "overridden by the agreement"),
    "layer.refers": (
        "le document « {document} » a ses propres conditions pour ce produit",
        "the document “{document}” has its own terms for this product",
    ),
    "layer.product": (
        "« {id:name} » ne s'applique pas : {product} n'y figure pas",
        "“{id:name}” does not apply: {product} is not listed there",
    ),
    "layer.no_product": (
        "« {id:name} » ne s'applique pas : aucun produit n'est nommé",
        "“{id:name}” does not apply: no product is named",
    ),
    "layer.hosting": (
        "« {id:name} » ne s'applique pas : hébergement {hosting:name}, et non {wanted:list}",
        "“{id:name}” does not apply: hosting is {hosting:name}, not {wanted:list}",
    ),
    "working_time.due": (
        "{seconds:duration} de temps ouvré depuis le {start:instant} mènent au {value:deadline}",
        "{seconds:duration} of working time from {start:instant} end on {value:deadline}",
    ),
    "working_time.elapsed": (
        "{value:duration} de temps ouvré du {start:instant} au {end:instant}",
        "{value:duration} of working time from {start:instant} to {end:instant}",
    ),
    "availability.met": (
        "Disponibilité {month:month} : {rate:percent}, objectif {target:percent} tenu "
        "({counted:duration} d'indisponibilité comptée)",
        "Availability {month:month}: {rate:percent}, target {target:percent} met "
        "({counted:duration} of outage counted)",
    ),
    "availability.missed": (
        "Disponibilité {month:month} : {rate:percent}, objectif {target:percent} manqué de "
        "{shortfall:points} point ({counted:duration} d'indisponibilité comptée)",
        "Availability {month:month}: {rate:percent}, target {target:percent} missed by "
        "{shortfall:points} points ({counted:duration} of outage counted)",
    ),
    "availability.measured": (
        "t = {counted:duration} sur T = {total_seconds:duration} : {down:duration} "
        "d'indisponibilité totale dont {excluded:duration} exclues, {unmeasured:duration} non "
        "mesurées ; taux = 1 - t/T = {rate:percent}",
        "t = {counted:duration} of T = {total_seconds:duration}: {down:duration} of total outage, "
        "{excluded:duration} of it excluded, {unmeasured:duration} not measured; "
        "rate = 1 - t/T = {rate:percent}",
    ),
    "availability.excluded_by": (
        "{value:duration} exclues : {reason_id:name}",
        "{value:duration} excluded: {reason_id:name}",
    ),
    "availability.window": (
        "plages de maintenance applicables au produit",
        "maintenance windows that hold for the product",
    ),
    "availability.refers": (
        "« {fr} » a ses propres conditions ; tant qu'elles ne sont pas au contrat, les "
        "conditions générales valent",
        "the “{en}” has its own terms; until they are on the contract the general terms hold",
    ),
    "window.inside": (
        "{at:instant} est dans une plage de maintenance, jusqu'au {until:deadline}",
        "{at:instant} lies in a maintenance window, until {until:deadline}",
    ),
    "window.outside": (
        "{at:instant} est hors plage ; la prochaine s'ouvre le {next_opens_at:instant}",
        "{at:instant} lies outside the windows; the next opens on {next_opens_at:instant}",
    ),
    "window.between": (
        "{value:duration} de plage de maintenance du {start:instant} au {end:instant}",
        "{value:duration} of maintenance window from {start:instant} to {end:instant}",
    ),
    "notice.due": (
        "travaux du {starts_at:instant} à annoncer avant le {value:deadline} : {length} jours "
        "ouvrés comptés ({counted:list}), le jour de l'annonce non compris",
        "works of {starts_at:instant} to be announced by {value:deadline}: {length} working days "
        "counted ({counted:list}), the day of announcement not included",
    ),
    "penalty.rights": (
        "{count} mois ouvre(nt) droit à pénalité (à partir de {months} mois manqués de suite) : "
        "{amount:amount}",
        "{count} month(s) give a right to a penalty (from {months} missed months in a row): "
        "{amount:amount}",
    ),
    "penalty.right": (
        "Pénalité {month:month} : {amount:amount} = {rate:percent} x {base:money} (objectif "
        "manqué {run} mois de suite ; {history:rates} ; d = {shortfall:points} → palier "
        "{number} ; "
        "plafond {cap:money} non atteint ; à demander avant le {claim_by:deadline})",
        "Penalty for {month:month}: {amount:amount} = {rate:percent} x {base:money} (target missed "
        "{run} months running; {history:rates}; d = {shortfall:points} → tier {number}; cap "
        "{cap:money} not reached; claim by {claim_by:deadline})",
    ),
    "penalty.right_capped": (
        "Pénalité {month:month} : {amount:amount}, part de {rate:percent} x {base:money} sous le "
        "plafond de {cap:money} (objectif manqué {run} mois de suite ; {history:rates} ; "
        "d = {shortfall:points} → palier {number} ; à demander avant le {claim_by:deadline})",
        "Penalty for {month:month}: {amount:amount}, the share of {rate:percent} x {base:money} "
        "under the cap of {cap:money} (target missed {run} months running; {history:rates}; "
        "d = {shortfall:points} → tier {number}; claim by {claim_by:deadline})",
    ),
    "penalty.tier": (
        "palier {number} : d = {shortfall:points} → {rate:percent} de {base:money} = "
        "{amount:amount}",
        "tier {number}: d = {shortfall:points} → {rate:percent} of {base:money} = {amount:amount}",
    ),
    "penalty.cap_free": (
        "plafond {upto:percent} de {base:money} = {cap:money}, non atteint "
        "({together:amount} en tout)",
        "cap {upto:percent} of {base:money} = {cap:money}, not reached ({together:amount} in all)",
    ),
    "penalty.cap_reached": (
        "plafond {upto:percent} de {base:money} = {cap:money}, dépassé ({together:amount} en "
        "tout) : partagé en proportion, {amount:amount} ici",
        "cap {upto:percent} of {base:money} = {cap:money}, exceeded ({together:amount} in all): "
        "shared in proportion, {amount:amount} here",
    ),
    "penalty.met": (
        "{month:month} : objectif tenu, pas de pénalité",
        "{month:month}: target met, no penalty",
    ),
    "penalty.first": (
        "{month:month} : objectif manqué ; il faut {months} mois de suite, c'est le n° {run}",
        "{month:month}: target missed; {months} months in a row are needed, this is no. {run}",
    ),
    "penalty.unknown": (
        "{month:month} : taux inconnu, la série s'interrompt",
        "{month:month}: rate unknown, the run is broken",
    ),
    "penalty.claim_by": (
        "pénalité de {month:month} à demander avant le {value:deadline} ({length} jours ouvrés "
        "après le mois)",
        "penalty of {month:month} to be claimed by {value:deadline} ({length} working days after "
        "the month)",
    ),
    "claim.in_time": (
        "demande du {at:instant} recevable : avant le {claim_by:deadline}",
        "claim of {at:instant} is in time: by {claim_by:deadline}",
    ),
    "claim.late": (
        "demande du {at:instant} tardive : elle devait partir avant le {claim_by:deadline}",
        "claim of {at:instant} is late: it was to be sent by {claim_by:deadline}",
    ),
}
_RULES: Mapping[str, tuple[str, str]] = {
    "rule.target": (
        "Objectif : {target:percent} de disponibilité par mois calendaire, en production.",
        "Target: {target:percent} of availability a calendar month, in production.",
    ),
    "rule.measure.apart": (
        "Taux = 100 % x (1 - t/T), t étant le temps d'indisponibilité totale et T tout le mois "
        "({zone}), à la seconde, sans arrondi avant comparaison ; l'affichage est tronqué. "
        "Le temps "
        "non mesuré est montré à part, ni disponible ni indisponible.",
        "Rate = 100 % x (1 - t/T), t being the time of total outage and T all of the month "
        "({zone}), to the second, not rounded before comparing; what is printed is floored. Time "
        "not measured is shown apart, neither up nor down.",
    ),
    "rule.measure.down": (
        "Taux = 100 % x (1 - t/T) à la seconde ({zone}) ; le temps non mesuré compte comme "
        "indisponible.",
        "Rate = 100 % x (1 - t/T) to the second ({zone}); time not measured counts as down.",
    ),
    "rule.measure.up": (
        "Taux = 100 % x (1 - t/T) à la seconde ({zone}) ; le temps non mesuré compte comme "
        "disponible.",
        "Rate = 100 % x (1 - t/T) to the second ({zone}); time not measured counts as up.",
    ),
    "rule.excluded.by_second": (
        "Ne comptent pas, seconde par seconde, les neuf motifs de 5.5 ; une maintenance programmée "
        "n'exclut que ce qui est à la fois annoncé avant son début et dans une plage.",
        "The nine reasons of 5.5 do not count, second by second; planned maintenance excludes only "
        "what was both notified before it began and inside a window.",
    ),
    "rule.excluded.all_or_nothing": (
        "Une indisponibilité n'est exclue pour maintenance que si elle est entière dans des "
        "travaux "
        "annoncés et une plage.",
        "An outage is excluded for maintenance only if it lies wholly inside notified works and a "
        "window.",
    ),
    "rule.window": (
        "Plages de maintenance : {spans}.",
        "Maintenance windows: {spans}.",
    ),
    "rule.allowance.counts": (
        "Arrêt du dimanche entre 0 h et 6 h : {minutes} minutes au plus sont exclues, l'excédent "
        "compte.",
        "Sunday stop between 00:00 and 06:00: up to {minutes} minutes are excluded, the excess "
        "counts.",
    ),
    "rule.allowance.whole_counts": (
        "Arrêt du dimanche entre 0 h et 6 h : exclu s'il dure moins de {minutes} minutes, sinon il "
        "compte en entier.",
        "Sunday stop between 00:00 and 06:00: excluded if under {minutes} minutes, else it counts "
        "whole.",
    ),
    "rule.trigger.completing_and_following": (
        "Un droit s'ouvre au {months}e mois manqué de suite, puis à chaque mois manqué qui suit.",
        "A right opens with missed month no. {months} in a row, then with each further missed one.",
    ),
    "rule.trigger.whole_run": (
        "Un droit s'ouvre pour chaque mois d'une série d'au moins {months} mois manqués.",
        "A right opens for each month of a run of at least {months} missed ones.",
    ),
    "rule.rate.line_monthly_fee": (
        "Pénalité en part de la redevance mensuelle HT du produit (annuelle / 12), selon "
        "d = objectif - taux : {tiers}.",
        "Penalty as a part of the product's monthly fee excl. tax (yearly / 12), by "
        "d = target - rate: {tiers}.",
    ),
    "rule.rate.contract_monthly_fee": (
        "Pénalité en part de la redevance mensuelle HT du contrat, selon d = objectif - taux : "
        "{tiers}.",
        "Penalty as a part of the contract's monthly fee excl. tax, by d = target - rate: {tiers}.",
    ),
    "rule.tier": (
        "{over:points} < d ≤ {upto:points} : {rate:percent}",
        "{over:points} < d ≤ {upto:points}: {rate:percent}",
    ),
    "rule.tier.last": (
        "d > {over:points} : {rate:percent}",
        "d > {over:points}: {rate:percent}",
    ),
    "rule.claim": (
        "À demander par écrit dans les {length} jours ouvrés qui suivent le mois.",
        "To be claimed in writing within {length} working days after the month.",
    ),
    "rule.cap.contract_monthly_fee": (
        "Plafond : {upto:percent} du total mensuel HT des lignes SaaS du contrat, partagé en "
        "proportion.",
        "Cap: {upto:percent} of the monthly total excl. tax of the contract's SaaS lines, shared "
        "in proportion.",
    ),
    "rule.cap.client_monthly_fee": (
        "Plafond : {upto:percent} du total mensuel HT de tous les contrats du client, partagé en "
        "proportion.",
        "Cap: {upto:percent} of the monthly total excl. tax of all the client's contracts, shared "
        "in proportion.",
    ),
}

PHRASES: Mapping[str, tuple[str, str]] = {
    **phrases_files.PHRASES,
    **phrases_frozen.PHRASES,
    **phrases_misfits.PHRASES,
    **phrases_questions.PHRASES,
    **_REASONS,
    **_RULES,
    **phrases_availability.PHRASES,
    **phrases_articles.PHRASES,
    **phrases_support.PHRASES,
    **phrases_terms.PHRASES,
    **phrases_third_party.PHRASES,
    **phrases_samples.PHRASES,
    **phrases_clauses.PHRASES,
    **phrases_contracts.PHRASES,
    **phrases_working_time.PHRASES,
    **phrases_works.PHRASES,
}

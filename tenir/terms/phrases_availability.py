"""What is said of exclusions, windows, caps and the rules applied: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "month.not_covered": (
        "la souscription ne couvre aucune partie de {given} ; choisissez un mois du contrat",
        "the subscription covers no part of {given}; choose a month of the contract",
    ),
    "quantity.too_long": (
        "« {given} » dépasse un siècle ; écrivez une durée plus courte",
        "“{given}” is over a century; write a shorter length",
    ),
    "availability.excluded": (
        "{value:duration} exclues de {down:duration} d'indisponibilité totale, le reste compte",
        "{value:duration} excluded of {down:duration} of total outage, the rest counts",
    ),
    "availability.outage": (
        "{value:duration} sur {seconds:duration} comptées, du {start:instant} au {end:instant}",
        "{value:duration} of {seconds:duration} counted, from {start:instant} to {end:instant}",
    ),
    "cause.unknown": (
        "« {given} » n'est pas une cause connue ; causes : {known}",
        "“{given}” is no known cause; causes: {known}",
    ),
    "cause.proposed": (
        "exclusion proposée, {value:name} : {seconds:duration}, du {start:instant} au "
        "{end:instant} ({evidence}) ; une personne décide",
        "proposed exclusion, {value:name}: {seconds:duration}, from {start:instant} to "
        "{end:instant} ({evidence}); a person decides",
    ),
    "cause.by_rule": (
        "{value:name} : {seconds:duration} exclues, du {start:instant} au {end:instant} "
        "({evidence}), sauf si une personne dit que ces travaux n'en sont pas la cause",
        "{value:name}: {seconds:duration} excluded, from {start:instant} to {end:instant} "
        "({evidence}), unless a person says that these works were not the cause",
    ),
    "cause.works": (
        "compte : ces travaux ({evidence}) n'étaient pas à la fois annoncés et dans une plage, "
        "ou n'ont pas duré quand le produit était indisponible",
        "counts: these works ({evidence}) were not both announced and in a window, or were not "
        "under way while the product was down",
    ),
    "cause.no_ground": (
        "compte : cette cause ({evidence}) n'est pas l'un des motifs d'exclusion",
        "counts: this cause ({evidence}) is none of the grounds of exclusion",
    ),
    "cause.elsewhere": (
        "rien à exclure : aucune indisponibilité totale pendant ce temps ({evidence})",
        "nothing to exclude: no total outage in that time ({evidence})",
    ),
    "cause.left_out": (
        "rien à exclure : ce temps est déjà exclu ({evidence})",
        "nothing to exclude: that time is left out already ({evidence})",
    ),
    "cause.not_told": (
        "compte : le client n'en était pas informé avant l'indisponibilité ({evidence}) ; dites "
        "depuis quand il l'était",
        "counts: the client had not been told before the outage ({evidence}); say since when it "
        "had been",
    ),
    "cause.intervention": (
        "compte : l'intervention ({evidence}) n'était pas sans autorisation",
        "counts: the intervention ({evidence}) was not without authorisation",
    ),
    "cause.site_destroyed": (
        "compte : le site détruit ({evidence}) n'est pas le site principal de production du "
        "fournisseur d'infrastructure",
        "counts: the site destroyed ({evidence}) is not the infrastructure provider's main "
        "production site",
    ),
    "vote.down": (
        "indisponibilité totale : {down} lieu(x) sur {places} le disent ({who}), {agreeing} "
        "suffisent",
        "total outage: {down} of {places} place(s) say so ({who}), {agreeing} are enough",
    ),
    "vote.degraded": (
        "dégradé : {down} lieu(x) sur {places} en panne ({who}), il en faut {agreeing} pour une "
        "indisponibilité totale",
        "degraded: {down} of {places} place(s) fail ({who}), {agreeing} are needed for a total "
        "outage",
    ),
    "vote.up": (
        "disponible : aucun des {places} lieu(x) ne dit le contraire",
        "up: none of {places} place(s) says otherwise",
    ),
    "vote.unmeasured": (
        "non mesuré : {silent} lieu(x) sur {places} se taisent, et leur voix pourrait décider",
        "not measured: {silent} of {places} place(s) are silent, and their word could decide",
    ),
    "margin.left": (
        "{month:month} : encore {value:duration} avant de manquer l'objectif ({counted:duration} "
        "comptées sur {allowed:duration} admises)",
        "{month:month}: {value:duration} left before the target is missed ({counted:duration} "
        "counted of {allowed:duration} allowed)",
    ),
    "margin.gone": (
        "{month:month} : objectif manqué, {over:duration} au-delà des {allowed:duration} admises "
        "({counted:duration} comptées)",
        "{month:month}: the target is missed, {over:duration} beyond the {allowed:duration} "
        "allowed ({counted:duration} counted)",
    ),
    "sampling.error": (
        "À {value:duration} près : {outages} indisponibilité(s), chacune connue à un intervalle de "
        "{interval:duration} près ; une plus courte que lui peut passer inaperçue",
        "Give or take {value:duration}: {outages} outage(s), each known to an interval of "
        "{interval:duration}; one shorter than that may go unseen",
    ),
    "sampling.none": (
        "Sans erreur d'échantillonnage : {outages} indisponibilité(s), dont le début et la fin "
        "sont dits par la surveillance ou par une personne",
        "Without an error of sampling: {outages} outage(s), whose beginning and end are told by "
        "monitoring or by a person",
    ),
    "burn.page": (
        "la marge du mois fond {times} fois trop vite depuis {hours} h, et cela continue",
        "the month's margin burns {times} times too fast over {hours} h, and goes on",
    ),
    "burn.ticket": (
        "la marge du mois fond {times} fois trop vite depuis {hours} h, et cela continue",
        "the month's margin burns {times} times too fast over {hours} h, and goes on",
    ),
    "burn.watch": (
        "la marge du mois ne durera pas : {times} fois ce qu'elle permet depuis {hours} h",
        "the month's margin will not last: {times} times what it allows over {hours} h",
    ),
    "window.always": (
        "{at:instant} est dans une plage de maintenance, qui dure plus d'un an",
        "{at:instant} lies in a maintenance window, which lasts for more than a year",
    ),
    "window.never": (
        "{at:instant} est hors plage ; aucune ne s'ouvre dans l'année",
        "{at:instant} lies outside the windows; none opens within a year",
    ),
    "penalty.right_just": (
        "Pénalité {month:month} : {amount:amount} = {rate:percent} x {base:money} (objectif "
        "manqué {run} mois de suite ; {history:rates} ; d = {shortfall:points} → palier "
        "{number} ; plafond {cap:money} atteint ; à demander avant le {claim_by:deadline})",
        "Penalty for {month:month}: {amount:amount} = {rate:percent} x {base:money} (target missed "
        "{run} months running; {history:rates}; d = {shortfall:points} → tier {number}; cap "
        "{cap:money} just reached; claim by {claim_by:deadline})",
    ),
    "penalty.cap_just": (
        "plafond {upto:percent} de {base:money} = {cap:money}, atteint sans être dépassé "
        "({together:amount} en tout)",
        "cap {upto:percent} of {base:money} = {cap:money}, reached and not exceeded "
        "({together:amount} in all)",
    ),
    "rule.measure.minute": (
        "L'indisponibilité comptée est arrondie à la minute entière inférieure.",
        "Counted unavailability is cut to whole minutes.",
    ),
    "rule.measure.covered_part": (
        "T est la part du mois que le contrat couvre.",
        "T is the part of the month that the contract covers.",
    ),
    "rule.excluded.fortuitous": (
        "Une panne fortuite dans une plage est exclue aussi.",
        "A fortuitous outage inside a window is excluded too.",
    ),
    "rule.excluded.urgent": (
        "Une maintenance urgente sans lien avec la sécurité est exclue aussi.",
        "Urgent maintenance that is not for security is excluded too.",
    ),
    "rule.excluded.notice": (
        "Les travaux dans une plage s'annoncent {length} jours ouvrés avant.",
        "Works inside a window are to be announced {length} working days before.",
    ),
    "rule.claim.receipt": (
        "La demande vaut à sa date de réception.",
        "A claim counts from its date of receipt.",
    ),
    "credit.next_fee": (
        "payé en avoir sur la redevance annuelle du {on:day}",
        "paid as a credit on the yearly fee of {on:day}",
    ),
    "credit.paid_by": (
        "à payer au plus tard le {on:day}",
        "to be paid on {on:day} at the latest",
    ),
    "credit.refund": (
        "remboursé : l'abonnement finit le {on:day}, sans redevance annuelle suivante",
        "refunded: the subscription ends on {on:day}, with no next yearly fee",
    ),
    "credit.nothing": (
        "rien n'est payé : l'abonnement finit le {on:day}, sans redevance annuelle suivante",
        "nothing is paid: the subscription ends on {on:day}, with no next yearly fee",
    ),
}

"""Every word that the report prints itself: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

from tenir.terms.phrases import Language

PHRASES: Mapping[str, tuple[str, str]] = {
    # title and identity
    "title": ("Rapport de disponibilité", "Availability report"),
    "client": ("Client", "Client"),
    "client.unknown": ("non précisé", "not given"),
    "contract": ("contrat {contract}", "contract {contract}"),
    "subscribed.since": ("depuis le {since}", "since {since}"),
    "subscribed.until": ("jusqu’au {until}", "until {until}"),
    "subscribed.both": ("du {since} au {until}", "{since} to {until}"),
    "service": ("Service", "Service"),
    "service.target": ("cible {target}", "target {target}"),
    "hosting.shared": ("hébergement mutualisé", "shared hosting"),
    "hosting.dedicated": ("hébergement dédié", "dedicated hosting"),
    "period": ("Période", "Period"),
    "period.from": ("du {start}", "from {start}"),
    "period.to": ("au {end}", "to {end}"),
    "timezone.note": (
        "Toutes les heures sont celles du fuseau {zone} ; le décalage suit chaque instant.",
        "All times are in the {zone} zone; each instant bears its offset.",
    ),
    "agreement": ("Convention et mesures", "Agreement and data"),
    "agreement.version": ("{id}, version {version}", "{id}, version {version}"),
    "agreement.reading": ("lecture {id} : {taken}", "reading {id}: {taken}"),
    "agreement.reading_not_taken": (
        "lecture {id} : une autre que celle que la convention retient",
        "reading {id}: another than the one that the agreement takes",
    ),
    "none": ("—", "—"),
    "page": ("Page {page} sur {pages}", "Page {page} of {pages}"),
    # sentence
    "sentence.kept": (
        "Disponibilité {of_month} : {rate}, pour un engagement de {target} : engagement tenu "
        "({down} d’indisponibilité décomptée).",
        "Availability {of_month}: {rate}, against a target of {target}: target met "
        "({down} of downtime counted).",
    ),
    "sentence.missed": (
        "Disponibilité {of_month} : {rate}, pour un engagement de {target} : il manque {short} "
        "({down} d’indisponibilité décomptée).",
        "Availability {of_month}: {rate}, against a target of {target}: short by {short} "
        "({down} of downtime counted).",
    ),
    "sentence.perfect": (
        "Disponibilité {of_month} : {rate}, pour un engagement de {target} : engagement tenu, "
        "aucune indisponibilité décomptée.",
        "Availability {of_month}: {rate}, against a target of {target}: target met, no downtime "
        "counted.",
    ),
    "sentence.no_target": (
        "Disponibilité {of_month} : {rate} ({down} d’indisponibilité décomptée) ; aucun taux "
        "n’est promis pour ce produit.",
        "Availability {of_month}: {rate} ({down} of downtime counted); no rate is promised for "
        "this product.",
    ),
    "sentence.nothing": (
        "Rien n’a été mesuré en {month} : ce rapport ne dit ni que le service était disponible, "
        "ni qu’il ne l’était pas.",
        "Nothing was measured in {month}: this report says neither that the service was up nor "
        "that it was down.",
    ),
    "sentence.penalty": (
        "Pénalité {of_month} : {amount} = {tier} × {base} ({why}).",
        "Penalty {of_month}: {amount} = {tier} × {base} ({why}).",
    ),
    "why.streak": (
        "engagement manqué {count} mois de suite : {rates}",
        "target missed {count} months running: {rates}",
    ),
    "why.rate": ("{rate} en {month}", "{rate} in {month}"),
    "why.cap": ("plafond de {cap} non atteint", "cap of {cap} not reached"),
    "why.capped": ("ramenée au plafond de {cap}", "brought down to the cap of {cap}"),
    "why.claim": (
        "à demander avant le {claim_by}",
        "claim by {claim_by}",
    ),
    "sentence.no_right": (
        "Aucune pénalité : le manquement de ce mois n’ouvre pas encore de droit.",
        "No penalty: this month’s miss does not open a right yet.",
    ),
    "sentence.unmeasured": (
        "{time} du mois n’ont pas été mesurées ({share}) : ni disponibles, ni indisponibles.",
        "{time} of the month were not measured ({share}): neither up nor down.",
    ),
    # headline figures
    "tile.rate": ("Taux de disponibilité", "Availability rate"),
    "tile.target": ("Engagement", "Target"),
    "tile.down": ("Indisponibilité décomptée", "Downtime counted"),
    "tile.penalty": ("Pénalité", "Penalty"),
    "met": ("tenu", "met"),
    "missed": ("manqué", "missed"),
    "unjudged": ("non jugé", "not judged"),
    "no_target": ("aucun taux promis", "no rate promised"),
    "shortfall": ("{points} sous l’engagement", "{points} below the target"),
    "floored": ("arrondi par défaut", "rounded down"),
    "outages.count": ("{count} indisponibilité", "{count} outage"),
    "outages.counts": ("{count} indisponibilités", "{count} outages"),
    "outages.nil": ("aucune indisponibilité", "no outage"),
    "penalty.tier": ("{tier} de {base}", "{tier} of {base}"),
    "penalty.none": ("aucun droit ouvert", "no right opened"),
    "penalty.unknown": ("redevance inconnue", "fee unknown"),
    "penalty.unreckoned": ("non calculée", "not reckoned"),
    # buckets
    "buckets": ("Chaque seconde du mois", "Every second of the month"),
    "bucket": ("Part du mois", "Part of the month"),
    "seconds": ("Secondes", "Seconds"),
    "clock": ("h:mm:ss", "h:mm:ss"),
    "share": ("Part", "Share"),
    "up": ("Disponible", "Up"),
    "degraded": (
        "dont dégradé, montré sans être décompté",
        "of which degraded, shown, not counted",
    ),
    "down": ("Indisponible, décompté", "Down, counted"),
    "excluded": ("Indisponible, exclu", "Down, excluded"),
    "excluded.of": ("dont {reason}", "of which {reason}"),
    "unmeasured": ("Non mesuré", "Not measured"),
    "T": ("Total du mois (T)", "Whole month (T)"),
    "rate.formula": (
        "Taux = (T − décompté) / T = {rate_exact}, montré par défaut : {rate} ; la fraction exacte "
        "est comparée à l’engagement.",
        "Rate = (T − counted) / T = {rate_exact}, shown rounded down: {rate}; the exact fraction "
        "is compared with the target.",
    ),
    # charts
    "chart.month": (
        "Le mois, jour par jour et heure par heure",
        "The month, day by day and hour by hour",
    ),
    "chart.month.note": (
        "De minuit (en haut) à minuit. Sous chaque jour, l’indisponibilité décomptée en h:mm, "
        "arrondie par excès ; les traits trop fins sont élargis.",
        "From midnight (top) to midnight. Below each day, the downtime counted as h:mm, rounded "
        "up; strokes too thin to see are widened.",
    ),
    "chart.month.short": (
        "Le {day} a {hours} heures (changement d’heure).",
        "{day} has {hours} hours (clock change).",
    ),
    "chart.month.alt": (
        "Frise des {days} jours {of_month} : {list}.",
        "Timeline of the {days} days {of_month}: {list}.",
    ),
    "chart.month.alt.day": ("le {day}, {down} décomptées", "on {day}, {down} counted"),
    "chart.month.alt.none": ("aucune indisponibilité décomptée", "no downtime counted"),
    "chart.year": ("Les douze derniers mois", "The last twelve months"),
    "chart.year.note": (
        "Chaque barre descend de 100 % jusqu’au taux : sa longueur est le temps perdu.",
        "Each bar hangs from 100 % down to the rate: its length is the time lost.",
    ),
    "chart.year.dark": ("Hachures : mois non mesuré.", "Hatched: month not measured."),
    "chart.year.partly": ("* : mesuré en partie.", "*: measured in part."),
    "chart.year.none": ("non mesuré", "not measured"),
    "chart.year.missed": ("manqué", "missed"),
    "chart.year.met": ("tenu", "met"),
    "chart.year.alt": ("Taux par mois : {list}.", "Rate by month: {list}."),
    "degraded.key": ("Dégradé", "Degraded"),
    # outages
    "outages": ("Indisponibilités", "Outages"),
    "outages.none": (
        "Aucune indisponibilité n’a été relevée ce mois-ci.",
        "No outage was recorded this month.",
    ),
    "outages.unknown": (
        "Rien n’a été mesuré : aucune indisponibilité ne peut être relevée.",
        "Nothing was measured: no outage could be recorded.",
    ),
    "works.unannounced": ("non annoncés", "not announced"),
    "number": ("N°", "No."),
    "from": ("Début", "From"),
    "to": ("Fin", "To"),
    "length": ("Durée", "Duration"),
    "excluded.part": ("Exclu", "Excluded"),
    "counted.part": ("Décompté", "Counted"),
    "why.excluded": ("Motif d’exclusion", "Why excluded"),
    "total": ("Total", "Total"),
    "unmeasured.title": ("Temps non mesuré", "Time not measured"),
    "unmeasured.silence": (
        "Au-delà de {silence} sans relevé, le temps n’est pas mesuré.",
        "Past {silence} without a record, time is not measured.",
    ),
    "neither": ("Travaux et exclusions", "Works and exclusions"),
    "neither.none": (
        "Ni travaux annoncés, ni exclusion décidée pour ce mois.",
        "No works were announced and no exclusion was decided for this month.",
    ),
    "works": ("Travaux", "Works"),
    "works.none": (
        "Aucuns travaux n’ont été annoncés pour ce mois.",
        "No works were announced for this month.",
    ),
    "works.kind": ("Nature", "Kind"),
    "works.announced": ("Annoncés le", "Announced on"),
    "works.id": ("Réf.", "Ref."),
    "kind.planned": ("planifiés", "planned"),
    "kind.urgent": ("urgents", "urgent"),
    "kind.urgent-security": ("urgents, sécurité", "urgent, security"),
    "kind.no-impact": ("sans impact", "no impact"),
    "exclusions": ("Exclusions décidées", "Exclusions decided"),
    "exclusions.none": ("Aucune exclusion n’a été décidée.", "No exclusion was decided."),
    "exclusion.reason": ("Motif", "Reason"),
    "exclusion.by": ("Décidée par", "Decided by"),
    "exclusion.evidence": ("Preuve", "Evidence"),
    "reason.planned-maintenance": ("maintenance planifiée", "planned maintenance"),
    "reason.urgent-security-maintenance": (
        "maintenance urgente de sécurité",
        "urgent security maintenance",
    ),
    "reason.non-production": ("hors production", "non-production"),
    "reason.client-misuse": ("usage non conforme du client", "client’s non-compliant use"),
    "reason.prerequisites-not-met": ("prérequis non respectés", "prerequisites not met"),
    "reason.contrary-to-documentation": (
        "usage contraire à la documentation",
        "use against the documentation",
    ),
    "reason.unauthorised-intervention": ("intervention non autorisée", "unauthorised intervention"),
    "reason.client-environment": ("environnement du client", "client’s environment"),
    "reason.infrastructure-destroyed": (
        "destruction du site de production",
        "destruction of the production site",
    ),
    # penalty
    "penalty": ("Pénalité", "Penalty"),
    "penalty.no_fee": (
        "Aucune redevance n’est connue pour cet abonnement : la pénalité n’est pas calculée.",
        "No fee is known for this subscription: no penalty is reckoned.",
    ),
    "penalty.met": (
        "L’engagement est tenu : aucun droit à pénalité n’est ouvert ce mois-ci.",
        "The target is met: no right to a penalty is opened this month.",
    ),
    "penalty.not_yet": (
        "L’engagement est manqué, sans que le droit soit ouvert : {count} mois manqué de suite.",
        "The target is missed, but no right is opened: {count} month missed in a row.",
    ),
    "penalty.not_yets": (
        "L’engagement est manqué, sans que le droit soit ouvert : {count} mois manqués de suite.",
        "The target is missed, but no right is opened: {count} months missed in a row.",
    ),
    "penalty.unjudged": (
        "Le mois n’a pas pu être jugé : aucune pénalité n’est calculée.",
        "The month could not be judged: no penalty is reckoned.",
    ),
    "penalty.step": ("Étape", "Step"),
    "penalty.figure": ("Valeur", "Figure"),
    "penalty.streak": ("Mois manqués de suite", "Months missed in a row"),
    "penalty.shortfall": (
        "Écart d = engagement − taux exact",
        "Shortfall d = target − exact rate",
    ),
    "penalty.rate": ("Taux de pénalité pour cet écart", "Penalty rate for that shortfall"),
    "penalty.base": ("Base : redevance mensuelle du produit", "Base: the product’s monthly fee"),
    "penalty.product": ("Taux × base", "Rate × base"),
    "penalty.cap": (
        "Plafond, toutes pénalités du contrat ce mois",
        "Cap, all the contract’s penalties of the month",
    ),
    "penalty.cap.no": ("{cap}, non atteint", "{cap}, not reached"),
    "penalty.cap.yes": ("{cap}, atteint", "{cap}, reached"),
    "penalty.amount": ("Pénalité due sur demande", "Penalty owed on claim"),
    "penalty.claim": ("Dernier instant pour la demander", "Last instant to claim"),
    # reasons, rules, attachments
    "reasons": ("Le raisonnement, pas à pas", "The reasoning, step by step"),
    "reasons.none": (
        "Aucun raisonnement n’accompagne ce relevé.",
        "No reasoning comes with this statement.",
    ),
    "clause": ("Clause", "Clause"),
    "reading": ("Lecture {id} : {says}", "Reading {id}: {says}"),
    "reading.other": ("autre lecture possible : {others}", "other reading possible: {others}"),
    "reading.others": ("autres lectures possibles : {others}", "other readings possible: {others}"),
    "reading.or": (" ; ou ", "; or "),
    "reading.applied": (
        "au lieu de la lecture retenue, {taken}",
        "instead of the one taken, {taken}",
    ),
    "reading.not_taken": (
        "au lieu de celle que la convention retient",
        "instead of the one that the agreement takes",
    ),
    "rules": ("Les règles appliquées", "The rules applied"),
    "rule": ("Règle", "Rule"),
    "verify": ("Vérifier ce rapport", "Verify this report"),
    "verify.how": (
        "Ce fichier porte en pièces jointes le relevé et ses preuves. Sur toute machine où Tenir "
        "est installé, la commande ci-dessous refait tous les calculs à partir des pièces et du "
        "fichier de la convention, et nomme tout chiffre qui aurait changé.",
        "This file carries the statement and its evidence as attachments. On any machine with "
        "Tenir, the command below works everything out again from them and the agreement file, "
        "and names any figure that has moved.",
    ),
    "verify.digest": ("Empreinte de la convention", "Digest of the agreement"),
    "attachment": ("Pièce jointe", "Attachment"),
    "attachment.size": ("Octets", "Bytes"),
    "attachment.digest": ("Empreinte SHA-256", "SHA-256 digest"),
    "attachment.statement": (
        "Le relevé complet, chiffre par chiffre",
        "The whole statement, figure by figure",
    ),
    "attachment.evidence": ("Preuve : {name}", "Evidence: {name}"),
    "subject": (
        "{product}, {month} : disponibilité mesurée, exclusions et pénalité",
        "{product}, {month}: measured availability, exclusions and penalty",
    ),
    # reading a report back
    "refused.not_pdf": (
        "ce fichier n’est pas un PDF lisible ({why}) ; donnez le rapport tel que Tenir l’a écrit",
        "this file is no readable PDF ({why}); give the report as Tenir wrote it",
    ),
    "refused.no_attachment": (
        "ce PDF ne porte pas de pièce jointe {name} : soit il n’est pas un rapport de Tenir, soit "
        "il a été réimprimé ; demandez l’original",
        "this PDF has no attachment {name}: either it is no report of Tenir, or it was printed "
        "anew; ask for the original",
    ),
    "refused.damaged": (
        "la pièce jointe {name} est abîmée ({why}) ; demandez un nouvel exemplaire du rapport",
        "the attachment {name} is damaged ({why}); ask for another copy of the report",
    ),
    "refused.twice": (
        "la pièce jointe {name} y est plusieurs fois : on ne sait laquelle vérifier",
        "the attachment {name} is there more than once: no telling which one to verify",
    ),
    "refused.reserved": (
        "une pièce ne peut s’appeler {name} : ce nom est celui du relevé",
        "no evidence may be named {name}: that is the statement’s own name",
    ),
    "damaged.stream": ("flux illisible", "unreadable stream"),
    "damaged.large": ("plus de {mib} Mio une fois déplié", "more than {mib} MiB once unfolded"),
    # what moved
    "moved.after": ("texte après « {before} »", "text after “{before}”"),
    "moved.start": ("texte du début", "text at the start"),
    "moved.drawing": ("dessin", "drawing"),
    "moved.pages": ("nombre de pages", "number of pages"),
    "moved.file": ("fichier", "file"),
    "moved.file.given": ("autre que ce que Tenir écrit", "other than what Tenir writes"),
    "moved.file.fresh": (
        "texte et dessins identiques ; police, métadonnée, annotation ou calque ajouté",
        "same text and drawings; a font, metadata, an annotation or a layer was added",
    ),
    "moved.other": ("modifié", "changed"),
}


def say(key: str, language: Language, **values: object) -> str:
    """The phrase of that key in that language."""
    french, english = PHRASES[key]
    return (french if language == "fr" else english).format(**values)


def named(kind: str, name: str, language: Language) -> str:
    """The word of an id of that kind, or the id itself where the report has no word for it."""
    key = f"{kind}.{name}"
    return say(key, language) if key in PHRASES else name

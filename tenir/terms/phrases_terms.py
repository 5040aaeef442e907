"""Each term's name, and what its kind promises, in words: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

_TITLES: Mapping[str, tuple[str, str]] = {
    "agreement.precedence": ("Ordre de prévalence", "Precedence"),
    "agreement.delays": ("Compte des délais", "How delays are counted"),
    "releases.support": ("Versions supportées", "Supported versions"),
    "evolution.notice": ("Préavis d'une nouvelle version", "Notice of a new version"),
    "evolution.immediate": ("Effet immédiat d'une nouvelle version", "New version at once"),
    "availability.target": ("Objectif de disponibilité", "Availability target"),
    "availability.measure": ("Mesure de la disponibilité", "Measure of availability"),
    "availability.excluded": ("Indisponibilités exclues", "Outages excluded"),
    "penalty.trigger": ("Ouverture d'un droit à pénalité", "What opens a right to a penalty"),
    "penalty.rate": ("Barème des pénalités", "Penalty rates"),
    "penalty.claim": ("Délai de demande d'une pénalité", "Time to claim a penalty"),
    "penalty.cap": ("Plafond des pénalités", "Cap on penalties"),
    "penalty.credit": ("Paiement d'une pénalité", "How a penalty is paid"),
    "maintenance.notice": ("Annonce de travaux hors plage", "Notice of works outside windows"),
    "maintenance.planned": ("Maintenance programmée", "Planned maintenance"),
    "maintenance.window": ("Plages de maintenance", "Maintenance windows"),
    "backups.interval": ("Fréquence des sauvegardes", "How often backups are made"),
    "backups.rpo": ("Perte de données maximale (RPO)", "Recovery point objective (RPO)"),
    "backups.sites": ("Sites de sauvegarde", "Backup sites"),
    "backups.region": ("Lieu des sauvegardes", "Where backups are kept"),
    "backups.retention": ("Conservation des sauvegardes", "How long backups are kept"),
    "support.platform": ("Plateforme de support", "Support platform"),
    "support.admission": ("Demandes admises", "Requests admitted"),
    "support.pages": ("Pages du compte client", "Pages of the client's account"),
    "support.priority": ("Priorité d'une demande", "Priority of a request"),
    "support.taken_in_charge": ("Prise en charge", "Taken in charge"),
    "support.response.p1": ("Délai de prise en charge en P1", "P1 response time"),
    "support.response.all": ("Délai de prise en charge", "Response time"),
    "support.requalification": ("Demande requalifiée", "Requalified request"),
    "support.resolution": ("Délai de résolution", "Resolution time"),
    "releases.kinds": ("Sortes de mises à jour", "Kinds of updates"),
    "releases.mode": ("Mode de mise à jour", "Update mode"),
    "releases.validation": ("Validation d'une version", "Validation of a version"),
    "releases.liability": ("Mise à jour qui n'a pas été faite", "An update not done"),
    "contacts.entitled": ("Qui ouvre une demande", "Who may open a request"),
    "contacts.minimum": ("Contacts désignés", "Designated contacts"),
    "contacts.main_change": ("Changement du contact principal", "Change of the main contact"),
    "contacts.channels": ("Moyens de joindre les contacts", "Channels to contacts"),
    "crisis.measures": ("Mesures d'un incident de sécurité", "Security incident measures"),
    "crisis.clocks": ("Délais légaux", "Legal clocks"),
}

_SAID: Mapping[str, tuple[str, str]] = {
    "said.precedence": (
        "du plus faible au plus fort : {order}",
        "from weakest to strongest: {order}",
    ),
    "said.counting.none": (
        "un dernier jour non ouvré ne proroge pas le délai",
        "a last day that is no working day does not prolong the delay",
    ),
    "said.counting.next_working_day": (
        "un dernier jour non ouvré est reporté au jour ouvré suivant",
        "a last day that is no working day rolls over to the next one",
    ),
    "said.delay.firm": ("{length:length}", "{length:length}"),
    "said.delay.best_effort": ("{length:length}, au mieux", "{length:length}, best effort"),
    "said.conditions": ("à la fois : {all}", "all of: {all}"),
    "said.condition.notified": ("annoncée avant de commencer", "notified before it begins"),
    "said.condition.inside_window": ("dans une plage de maintenance", "inside a window"),
    "said.objective": ("{length:length} au plus", "at most {length:length}"),
    "said.minimum": ("au moins {value}", "at least {value}"),
    "said.region": ("Espace économique européen", "European Economic Area"),
    "said.tier": ("{id} : {length:length}", "{id}: {length:length}"),
    "said.kept.day": ("la dernière du jour", "the last of the day"),
    "said.kept.iso_week": ("la dernière de la semaine", "the last of the week"),
    "said.kept.month": ("la dernière du mois", "the last of the month"),
    "said.works.planned": ("maintenance programmée", "planned maintenance"),
    "said.works.urgent": ("maintenance urgente", "urgent maintenance"),
    "said.works.urgent-security": (
        "maintenance urgente de sécurité", "urgent security maintenance"),
    "said.works.no-impact": ("opérations sans impact", "works without impact"),
    "said.admission.admitted": (
        "anomalies reproductibles ; une question est admise en urgence {urgency:name}",
        "reproducible anomalies; a question is admitted at urgency {urgency:name}",
    ),
    "said.admission.refused": (
        "anomalies reproductibles ; une question n'est pas admise",
        "reproducible anomalies; a question is not admitted",
    ),
    "said.pages": (
        "plateforme de base : les demandes, et en plus {pages:list}",
        "basic platform: requests, and besides {pages:list}",
    ),
    "said.pages.none": (
        "plateforme de base : les demandes, et rien de plus",
        "basic platform: requests, and nothing more",
    ),
    "said.priority": ("{priority} ({name}) : {cases}", "{priority} ({name}): {cases}"),
    "said.case": (
        "urgence {urgency:name}, impact {impact}",
        "urgency {urgency:name}, impact {impact}",
    ),
    "said.impact.high": ("fort", "high"),
    "said.impact.medium": ("moyen", "medium"),
    "said.impact.low": ("faible", "low"),
    "said.event": ("quand la demande passe « {status} »", "when the request turns “{status}”"),
    "said.replay.recording": (
        "le délai court depuis l'enregistrement", "the clock runs from recording"),
    "said.replay.change": (
        "le délai court depuis la requalification", "the clock runs from the change"),
    "said.nothing": ("rien n'est promis", "nothing is promised"),
    "said.support_window.lost_at_once": (
        "la dernière version majeure, et la précédente pendant {length:length}, perdue aussitôt "
        "qu'une autre sort",
        "the latest major version, and the one before for {length:length}, lost at once when "
        "another ships",
    ),
    "said.support_window.keeps": (
        "la dernière version majeure, et la précédente pendant {length:length} en tout cas",
        "the latest major version, and the one before for {length:length} in any case",
    ),
    "said.version_kinds": (
        "correctif, version (les {parts} premiers nombres changent), version majeure déclarée avec "
        "son motif",
        "patch, version (the first {parts} numbers change), major version declared with its reason",
    ),
    "said.choice.automatic": ("automatique", "automatic"),
    "said.choice.piloted": ("pilotée, à une date convenue", "piloted, on an agreed date"),
    "said.liability.missing_client_action": (
        "l'éditeur n'en répond pas faute d'action du client ou de date convenue",
        "the publisher does not answer for it for want of the client's action or an agreed date",
    ),
    "said.liability.any_piloted_update": (
        "l'éditeur ne répond d'aucune mise à jour pilotée",
        "the publisher answers for no piloted update",
    ),
    "said.reasons.any": ("tout motif consigné", "any recorded reason"),
    "said.reasons": ("seulement pour : {reasons:list}", "only for: {reasons:list}"),
    "said.entitlement.designated_contacts": (
        "les contacts désignés seulement", "designated contacts only"),
    "said.entitlement.all_users": ("tous les utilisateurs", "all users"),
    "said.signature": (
        "par un écrit signé, pour : {fields:list}", "in signed writing, for: {fields:list}"),
    "said.channels": ("{priority} : {means:list}", "{priority}: {means:list}"),
    "said.measures": ("{items:list}", "{items:list}"),
    "said.clock": ("{law}, {to} : {length:length}", "{law}, {to}: {length:length}"),
    "said.clock.at_once": (
        "{law}, {to} : dans les meilleurs délais", "{law}, {to}: without undue delay"),
    "said.threshold.>=": ("{target:percent} au moins", "at least {target:percent}"),
    "said.threshold.<=": ("{target:percent} au plus", "at most {target:percent}"),
    "said.threshold.around": (
        "joignable 24 h/24, 7 j/7, hors {excluded}",
        "reachable 24/7, apart from {excluded}",
    ),
    "said.threshold.none": ("mesurée, sans taux promis", "measured, no rate promised"),
    "said.credit.refund": (
        "avoir sur la redevance annuelle suivante, remboursement à défaut",
        "credit note on the next yearly fee, a refund where there is none",
    ),
    "said.credit.nothing": (
        "avoir sur la redevance annuelle suivante, rien à défaut",
        "credit note on the next yearly fee, nothing where there is none",
    ),
    "said.window.none": ("aucune plage", "no window"),
}  # fmt: skip

LAYERS: Mapping[str, tuple[str, str]] = {
    "contract.general": ("conditions générales du contrat", "the contract's general terms"),
    "agreement": ("convention de service", "the agreement"),
    "annex": ("annexe", "annex"),
    "contract.special": ("conditions particulières du contrat", "the contract's special terms"),
}

PHRASES: Mapping[str, tuple[str, str]] = {
    **{f"title.{key}": title for key, title in _TITLES.items()},
    **{f"layer.named.{layer}": name for layer, name in LAYERS.items()},
    **_SAID,
}

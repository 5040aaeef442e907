"""What the monthly review says: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

NB = "\u00a0"
PHRASES: Mapping[str, tuple[str, str]] = {
    "pack.title": ("Revue mensuelle", "Monthly review"),
    "pack.file": ("revue", "review"),
    "pack.sentence": (
        f"Engagements de l'éditeur tenus dans le mois{NB}: {{kept}}, manqués{NB}: {{missed}}. "
        f"Décisions à prendre{NB}: {{decisions}}.",
        "The publisher's promises kept in the month: {kept}, missed: {missed}. Decisions to take: "
        "{decisions}.",
    ),
    "pack.kept": ("Engagements tenus", "Promises kept"),
    "pack.missed": ("Engagements manqués", "Promises broken"),
    "pack.running": ("En cours", "Still running"),
    "pack.to_decide": ("Décisions à prendre", "Decisions to take"),
    "pack.none": ("Rien à signaler.", "Nothing to report."),
    "pack.more": (
        "Seules les premières lignes sont données{nb}: le reste se lit sur la plateforme.",
        "Only the first rows are given: the others are read on the platform.",
    ),
    "pack.client": ("Client", "Client"),
    "pack.written": ("Établie", "Written"),
    "pack.broken.title": ("Engagements manqués par l'éditeur", "Promises that the publisher broke"),
    "pack.owed.title": ("Ce que doit le client", "What the client owes"),
    "pack.months.title": ("Disponibilité (article 5)", "Availability (article 5)"),
    "pack.outages.title": ("Indisponibilités (article 5)", "Outages (article 5)"),
    "pack.requests.title": ("Demandes (article 7)", "Requests (article 7)"),
    "pack.responses.title": (
        "Délais de prise en charge (article 7)",
        "Response times (article 7)",
    ),
    "pack.responses.note": (
        "Des demandes enregistrées dans le mois, celles qui ont été prises en charge ou répondues, "
        "ou dont le délai est passé sans l'être, et que rien n'exclut (7.21). La part dans le "
        "délai n'est jamais arrondie vers le haut. La médiane et la durée que 90 % ne dépassent "
        "pas sont en temps ouvré (7.15), hors pauses. Entre parenthèses{nb}: en retard du seul "
        "fait d'une requalification (7.19), et comptées en retard.",
        "Of the requests recorded in the month, those that were taken in charge or answered, or "
        "are overdue without, and that nothing excludes (7.21). The share in time is never rounded "
        "up. The median, and what 90 % of them do not exceed, are in working time (7.15), pauses "
        "left out. In brackets: late by a re-qualification alone (7.19), and counted as late.",
    ),
    "pack.measured": ("Demandes", "Requests"),
    "pack.measured.of": ("Priorité {priority}", "Priority {priority}"),
    "pack.measured.all": ("Toutes", "All"),
    "pack.number": ("Numéro", "Number"),
    "pack.recorded": ("Enregistrées", "Recorded"),
    "pack.share": ("Dans le délai", "In time"),
    "pack.late": ("En retard", "Late"),
    "pack.median": ("Médiane", "Median"),
    "pack.ninth": ("90 % en", "90 % within"),
    "pack.reopened": ("Rouvertes", "Reopened"),
    "pack.excluded": ("Exclues", "Excluded"),
    "pack.attached": ("La même revue, pour un tableur", "The same review, for a spreadsheet"),
    "pack.backups.title": ("Sauvegardes (article 6)", "Backups (article 6)"),
    "pack.updates.title": ("Mises à jour (article 8)", "Updates (article 8)"),
    "pack.works.title": (
        "Travaux du mois et à venir (article 5)",
        "Works of the month and to come (article 5)",
    ),
    "pack.decisions.title": ("Décisions à prendre", "Decisions to take"),
    "pack.promise": ("Engagement", "Promise"),
    "pack.clause": ("Article", "Clause"),
    "pack.due": ("Échéance", "Due"),
    "pack.state": ("État", "State"),
    "pack.line": ("Abonnement", "Subscription"),
    "pack.rate": ("Taux", "Rate"),
    "pack.counted": ("Compté", "Counted"),
    "pack.penalty": ("Pénalité, HT", "Penalty, excl. tax"),
    "pack.from": ("Du", "From"),
    "pack.length": ("Durée", "Length"),
    "pack.request": ("Demande", "Request"),
    "pack.opened": ("Ouverte", "Opened"),
    "pack.product": ("Produit", "Product"),
    "pack.version": ("Version", "Version"),
    "pack.day": ("Le", "On"),
    "pack.what": ("Quoi", "What"),
    "pack.until": ("Avant le", "Before"),
    "pack.decide.quote": ("répondre au devis : {wish}", "answer the quote: {wish}"),
    "pack.decide.version": (
        "répondre à la version {number} de la convention",
        "answer version {number} of the agreement",
    ),
    "pack.decide.unread": (
        "lire les prérequis de {product} {number}",
        "read the prerequisites of {product} {number}",
    ),
    "pack.decide.right": (
        "demander la pénalité de {month:month} pour {product} ({amount:amount})",
        "claim the penalty of {month:month} for {product} ({amount:amount})",
    ),
    "pack.decide.claim": (
        "suivre la demande de pénalité de {month:month} pour {product}",
        "follow the penalty claim of {month:month} for {product}",
    ),
    "pack.state.kept": ("tenu", "kept"),
    "pack.state.missed": ("manqué", "missed"),
    "pack.state.running": ("en cours", "running"),
    "pack.state.waived": ("levé", "waived"),
    "pack.state.down": ("indisponible", "down"),
    "pack.state.degraded": ("dégradé", "degraded"),
    "pack.state.met": ("tenu", "met"),
    "pack.state.unknown": ("non mesuré", "not measured"),
    "pack.state.open": ("ouverte", "open"),
    "pack.state.in_time": ("résolue, dans le délai", "resolved, in time"),
    "pack.state.late": ("résolue, en retard", "resolved, late"),
    "pack.state.resolved": ("résolue", "resolved"),
}

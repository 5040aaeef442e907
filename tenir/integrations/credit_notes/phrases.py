"""What a credit note says: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "note.title": ("Avoir {number}", "Credit note {number}"),
    "note.line": (
        "Pénalité de disponibilité {month:month}, {product} (contrat {contract})",
        "Availability penalty {month:month}, {product} (contract {contract})",
    ),
    "note.credit": (
        "Avoir à déduire de la redevance annuelle du {on:day}, en exécution complète de la "
        "pénalité (articles 5.8 et 5.9).",
        "Credit to take off the yearly fee of {on:day}, in full discharge of the penalty "
        "(articles 5.8 and 5.9).",
    ),
    "note.refund": (
        "Avoir remboursé, faute de redevance annuelle suivante (article 5.9).",
        "Credit refunded, there being no next yearly fee (article 5.9).",
    ),
    "note.complements": (
        "En complément de {notes} : révisé, le mois ouvre une pénalité de {amount:amount} HT, dont "
        "{credited:amount} HT sont déjà crédités.",
        "Beside {notes}: revised, the month gives a penalty of {amount:amount} excl. tax, of which "
        "{credited:amount} excl. tax are credited already.",
    ),
    "note.no_fee": (
        "Sans frais de recouvrement : avoir en faveur de l'acheteur.",
        "No recovery costs: a credit in favour of the buyer.",
    ),
    "note.no_penalty": (
        "Sans pénalité de retard : avoir en faveur de l'acheteur.",
        "No late-payment interest: a credit in favour of the buyer.",
    ),
    "note.no_discount": ("Sans escompte.", "No discount for early payment."),
    "note.seller": ("Émis par", "Issued by"),
    "note.buyer": ("En faveur de", "In favour of"),
    "note.about": ("Pénalité de disponibilité", "Availability penalty"),
    "note.issued": ("Émis le", "Issued on"),
    "note.corrects": ("Corrige la facture", "Corrects invoice"),
    "note.of": ("{number} du {on:day}", "{number} of {on:day}"),
    "note.designation": ("Désignation", "Description"),
    "note.net": ("Total HT", "Total excl. tax"),
    "note.vat": ("TVA", "VAT"),
    "note.vat_at": ("TVA à {rate} %", "VAT at {rate} %"),
    "note.total": ("Total TTC", "Total incl. tax"),
    "note.siren": ("SIREN {siren}", "SIREN {siren}"),
    "note.vat_number": ("TVA {number}", "VAT {number}"),
    "note.attached": (
        "L'avoir en XML (Factur-X, EN 16931)",
        "The credit note in XML (Factur-X, EN 16931)",
    ),
}

"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "promise.penalty.credit": (
        "payer l'avoir d'une pénalité",
        "pay the credit of a penalty",
    ),
    "penalties.unknown": (
        "il n'y a rien de tel parmi les pénalités",
        "there is no such thing among the penalties",
    ),
    "penalties.contacts_claim": (
        "seul un contact désigné du client demande une pénalité ou conteste un refus",
        "only a designated contact of the client claims a penalty or contests a refusal",
    ),
    "penalties.finance_rules": (
        "seule la finance statue sur une contestation",
        "only finance rules on an objection",
    ),
    "penalties.finance_credits": (
        "seule la finance émet un avoir et note son paiement",
        "only finance issues a credit note and says that it was paid",
    ),
    "penalties.finance_invoices": (
        "seule la finance dit comment les avoirs sont émis",
        "only finance says how credit notes are issued",
    ),
    "penalties.not_covered": (
        "l'abonnement ne couvre encore aucune part du mois {month:month} ; choisissez-en un autre",
        "the subscription covers no part of the month {month:month} yet; choose another month",
    ),
    "penalties.withdrawn": (
        "une révision du relevé a retiré le droit du mois {month:month} ; lisez-en le motif",
        "the right of the month {month:month} was withdrawn by a revision of the statement; read "
        "why",
    ),
    "penalties.met": (
        "le relevé du mois {month:month} n'ouvre aucun droit ; lisez-en les motifs",
        "the statement of the month {month:month} opens no right; read its reasons",
    ),
    "penalties.no_right": (
        "le relevé du mois n'ouvre aucun droit à pénalité",
        "the statement of the month opens no right to a penalty",
    ),
    "penalties.no_fee": (
        "l'abonnement n'a pas de redevance propre",
        "the subscription has no fee of its own",
    ),
    "penalties.no_right_yet": (
        "le relevé du mois {month:month} n'ouvre aucun droit ; révisez-le d'abord",
        "the statement of the month {month:month} opens no right; revise it first",
    ),
    "penalties.no_reason": (
        "le motif manque ; l'autre partie le lira, écrivez-le",
        "the reason is missing; the other party will read it, write it down",
    ),
    "penalties.moved_on": (
        "cette demande n'en est plus là ; rechargez la page",
        "this claim has moved on; load the page again",
    ),
    "penalties.not_invoicing": (
        "aucun avoir n'est émis tant que la finance n'a pas rempli : {missing} (Facturation)",
        "no credit note is issued until finance has filled in: {missing} (Invoicing)",
    ),
    "penalties.fee_unpaid": (
        "la redevance du mois n'est pas payée : l'avoir est retenu jusqu'à son paiement",
        "the fee of the month is not paid: the credit is held back until it is",
    ),
    "penalties.no_invoice": (
        "le numéro de la facture corrigée manque ; indiquez-le",
        "the number of the invoice corrected is missing; give it",
    ),
    "penalties.no_payment": (
        "dites par quelle facture ou quel virement l'avoir a été payé",
        "say by which invoice or transfer the credit note was paid",
    ),
    "penalties.nothing_paid": (
        "sans redevance annuelle suivante, cette convention ne paie rien",
        "with no next yearly fee, this agreement pays nothing",
    ),
    "penalties.buyer": (
        "le SIREN de {client} manque ; complétez la fiche du client",
        "the SIREN of {client} is missing; complete the client's details",
    ),
    "penalties.country": (
        "le pays de {client} ({country:country}) n'est pas de ceux où l'on sait adresser une "
        "facture électronique ; faites cet avoir dans votre comptabilité",
        "the country of {client} ({country:country}) is none where an electronic invoice can be "
        "addressed; make this note in your own books",
    ),
    "penalties.buyer_abroad": (
        "le numéro de TVA de {client}, qui n'est pas en France, manque ; complétez la fiche du "
        "client",
        "the VAT number of {client}, which is not in France, is missing; complete the client's "
        "details",
    ),
    "penalties.vat_abroad": (
        "{client} n'est pas dans le pays de l'éditeur ({country:country}) : la TVA qui y est "
        "rendue ne le concerne pas ; demandez à votre expert-comptable, puis choisissez un "
        "traitement sans TVA pour cet avoir",
        "{client} is not in the publisher's country ({country:country}): the VAT that is given "
        "back there is none of its own; ask your accountant, then choose a treatment without VAT "
        "for this note",
    ),
    "penalties.books": (
        "« {given} » n'est ni un journal ni un compte ; un compte a trois chiffres ou plus, un "
        "journal ni tabulation ni barre",
        "“{given}” is neither a journal nor an account; an account has three digits or more, a "
        "journal neither tab nor bar",
    ),
    "penalties.siren": (
        "« {given} » n'est pas un SIREN ; neuf chiffres, dont un de contrôle",
        "“{given}” is no SIREN; nine digits, one of them a check",
    ),
    "penalties.vat": (
        "« {given} » n'est pas un traitement de TVA ; choisissez réduction de prix ou indemnité",
        "“{given}” is no VAT treatment; choose lower price or damages",
    ),
    "penalties.vat_rate": (
        "une réduction de prix rend la TVA : donnez son taux et votre numéro de TVA",
        "a lower price gives VAT back: give its rate and your VAT number",
    ),
    "penalties.vat_reason": (
        "un avoir sans TVA dit pourquoi ; écrivez-le",
        "a credit note without VAT says why; write it",
    ),
    "penalties.finance_brings": (
        "seule la finance reprend des pénalités passées ; demandez-lui",
        "only finance brings past penalties in; ask it",
    ),
    "penalties.settled_before": (
        "la pénalité de {month:month} a été réglée avant la reprise ; rien n'est à demander",
        "the penalty of {month:month} was settled before the books were taken over; there is "
        "nothing to claim",
    ),
    "penalties.no_target": (
        "aucun abonnement n'a la cible « {given} »",
        "no subscription has the target “{given}”",
    ),
    "penalties.twice": (
        "la référence « {given} » est déjà en {first} ; gardez-en une",
        "reference “{given}” is at {first} already; keep one of them",
    ),
    "penalties.differs": (
        "« {given} » est déjà là et diffère ; donnez une autre référence, ou la même chose",
        "“{given}” is there already and differs; give another reference, or the same",
    ),
    "penalties.month_not_over": (
        "le mois {month:month} n'est pas fini",
        "the month {month:month} is not over",
    ),
    "penalties.month_known": (
        "une pénalité de {month:month} est déjà connue pour « {target} »",
        "a penalty of {month:month} is known already for “{target}”",
    ),
}

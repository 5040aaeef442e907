"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "orders.unknown": (
        "ce devis n'existe pas ; cherchez-le dans la liste des devis",
        "there is no such quote; look for it in the list of quotes",
    ),
    "orders.kind": (
        "« {given} » n'est pas une prestation ; choisissez parmi : {known}",
        "“{given}” is no service sold apart; choose among: {known}",
    ),
    "orders.no_wish": (
        "la demande est vide ; écrivez ce qui est souhaité",
        "the wish is empty; write what is wanted",
    ),
    "orders.other_contract": (
        "l'abonnement {target} est d'un autre contrat ; choisissez-en un de celui-ci",
        "the subscription {target} belongs to another contract; choose one of this contract",
    ),
    "orders.prices": (
        "seuls les gestionnaires de comptes et la finance chiffrent un devis",
        "only accounts managers and finance price a quote",
    ),
    "orders.backs_up": (
        "seul un contact désigné du client dit que ses sauvegardes sont prêtes (6.7)",
        "only a designated contact of the client says that its backups are arranged (6.7)",
    ),
    "orders.no_backup_owed": (
        "rien n'est à sauvegarder avant cette opération",
        "nothing is to be backed up before that operation",
    ),
    "promise.orders.own_backup": (
        "faire vos sauvegardes avant l'intervention que vous avez demandée",
        "arrange your own backups before the operation that you asked for",
    ),
    "risk.no-own-backup": (
        "sans vos propres sauvegardes, ce que l'intervention change ne se retrouve que d'après "
        "celles de l'éditeur, d'au plus 24 heures avant (6.2)",
        "without your own backups, what the operation changes is found again only from the "
        "publisher's, of up to 24 hours before (6.2)",
    ),
    "orders.answers": (
        "seul un contact désigné du client demande, accepte ou refuse un devis",
        "only a designated contact of the client asks for, accepts or declines a quote",
    ),
    "orders.invoices": (
        "seule la finance note une facture",
        "only finance marks an invoice",
    ),
    "orders.no_invoice": (
        "le numéro de la facture manque ; indiquez-le",
        "the invoice's number is missing; give it",
    ),
    "orders.no_reason": (
        "le motif manque ; le client le lira, écrivez-le",
        "the reason is missing; the client will read it, write it down",
    ),
    "orders.no_words": (
        "l'offre n'a pas de texte ; dites ce qui est proposé",
        "the offer has no words; say what is offered",
    ),
    "orders.no_price": (
        "l'offre n'a pas de prix ; indiquez un montant, une redevance annuelle, ou zéro",
        "the offer has no price; give an amount, a yearly fee, or nought",
    ),
    "orders.negative": (
        "un prix est négatif ; indiquez un montant de zéro ou plus",
        "a price is negative; give an amount of nought or more",
    ),
    "orders.no_yearly": (
        "une prestation ponctuelle n'a pas de redevance annuelle ; indiquez un montant",
        "a service done once has no yearly fee; give an amount",
    ),
    "orders.outside": (
        "le contrat ne court pas le {day:day} (il va du {start} au {end}) ; choisissez un début "
        "pendant le contrat",
        "the contract does not run on {day:day} (it goes from {start} to {end}); choose a start "
        "within the contract",
    ),
    "orders.already_expired": (
        "l'offre serait déjà échue le {day:day} ; choisissez un jour à venir",
        "the offer would have expired on {day:day} already; choose a day to come",
    ),
    "orders.no_start": (
        "une option commence un jour ; indiquez lequel",
        "an option starts on a day; say which",
    ),
    "orders.backwards": (
        "la fin ({end:day}) précède le début ({start:day}) ; échangez-les",
        "the end ({end:day}) comes before the start ({start:day}); swap them",
    ),
    "orders.faults": (
        "plusieurs choses à corriger : {faults}",
        "several things to put right: {faults}",
    ),
    "orders.moved_on": (
        "le devis {number} est désormais dans un autre état ; rechargez la page",
        "quote {number} is in another state by now; load the page again",
    ),
    "orders.offer_changed": (
        "l'offre {number} a changé depuis que vous l'avez lue ; relisez-la avant de l'accepter",
        "offer {number} has changed since you read it; read it again before you accept it",
    ),
    "orders.expired": (
        "l'offre {number} n'était valable que jusqu'au {day:day} ; demandez-en une nouvelle",
        "offer {number} held until {day:day} only; ask for a new one",
    ),
    "orders.yearly": (
        "{amount} par an",
        "{amount} a year",
    ),
    "orders.kind_tma": (
        "maintenance applicative (TMA)",
        "application maintenance (TMA)",
    ),
    "orders.kind_third_party_support": (
        "support de produits tiers",
        "support of third-party products",
    ),
    "orders.kind_training": (
        "formation",
        "training",
    ),
    "orders.kind_user_support": (
        "support aux utilisateurs",
        "user support",
    ),
    "orders.kind_settings_help": (
        "aide au paramétrage",
        "help with settings",
    ),
    "orders.kind_on_call": (
        "astreinte",
        "on-call service",
    ),
    "orders.kind_out_of_hours": (
        "intervention hors des heures ouvrées",
        "out-of-hours operation",
    ),
    "orders.kind_hours": (
        "heures prépayées",
        "prepaid hours",
    ),
    "orders.kind_implementation": (
        "mise en œuvre d'une mise à jour",
        "implementation of an update",
    ),
    "orders.kind_other": (
        "autre prestation",
        "other service",
    ),
}

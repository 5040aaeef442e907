"""What is said of time spent, and of what of it is charged."""

from collections.abc import Mapping

TIME: Mapping[str, tuple[str, str]] = {
    "requests.sells": (
        "seuls les gestionnaires de comptes et la finance fixent et facturent le temps",
        "only accounts managers and finance set and charge time",
    ),
    "requests.bad_terms": (
        "ces conditions ne se peuvent pas ; un arrondi d'une minute au moins, des taux positifs",
        "these terms cannot be; rounding of a minute at least, rates of nought or more",
    ),
    "requests.bad_time": (
        "ce temps ne se peut pas ; indiquez de 1 à 1440 minutes, déjà passées",
        "this time cannot be; give 1 to 1440 minutes, already spent",
    ),
    "requests.no_such_time": (
        "ce temps n'existe pas ; cherchez-le sur la page de sa demande",
        "there is no such time; look for it on the page of its request",
    ),
    "requests.own_time": (
        "le temps se corrige par qui l'a noté, ou par qui en fixe les conditions",
        "time is corrected by who put it down, or by who sets its terms",
    ),
    "requests.time_charged": (
        "{number} : ce temps est déjà facturé ; il ne change plus, sauf si l'exclusion dont il "
        "vient est levée",
        "{number}: this time is charged already; it changes no more, unless the ruling that it "
        "comes from is taken back",
    ),
    "requests.time_withdrawn": (
        "ce temps est retiré ; notez-le de nouveau s'il a été passé",
        "this time was withdrawn; put it down again if it was spent",
    ),
    "requests.time_because": (
        "le motif manque ; dites pourquoi ce temps change",
        "the reason is missing; say why this time changes",
    ),
    "requests.out_of_hours": (
        "{number} : ce temps est hors des heures ouvrées et n'est pas commandé ; demandez un devis",
        "{number}: this time is out of hours and was not ordered; ask for a quote",
    ),
    "requests.no_terms": (
        "{number} : le contrat n'a pas de conditions de facturation du temps ; fixez-les",
        "{number}: the contract has no terms for charging time; set them",
    ),
    "requests.not_announced": (
        "{number} : la facturation n'a pas été annoncée au client ; annoncez-la d'abord",
        "{number}: the client was not told that time is charged; tell them first",
    ),
    "requests.not_ruled": (
        "{number} : aucune exclusion ni commande ne permet de facturer ce temps",
        "{number}: no ruling and no order allows this time to be charged",
    ),
    "requests.no_consent": (
        "{number} : le client n'a pas accepté la facturation ; attendez son accord",
        "{number}: the client did not accept to be charged; wait for its consent",
    ),
}

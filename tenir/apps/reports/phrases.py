"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "promise.availability.target": (
        "disponibilité du mois",
        "availability of the month",
    ),
    "promise.penalty.claim": (
        "demander la pénalité à laquelle un droit est ouvert",
        "claim the penalty to which a right is open",
    ),
    "risk.penalty.lost": (
        "le droit à la pénalité est perdu",
        "the right to the penalty is lost",
    ),
    "reports.speaks_for_client": (
        "seul un contact désigné du client, ou qui suit les clients, demande ses rapports",
        "only a designated contact of the client, or who keeps clients, asks for its reports",
    ),
    "reports.no_frozen": (
        "il n'y a pas de tel relevé",
        "there is no such statement",
    ),
    "reports.freezes": (
        "seule l'exploitation fige ou révise un relevé ; demandez-lui",
        "only operations freezes or revises a statement; ask them",
    ),
    "reports.replays": (
        "seul l'éditeur rejoue les mois de ses clients",
        "only the publisher replays its clients' months",
    ),
    "reports.no_replay": (
        "cette version n'a pas été rejouée ; demandez-le d'abord",
        "this version was not replayed; ask for it first",
    ),
    "reports.month_not_over": (
        "le mois {month:month} n'est pas fini ; figez-le à partir du {end:instant}",
        "the month {month:month} is not over; freeze it from {end:instant} on",
    ),
    "reports.not_covered": (
        "l'abonnement ne couvre aucune part du mois {month:month}",
        "the subscription covers no part of the month {month:month}",
    ),
    "reports.no_reason": (
        "un relevé figé n'est révisé que pour une raison ; dites laquelle",
        "a frozen statement is only revised for a reason; say which",
    ),
    "reports.no_version": (
        "aucune version de la convention n'a l'empreinte {digest} ; remettez-la pour recalculer",
        "no version of the agreement has the digest {digest}; put it back to recompute",
    ),
    "reports.no_month": (
        "aucun mois figé n'a l'empreinte {digest} ; remettez-le pour recalculer",
        "no frozen month has the digest {digest}; put it back to recompute",
    ),
    "reports.not_measured": (
        "rien n'a été mesuré ce mois",
        "nothing was measured that month",
    ),
}

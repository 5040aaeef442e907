"""The register of the agreement's clauses: each number is the rule's name everywhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tenir.terms.errors import Refused


class Kind(StrEnum):
    """What the software does about a clause."""

    COMPUTES = "="
    ACTS = ">"
    REFUSES = "!"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its number, what the software does about it, and its title.

    `items` are the letters of its list (5.5b is cited alone), `same_as` the clauses that say it.
    """

    number: str
    kinds: frozenset[Kind]
    fr: str
    en: str
    items: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def article(self) -> str:
        """The number of the article, or A for the annexes."""
        return "A" if self.number.startswith("A") else self.number.partition(".")[0]

    @property
    def computed(self) -> bool:
        """Whether it holds a figure or a date that a rule works out."""
        return Kind.COMPUTES in self.kinds


class UnknownClause(Refused):
    """A citation of a clause that the agreement does not have."""


def find(number: str) -> Clause:
    """The clause cited as `5.6`, as a letter of its list (`5.5b`) or as a whole article (`7`)."""
    found = _cited(number)
    if found is None:
        raise UnknownClause("clause.unknown", number=number, near=", ".join(_near(number)))
    return found


def known(number: str) -> bool:
    """Whether the agreement has that clause, letter of a list or article."""
    return _cited(number) is not None


def order(number: str) -> tuple[int, str]:
    """The place of a citation in the text: 5.9 before 5.10, 5.5b inside 5.5, the annexes last."""
    return _PLACES[find(number).number], number


def _cited(number: str) -> Clause | None:
    whole = CLAUSES.get(number) or ARTICLES.get(number)
    listed = CLAUSES.get(number[:-1])
    return whole or (listed if listed and number[-1] in listed.items else None)


def _near(number: str) -> list[str]:
    return difflib.get_close_matches(number, CLAUSES, n=3, cutoff=0.5) or ["1.1", "10.6", "A3"]


# Letters of the lists that are cited one by one.
_ITEMS = {"2.2": "abcde", "5.5": "abcdefghi", "7.21": "abcdef"}
# Clauses that only send to others.
_SAME_AS = {"8.6": ("2.3",), "10.6": ("6.1", "5.17")}

_ARTICLES = (
    ("1", "Objet", "Object"),
    ("2", "Périmètre", "Scope"),
    ("3", "Évolution de la convention", "Evolution of the agreement"),
    ("4", "Prérequis et mise à disposition", "Prerequisites and provisioning"),
    ("5", "Disponibilité et maintenance", "Availability and maintenance"),
    ("6", "Sauvegardes", "Backups"),
    ("7", "Support", "Support"),
    ("8", "Mises à jour", "Updates"),
    ("9", "Contacts", "Contacts"),
    ("10", "Gouvernance et gestion de crise", "Governance and crisis management"),
    ("A", "Annexes", "Annexes"),
)

_CLAUSES = (
    ("1.1", ">", "Services : logiciels et support", "Services: software and support"),
    ("1.2", "=", "Rang de la convention", "Rank of the agreement"),
    ("2.1", "!", "Produits en version standard", "Products in their standard version"),
    ("2.2", "!", "Exclusions du périmètre", "Exclusions from scope"),
    ("2.3", "=", "Versions prises en charge", "Supported versions"),
    ("2.4", "=", "Primauté des annexes 1 et 2", "Annexes 1 and 2 prevail"),
    ("2.5", "!", "Périmètre : services commandés", "Scope: services ordered"),
    ("2.6", ">", "Maintenance applicative à part", "Separate application maintenance"),
    ("2.7", ">!", "Conditions des éditeurs tiers", "Third-party publishers' conditions"),
    ("2.8", ">", "Paramétrage et formation à part", "Settings and training sold apart"),
    ("2.9", ">", "Usage professionnel", "Professional use"),
    ("3.1", "=>", "Préavis de modification", "Notice of amendment"),
    ("3.2", ">", "Acceptation à l'issue du préavis", "Acceptance when the notice ends"),
    ("3.3", ">", "Résiliation pendant le préavis", "Termination during the notice"),
    ("3.4", ">", "Dernière version consultable", "Latest version readable"),
    ("3.5", "=", "Modification immédiate", "Immediate amendment"),
    ("4.1", ">", "Prérequis", "Prerequisites"),
    ("4.2", "!", "Contacts désignés d'abord", "Contacts named first"),
    ("4.3", ">", "Remise des accès", "Access given"),
    ("5.1", "=", "Taux de disponibilité promis", "Availability promised"),
    ("5.2", "=", "Environnement de production seul", "Production environment only"),
    ("5.3", "=", "Calcul du taux mensuel", "Monthly rate"),
    ("5.4", ">", "Rapport de disponibilité", "Availability report"),
    ("5.5", "=", "Indisponibilités non décomptées", "Downtime not counted"),
    ("5.6", "=", "Pénalités de disponibilité", "Availability penalties"),
    ("5.7", "=!>", "Délai pour demander une pénalité", "Time to claim"),
    ("5.8", "=", "Plafond des pénalités", "Cap on penalties"),
    ("5.9", ">", "Règlement par avoir", "Paid as a credit note"),
    ("5.10", ">", "Interventions hors des plages", "Operations outside the windows"),
    ("5.11", ">", "Avis publiés sur le site de support", "Notices on the support site"),
    ("5.12", "=", "Préavis des travaux hors des plages", "Notice of works outside the windows"),
    ("5.13", ">", "Maintenance urgente", "Urgent maintenance"),
    ("5.14", "!", "Maintenance planifiée", "Planned maintenance"),
    ("5.15", "=", "Plages de maintenance", "Maintenance windows"),
    ("5.16", "=", "Arrêt du dimanche", "Sunday stop"),
    ("5.17", ">", "Continuité d'activité", "Business continuity"),
    ("6.1", ">", "Sauvegarde toutes les 24 heures", "A backup every 24 hours"),
    ("6.2", "=", "Perte de données maximale (RPO)", "Recovery point objective"),
    ("6.3", "!", "Deux copies sur des sites distincts", "Two copies on distinct sites"),
    ("6.4", "=!", "Conservation des sauvegardes", "Retention of backups"),
    ("6.5", "!", "Espace économique européen", "European Economic Area"),
    ("6.6", ">", "Sauvegardes propres au client", "The client's own backup policy"),
    ("6.7", ">", "Sauvegarde avant intervention", "Backup before an intervention"),
    ("7.1", ">", "Plateforme de support", "Support platform"),
    ("7.2", "=", "Disponibilité de la plateforme", "Availability of the platform"),
    ("7.3", ">", "Compte et contenu de la plateforme", "Account and pages of the platform"),
    ("7.4", "=>", "Ligne téléphonique", "Telephone line"),
    ("7.5", "!", "Anomalies reproductibles", "Reproducible anomalies"),
    ("7.6", ">", "Utilisateurs formés", "Trained users"),
    ("7.7", ">", "Enregistrement des demandes", "Requests recorded"),
    ("7.8", "=", "Prise en charge", "Taking in charge"),
    ("7.9", "!", "Demandeurs habilités", "Who may open requests"),
    ("7.10", "!", "Contenu d'une demande", "What a request holds"),
    ("7.11", ">", "Demande documentée, reproductible", "Documented and reproducible"),
    ("7.12", ">", "Canaux de réponse", "Channels of answer"),
    ("7.13", "=", "Délai de prise en charge P1", "P1 response time"),
    ("7.14", "=", "Délai de prise en charge général", "General response time"),
    ("7.15", "=", "Heures ouvrées du support", "Working hours of support"),
    ("7.16", ">", "Astreinte et heures non ouvrées", "On-call and out-of-hours work"),
    ("7.17", "=", "Matrice des priorités", "Priority matrix"),
    ("7.18", ">", "Définitions d'impact et d'urgence", "Impact and urgency defined"),
    ("7.19", ">", "Requalification", "Re-qualification"),
    ("7.20", ">", "Support des logiciels tiers", "Support of third-party software"),
    ("7.21", "!", "Exclusions du support", "Exclusions from support"),
    ("7.22", ">", "Temps facturable", "Billable time"),
    ("8.1", "=", "Nature des mises à jour", "Kinds of update"),
    ("8.2", ">", "Hors mises à jour", "What is no update"),
    ("8.3", "!", "Documentation et prérequis à jour", "Documentation and prerequisites follow"),
    ("8.4", ">", "Mises à jour automatiques", "Automatic updates"),
    ("8.5", ">", "Mises à jour pilotées", "Piloted updates"),
    ("8.6", "", "Versions prises en charge (rappel)", "Supported versions (as 2.3)"),
    ("8.7", ">", "Annonce des travaux payants", "Paid work told beforehand"),
    ("8.8", ">", "Compatibilité des spécifiques", "Specifics may stop working"),
    ("8.9", "=", "Validation d'une version", "Validation of a version"),
    ("8.10", "!", "Pas d'opposition au déploiement", "No objection to deployment"),
    ("8.11", ">", "Mises à jour imposées", "Imposed updates"),
    ("8.12", "=", "Mise à jour pilotée non réalisée", "Piloted update not done"),
    ("8.13", ">", "Suggestions d'évolution", "Proposals for evolution"),
    ("9.1", "!", "Un contact au moins", "At least one contact"),
    ("9.2", ">", "Contacts joignables", "Contacts kept reachable"),
    ("9.3", "!", "Changement par écrit signé", "Change in signed writing"),
    ("9.4", "!", "Réponse aux seuls contacts", "Contacts alone are answered"),
    ("9.5", "=", "Moyens de contact selon la gravité", "Channels by severity"),
    ("10.1", ">", "Certification ISO 27001", "ISO 27001"),
    ("10.2", "=", "Objectifs mesurés d'un incident", "Measured aims of an incident"),
    ("10.3", ">", "Six étapes de la gestion de crise", "Six steps of crisis management"),
    ("10.4", ">", "Information des clients", "Clients informed"),
    ("10.5", ">", "Signalement par le client", "Security incidents reported by clients"),
    ("10.6", "", "Continuité des données (rappel)", "Continuity of data (as 6.1 and 5.17)"),
    ("A0", ">", "Familles de produits", "Product families"),
    ("A1", "=", "Annexe 1 : mises à jour pilotées", "Annex 1: piloted updates"),
    ("A2", "=", "Annexe 2 : arrêt du dimanche", "Annex 2: Sunday stop"),
    ("A3", ">", "Annexe 3 : logiciels tiers", "Annex 3: third-party software"),
)


def _registered() -> Iterator[tuple[str, Clause]]:
    for number, signs, fr, en in _CLAUSES:
        kinds = frozenset(map(Kind, signs))
        same_as = _SAME_AS.get(number, ())
        yield number, Clause(number, kinds, fr, en, _ITEMS.get(number, ""), same_as)


CLAUSES = dict(_registered())
ARTICLES = {number: Clause(number, frozenset(), fr, en) for number, fr, en in _ARTICLES}
_PLACES = {
    number: place
    for place, number in enumerate(
        number
        for article in ARTICLES
        for number in (article, *(n for n, c in CLAUSES.items() if c.article == article))
    )
}

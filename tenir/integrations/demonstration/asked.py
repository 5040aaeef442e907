"""What the demonstration's clients ask of support, and how each of their requests goes.

Hours are elapsed hours from the opening. A course is told step by step: (hours, step, words).
"""

from __future__ import annotations

from typing import NamedTuple

Step = tuple[float, str, str]


class Told(NamedTuple):
    """A request of the last days: whose, how many days ago, at what time, how grave, its course."""

    target: str
    days: int
    clock: str
    gravity: tuple[str, str]
    title: str
    course: str


COURSES: dict[str, tuple[Step, ...]] = {
    "quick": (
        (1, "take", ""), (27, "resolve", "Corrigé par une relance du service."), (30, "rate", "3"),
    ),
    "solved": (
        (0.5, "take", ""), (1.2, "time", "25"), (50, "resolve", "Corrigé dans la version publiée."),
        (56, "rate", "3"), (220, "close", ""),
    ),
    "asked": (
        (2, "ask", "Depuis quand, et sur quel poste ?"), (28, "reply", "Depuis lundi, sur tous."),
        (29, "take", ""), (29.8, "time", "40"), (75, "resolve", "Le cache du poste était plein."),
        (80, "rate", "2"),
    ),
    "late": (
        (146, "take", ""), (147, "late", "Deux agents absents la même semaine."),
        (172, "resolve", "Corrigé."), (190, "rate", "1"),
    ),
    "reopened": (
        (2, "take", ""), (26, "resolve", "Le réglage par défaut est rétabli."),
        (98, "reopen", "Le défaut est revenu ce matin."), (122, "resolve", "Corrigé pour de bon."),
    ),
    "lowered": (
        (1, "lower", "Un seul poste est concerné, les autres travaillent."), (20, "take", ""),
        (48, "resolve", "Le poste a été réinstallé."),
    ),
    "ruled": (
        (0.3, "take", ""), (0.5, "announce", "La cause est dans le réseau du client."),
        (2, "time", "75"), (26, "rule", "Journal du pare-feu du client, coupure à 9 h 12."),
        (27, "charge", ""),
    ),
    "reversed": (
        (2, "rule", "Le paramétrage est celui du client."),
        (26, "contest", "Ce paramétrage est celui que vous livrez."),
        (48, "reverse", "Le client a raison : il est livré ainsi."), (49, "take", ""),
        (72, "resolve", "Le paramétrage livré est corrigé."),
    ),
    "twice": (
        (1, "take", ""), (2, "twice", ""), (27, "resolve", "Corrigé pour les deux postes."),
        (30, "rate", "3"),
    ),
    "open": (),
    "given": ((0.3, "give", ""),),
    "waiting": ((1, "ask", "Pouvez-vous joindre le fichier importé ?"),),
    "taken": ((1, "take", ""), (2, "reproduce", "Vu sur notre instance d'essai, version 12.")),
    "answered": ((2, "answer", "Un contournement : exportez page par page."),),
    "parked": ((3, "park", "Un connecteur propre au client : il faut un devis."),),
    "both": (
        (1, "ask", "Sur quels écrans ce champ doit-il paraître ?"),
        (3, "park", "Un champ propre au client : il faut un devis."),
    ),
    "handed": ((2, "take", ""), (4, "hand", "K2-4711")),
    "restricted": ((1, "restrict", ""),),
    "incomplete": (),
    "back": ((2, "take", ""), (20, "resolve", "Corrigé."), (26, "reopen", "Cela recommence.")),
    "done": ((1, "take", ""), (22, "resolve", "Un index manquait : il est rétabli.")),
}  # fmt: skip
# How the requests of the year went, in turn.
TURN = (
    "quick", "asked", "quick", "solved", "lowered", "quick", "late", "quick", "ruled", "quick",
    "reopened", "quick", "twice", "reversed", "quick", "quick", "late", "quick",
)  # fmt: skip
GRAVITIES = (
    ("high", "critical"), ("low", "major"), ("medium", "major"), ("low", "normal"),
    ("medium", "critical"), ("low", "major"), ("high", "normal"),
)  # fmt: skip
LEAVES = "novarde"  # ends its contracts in the year
YEARS, STOP = 30, 15  # requests of the year, and how many days before the end the last one is

PROBLEMS = {
    "fr": (
        "L'export s'arrête à mi-chemin", "La recherche ne trouve plus les documents récents",
        "Le tableau de bord reste vide", "Un message d'erreur à l'enregistrement",
        "Les notifications arrivent en double", "Les droits d'un groupe ne s'appliquent pas",
        "L'aperçu des fichiers est blanc", "La connexion expire sans cesse",
        "Les totaux d'un rapport sont faux", "L'import refuse un fichier valide",
    ),
    "en": (
        "The export stops half-way", "Search no longer finds recent documents",
        "The dashboard stays empty", "An error message when saving",
        "Notifications come twice", "The rights of a group do not apply",
        "The preview of files is blank", "Sessions expire all the time",
        "The totals of a report are wrong", "The import refuses a sound file",
    ),
}  # fmt: skip
TWICE = {
    "fr": "Le même défaut, vu d'un autre poste",
    "en": "The same fault, seen from another desk",
}
STOPPED, ALONE, SOME = ("high", "critical"), ("low", "normal"), ("medium", "major")
TOLD = (
    Told("drive.brevent", 1, "16:45", STOPPED, "Plus personne n'ouvre de fichier", "given"),
    Told("drive.saint-aubrac", 2, "10:20", SOME, "La synchronisation est très lente", "open"),
    Told("quality-management.erdre", 1, "09:40", ALONE, "Une colonne de trop à l'export", "open"),
    Told("process.quintefeuille", 4, "11:05", SOME, "Un circuit ne démarre plus", "waiting"),
    Told("techcenter.morvanel", 3, "14:10", SOME, "Les plans s'affichent à l'envers", "taken"),
    Told("employee-documents.tessandre", 3, "09:15", ALONE, "Un bulletin illisible", "answered"),
    Told("customer-service-portal.valombre", 6, "10:00", ALONE, "Un connecteur à adapter",
         "parked"),
    Told("real-estate-suite.haldenwick", 5, "10:30", SOME, "Maps show the wrong parcels", "handed"),
    Told("quality-documents.quintefeuille", 2, "15:20", SOME, "Le document d'un autre client",
         "restricted"),
    Told("mobile-sales.fjordholm", 1, "11:30", ALONE, "Prices differ at the office",
         "incomplete"),
    Told("b2b-e-commerce.lacaune", 5, "09:05", STOPPED, "Le panier refuse tout paiement", "back"),
    Told("techcenter.kesterling", 4, "13:45", SOME, "Parts cannot be found by number", "done"),
    Told("document-viewer.brevent", 9, "10:15", ALONE, "Une page blanche à l'impression", "ruled"),
    Told("field-service-management.valombre", 8, "16:20", STOPPED, "Les tournées sont vides",
         "late"),
    Told("quality-management.erdre", 6, "10:40", ALONE, "Un champ propre à l'atelier", "both"),
)  # fmt: skip

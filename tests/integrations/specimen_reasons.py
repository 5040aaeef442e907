"""The rules in words and the reasons that the specimens carry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RULES = [
    {
        "clause": "5.1",
        "fr": "Le produit est joignable 24 h sur 24, 7 jours sur 7, à 99,5 %.",
        "en": "The product is reachable 24 hours a day, 7 days a week, at 99.5 %.",
    },
    {
        "clause": "5.3",
        "fr": "Taux = 1 − t / T : t, le temps d’indisponibilité totale décompté ; T, "
        "toutes les secondes du mois civil. Aucun arrondi avant la comparaison.",
        "en": "Rate = 1 − t / T: t, the time of total unavailability that counts; T, every second "
        "of the calendar month. Nothing is rounded before the comparison.",
    },
    {
        "clause": "5.5",
        "fr": "N’est pas décompté ce qui relève d’un des neuf motifs, seconde par "
        "seconde : la part d’une indisponibilité hors des travaux annoncés ou de la plage compte.",
        "en": "What falls under one of nine reasons is not counted, second by second: the part of "
        "an outage outside the works announced or the window counts.",
    },
    {
        "clause": "5.6",
        "fr": "Pénalité au deuxième mois manqué de suite et à chacun des suivants : "
        "1 % jusqu’à 1,5 point d’écart, 4 % jusqu’à 5, 7 % jusqu’à 7, 10 % au-delà.",
        "en": "A penalty for the second month missed in a row and each one after it: 1 % up to "
        "1.5 points short, 4 % up to 5, 7 % up to 7, 10 % beyond.",
    },
    {
        "clause": "5.8",
        "fr": "Toutes les pénalités d’un mois : au plus 10 % du montant mensuel des "
        "services SaaS du contrat, réparties en proportion.",
        "en": "All the penalties of a month: at most 10 % of the monthly amount of the contract’s "
        "SaaS services, shared in proportion.",
    },
]


def reason(rule: str, clause: str, fr: str, en: str, *children: Any, **more: Any) -> dict[str, Any]:
    return {
        "rule": rule,
        "clause": [clause],
        "value": None,
        "sentence": {"fr": fr, "en": en},
        "inputs": {},
        "reading": [],
        "layers": [],
        "children": list(children),
    } | more


def reading(id: str, fr: str, en: str, *others: str) -> dict[str, Any]:
    return {
        "id": id,
        "taken": "by-second",
        "applied": "by-second",
        "says": {"fr": fr, "en": en},
        "basis": "Code civil 1190",
        "others": list(others),
    }


def reasons(measured: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A tree as the rules make it, with two readings and a layer set aside."""
    rate = measured["rate"]
    return [
        reason(
            "availability.rate",
            "5.3",
            f"Taux du mois : {rate.replace('.', ',')} %, sur {measured['T_seconds']} secondes.",
            f"Rate of the month: {rate} %, over {measured['T_seconds']} seconds.",
            reason(
                "availability.target",
                "5.1",
                "Engagement : 99,5 %.",
                "Target: 99.5 %.",
                layers=[
                    {
                        "layer": "annex",
                        "outcome": "not_applicable",
                        "clause": "A2",
                        "id": "annex2.sunday",
                        "why": {
                            "fr": "L’annexe 2 ne nomme pas ce produit.",
                            "en": "Annex 2 does not name this product.",
                        },
                    }
                ],
            ),
            reason(
                "availability.excluded",
                "5.5",
                f"{measured['excluded_seconds']} secondes exclues.",
                f"{measured['excluded_seconds']} seconds excluded.",
                reason(
                    "exclusion",
                    "5.5a",
                    "Travaux W-12 : annoncés avant leur début et dans une "
                    "plage convenue, la part de l’indisponibilité qu’ils couvrent est exclue.",
                    "Works W-12: told before they began and inside an agreed window, the part "
                    "of the outage that they cover is excluded.",
                ),
                reading=[
                    reading(
                        "5.5.overlap",
                        "seconde par seconde, le reste compte",
                        "second by second, the rest counts",
                        "all-or-nothing",
                    )
                ],
            ),
            reading=[
                reading(
                    "5.3.unmeasured",
                    "ni disponible ni indisponible",
                    "neither up nor down",
                    "counts-down",
                    "counts-up",
                )
            ],
        ),
        reason(
            "penalty.right",
            "5.6",
            "Deux mois manqués de suite ouvrent un droit.",
            "Two months missed in a row open a right.",
        ),
    ]

"""What is said of contracts and their own terms: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "contract.faulty": (
        "{count:of|erreur|erreurs} dans ce contrat ; rien n'est enregistré",
        "{count:of|mistake|mistakes} in this contract; nothing was saved",
    ),
    "contract.layer": (
        "un contrat ne change pas les dispositions de rang « {given} » ; choisissez l'un de : "
        "{known}",
        "a contract changes no terms of layer “{given}”; choose one of: {known}",
    ),
    "contract.id_taken": (
        "l'identifiant « {id} » sert déjà ; donnez-en un autre",
        "the id “{id}” is taken; give another",
    ),
}

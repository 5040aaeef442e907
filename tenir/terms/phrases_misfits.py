"""What is said of a value that has not the shape it must: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "misfit.unknown": (
        "le champ « {name} » n'existe pas ; retirez-le",
        "there is no field “{name}”; remove it",
    ),
    "misfit.unknown_close": (
        "le champ « {name} » n'existe pas ; vouliez-vous dire « {close} » ?",
        "there is no field “{name}”; did you mean “{close}”?",
    ),
    "misfit.missing": (
        "le champ « {name} » manque ; ajoutez-le",
        "the field “{name}” is missing; add it",
    ),
    "misfit.choice": (
        "« {given} » n'est pas accepté ; écrivez l'un de ceux-ci : {expected}",
        "“{given}” is not accepted; write one of these: {expected}",
    ),
    "misfit.few": (
        "il en faut au moins {least} ; ajoutez ce qui manque",
        "at least {least} needed; add what is missing",
    ),
    "misfit.small": (
        "« {given} » est trop petit ; écrivez {least} ou plus",
        "“{given}” is too small; write {least} or more",
    ),
    "misfit.pattern": (
        "« {given} » n'a pas la forme attendue ; elle suit {pattern}",
        "“{given}” does not have the form expected; it follows {pattern}",
    ),
    "misfit.mapping": (
        "« {given} » ne convient pas ; écrivez des champs et leurs valeurs",
        "“{given}” does not fit; write fields and their values",
    ),
    "misfit.list": (
        "« {given} » n'est pas une liste ; écrivez-en une, entre crochets",
        "“{given}” is no list; write one, in square brackets",
    ),
    "misfit.int": (
        "« {given} » n'est pas un nombre entier ; écrivez-en un, sans unité",
        "“{given}” is no whole number; write one, without a unit",
    ),
    "misfit.date": (
        "« {given} » n'est pas une date ; écrivez une date qui existe, comme 2026-05-01",
        "“{given}” is no date; write one that exists, such as 2026-05-01",
    ),
    "misfit.bool": (
        "« {given} » n'est ni vrai ni faux ; écrivez true ou false",
        "“{given}” is neither true nor false; write true or false",
    ),
    "misfit.text": (
        "« {given} » n'est pas un texte ; mettez-le entre guillemets",
        "“{given}” is no text; put it in quotes",
    ),
    "misfit.other": (
        "« {given} » ne convient pas ({problem}) ; voyez `tenir convention schema`",
        "“{given}” does not fit ({problem}); see `tenir convention schema`",
    ),
    "tiers.gap": (
        "les paliers laissent un trou avant le palier {at} ; faites-le commencer où finit le "
        "précédent (le premier à 0 pt)",
        "the tiers leave a gap before tier {at}; let it begin where the one before ends "
        "(the first at 0 pt)",
    ),
    "tiers.open": (
        "les paliers laissent un trou après le palier {at} ; retirez le « upto » du dernier",
        "the tiers leave a gap after tier {at}; remove the “upto” of the last",
    ),
    "tiers.overlap": (
        "les paliers se chevauchent au palier {at} ; faites-le commencer où finit le précédent",
        "the tiers overlap at tier {at}; let it begin where the one before ends",
    ),
    "tiers.empty": (
        "le palier {at} est vide ; « upto » doit dépasser « over »",
        "tier {at} is empty; “upto” must be more than “over”",
    ),
    "table.hole": (
        "le tableau ne dit rien de « {at} » ; ajoutez-le",
        "the table says nothing of “{at}”; add it",
    ),
    "delay.unit": (
        "un délai de {given} ne peut finir par « {ends} » ; unités possibles : {units}",
        "a delay of {given} cannot end with “{ends}”; units that can: {units}",
    ),
    "delay.calendar": (
        "des heures ouvrées se comptent dans un calendrier ; ajoutez « calendar »",
        "working hours are counted in a calendar; add “calendar”",
    ),
    "delay.before": (
        "« {key} » remonte depuis un jour ; comptez-le en working_days",
        "“{key}” counts back from a day; count it in working_days",
    ),
}

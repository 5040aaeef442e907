"""What frozen months and replays say: {key: (French, English)}."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "engine.unknown": (
        "ce mois a été figé par le moteur «\u202f{given}\u202f», que ce Tenir n'a pas\u202f; "
        "moteurs\u202f: {known}",
        "this month was frozen by the engine “{given}”, which this Tenir does not have; "
        "engines: {known}",
    ),
    "promise.unknown": (
        "le moteur «\u202f{engine}\u202f» n'a pas de règle pour un engagement de la sorte "
        "«\u202f{kind}\u202f»\u202f; prenez le Tenir qui l'a promis",
        "the engine “{engine}” has no rule for a promise of the kind “{kind}”; take the Tenir that "
        "promised it",
    ),
    "replay.total": (
        "Sur {months} mois et {subscriptions} abonnements de {clients} clients, {missed_before} "
        "mois manqués deviendraient {missed_after}, et les pénalités passeraient de "
        "{before:amount} à {after:amount}.",
        "Over {months} months and {subscriptions} subscriptions of {clients} clients, "
        "{missed_before} months missed would be {missed_after}; penalties would go from "
        "{before:amount} to {after:amount}.",
    ),
    "replay.nothing": (
        "Aucun mois n'aurait été jugé autrement.",
        "No month would have been judged otherwise.",
    ),
    "replay.client": (
        "{client}\u202f: {changed} mois jugés autrement, {missed_before} manqués puis "
        "{missed_after}, pénalités de {before:amount} à {after:amount}",
        "{client}: {changed} months judged otherwise, {missed_before} missed then {missed_after}, "
        "penalties from {before:amount} to {after:amount}",
    ),
    "replay.month": (
        "{target}, {month:month}\u202f: {met_before} puis {met_after}, {before:amount} puis "
        "{after:amount}",
        "{target}, {month:month}: {met_before} then {met_after}, {before:amount} then "
        "{after:amount}",
    ),
    "replay.met": ("objectif tenu", "target met"),
    "replay.missed": ("objectif manqué", "target missed"),
}

"""A person's word for each field of a statement: field → (French, English); "" is not said."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, tuple[str, str]] = {
    "absent": ("(absent)", "(absent)"),
    "none": ("(aucun)", "(none)"),
    "true": ("oui", "yes"),
    "false": ("non", "no"),
    "count": ("nombre", "count"),
    "format": ("format du relevé", "format of the statement"),
    "agreement": ("convention", "agreement"),
    "digest": ("empreinte", "digest"),
    "version": ("version", "version"),
    "readings": ("lectures", "readings"),
    "subscription": ("abonnement", "subscription"),
    "target": ("cible", "target"),
    "availability.target": ("engagement", "target"),
    "product": ("produit", "product"),
    "product_name": ("nom du produit", "product name"),
    "hosting": ("hébergement", "hosting"),
    "client": ("client", "client"),
    "contract": ("contrat", "contract"),
    "yearly_fee": ("redevance annuelle", "yearly fee"),
    "monthly_fee": ("redevance mensuelle", "monthly fee"),
    "contract_monthly_fee": ("montant mensuel du contrat", "contract’s monthly amount"),
    "currency": ("monnaie", "currency"),
    "from": ("début", "from"),
    "to": ("fin", "to"),
    "until": ("jusqu’au", "until"),
    "month": ("mois", "month"),
    "timezone": ("fuseau horaire", "time zone"),
    "source": ("mesures", "measurements"),
    "silence_seconds": ("silence toléré", "silence allowed"),
    "first_record_at": ("premier relevé", "first record"),
    "last_record_at": ("dernier relevé", "last record"),
    "availability": ("", ""),
    "T_seconds": ("total du mois (T)", "whole month (T)"),
    "down_seconds": ("indisponible, brut", "down, raw"),
    "excluded_seconds": ("indisponible, exclu", "down, excluded"),
    "counted_seconds": ("décompté", "counted"),
    "availability.counted_seconds": ("indisponible, décompté", "down, counted"),
    "unmeasured_seconds": ("non mesuré", "not measured"),
    "up_seconds": ("disponible", "up"),
    "degraded_seconds": ("dégradé", "degraded"),
    "excluded": ("exclu", "excluded"),
    "rate": ("taux", "rate"),
    "rate_exact": ("taux exact", "exact rate"),
    "availability.rate": ("taux de disponibilité", "availability rate"),
    "availability.rate_exact": (
        "taux de disponibilité exact",
        "exact availability rate",
    ),
    "met": ("engagement tenu", "target met"),
    "shortfall_points": ("points manquants", "points short"),
    "outages": ("indisponibilité", "outage"),
    "seconds": ("durée", "duration"),
    "reason": ("motif", "reason"),
    "evidence": ("preuve", "evidence"),
    "sha256": ("empreinte SHA-256", "SHA-256 digest"),
    "bytes": ("octets", "bytes"),
    "unmeasured": ("temps non mesuré", "time not measured"),
    "degraded": ("temps dégradé", "degraded time"),
    "works": ("travaux", "works"),
    "announced_at": ("annoncés le", "announced on"),
    "kind": ("nature", "kind"),
    "exclusions": ("exclusion décidée", "exclusion decided"),
    "decided_by": ("décidée par", "decided by"),
    "penalty": ("pénalité", "penalty"),
    "right": ("droit ouvert", "right opened"),
    "tier_rate": ("taux de pénalité", "penalty rate"),
    "base": ("base", "base"),
    "amount": ("montant", "amount"),
    "capped": ("plafond atteint", "cap reached"),
    "cap": ("plafond", "cap"),
    "claim_by": ("à demander avant le", "claim by"),
    "months_missed_in_a_row": ("mois manqués de suite", "months missed in a row"),
    "history": ("", ""),
    "reasons": ("raisonnement", "reasoning"),
    "children": ("", ""),
    "sentence": ("", ""),
    "sentence.fr": ("phrase en français", "sentence in French"),
    "sentence.en": ("phrase en anglais", "sentence in English"),
    "value": ("valeur", "value"),
    "inputs": ("donnée", "input"),
    "reading": ("lecture", "reading"),
    "layers": ("couche", "layer"),
    "clause": ("clause", "clause"),
    "rules": ("règle", "rule"),
    "fr": ("en français", "in French"),
    "en": ("en anglais", "in English"),
}

PERCENT = {"rate", "target", "tier_rate"}
MONEY = {"amount", "base", "cap", "yearly_fee", "monthly_fee", "contract_monthly_fee"}
INSTANT = {"from", "to", "claim_by"}


def kind_of(path: tuple[str, ...]) -> str:
    """percent, money, instant or seconds, where the figure at that path is one of these."""
    key = path[-1]
    if key in ("target", "from") and path[0] == "subscription":
        return ""
    if key in PERCENT:
        return "percent"
    if key in MONEY:
        return "money"
    if key in INSTANT or key.endswith("_at"):
        return "instant"
    if key == "seconds" or key.endswith("_seconds") or path[-2:-1] == ("excluded",):
        return "seconds"
    return ""

"""The rules that judged a month, written out from the agreement's own figures.

Clause: 5.1, 5.2, 5.3, 5.5, 5.6, 5.7, 5.8, 5.15, 5.16.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from tenir.terms.availability import target_of
from tenir.terms.kinds_availability import Cap, Exclusions, Measure, Streak, Tiers, Window
from tenir.terms.kinds_service import Delay
from tenir.terms.phrases import LANGUAGES, Language, name_of, say
from tenir.terms.quantities import Length, decimal_text
from tenir.terms.resolution import Held, Terms

Rule: TypeAlias = tuple[str, str, dict[str, Any]]  # clause, phrase, what it quotes


def rules_in_words(terms: Terms) -> list[dict[str, Any]]:
    """Each rule as {"clause", "fr", "en"}, in the order of the agreement."""
    return [
        {"clause": clause, **{lang: say(key, lang, **quoted(values, lang)) for lang in LANGUAGES}}
        for clause, key, values in _rules(terms)
    ]


def _rules(terms: Terms) -> Iterator[Rule]:
    held, promised = target_of(terms)
    yield held.clauses[0], "rule.target", {"target": _percent(promised)}
    yield from measure_rules(terms.get("availability.measure", Measure), terms.zone)
    yield from excluded_rules(terms.get("availability.excluded", Exclusions))
    yield from window_rules(terms.get("maintenance.window", Window))
    streak = terms.get("penalty.trigger", Streak)
    months = {"months": streak.term.months}
    yield streak.clauses[0], f"rule.trigger.{streak.term.indemnifies}", months
    tiers = terms.get("penalty.rate", Tiers)
    yield tiers.clauses[0], f"rule.rate.{tiers.term.base}", {"tiers": tiers.term.tiers}
    claim = terms.get("penalty.claim", Delay)
    yield claim.clauses[0], "rule.claim", {"length": claim.term.length.count}
    if claim.term.dated_by == "receipt":
        yield claim.clauses[0], "rule.claim.receipt", {}
    cap = terms.get("penalty.cap", Cap)
    yield cap.clauses[0], f"rule.cap.{cap.term.base}", {"upto": _percent(cap.term.upto)}


def measure_rules(held: Held[Measure], zone: str) -> Iterator[Rule]:
    """How availability is measured."""
    yield held.clauses[0], f"rule.measure.{held.term.unmeasured}", {"zone": zone}
    if held.term.resolution == "minute":
        yield held.clauses[0], "rule.measure.minute", {}
    if held.term.base == "covered_part":
        yield held.clauses[0], "rule.measure.covered_part", {}


def excluded_rules(held: Held[Exclusions]) -> Iterator[Rule]:
    """What does not count."""
    yield held.clauses[0], f"rule.excluded.{held.term.overlap}", {}
    if held.term.fortuitous == "excluded":
        yield held.clauses[0], "rule.excluded.fortuitous", {}
    if held.term.urgent == "excluded":
        yield held.clauses[0], "rule.excluded.urgent", {}
    if isinstance(held.term.notice, Length):
        yield held.clauses[0], "rule.excluded.notice", {"length": held.term.notice.count}


def window_rules(held: Held[Window]) -> Iterator[Rule]:
    """When works may be planned."""
    if held.term.weekly:
        yield "5.15", "rule.window", {"spans": held.term.weekly}
    if held.term.allowance is not None:
        limit = held.term.allowance.upto.seconds // 60
        yield "5.16", f"rule.allowance.{held.term.allowance.excess}", {"minutes": limit}


def quoted(values: dict[str, Any], language: Language) -> dict[str, Any]:
    """The values with the lists among them said in words."""
    said = dict(values)
    if "tiers" in said:
        said["tiers"] = "; ".join(_tier(tier, language) for tier in said["tiers"])
    if "spans" in said:
        said["spans"] = "; ".join(_weekly(span, language) for span in said["spans"])
    return said


def _tier(tier: Any, language: Language) -> str:
    key = "rule.tier.last" if tier.upto is None else "rule.tier"
    upto = tier.over if tier.upto is None else tier.upto
    values = {"over": _percent(tier.over), "upto": _percent(upto), "rate": _percent(tier.rate)}
    return say(key, language, **values)


def _weekly(span: Any, language: Language) -> str:
    days = ", ".join(name_of(day, language) for day in span.days)
    return f"{days} {span.from_}-{span.to}"


def _percent(ratio: Fraction) -> Decimal:
    return Decimal(decimal_text(ratio * 100))

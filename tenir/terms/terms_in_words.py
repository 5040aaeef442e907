"""Every term of a case in words, with its clause, its layer, and why not the others.

Clause: 1.2, 2.4, 3.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import singledispatch
from typing import Any

from tenir.terms import clauses
from tenir.terms.cited import Term
from tenir.terms.kinds_availability import (
    Cap,
    Credit,
    Exclusions,
    Measure,
    Streak,
    Threshold,
    Tiers,
    Window,
)
from tenir.terms.kinds_service import (
    Admission,
    Channels,
    Choice,
    Conditions,
    Counting,
    Delay,
    Entitlement,
    Event,
    LegalClocks,
    Liability,
    Matrix,
    Measures,
    Minimum,
    Objective,
    Pages,
    Precedence,
    Reasons,
    Region,
    Replay,
    Retention,
    Signature,
    SupportWindow,
    VersionKinds,
)
from tenir.terms.layers import layer_named
from tenir.terms.phrases import KNOWN, LANGUAGES, NARROW, Language, say
from tenir.terms.quantities import decimal_text
from tenir.terms.readings import use_of
from tenir.terms.resolution import Held, Terms
from tenir.terms.rules_in_words import (
    Rule,
    excluded_rules,
    measure_rules,
    quoted,
    window_rules,
)


def terms_in_words(terms: Terms) -> list[dict[str, Any]]:
    """A row a term, in the order of the agreement's clauses.

    {"key", "title", "value", "clauses", "layer", "override", "layers", "readings", "refers_to"}:
    `title`, `value` and `layer` in both languages, `override` the id of what changed the term,
    `layers` each layer that was looked at and why it gave way.
    Clause: 1.2, 2.4.
    """
    rows = [terms.held(key) for key in terms.agreement.convention.terms]
    rows.sort(key=lambda held: clauses.order(held.clauses[0]))
    return [_row(held, terms.zone) for held in rows]


def title_of(key: str, language: Language, *, clause: str) -> str:
    """What a term is called; by the title of its clause where it has no name of its own."""
    if f"title.{key}" in KNOWN:
        return say(f"title.{key}", language)
    found = clauses.find(clause)
    return found.fr if language == "fr" else found.en


def value_in_words(held: Held[Any], language: Language, *, zone: str) -> str:
    """What the term says, in one sentence."""
    rules = _RULES.get(type(held.term))
    if rules is None:
        return _said(held.term, language)
    said = [say(key, language, **quoted(values, language)) for _, key, values in rules(held, zone)]
    return " ".join(said) or say("said.window.none", language)


def _row(held: Held[Any], zone: str) -> dict[str, Any]:
    used = next(use for use in held.layers if use.outcome == "applied")
    return {
        "key": held.key,
        "title": {lang: title_of(held.key, lang, clause=held.clauses[0]) for lang in LANGUAGES},
        "value": {lang: value_in_words(held, lang, zone=zone) for lang in LANGUAGES},
        "clauses": list(held.clauses),
        "layer": {lang: layer_named(used.layer, lang) for lang in LANGUAGES},
        "override": used.id,
        "layers": [use.to_json() for use in held.layers],
        "readings": [use_of(r, held.agreement.readings).to_json() for r in held.readings],
        "refers_to": held.refers_to and {"fr": held.refers_to.fr, "en": held.refers_to.en},
    }


def _streak(held: Held[Streak], _: str) -> Iterable[Rule]:
    months = {"months": held.term.months}
    return [(held.clauses[0], f"rule.trigger.{held.term.indemnifies}", months)]


def _tiers(held: Held[Tiers], _: str) -> Iterable[Rule]:
    return [(held.clauses[0], f"rule.rate.{held.term.base}", {"tiers": held.term.tiers})]


def _cap(held: Held[Cap], _: str) -> Iterable[Rule]:
    upto = {"upto": Decimal(decimal_text(held.term.upto * 100))}
    return [(held.clauses[0], f"rule.cap.{held.term.base}", upto)]


_RULES: dict[type[Term], Any] = {
    Measure: measure_rules,
    Exclusions: lambda held, _: excluded_rules(held),
    Window: lambda held, _: window_rules(held),
    Streak: _streak,
    Tiers: _tiers,
    Cap: _cap,
}


@singledispatch
def _said(term: Any, language: Language) -> str:
    """What nothing is promised of; each of the other kinds has its own words below."""
    return getattr(term.note, language) if term.note else say("said.nothing", language)


@_said.register
def _(term: Precedence, language: Language) -> str:
    order = " < ".join(layer_named(layer, language) for layer in term.order)
    return say("said.precedence", language, order=order)


@_said.register
def _(term: Counting, language: Language) -> str:
    return say(f"said.counting.{term.roll_over}", language)


@_said.register
def _(term: Delay, language: Language) -> str:
    return say(f"said.delay.{term.strength}", language, length=term.length)


@_said.register
def _(term: Conditions, language: Language) -> str:
    return say(
        "said.conditions", language, all=", ".join(_plain(name, language) for name in term.all)
    )


@_said.register
def _(term: Objective, language: Language) -> str:
    return say("said.objective", language, length=term.upto)


@_said.register
def _(term: Minimum, language: Language) -> str:
    return say("said.minimum", language, value=term.value)


@_said.register
def _(_: Region, language: Language) -> str:
    return say("said.region", language)


@_said.register
def _(term: Retention, language: Language) -> str:
    return _then(language).join(
        say("said.tier", language, id=say(f"said.kept.{t.per}", language), length=t.length)
        for t in term.tiers
    )


@_said.register
def _(term: Admission, language: Language) -> str:
    return say(f"said.admission.{term.question}", language, urgency=term.question_urgency)


@_said.register
def _(term: Pages, language: Language) -> str:
    return say("said.pages" if term.basic else "said.pages.none", language, pages=term.basic)


@_said.register
def _(term: Matrix, language: Language) -> str:
    cases: dict[str, list[str]] = {}
    for urgency, row in term.table.items():
        for impact, priority in row.items():
            felt = say(f"said.impact.{impact}", language)
            said = say("said.case", language, urgency=urgency, impact=felt)
            cases.setdefault(priority, []).append(said)
    return _then(language).join(
        say("said.priority", language, priority=p, name=getattr(term.names[p], language),
            cases=" · ".join(cases[p]))
        for p in term.names if p in cases
    )  # fmt: skip


@_said.register
def _(term: Event, language: Language) -> str:
    return say("said.event", language, status=getattr(term.status, language))


@_said.register
def _(term: Replay, language: Language) -> str:
    return say(f"said.replay.{term.from_}", language)


@_said.register
def _(term: SupportWindow, language: Language) -> str:
    return say(f"said.support_window.{term.early}", language, length=term.previous_for)


@_said.register
def _(term: VersionKinds, language: Language) -> str:
    return say("said.version_kinds", language, parts=term.number_parts)


@_said.register
def _(term: Choice, language: Language) -> str:
    return say(f"said.choice.{term.value}", language)


@_said.register
def _(term: Liability, language: Language) -> str:
    return say(f"said.liability.{term.lifted_for}", language)


@_said.register
def _(term: Reasons, language: Language) -> str:
    if term.accepted == "any":
        return say("said.reasons.any", language)
    return say("said.reasons", language, reasons=term.accepted)


@_said.register
def _(term: Entitlement, language: Language) -> str:
    return say(f"said.entitlement.{term.who}", language)


@_said.register
def _(term: Signature, language: Language) -> str:
    return say("said.signature", language, fields=term.fields)


@_said.register
def _(term: Channels, language: Language) -> str:
    return _then(language).join(
        say("said.channels", language, priority=priority, means=means)
        for priority, means in term.table.items()
    )


@_said.register
def _(term: Measures, language: Language) -> str:
    return say("said.measures", language, items=[item.id for item in term.items])


@_said.register
def _(term: LegalClocks, language: Language) -> str:
    return _then(language).join(
        say("said.clock" if item.length else "said.clock.at_once", language, law=item.law,
            to=getattr(item.to, language), length=item.length)
        for item in term.items
    )  # fmt: skip


@_said.register
def _(term: Threshold, language: Language) -> str:
    if term.value is not None:
        target = Decimal(decimal_text(term.value * 100))
        return say(f"said.threshold.{term.op}", language, target=target)
    if term.reachable:
        apart = ", ".join(say(f"said.works.{kind}", language) for kind in term.excluded)
        return say("said.threshold.around", language, excluded=apart)
    return say("said.threshold.none", language)


@_said.register
def _(term: Credit, language: Language) -> str:
    return say(f"said.credit.{term.otherwise}", language)


def _plain(name: str, language: Language) -> str:
    """A condition's name in words."""
    key = f"said.condition.{name}"
    return say(key, language) if key in KNOWN else name.replace("_", " ")


def _then(language: Language) -> str:
    """What stands between two items: French puts a narrow no-break space before it."""
    return f"{NARROW}; " if language == "fr" else "; "

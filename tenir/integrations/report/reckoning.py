"""The penalty step by step, the reasons, the rules applied, and how to verify it all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from tenir.integrations.report import figures
from tenir.integrations.report.files import STATEMENT, digest, write_json
from tenir.integrations.report.phrases import say
from tenir.integrations.report.sentence import nothing_measured, owed
from tenir.integrations.report.tables import Block, Statement, table, text
from tenir.terms.phrases import Language, number, typeset
from tenir.terms.readings import Words

UNKNOWN: Words = {}  # of an agreement that is not at hand


def headline(statement: Statement, language: Language) -> tuple[str, str]:
    """The amount owed and how it is made up, or no amount and why there is none."""
    penalty, currency = statement.get("penalty") or {}, statement["subscription"]["currency"]
    if owed(statement):
        base = figures.money(penalty["base"], currency, language)
        tier = figures.percent(penalty["tier_rate"], language)
        return (figures.money(penalty["amount"], currency, language),
                say("penalty.tier", language, tier=tier, base=base))  # fmt: skip
    if statement["availability"].get("met") is True or (penalty and not penalty["right"]):
        return "", say("penalty.none", language)
    if statement["subscription"].get("monthly_fee") is None:
        return "", say("penalty.unknown", language)
    return "", say("penalty.unreckoned", language)


def penalty(statement: Statement, language: Language) -> Iterator[Block]:
    """How the penalty is reckoned, or why there is none."""
    title = say("penalty", language)
    if not owed(statement):
        yield text(title, _no_penalty(statement, language))
        return
    head = [say("penalty.step", language), say("penalty.figure", language)]
    rows = [[label, value] for label, value in _steps(statement, language)]
    due = say("penalty.amount", language)
    strong = [index for index, (label, _) in enumerate(rows) if label == due]
    yield table(title, head, (80, 48), rows, right=(1,), strong=strong)


def _no_penalty(statement: Statement, language: Language) -> str:
    measured, found = statement["availability"], statement.get("penalty")
    if nothing_measured(measured) or measured.get("met") is None:
        return say("penalty.unjudged", language)
    if measured["met"]:
        return say("penalty.met", language)
    if found and not found["right"]:
        count = found.get("months_missed_in_a_row") or 1
        return say("penalty.not_yet" if count == 1 else "penalty.not_yets", language, count=count)
    return say("penalty.no_fee", language)


def _steps(statement: Statement, language: Language) -> Iterator[tuple[str, str]]:
    found, measured = statement["penalty"], statement["availability"]
    currency = statement["subscription"]["currency"]

    def amount(value: Decimal | str) -> str:
        return figures.money(value, currency, language)

    if found.get("months_missed_in_a_row"):
        yield say("penalty.streak", language), str(found["months_missed_in_a_row"])
    if measured.get("shortfall_points"):
        gap = figures.points(measured["shortfall_points"], language)
        yield say("penalty.shortfall", language), gap
    yield say("penalty.rate", language), figures.percent(found["tier_rate"], language)
    yield say("penalty.base", language), amount(found["base"])
    product = Decimal(found["tier_rate"]) * Decimal(found["base"]) / 100
    yield say("penalty.product", language), amount(product)
    if found.get("cap") is not None:
        key = "penalty.cap.yes" if found["capped"] else "penalty.cap.no"
        yield say("penalty.cap", language), say(key, language, cap=amount(found["cap"]))
    yield say("penalty.amount", language), amount(found["amount"])
    if found.get("claim_by"):
        end = figures.last_instant(found["claim_by"], statement["timezone"], language)
        yield say("penalty.claim", language), end


_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")

# --- reasons and rules -----------------------------------------------------------------------


def reasons(statement: Statement, language: Language, words: Words = UNKNOWN) -> Iterator[Block]:
    """The reasons as one list from top to bottom, each step with its depth.

    `words` are those of the agreement's readings: a statement knows others by their codes.
    """
    title = say("reasons", language)
    steps = [step for reason in statement["reasons"] for step in _tree(reason, language, words, 0)]
    if not steps:
        yield text(title, say("reasons.none", language))
        return
    yield {"kind": "tree", "title": title, "head": say("clause", language), "steps": steps}


def _tree(
    reason: Mapping[str, Any], language: Language, words: Words, depth: int
) -> Iterator[Block]:
    yield {
        "depth": depth, "clause": ", ".join(_listed(reason.get("clause"))),
        "says": in_language(reason["sentence"], language),
        "notes": [*_readings(reason, language, words), *_layers(reason, language)],
    }  # fmt: skip
    for child in reason.get("children") or []:
        yield from _tree(child, language, words, depth + 1)


def _readings(reason: Mapping[str, Any], language: Language, words: Words) -> Iterator[str]:
    for reading in _listed(reason.get("reading")):
        says = in_language(reading.get("says") or reading.get("taken") or "", language)
        first = say("reading", language, id=reading["id"], says=says)
        others = [
            told
            for other in _listed(reading.get("others"))
            if (told := said_of(words, reading["id"], other, language))
        ]
        applied = reading.get("applied", reading.get("taken"))
        if applied != reading.get("taken"):
            taken = said_of(words, reading["id"], reading["taken"], language)
            key = "reading.applied" if taken else "reading.not_taken"
            aside = say(key, language, taken=taken)
        elif others:
            key = "reading.other" if len(others) == 1 else "reading.others"
            aside = say(key, language, others=say("reading.or", language).join(others))
        else:
            aside = ""
        yield f"{first} ({aside})" if aside else first


def said_of(words: Words, id: str, reading: Any, language: Language) -> str:
    """A reading in words; nothing of an agreement that is not at hand."""
    return in_language(words.get(id, {}).get(str(reading), ""), language)


def _layers(reason: Mapping[str, Any], language: Language) -> Iterator[str]:
    for layer in reason.get("layers") or []:
        if layer["outcome"] != "applied" and layer.get("why"):
            yield in_language(layer["why"], language)


def _listed(value: Any) -> list[Any]:
    """A value that may be absent, alone or many, as a list."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def in_language(value: Any, language: Language) -> str:
    """A text that has both languages, in the reader's; no figure parts from its unit."""
    text = str(value[language]) if isinstance(value, Mapping) else str(value)
    return typeset(_APOSTROPHE.sub("’", text), language)


def rules(statement: Statement, language: Language) -> Iterator[Block]:
    """The rules that were applied, in words, with their clauses."""
    rows = [[rule["clause"], in_language(rule, language)] for rule in statement["rules"]]
    if rows:
        head = [say("clause", language), say("rule", language)]
        yield table(say("rules", language), head, (18, 0), rows)


# --- verifying -------------------------------------------------------------------------------


def verify(
    statement: Statement, language: Language, attachments: Mapping[str, bytes]
) -> Iterator[Block]:
    """What the file carries, and the command that works everything out again."""
    carried = {STATEMENT: write_json(statement), **attachments}
    rows = [[name, number(len(body), language), digest(body)] for name, body in carried.items()]
    head = [say(f"attachment{key}", language) for key in ("", ".size", ".digest")]
    yield {
        "kind": "verify", "title": say("verify", language), "body": say("verify.how", language),
        "command": "tenir verify report.pdf",
        "digest": [say("verify.digest", language), statement["agreement"]["digest"]],
        "table": table("", head, (34, 18, 0), rows, right=(1,)),
    }  # fmt: skip

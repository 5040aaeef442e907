"""The month in one plain sentence, the first thing that its reader sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tenir.integrations.report import figures
from tenir.integrations.report.phrases import say
from tenir.terms.phrases import Language

Statement = Mapping[str, Any]


def sentence(statement: Statement, language: Language) -> str:
    """The penalty and its sum where there is one, else whether the target was met."""
    measured = statement["availability"]
    if nothing_measured(measured):
        month = figures.month(statement["month"], language)
        return say("sentence.nothing", language, month=month)
    if owed(statement):
        return _penalty(statement, language)
    values = {
        "of_month": figures.of_month(statement["month"], language),
        "rate": figures.percent(measured["rate"], language),
        "down": figures.duration(measured["counted_seconds"], language),
    }  # fmt: skip
    if measured.get("target") is None:
        return say("sentence.no_target", language, **values)
    values["target"] = figures.percent(measured["target"], language)
    if measured["met"]:
        key = "sentence.kept" if measured["counted_seconds"] else "sentence.perfect"
        return say(key, language, **values)
    values["short"] = figures.points(measured["shortfall_points"], language)
    return say("sentence.missed", language, **values)


def notes(statement: Statement, language: Language) -> Iterator[str]:
    """What must be said beside the sentence: time not measured, a miss without a right."""
    measured = statement["availability"]
    penalty = statement.get("penalty")
    if measured.get("met") is False and penalty and not penalty["right"]:
        yield say("sentence.no_right", language)
    if measured["unmeasured_seconds"] and not nothing_measured(measured):
        share = figures.shares(buckets_of(measured))[-1]
        yield say("sentence.unmeasured", language,
                  time=figures.duration(measured["unmeasured_seconds"], language),
                  share=figures.percent(share, language))  # fmt: skip


def buckets_of(measured: Mapping[str, Any]) -> list[int]:
    """The four parts of the month in seconds: up, down counted, down excluded, not measured."""
    names = ("up_seconds", "counted_seconds", "excluded_seconds", "unmeasured_seconds")
    return [measured[name] for name in names]


def owed(statement: Statement) -> bool:
    """Whether the month opens a right to an amount that is known."""
    penalty = statement.get("penalty")
    return bool(penalty and penalty["right"] and penalty.get("amount") is not None)


def nothing_measured(measured: Mapping[str, Any]) -> bool:
    """Whether the month has no measurement at all, so that no rate says anything."""
    return measured.get("rate") is None or measured["unmeasured_seconds"] == measured["T_seconds"]


def _penalty(statement: Statement, language: Language) -> str:
    penalty, currency = statement["penalty"], statement["subscription"]["currency"]
    return say(
        "sentence.penalty", language,
        of_month=figures.of_month(statement["month"], language),
        amount=figures.money(penalty["amount"], currency, language),
        tier=figures.percent(penalty["tier_rate"], language),
        base=figures.money(penalty["base"], currency, language),
        why=" ; ".join(_why(statement, language)) if language == "fr"
        else "; ".join(_why(statement, language)),
    )  # fmt: skip


def _why(statement: Statement, language: Language) -> Iterator[str]:
    penalty, currency = statement["penalty"], statement["subscription"]["currency"]
    count = penalty.get("months_missed_in_a_row")
    if count:
        missed = [row for row in statement["history"][-count:] if row["rate"]][-3:]
        rates = ", ".join(
            say("why.rate", language, month=figures.month(row["month"], language),
                rate=figures.percent(row["rate"], language)) for row in missed
        )  # fmt: skip
        yield say("why.streak", language, count=count, rates=rates)
    if penalty.get("cap") is not None:
        key = "why.capped" if penalty["capped"] else "why.cap"
        yield say(key, language, cap=figures.money(penalty["cap"], currency, language))
    if penalty.get("claim_by"):
        end = figures.last_instant(penalty["claim_by"], statement["timezone"], language)
        yield say("why.claim", language, claim_by=end)

"""What the report says, in the order it says it: strings and blocks, ready to be laid out.

The template knows how a block looks, this module and its neighbours what it holds.
A block is {"kind": "text" | "table" | "chart" | "tree" | …}; see report.typ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from tenir.integrations.report import charts, figures, reckoning, tables
from tenir.integrations.report.phrases import named, say
from tenir.integrations.report.reckoning import UNKNOWN
from tenir.integrations.report.sentence import notes, nothing_measured, sentence
from tenir.terms.phrases import Language
from tenir.terms.readings import Words

Statement = Mapping[str, Any]
Block = dict[str, Any]


def document(
    statement: Statement, *, language: Language, attachments: Mapping[str, bytes],
    readings: Words = UNKNOWN,
) -> dict[str, Any]:  # fmt: skip
    """The whole report: its front, then its blocks; `readings` as `reckoning.reasons` has words."""
    month = figures.month(statement["month"], language)
    title = f"{say('title', language)}, {month}"
    product = product_of(statement)
    return {
        "lang": language, "title": title, "product": product,
        "month": month[0].upper() + month[1:], "month-inside": month, "author": "Tenir",
        "kind": say("title", language),
        "timezone": say("timezone.note", language, zone=statement["timezone"]),
        "subject": say("subject", language, product=product, month=month),
        "page": say("page", language, page="\0", pages="\0").split("\0"),
        "facts": [list(fact) for fact in facts(statement, language, readings)],
        "sentence": sentence(statement, language), "notes": list(notes(statement, language)),
        "tiles": list(tiles(statement, language)),
        "blocks": list(_blocks(statement, language, attachments, readings)),
    }  # fmt: skip


def product_of(statement: Statement) -> str:
    """The product's name, or the id of what is watched where no contract names it."""
    subscription = statement["subscription"]
    return str(
        subscription.get("product_name") or subscription.get("product") or subscription["target"]
    )


def facts(
    statement: Statement, language: Language, readings: Words = UNKNOWN
) -> Iterator[tuple[str, list[str]]]:
    """Whose month it is, of which service, when, under which agreement and measurements."""
    yield say("client", language), list(_client(statement["subscription"], language))
    yield say("service", language), list(_service(statement, language))
    zone = statement["timezone"]
    start, end = (figures.minute(statement[key], zone, language) for key in ("from", "to"))
    yield say("period", language), [say("period.from", language, start=start),
                                    say("period.to", language, end=end), zone]  # fmt: skip
    yield say("agreement", language), list(_grounds(statement, language, readings))


def _client(subscription: Mapping[str, Any], language: Language) -> Iterator[str]:
    yield subscription.get("client") or say("client.unknown", language)
    if subscription.get("contract"):
        yield say("contract", language, contract=subscription["contract"])
    dates = {
        name: figures.day(figures.on(subscription[key]), language)
        for name, key in (("since", "from"), ("until", "until")) if subscription.get(key)
    }  # fmt: skip
    if dates:
        key = "both" if len(dates) == 2 else next(iter(dates))
        yield say(f"subscribed.{key}", language, **dates)


def _service(statement: Statement, language: Language) -> Iterator[str]:
    subscription, product = statement["subscription"], product_of(statement)
    yield product
    if subscription.get("hosting"):
        yield named("hosting", subscription["hosting"], language)
    if subscription["target"] != product:
        yield say("service.target", language, target=subscription["target"])


def _grounds(statement: Statement, language: Language, readings: Words) -> Iterator[str]:
    agreement, source = statement["agreement"], statement.get("source") or {}
    yield say("agreement.version", language, id=agreement["id"], version=agreement["version"])
    for id, taken in sorted((agreement.get("readings") or {}).items()):
        words = reckoning.said_of(readings, id, taken, language)
        key = "agreement.reading" if words else "agreement.reading_not_taken"
        yield say(key, language, id=id, taken=words)
    if source.get("name"):
        yield source["name"]


def tiles(statement: Statement, language: Language) -> Iterator[Block]:
    """The four headline figures: rate, target, time lost, penalty."""
    measured, none = statement["availability"], say("none", language)
    verdict = verdict_of(measured)
    rate, target = measured.get("rate"), measured.get("target")
    yield _tile("rate", none if nothing_measured(measured) else figures.percent(rate, language),
                _shortfall(measured, language), verdict, language)  # fmt: skip
    yield _tile("target", f"{figures.percent(target, language)}" if target else none,
                say(verdict if target else "no_target", language), verdict, language)  # fmt: skip
    dark = nothing_measured(measured)
    yield _tile("down", none if dark else figures.clock(measured["counted_seconds"]),
                say("chart.year.none", language) if dark
                else _outages(len(statement["outages"]), language), "plain", language)  # fmt: skip
    amount, why = reckoning.headline(statement, language)
    yield _tile("penalty", amount or none, why, "missed" if amount else "plain", language)


def verdict_of(measured: Mapping[str, Any]) -> str:
    """met, missed, or unjudged where no rate or no target is known."""
    return {True: "met", False: "missed", None: "unjudged"}[measured.get("met")]


def _tile(key: str, value: str, note: str, tone: str, language: Language) -> Block:
    return {"label": say(f"tile.{key}", language), "value": value, "note": note, "tone": tone}


def _shortfall(measured: Mapping[str, Any], language: Language) -> str:
    if nothing_measured(measured):
        return say("chart.year.none", language)
    short = measured.get("shortfall_points")
    if measured.get("met") is not False or not short:
        return say("floored", language)
    return say("shortfall", language, points=figures.points(short, language))


def _outages(count: int, language: Language) -> str:
    key = "outages.nil" if not count else "outages.count" if count == 1 else "outages.counts"
    return say(key, language, count=count)


def _blocks(
    statement: Statement, language: Language, attachments: Mapping[str, bytes], readings: Words
) -> Iterator[Block]:
    yield _month(statement, language)
    yield tables.buckets(statement, language)
    yield _year(statement, language)
    for build in (tables.outages, tables.unmeasured, tables.works, tables.exclusions):
        yield from build(statement, language)
    yield from reckoning.penalty(statement, language)
    yield from reckoning.reasons(statement, language, readings)
    yield from reckoning.rules(statement, language)
    yield from reckoning.verify(statement, language, attachments)


def _month(statement: Statement, language: Language) -> Block:
    kinds = ["up", "down", "excluded", "unmeasured"]
    kinds += ["degraded.key"] if statement.get("degraded") else []
    note = [say("chart.month.note", language)]
    for on, start, end in charts.days_of(statement):
        if end - start != timedelta(days=1).total_seconds():
            note.append(say("chart.month.short", language, day=figures.day(on, language),
                            hours=(end - start) // 3600))  # fmt: skip
    return {
        "kind": "chart", "title": say("chart.month", language), "note": " ".join(note),
        "svg": charts.month_chart(statement, language), "alt": _month_in_words(statement, language),
        "keys": [[charts.swatch(kind.partition(".")[0]), say(kind, language)] for kind in kinds],
    }  # fmt: skip


def _month_in_words(statement: Statement, language: Language) -> str:
    days = list(charts.days_of(statement))
    down = charts.spans_of(statement)["down"]
    lost = [(on, charts.inside(down, (start, end))) for on, start, end in days]
    told = ", ".join(
        say("chart.month.alt.day", language, day=figures.day(on, language),
            down=figures.duration(seconds, language))
        for on, seconds in lost if seconds
    )  # fmt: skip
    return say("chart.month.alt", language, days=len(days),
               of_month=figures.of_month(statement["month"], language),
               list=told or say("chart.month.alt.none", language))  # fmt: skip


def _year(statement: Statement, language: Language) -> Block:
    history = statement["history"]
    note = [say("chart.year.note", language)]
    if any(row["rate"] is None for row in history):
        note.append(say("chart.year.dark", language))
    if any(row["rate"] and row["unmeasured_seconds"] for row in history):
        note.append(say("chart.year.partly", language))
    told = ", ".join(
        f"{figures.month(row['month'], language)} {_rate(row, language)}"
        for row in history
    )  # fmt: skip
    return {
        "kind": "chart", "title": say("chart.year", language), "note": " ".join(note), "keys": [],
        "svg": charts.year_chart(statement, language),
        "alt": say("chart.year.alt", language, list=told),
    }  # fmt: skip


def _rate(row: Mapping[str, Any], language: Language) -> str:
    rate = row["rate"]
    return figures.percent(rate, language) if rate else say("chart.year.none", language)

"""The tables of the report: the month's four parts, outages, works and exclusions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tenir.integrations.report import charts, figures
from tenir.integrations.report.phrases import named, say
from tenir.integrations.report.sentence import buckets_of, nothing_measured
from tenir.terms.phrases import Language, number

Statement = Mapping[str, Any]
Block = dict[str, Any]

COLUMN, USUAL, WIDE = 170, 1.42, 1.95  # mm: the page's text, and two widths of a character


def table(
    title: str, head: Sequence[str], widths: Sequence[int], rows: list[list[str]], *,
    right: Sequence[int] = (), strong: Sequence[int] = (),
    foot: list[str] | None = None, note: str = "",
) -> Block:  # fmt: skip
    """A table: widths in mm, 0 for what is left.

    `right` are the columns set to the right, `strong` the rows in bold.
    """
    rest = COLUMN - sum(widths)
    columns = [width or rest for width in widths]
    return {
        "kind": "table", "title": title, "head": list(head), "widths": columns, "rows": rows,
        "single": [_single(row, columns) for row in rows], "right": list(right),
        "strong": list(strong), "foot": foot, "note": note,
    }  # fmt: skip


def _single(row: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether each cell surely holds on one line, so that its height needs no measuring."""
    cells = zip(row, columns, strict=True)
    return all("\n" not in cell and _millimetres(cell) < width for cell, width in cells)


def _millimetres(cell: str) -> float:
    """A generous width of that text in a table's size, its margins included."""
    return 3 + sum(WIDE if letter.isupper() or letter in "mw@%" else USUAL for letter in cell)


def text(title: str, body: str) -> Block:
    """A titled paragraph: what an empty table says instead."""
    return {"kind": "text", "title": title, "body": body}


# --- the four parts of the month -------------------------------------------------------------


def buckets(statement: Statement, language: Language) -> Block:
    """Every second of the month in exactly one part, and the parts that sum to T."""
    measured = statement["availability"]
    parts = buckets_of(measured)
    rows = []
    for kind, seconds, share in zip(
        ("up", "down", "excluded", "unmeasured"), parts, figures.shares(parts), strict=True
    ):
        cells = [say(kind, language), *_amounts(seconds, language),
                 figures.percent(share, language)]  # fmt: skip
        rows.append({"swatch": charts.swatch(kind), "cells": cells})
        rows += [{"swatch": "", "cells": [label, *_amounts(part, language), ""]}
                 for label, part in _details(kind, measured, language)]  # fmt: skip
    whole = [say("T", language), *_amounts(measured["T_seconds"], language),
             figures.percent("100.000", language)]  # fmt: skip
    head = [say(key, language) for key in ("bucket", "seconds", "clock", "share")]
    return {"kind": "buckets", "title": say("buckets", language), "head": head, "rows": rows,
            "foot": whole, "note": _formula(measured, language)}  # fmt: skip


def _amounts(seconds: int, language: Language) -> list[str]:
    return [number(seconds, language), figures.clock(seconds)]


def _details(
    kind: str, measured: Mapping[str, Any], language: Language
) -> Iterator[tuple[str, int]]:
    if kind == "up" and measured.get("degraded_seconds"):
        yield say("degraded", language), measured["degraded_seconds"]
    if kind == "excluded":
        for reason, seconds in sorted(measured.get("excluded", {}).items()):
            if seconds:
                word = named("reason", reason, language)
                yield say("excluded.of", language, reason=word), seconds


def _formula(measured: Mapping[str, Any], language: Language) -> str:
    if nothing_measured(measured):
        return ""
    return say("rate.formula", language, rate_exact=measured["rate_exact"].replace("/", " / "),
               rate=figures.percent(measured["rate"], language))  # fmt: skip


# --- outages ---------------------------------------------------------------------------------


def outages(statement: Statement, language: Language) -> Iterator[Block]:
    """Each outage with its excluded part, why it is excluded, and what counts."""
    title, found = say("outages", language), statement["outages"]
    if not found:
        empty = (
            "outages.none" if not nothing_measured(statement["availability"]) else "outages.unknown"
        )
        yield text(title, say(empty, language))
        return
    head = ("number", "from", "to", "length", "excluded.part", "counted.part", "why.excluded")
    rows = [_outage(n, outage, statement, language) for n, outage in enumerate(found, 1)]
    counted = sum(outage["counted_seconds"] for outage in found)
    seconds = sum(outage["seconds"] for outage in found)
    foot = ["", say("total", language), "", figures.clock(seconds),
            figures.clock(seconds - counted) if seconds > counted else "",
            figures.clock(counted), ""]  # fmt: skip
    yield table(title, [say(key, language) for key in head], (7, 42, 42, 16, 15, 16, 0), rows,
                right=(0, 3, 4, 5), foot=foot)  # fmt: skip


def _outage(
    index: int, outage: Mapping[str, Any], statement: Statement, language: Language
) -> list[str]:
    zone = statement["timezone"]
    excluded = outage["seconds"] - outage["counted_seconds"]
    return [
        str(index), figures.at(outage["from"], zone, language),
        figures.at(outage["to"], zone, language), figures.clock(outage["seconds"]),
        figures.clock(excluded) if excluded else "", figures.clock(outage["counted_seconds"]),
        "\n".join(dict.fromkeys(_why(part, language) for part in outage["excluded"])),
    ]  # fmt: skip


def _why(part: Mapping[str, Any], language: Language) -> str:
    """The reason of an exclusion with its clause and evidence, where they are known."""
    word = named("reason", part["reason"], language)
    return ", ".join(str(told) for told in (word, part.get("clause"), part.get("evidence")) if told)


def unmeasured(statement: Statement, language: Language) -> Iterator[Block]:
    """The stretches without measurement; nothing to say where the whole month was measured."""
    if not statement["unmeasured"]:
        return
    zone, silence = statement["timezone"], (statement.get("source") or {}).get("silence_seconds")
    rows = [
        [figures.at(span["from"], zone, language), figures.at(span["to"], zone, language),
         figures.clock(charts.length(span))]
        for span in statement["unmeasured"]
    ]  # fmt: skip
    note = ""
    if silence:
        note = say("unmeasured.silence", language, silence=figures.duration(silence, language))
    yield table(say("unmeasured.title", language),
                [say(key, language) for key in ("from", "to", "length")], (42, 42, 20), rows,
                right=(2,), note=note)  # fmt: skip


# --- works and exclusions --------------------------------------------------------------------


def works(statement: Statement, language: Language) -> Iterator[Block]:
    """The works announced for the month."""
    title, zone = say("works", language), statement["timezone"]
    if not statement["works"] and not statement["exclusions"]:
        yield text(say("neither", language), say("neither.none", language))
        return
    if not statement["works"]:
        yield text(title, say("works.none", language))
        return
    rows = [
        [str(work.get("id") or ""), named("kind", work["kind"], language),
         figures.at(work["from"], zone, language), figures.at(work["to"], zone, language),
         figures.at(work["announced_at"], zone, language) if work.get("announced_at") else
         say("works.unannounced", language)]
        for work in statement["works"]
    ]  # fmt: skip
    head = ("works.id", "works.kind", "from", "to", "works.announced")
    yield table(title, [say(key, language) for key in head], (14, 0, 42, 42, 42), rows)


def exclusions(statement: Statement, language: Language) -> Iterator[Block]:
    """The exclusions that a named person decided."""
    title, zone = say("exclusions", language), statement["timezone"]
    if not statement["exclusions"] and not statement["works"]:
        return
    if not statement["exclusions"]:
        yield text(title, say("exclusions.none", language))
        return
    rows = [
        [figures.at(item["from"], zone, language), figures.at(item["to"], zone, language),
         named("reason", item["reason"], language) + _cited(item),
         str(item.get("decided_by") or ""), str(item.get("evidence") or "")]
        for item in statement["exclusions"]
    ]  # fmt: skip
    head = ("from", "to", "exclusion.reason", "exclusion.by", "exclusion.evidence")
    yield table(title, [say(key, language) for key in head], (42, 42, 40, 22, 0), rows)


def _cited(item: Mapping[str, Any]) -> str:
    return f", {item['clause']}" if item.get("clause") else ""

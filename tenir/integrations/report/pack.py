"""The monthly review as sections that a page shows and a PDF lays out, in either language.

Clause: 5.4, 7.14.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from tenir.apps.commitments.queries import Commitment, named
from tenir.apps.reports.queries import MOST_IN_PACK, Pack
from tenir.apps.support.queries import Measured
from tenir.integrations.report.files import disarmed
from tenir.integrations.report.pack_phrases import NB, PHRASES
from tenir.integrations.report.pdf import write_document
from tenir.terms import phrases
from tenir.terms.dates import epoch, local
from tenir.terms.phrases import Language, say

phrases.learn(PHRASES)
CSV = "review.csv"  # the name that the table bears inside the PDF


@dataclass(frozen=True)
class Section:
    """One article's part: its title, its columns with their widths (mm), its rows as they read."""

    name: str
    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    @property
    def labelled(self) -> Iterator[list[tuple[str, str]]]:
        """Each cell of each row with the name of its column, for a narrow page."""
        for row in self.rows:
            yield list(zip(self.head, row, strict=True))


def sections(pack: Pack, language: Language) -> list[Section]:
    """The whole review, in the order in which a meeting goes through it.

    Clause: 5.4, 7.14.
    """
    told = _Told(pack, language)
    promise = (("promise", 90), ("clause", 20), ("due", 35), ("state", 25))
    return [
        told.section("decisions", (("what", 130), ("until", 40)), told.decisions()),
        told.section("broken", promise, map(told.promise, pack.broken)),
        told.section("owed", promise, map(told.promise, pack.owed)),
        told.section("months", (("line", 70), ("rate", 25), ("state", 25), ("counted", 25),
                                ("penalty", 25)), told.months()),
        told.section("outages", (("line", 70), ("state", 30), ("from", 40), ("length", 30)),
                     told.outages()),
        told.section("requests", (("request", 90), ("opened", 40), ("state", 40)),
                     told.requests()),
        told.section(
            "responses",
            (("measured", 36), ("clause", 18), ("recorded", 18), ("share", 18), ("late", 14),
             ("median", 18), ("ninth", 18), ("reopened", 16), ("excluded", 14)),
            told.responses(), note=say("pack.responses.note", language, nb=NB),
        ),
        told.section("backups", promise, map(told.promise, pack.backups)),
        told.section("updates", (("product", 80), ("version", 45), ("day", 45)), told.updates()),
        told.section("works", (("number", 30), ("what", 100), ("from", 40)), told.works()),
    ]  # fmt: skip


def pack_pdf(pack: Pack, language: Language) -> bytes:
    """The review as a PDF/A-3, ready for the meeting, its table inside as CSV.

    The same facts are the same bytes.
    """
    found = sections(pack, language)
    title = say("pack.title", language)
    month = phrases.month(pack.month, language)
    name = pack.client.organisation.name
    counts = {state: str(pack.counts.get(state, 0)) for state in ("kept", "missed", "running")}
    tiles = [*counts.items(), ("to_decide", str(len(found[0].rows)))]
    said = {
        "lang": language, "title": f"{title}, {name}, {month}", "product": name, "month": month,
        "month-inside": month, "author": "Tenir", "kind": title, "timezone": settings.TIME_ZONE,
        "subject": f"{title} · {name} · {month}", "page": ["", " / ", ""],
        "sentence": sentence(pack, language), "notes": [],
        "tiles": [{"label": say(f"pack.{state}", language), "value": value, "note": "",
                   "tone": "missed" if state == "missed" and value != "0" else "plain"}
                  for state, value in tiles],
        "facts": [[say("pack.client", language), [name, pack.client.number]],
                  [say("pack.written", language), [_moment(pack.at, language)]]],
        "blocks": [_block(section, language) for section in found],
    }  # fmt: skip
    told = {CSV: say("pack.attached", language)}
    dated = pack.at.replace(microsecond=0).isoformat()
    return write_document(said, {CSV: pack_csv(pack, language)}, told, dated=dated)


def sentence(pack: Pack, language: Language) -> str:
    """The month in one sentence."""
    decisions = len(list(_Told(pack, language).decisions()))
    return say(
        "pack.sentence", language, kept=pack.counts.get("kept", 0),
        missed=pack.counts.get("missed", 0), decisions=decisions,
    )  # fmt: skip


def pack_csv(pack: Pack, language: Language) -> bytes:
    """The review as one flat table for a spreadsheet: a row per cell, under its part and its line.

    `line` is the row's place in its part, from 1 on; `of` its first cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("part", "line", "of", "column", "value"))
    for section in sections(pack, language):
        for number, row in enumerate(section.rows, start=1):
            for name, cell in zip(section.head, row, strict=True):
                told = (section.title, number, row[0], name, cell)
                writer.writerow([disarmed(str(each)) for each in told])
    return out.getvalue().encode("utf-8-sig")


def pack_as(pack: Pack, kind: str, language: Language) -> bytes:
    """The review as that kind of file: pdf or csv."""
    return pack_csv(pack, language) if kind == "csv" else pack_pdf(pack, language)


def file_name(pack: Pack, language: Language, kind: str = "pdf") -> str:
    """review-CL-001-2026-09.pdf."""
    return f"{say('pack.file', language)}-{pack.client.number}-{pack.month}.{kind}"


def _block(section: Section, language: Language) -> dict[str, Any]:
    if not section.rows:
        return {"kind": "text", "title": section.title, "body": say("pack.none", language)}
    return {
        "kind": "table", "title": section.title, "head": list(section.head),
        "rows": [list(row) for row in section.rows], "right": [], "strong": [],
        "single": [False] * len(section.rows), "foot": None, "widths": list(section.widths),
        "note": section.note,
    }  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """The pack's things in words."""

    pack: Pack
    language: Language

    def section(
        self, name: str, columns: Sequence[tuple[str, int]], rows: Any, note: str = ""
    ) -> Section:
        found = tuple(tuple(row) for row in rows)
        if len(found) >= MOST_IN_PACK:
            note = f"{note} {say('pack.more', self.language, nb=NB)}".strip()
        return Section(
            name, self.say(f"{name}.title"), tuple(self.say(key) for key, _ in columns),
            tuple(width for _, width in columns), found, note,
        )  # fmt: skip

    def say(self, key: str, **values: Any) -> str:
        return say(f"pack.{key}", self.language, **values)

    def day(self, at: datetime | None) -> str:
        return "" if at is None else _moment(at, self.language)

    def until(self, at: datetime | None) -> str:
        """A last instant: a midnight is the 24:00 of the day that it ends."""
        here = None if at is None else local(epoch(at), settings.TIME_ZONE)
        return "" if here is None else phrases.deadline(here, self.language)

    def promise(self, found: Commitment) -> Iterator[str]:
        line = self.pack.lines.get(found.subject, "")
        yield named(found, self.language) + (f" · {line}" if line else "")
        yield ", ".join(found.clauses)
        yield self.until(found.due_at)
        yield self.say(f"state.{self.pack.state_of(found)}")

    def months(self) -> Iterator[tuple[str, ...]]:
        seen: set[str] = set()
        for row in self.pack.months:
            if row.subject in seen:
                continue  # an earlier revision
            seen.add(row.subject)
            told = json.loads(row.statement)
            last, penalty = told["history"][-1], told["penalty"]
            owed = phrases.amount(penalty["amount"], self.language) if (
                penalty and penalty["right"]) else ""  # fmt: skip
            state = {True: "met", False: "missed", None: "unknown"}[last["met"]]
            rate = phrases.percent(last["rate"], self.language) if last["rate"] else "—"
            counted = phrases.duration(told["availability"]["counted_seconds"], self.language)
            line = row.subscription
            name = self.pack.lines.get(line.subject, line.target) if line else row.subject
            yield name, rate, self.say(f"state.{state}"), counted, owed or "—"

    def outages(self) -> Iterator[tuple[str, ...]]:
        for row in self.pack.outages:
            lasted = phrases.duration(int((row.end - row.start).total_seconds()), self.language)
            state = self.say(f"state.{row.state}")
            name = self.pack.lines.get(row.subscription.subject, row.subscription.target)
            yield name, state, self.day(row.start), lasted

    def requests(self) -> Iterator[tuple[str, ...]]:
        for row in self.pack.requests:
            ended = row.resolved_at is not None and row.resolved_at < self.pack.end
            kept = {True: "in_time", False: "late", None: "resolved"}[row.in_time]
            state = self.say(f"state.{kept if ended else 'open'}")
            yield f"{row.number} · {row.title}", self.day(row.recorded_at), state

    def responses(self) -> Iterator[tuple[str, ...]]:
        """By priority, all of them, and by product where there are several."""
        found = self.pack.responses
        for row in found["priority"]:
            (priority,) = row.group
            named = self.say("measured.of", priority=priority) if priority else "—"
            yield self.measured(named, "7.13" if priority == "P1" else "7.14", row)
        for row in found["whole"]:
            yield self.measured(self.say("measured.all"), "7.13, 7.14", row)
        if len(found["product"]) > 1:
            for row in found["product"]:
                yield self.measured(row.group[0] or "—", "7.13, 7.14", row)

    def measured(self, named: str, clauses: str, row: Measured) -> tuple[str, ...]:
        """A group: a late one by a change alone is told in brackets."""
        late = str(row.counted - row.in_time)
        if row.late_by_change:
            late += f" ({row.late_by_change})"
        share = "—" if row.share is None else phrases.percent(row.share, self.language)
        took = [
            "—" if each is None else phrases.duration(each, self.language)
            for each in (row.median, row.ninth)
        ]
        counts = [str(each) for each in (row.reopened, row.excluded)]
        return (named, clauses, str(row.number), share, late, *took, *counts)

    def updates(self) -> Iterator[tuple[str, ...]]:
        for row in self.pack.updates:
            yield row.product.name, row.number, phrases.day(row.released_on, self.language)

    def works(self) -> Iterator[tuple[str, ...]]:
        for row in self.pack.works:
            kind = say(f"works.kind.{row.kind}", self.language)
            yield row.number, row.title(self.language) or kind, self.day(row.starts_at)

    def decisions(self) -> Iterator[tuple[str, ...]]:
        for right in self.pack.rights:
            of = {"month": right.month, "product": right.subscription.product.name}
            yield (self.say("decide.right", **of, amount=right.amount),
                   self.until(right.claim_by))  # fmt: skip
        for found in self.pack.versions:
            said = self.say("decide.version", number=found.version.number)
            yield said, self.until(found.effective_at)
        for quote in self.pack.quotes:
            until = quote.valid_until
            yield (self.say("decide.quote", wish=quote.wish),
                   phrases.day(until, self.language) if until else "")  # fmt: skip
        for each in self.pack.unread:
            said = self.say(
                "decide.unread", product=each.version.product.name, number=each.version.number
            )
            yield said, phrases.day(each.required_from, self.language)
        for claim in self.pack.claims:
            of = {"month": claim.month, "product": claim.subscription.product.name}
            yield self.say("decide.claim", **of), ""


def _moment(at: datetime, language: Language) -> str:
    return phrases.instant(local(epoch(at), settings.TIME_ZONE), language)

"""Months closed from files of samples: statements, reports and the summary, whole or not at all."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tenir.integrations.closing.shelves import Shelves
from tenir.integrations.report.files import digest, write_csv, write_json
from tenir.integrations.report.pdf import Item, write_many
from tenir.integrations.samples import Measurement
from tenir.integrations.spreadsheets import concerning
from tenir.terms.agreement import Agreement
from tenir.terms.carried import EVIDENCE, INPUTS, evidence_csv, inputs_json, observed, period_of
from tenir.terms.closing import statement
from tenir.terms.contracts import Subscription, subscriptions_of
from tenir.terms.dates import local, month_span, next_month
from tenir.terms.dossier import Dossier, Line
from tenir.terms.errors import Refused
from tenir.terms.evidence import evidence_of
from tenir.terms.facts import Excluded, Works
from tenir.terms.months import Months, covered
from tenir.terms.phrases import Language
from tenir.terms.readings import Words, words_of_readings
from tenir.terms.samples import samples_of
from tenir.terms.spans import Span

SUMMARY_COLUMNS = (
    "target", "month", "T_seconds", "down_seconds", "excluded_seconds", "counted_seconds",
    "unmeasured_seconds", "rate", "met",
)  # fmt: skip
PENALTY_COLUMNS = (
    "client", "contract", "target", "product", "month", "right", "tier_rate", "base", "amount",
    "capped", "claim_by",
)  # fmt: skip


class NothingToClose(Refused):
    """No target was measured in the month asked for."""


class Occupied(Refused):
    """The place of the results is not a folder, or cannot be written."""


@dataclass(frozen=True)
class Closing:
    """What is closed: the measures, the agreement, who bought what, works and exclusions."""

    agreement: Agreement
    measurement: Measurement
    source: str
    subscriptions: Sequence[Subscription] = ()
    works: Sequence[tuple[str, Works]] = ()
    exclusions: Sequence[tuple[str, Excluded]] = ()

    @cached_property
    def books(self) -> list[Months]:
        """The months of each subscription measured; a target that no contract names has its own."""
        found = self.measurement
        bought: dict[str, list[Subscription]] = {}
        for item in self.subscriptions:
            bought.setdefault(item.line.target, []).append(item)
        unnamed = {name: subscriptions_of([Line(name)]) for name in found.targets}
        return [
            Months(self._dossier(code, item))
            for code, name in enumerate(found.targets)
            for item in bought.get(name, unnamed[name])
        ]

    def months_of(self, books: Months) -> list[str]:
        """The months from a target's first record to its last that the contract covers."""
        zone, line = self.agreement.zone, books.dossier.line
        first, last = books.dossier.observed.seen
        month = local(first, zone).strftime("%Y-%m")
        found = [month]
        while month_span(month, zone)[1] <= last:
            month = next_month(month)
            found.append(month)
        return [month for month in found if covered(line, month, zone)]

    def sharing(self, books: Months, month: str) -> Months:
        """The same subscription, knowing with what it shares that month's cap.

        Clause: 5.8.
        """
        return self._shelves.sharing(books, month)

    @cached_property
    def _shelves(self) -> Shelves:
        return Shelves([item.line for item in self.subscriptions], self.books)

    def _dossier(self, code: int, item: Subscription) -> Dossier:
        found = self.measurement
        return Dossier(
            agreement=self.agreement,
            line=item.line,
            observed=observed(found.measured, code, silence=found.silence, source=self.source),
            works=concerning(self.works, item.line.target),
            exclusions=concerning(self.exclusions, item.line.target),
            overrides=item.overrides,
            contract_monthly_fee=item.contract_monthly_fee,
        )


@dataclass(frozen=True)
class Closed:
    """A subscription's month, closed: its statement, and what its report carries."""

    statement: Mapping[str, Any]
    attachments: Mapping[str, bytes] = field(repr=False)
    readings: Words = field(repr=False)  # of its agreement, in words

    @property
    def place(self) -> str:
        """The folder and the name of its files, without their ending."""
        line = self.statement["subscription"]
        names = [line["target"], *([line["contract"]] if line["contract"] else [])]
        folder = "+".join(quote(name, safe=" @,()éèàùçêô") for name in names).lstrip(".") or "_"
        return f"{folder}/{self.statement['month']}"


def closed_months(closing: Closing, month: str | None) -> Iterator[Closed]:
    """Each subscription's statement of the month, or of every month measured.

    Raises NothingToClose where the month was not measured at all.
    Clause: 5.3, 5.4.
    """
    found = False
    for books in closing.books:
        for each in closing.months_of(books):
            if month in (None, each):
                found = True
                yield _closed(closing, books, each)
    if not found:
        raise NothingToClose("close.nothing", month=month)


def report_count(closing: Closing, month: str | None) -> int:
    """How many statements there will be."""
    return sum(1 for b in closing.books for each in closing.months_of(b) if month in (None, each))


def write_closed(
    closed: Sequence[Closed],
    into: Path,
    *,
    languages: Sequence[Language],
    workers: int = 2,
    progress: Callable[[], None] = lambda: None,
) -> None:
    """Write every file of the months closed, in a folder that appears whole.

    JSON and CSV of each statement, a PDF a language, and summary.csv.
    """
    partial = into.with_name(f".{into.name}.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        _write_all(closed, partial, languages, workers, progress)
        _put_in_place(partial, into)
    except OSError as error:
        raise Occupied("close.occupied", str(into), problem=error.strerror or "") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def measured(closed: Closed) -> bool:
    """Whether anything at all was measured in the month: silence is not health."""
    figures = closed.statement["availability"]
    return bool(figures["unmeasured_seconds"] < figures["T_seconds"])


def summary_row(closed: Closed) -> dict[str, Any]:
    """The row of a statement in summary.csv; a month of silence has no rate."""
    figures = closed.statement["availability"]
    known = measured(closed)
    return {
        "target": closed.statement["subscription"]["target"],
        "month": closed.statement["month"],
        **{name: figures[name] for name in SUMMARY_COLUMNS[2:-2]},
        "rate": figures["rate"] if known else "",
        "met": ("true" if figures["met"] else "false") if known else "unknown",
    }


def _closed(closing: Closing, books: Months, month: str) -> Closed:
    zone = closing.agreement.zone
    period = period_of(month, zone)
    books = closing.sharing(books, month)
    line = books.dossier.line
    code = closing.measurement.targets.index(line.target)
    attachments = {
        EVIDENCE: evidence_csv(line.target, _records(closing, code, period)),
        INPUTS: inputs_json(books.dossier, month),
    }
    carried = [
        {"name": name, "sha256": digest(body), "bytes": len(body)}
        for name, body in attachments.items()
    ]
    words = words_of_readings(books.dossier.agreement.convention)
    return Closed({**statement(books, month), "evidence": carried}, attachments, words)


def _records(closing: Closing, code: int, period: Span) -> Any:
    found = closing.measurement
    mine = found.evidence.at_places(found.evidence.target == code)
    alone = samples_of(mine.target * 0, mine.at, mine.status)
    return evidence_of(alone, silence=found.silence, within=period)


def _write_all(
    closed: Sequence[Closed],
    folder: Path,
    languages: Sequence[Language],
    workers: int,
    progress: Callable[[], None],
) -> None:
    _write_table(folder / "summary.csv", SUMMARY_COLUMNS, _once(map(summary_row, closed)))
    _write_table(folder / "penalties.csv", PENALTY_COLUMNS, map(_penalty_row, closed))
    for item in closed:
        (folder / item.place).parent.mkdir(exist_ok=True)
        (folder / f"{item.place}.json").write_bytes(write_json(item.statement))
        (folder / f"{item.place}.csv").write_bytes(write_csv(item.statement).encode())
    wanted = [(item, language) for item in closed for language in languages]
    items = (
        Item(item.statement, language, item.attachments, item.readings) for item, language in wanted
    )
    for (item, language), body in zip(wanted, write_many(items, workers=workers), strict=True):
        (folder / f"{item.place}.{language}.pdf").write_bytes(body)
        progress()


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _once(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """A target bought by several clients under the same terms has one row."""
    return list({tuple(row.values()): row for row in rows}.values())


def _penalty_row(closed: Closed) -> dict[str, Any]:
    line, penalty = closed.statement["subscription"], closed.statement["penalty"] or {}
    return {
        **{name: line[name] for name in PENALTY_COLUMNS[:4]},
        "month": closed.statement["month"],
        **{name: penalty.get(name) for name in PENALTY_COLUMNS[5:]},
    }


def _put_in_place(partial: Path, into: Path) -> None:
    """One rename where there was nothing; file by file over earlier results."""
    if not into.exists():
        os.replace(partial, into)
        return
    for source in sorted(path for path in partial.rglob("*") if path.is_file()):
        place = into / source.relative_to(partial)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, place)

"""Contracts, works and exclusions as people keep them: CSV tables, every mistake located."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar, get_args

from tenir.integrations.agreement_files import read_text
from tenir.terms.agreement import Agreement
from tenir.terms.contracts import Subscription, line_mistakes, read_contracts, subscriptions_of
from tenir.terms.dates import epoch, instant_of
from tenir.terms.dossier import CENT, Line
from tenir.terms.errors import Refused
from tenir.terms.facts import Excluded, Works, WorksKind
from tenir.terms.loading import Fault, FaultyConvention
from tenir.terms.pieces import forward
from tenir.terms.quantities import amount_of

EVERY_TARGET = "*"
LINE_COLUMNS = ("target", "product", "hosting", "client", "contract", "yearly_fee", "from", "until")
WORKS_COLUMNS = ("target", "from", "to", "announced_at", "kind", "id")
EXCLUSION_COLUMNS = ("target", "from", "to", "reason", "decided_by", "evidence")
Row = Mapping[str, str]
Kept = TypeVar("Kept")


class BadTable(Refused):
    """A table that cannot be read at all."""


def read_subscriptions(path: Path, agreement: Agreement) -> list[Subscription]:
    """The subscriptions of a contracts file: YAML (`contracts/1`) or CSV, a line a row."""
    if path.suffix in (".yaml", ".yml"):
        return read_contracts(read_text(path), agreement, path.name)

    def line_of(row: Row) -> Line:
        line = _line(row)
        for refused in line_mistakes(agreement, line):
            raise refused
        return line

    return subscriptions_of(_read(path, LINE_COLUMNS, ("target",), line_of))


def read_works(path: Path) -> list[tuple[str, Works]]:
    """Each works with the target it concerns; `*` or nothing is every target."""
    return _read(path, WORKS_COLUMNS, ("from", "to"), _works)


def read_exclusions(path: Path) -> list[tuple[str, Excluded]]:
    """Each exclusion that a person decided, with the target it concerns."""
    return _read(path, EXCLUSION_COLUMNS, ("from", "to", "reason"), _exclusion)


def concerning(items: Sequence[tuple[str, Kept]], target: str) -> tuple[Kept, ...]:
    """The works or exclusions of a target, those of every target included."""
    return tuple(item for at, item in items if at in (target, EVERY_TARGET))


def check_targets(items: Sequence[tuple[str, object]], targets: Sequence[str], name: str) -> None:
    """Refuses a table that names a target which was not measured."""
    for at, _ in items:
        if at != EVERY_TARGET and at not in targets:
            raise BadTable("target.unknown", name, given=at, known=", ".join(targets))


def _line(row: Row) -> Line:
    fee = row["yearly_fee"].removesuffix(" EUR")
    return Line(
        target=row["target"],
        product=row["product"] or None,
        hosting=row["hosting"] or None,
        client=row["client"] or None,
        contract=row["contract"] or None,
        yearly_fee=amount_of(fee).quantize(CENT) if fee else None,
        starts_on=_date(row["from"]),
        ends_on=_date(row["until"]),
    )


def _works(row: Row) -> tuple[str, Works]:
    kind = row["kind"] or "planned"
    kinds = {known: known for known in get_args(WorksKind)}
    if kind not in kinds:
        raise BadTable("works.kind", given=kind, known=", ".join(kinds))
    announced = epoch(instant_of(row["announced_at"])) if row["announced_at"] else None
    span = forward(instant_of(row["from"]), instant_of(row["to"]))
    return row["target"] or EVERY_TARGET, Works(span, kinds[kind], announced, row["id"])


def _exclusion(row: Row) -> tuple[str, Excluded]:
    span = forward(instant_of(row["from"]), instant_of(row["to"]))
    excluded = Excluded(span, row["reason"], row["evidence"], row["decided_by"])
    return row["target"] or EVERY_TARGET, excluded


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadTable("table.date", given=text) from None


def _read(
    path: Path, columns: Sequence[str], needed: Sequence[str], made: Callable[[Row], Kept]
) -> list[Kept]:
    found, faults = [], []
    for number, row in _rows(path, columns, needed):
        try:
            for name in needed:
                if not row[name]:
                    raise BadTable("table.missing", name=name)
            found.append(made(row))
        except Refused as refused:
            faults.append(Fault(refused.key, f"{path.name}:{number}:1", **refused.values))
    if faults:
        raise FaultyConvention(faults, "table.faulty")
    return found


def _rows(
    path: Path, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(read_text(path).removeprefix("\ufeff")))
    heading = [name.strip() for name in next(reader, [])]
    _check_heading(path, heading, columns, needed)
    for values in reader:
        if not values:
            continue
        if len(values) != len(heading):
            where = f"{path.name}:{reader.line_num}"
            raise BadTable("table.row", where, count=len(values), expected=len(heading))
        given = dict(zip(heading, (value.strip() for value in values), strict=True))
        yield reader.line_num, {name: given.get(name, "") for name in columns}


def _check_heading(
    path: Path, heading: Sequence[str], columns: Sequence[str], needed: Sequence[str]
) -> None:
    known = ", ".join(columns)
    if not any(heading):
        raise BadTable("table.empty", path.name, known=known)
    if missing := [name for name in needed if name not in heading]:
        raise BadTable("table.columns", f"{path.name}:1", missing=", ".join(missing), known=known)
    for name in heading:
        if name not in columns:
            raise BadTable("table.unknown", f"{path.name}:1", name=name, known=known)

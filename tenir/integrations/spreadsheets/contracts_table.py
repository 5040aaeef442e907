"""The table of contracts: its columns, its cells read and written.

Clause: 2.5.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements import services
from tenir.integrations.spreadsheets import BadTable
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault, FaultyConvention
from tenir.terms.phrases import Language

OF_CONTRACT = ("contract", "client", "agreement", "platform", "from", "until", "own_terms")
OF_LINE = ("product", "target", "hosting", "modules", "seats", "environments", "yearly_fee",
           "line_from", "line_until")  # fmt: skip
COLUMNS = (*OF_CONTRACT, *OF_LINE)
NEEDED = ("contract", "client", "from", "product")
LARGEST = 8 << 20
MOST_ROWS = 20_000
MARK = "\ufeff"
SEPARATORS = ",;\t"
BETWEEN = "|"  # of modules, and of environments: name=kind=address
_RUN = ("=", "+", "-", "@", "\t", "\r", "'")  # what a spreadsheet would run, or take for a mark
Row = Mapping[str, str]


class FaultyTable(FaultyConvention):
    """A table with mistakes: all of them, in its own order; beside them what is no mistake."""

    def __init__(self, faults: Iterable[Fault], told: Iterable[Refused] = ()) -> None:
        self.faults, self.told = list(faults), list(told)
        Refused.__init__(self, "table.faulty", count=len(self.faults))

    def message(self, language: Language = "en") -> str:
        """The mistakes, then what is left out or not taken as it stood: a line each."""
        head = super().message(language)
        return "\n".join([head, *(each.message(language) for each in self.told)])


@dataclass
class Wanted:
    """A contract as its rows tell it, each line with its place in the file."""

    where: str
    row: Row
    lines: list[tuple[str, services.NewLine]] = field(default_factory=list)


# --- reading --------------------------------------------------------------------------------------


def rows(content: bytes, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place; BadTable where the file is no such table."""
    text, _ = text_of(content, name, most=LARGEST)
    file = io.StringIO(text, newline="")
    reader = csv.reader(file, delimiter=separator_of(text), strict=True)
    try:
        yield from _named(reader, name)
    except csv.Error as error:
        raise BadTable("agreements.csv", f"{name}:{reader.line_num}", problem=str(error)) from None


def text_of(content: bytes, name: str, *, most: int) -> tuple[str, bool]:
    """The text of a table, and whether it was written in Windows-1252: then look at its accents.

    BadTable where it is too large, or no text.
    """
    if len(content) > most:
        raise BadTable("file.large", name, size=len(content) >> 20, most=most >> 20)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadTable("parties.utf16", name)
    if b"\0" in content:
        raise BadTable("file.encoding", name, at=content.index(b"\0"))
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError as error:
        at = error.start
    try:
        return content.decode("cp1252"), True
    except UnicodeDecodeError:
        raise BadTable("file.encoding", name, at=at) from None


def separator_of(text: str) -> str:
    """The separator of the first line: the one that it has most of."""
    first = text.partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def _named(reader: Any, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    heading = [cell.strip() for cell in next(reader, [])]
    known = ", ".join(COLUMNS)
    if not any(heading):
        raise BadTable("table.empty", name, known=known)
    if missing := [column for column in NEEDED if column not in heading]:
        raise BadTable("table.columns", f"{name}:1", missing=", ".join(missing), known=known)
    for cell in heading:
        if cell not in COLUMNS or heading.count(cell) > 1:
            raise BadTable("table.unknown", f"{name}:1", name=cell, known=known)
    for count, cells in enumerate(row for row in reader if any(cell.strip() for cell in row)):
        where = f"{name}:{reader.line_num}"
        if count >= MOST_ROWS:
            raise BadTable("agreements.rows", where, most=MOST_ROWS)
        if len(cells) != len(heading):
            raise BadTable("table.row", where, count=len(cells), expected=len(heading))
        given = {at: armed(cell.strip()) for at, cell in zip(heading, cells, strict=True)}
        yield where, {column: given.get(column, "") for column in COLUMNS}


def wanted_of(rows: list[tuple[str, dict[str, str]]]) -> list[Wanted]:
    """The rows by contract; FaultyTable with every cell that cannot be read."""
    found: dict[str, Wanted] = {}
    faults: list[Fault] = []
    for where, row in rows:
        try:
            _check(row)
            item = found.setdefault(row["contract"], Wanted(where, row))
            if any(row[name] != item.row[name] for name in OF_CONTRACT):
                raise BadTable("agreements.two_contracts", first=item.where)
            if row["product"]:
                item.lines.append((where, _line(row)))
        except Refused as refused:
            faults.append(Fault(refused.key, where, **refused.values))
    if faults:
        raise FaultyTable(faults)
    return list(found.values())


def _check(row: Row) -> None:
    for name in ("contract", "client", "from"):
        if not row[name]:
            raise BadTable("table.missing", name=name)
    day(row["from"])
    day(row["until"])
    own_terms_of(row["own_terms"])


def _line(row: Row) -> services.NewLine:
    seats = row["seats"]
    if seats and not (seats.isascii() and seats.isdigit() and len(seats) < 10):
        raise BadTable("agreements.seats", given=seats)
    return services.NewLine(
        product=row["product"], target=row["target"], hosting=row["hosting"] or "shared",
        modules=tuple(_parts(row["modules"])), seats=int(seats) if seats else None,
        environments=_environments(row["environments"]),
        yearly_fee=_figure(row["yearly_fee"]) or None,
        starts_on=day(row["line_from"]), ends_on=day(row["line_until"]),
    )  # fmt: skip


def _environments(text: str) -> tuple[Mapping[str, str], ...]:
    found = []
    for part in _parts(text):
        name, _, rest = part.partition("=")
        kind, _, address = rest.partition("=")
        found.append({"name": name.strip(), "kind": kind.strip(),
                      **({"address": address.strip()} if address.strip() else {})})  # fmt: skip
    return tuple(found) or services.NewLine.environments  # type: ignore[return-value]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(BETWEEN) if part.strip()]


def _figure(text: str) -> str:
    """A French figure as the rules write it: 48 000,00 EUR is 48000.00."""
    bare = "".join(text.removesuffix("EUR").removesuffix("€").split())
    return bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadTable("table.date", given=text) from None


def own_terms_of(text: str) -> list[Any]:
    try:
        found = json.loads(text) if text else []
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise BadTable("agreements.json", given=text[:60])
    return found


# --- writing --------------------------------------------------------------------------------------


def last_terms(contracts: list[agreements.Contract]) -> dict[int, list[Any]]:
    rows = agreements.Amendment.objects.filter(contract__in=contracts).order_by("effective_on")
    return {row.contract_id: row.overrides for row in rows}


def contract_cells(contract: agreements.Contract, own: list[Any]) -> dict[str, str]:
    return {
        "contract": contract.number, "client": contract.client.number,
        "agreement": contract.agreement, "platform": contract.platform,
        "from": contract.starts_on.isoformat(),
        "until": contract.ends_on.isoformat() if contract.ends_on else "",
        "own_terms": json.dumps(own, ensure_ascii=False, sort_keys=True) if own else "",
    }  # fmt: skip


def line_cells(line: agreements.Subscription) -> dict[str, str]:
    return {
        "product": line.product.key, "target": line.target, "hosting": line.hosting,
        "modules": BETWEEN.join(line.modules),
        "seats": "" if line.seats is None else str(line.seats),
        "environments": _environments_told(line.environments),
        "yearly_fee": "" if line.yearly_fee is None else str(line.yearly_fee),
        "line_from": line.starts_on.isoformat(),
        "line_until": line.ends_on.isoformat() if line.ends_on else "",
    }  # fmt: skip


def asked_cells(line: services.NewLine, held: agreements.Contract) -> dict[str, str]:
    return {
        "product": line.product, "target": services.target_named(held.number, line),
        "hosting": line.hosting, "modules": BETWEEN.join(line.modules),
        "seats": "" if line.seats is None else str(line.seats),
        "environments": _environments_told(line.environments),
        "yearly_fee": _fee_told(line.yearly_fee),
        "line_from": line.starts_on.isoformat() if line.starts_on else "",
        "line_until": line.ends_on.isoformat() if line.ends_on else "",
    }  # fmt: skip


def _fee_told(fee: Decimal | str | None) -> str:
    """With its cents; what is no figure as it is, to differ from any that is on record."""
    if fee is None:
        return ""
    try:
        return str(Decimal(fee).quantize(Decimal("0.01")))
    except InvalidOperation:
        return str(fee)


def _environments_told(environments: Iterable[Mapping[str, Any]]) -> str:
    return BETWEEN.join(
        "=".join(str(item[name]) for name in ("name", "kind", "address") if item.get(name))
        for item in environments
    )


def disarmed(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN) else cell


def armed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RUN) else cell

"""The tables of clients and contacts: their columns, their cells read and written.

As spreadsheets write them: UTF-8 with or without its mark, or Windows-1252; separated by commas,
semicolons or tabs.

Clause: 9.1, 9.2.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tenir.apps.parties.services import CLIENT_COLUMNS, CONTACT_COLUMNS, ClientRow, ContactRow
from tenir.integrations.spreadsheets import BadTable
from tenir.integrations.spreadsheets.contracts_table import (
    MARK,
    FaultyTable,
    armed,
    disarmed,
    separator_of,
    text_of,
)
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault

LARGEST = 32 << 20
MOST_ROWS = 200_000
IN_ONE = "contact_"  # before a contact's columns where they stand beside its client's
BESIDE = tuple(f"{IN_ONE}{name}" for name in CONTACT_COLUMNS if name != "client")
YES, NO = ("yes", "oui", "true", "1", "x"), ("no", "non", "false", "0")
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """A row's place in its file: the line, and the number of each column."""

    name: str
    line: int
    columns: Mapping[str, int]

    def at(self, column: str = "") -> str:
        """“clients.csv:3:2”: file, line, column."""
        return f"{self.name}:{self.line}:{self.columns.get(column, 1)}"


@dataclass
class Tables:
    """What the files hold: clients and contacts in their order, and where each stands."""

    clients: list[ClientRow] = field(default_factory=list)
    contacts: list[ContactRow] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    old_encoding: list[str] = field(default_factory=list)  # the files read as Windows-1252
    faults: list[Fault] = field(default_factory=list)

    def column_of(self, where: str, name: str) -> str:
        """The place of a field of a row, by whatever its column is called."""
        place = self.places[where]
        return place.at(name if name in place.columns else f"{IN_ONE}{name}")


# --- reading --------------------------------------------------------------------------------------


def tables_of(clients: bytes | None, contacts: bytes | None, names: tuple[str, str]) -> Tables:
    """What two files hold, or one with each client's contacts beside it; BadTable, FaultyTable."""
    found = Tables()
    if clients is not None:
        first: dict[str, tuple[Cells, Place]] = {}
        for place, cells in _rows(clients, names[0], (*CLIENT_COLUMNS, *BESIDE), found):
            _client(found, place, cells, first)
    if contacts is not None:
        for place, cells in _rows(contacts, names[1], CONTACT_COLUMNS, found):
            _contact(found, place, cells)
    if found.faults:
        raise FaultyTable(found.faults)
    return found


def _client(
    found: Tables, place: Place, cells: Cells, first: dict[str, tuple[Cells, Place]]
) -> None:
    own = {name: cells.get(name, "") for name in CLIENT_COLUMNS}
    known, at = first.setdefault(own["number"], (own, place))
    if at is place:
        found.places[place.at()] = place
        found.clients.append(ClientRow(place.at(), **own))
    elif differing := [name for name in CLIENT_COLUMNS if own[name] and own[name] != known[name]]:
        where = place.at(differing[0])
        found.faults.append(Fault("parties.two_rows", where, first=f"{at.name}:{at.line}"))
    elif not any(cells.get(name) for name in BESIDE):
        twice = {"given": own["number"], "first": f"{at.name}:{at.line}"}
        found.faults.append(Fault("parties.twice", place.at("number"), **twice))
    if any(cells.get(name) for name in BESIDE):
        beside = {name.removeprefix(IN_ONE): cells.get(name, "") for name in BESIDE}
        _contact(found, place, {"client": own["number"], **beside})


def _contact(found: Tables, place: Place, cells: Cells) -> None:
    given = {name: cells.get(name, "") for name in CONTACT_COLUMNS}
    said = given.pop("main").lower()
    if said not in ("", *YES, *NO):
        column = "main" if "main" in place.columns else f"{IN_ONE}main"
        found.faults.append(Fault("parties.yes_or_no", place.at(column), given=said))
    found.places[place.at()] = place
    found.contacts.append(ContactRow(place.at(), main=said in YES if said else None, **given))


def _rows(
    content: bytes, name: str, columns: Sequence[str], found: Tables
) -> Iterator[tuple[Place, Cells]]:
    """Each row with its place; one with too many or too few cells is a fault."""
    text, old = text_of(content, name, most=LARGEST)
    found.old_encoding += [name] if old else []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    try:
        heading = _heading(next(reader, []), name, columns)
        begins = reader.line_num + 1
        for count, cells in enumerate(reader):
            place, begins = Place(name, begins, heading), reader.line_num + 1
            if count >= MOST_ROWS:
                raise BadTable("parties.rows", place.at(), most=MOST_ROWS)
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(heading):
                values = {"count": len(cells), "expected": len(heading)}
                found.faults.append(Fault("table.row", place.at(), **values))
                continue
            yield (
                place,
                {key: armed(cell.strip()) for key, cell in zip(heading, cells, strict=True)},
            )
    except csv.Error as error:
        where = f"{name}:{reader.line_num}:1"
        raise BadTable("parties.csv", where, problem=str(error)) from None


def _heading(cells: Sequence[str], name: str, columns: Sequence[str]) -> dict[str, int]:
    """The number of each column; BadTable where one is missing, unknown or there twice."""
    found = [cell.strip().lower() for cell in cells]
    known = ", ".join(columns)
    if not any(found):
        raise BadTable("table.empty", name, known=known)
    needed = ("number", "name") if "number" in columns else ("client", "name", "email")
    if missing := [column for column in needed if column not in found]:
        raise BadTable("table.columns", f"{name}:1", missing=", ".join(missing), known=known)
    for number, cell in enumerate(found, start=1):
        if cell not in columns or found.count(cell) > 1:
            raise BadTable("table.unknown", f"{name}:1:{number}", name=cell, known=known)
    return {cell: number for number, cell in enumerate(found, start=1)}


# --- writing --------------------------------------------------------------------------------------


def table(columns: Sequence[str], rows: Iterable[Cells], *, separator: str) -> str:
    """Those rows as spreadsheets read them; no cell is ever run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([disarmed(row[name]) for name in columns])
    return MARK + out.getvalue()


def fault(where: str, refused: Refused) -> Fault:
    """A refusal of the platform at its place in the file."""
    return Fault(refused.key, where, **refused.values)

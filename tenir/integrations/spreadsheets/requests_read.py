"""A running desk's requests as files hold them: a JSON file, or one or two CSV tables.

The format is docs/operations/import-requests.md.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from tenir.apps.support.services import Brought, Closed, ImportRefused, Past
from tenir.integrations.spreadsheets import BadTable
from tenir.integrations.spreadsheets.contracts_table import armed, separator_of, text_of
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault

LARGEST = 512 << 20
WORDS = ("title", "problem", "observed", "expected", "steps", "context")
NAMES = ("key", "client", "contract", "product", "contact", "kind", *WORDS)
MARKS = ("recorded", "taken_in_charge", "answered", "resolved", "closed")
REQUEST_COLUMNS = (
    *NAMES, "impact", "urgency", "priority", "satisfaction", *(f"{name}_at" for name in MARKS)
)  # fmt: skip
CLOSURE = ("on", "announced_at", "start", "end", "because")
DAY = 86_400
HISTORY_COLUMNS = ("key", "what", "at", "by", "text", "impact", "urgency", "priority", "reason")
PRIORITIES: Mapping[str, tuple[str, str]] = {
    "P1": ("high", "critical"), "P2": ("medium", "major"), "P3": ("low", "normal"),
}  # fmt: skip


@dataclass
class Read:
    """What the files hold, every fault found in reading them, and what is left out of it."""

    rows: list[Brought] = field(default_factory=list)
    closures: list[Closed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    told: list[Refused] = field(default_factory=list)
    columns: dict[str, Mapping[str, int]] = field(default_factory=dict)  # of a table's row

    def place(self, where: str, name: str = "") -> str:
        """“requests.csv:12:3”, or “requests.json:requests[3].client”."""
        if where in self.columns:
            return f"{where}:{self.columns[where].get(name, 1)}"
        return f"{where}.{name}" if name else where

    def fault(self, key: str, where: str, column: str = "", /, **values: object) -> None:
        """One more fault, at its place."""
        self.faults.append(Fault(key, self.place(where, column), **values))

    def tell(self, key: str, where: str, /, **values: object) -> None:
        """Something that is left out or not taken as it stood, which is no fault."""
        self.told.append(ImportRefused(key, where, **values))


def is_json(content: bytes) -> bool:
    """Whether a file is JSON rather than a table."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


def json_of(content: bytes, name: str) -> Any:
    """What a JSON file holds; BadTable where it is none."""
    if len(content) > LARGEST:
        raise BadTable("file.large", name, size=len(content) >> 20, most=LARGEST >> 20)
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadTable("requests.bad_json", f"{name}{line}", problem=str(error)[:200]) from None


def from_json(told: Any, name: str) -> Read:
    """The requests of our own JSON: {"closures": [{…}], "requests": [{…, "history": [{…}]}]}."""
    found = Read()
    if isinstance(told, Mapping) and "closures" in told:
        found.closures += _closures(found, told, name)
    for number, each in enumerate(_list(found, told, "requests", name)):
        where = f"{name}:requests[{number}]"
        if not isinstance(each, Mapping):
            found.fault("requests.bad_shape", where, name="requests", wanted="{…}")
            continue
        given = {key: _text(found, each, key, where) for key in NAMES}
        history = []
        for place, past in enumerate(_list(found, each, "history", where)):
            at = f"{where}.history[{place}]"
            if isinstance(past, Mapping):
                cells = {key: _text(found, past, key, at) for key in HISTORY_COLUMNS}
                history += past_of(found, at, cells)
            else:
                found.fault("requests.bad_shape", at, name="history", wanted="{…}")
        score = each.get("satisfaction")
        if score is not None and type(score) is not int:
            found.fault("requests.score", where, "satisfaction")
            score = None
        given["kind"] = given["kind"] or "support"
        found.rows.append(Brought(where, satisfaction=score, history=history, **given))
    return found


def _closures(found: Read, told: Mapping[str, Any], name: str) -> Iterator[Closed]:
    """The closing days that clients were told of, each with when."""
    for number, each in enumerate(_list(found, told, "closures", name)):
        where = f"{name}:closures[{number}]"
        if not isinstance(each, Mapping):
            found.fault("requests.bad_shape", where, name="closures", wanted="{…}")
            continue
        faults = len(found.faults)
        cells = {key: _text(found, each, key, where) for key in CLOSURE}
        told_at = instant(found, where, "announced_at", cells["announced_at"], needed=True)
        start, end = (_seconds(found, where, key, cells[key]) for key in ("start", "end"))
        on = _day(found, where, "on", cells["on"])
        if on and told_at and len(found.faults) == faults:
            whole = DAY if end is None else end
            yield Closed(where, on, told_at, cells["because"], start or 0, whole)


def _day(found: Read, where: str, name: str, given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        found.fault("requests.bad_day", where, name, given=given[:60])
        return None


def _seconds(found: Read, where: str, name: str, given: str) -> int | None:
    """An hour of the day, as “13:30”; none where nothing is given."""
    if not given:
        return None
    try:
        at = DAY if given == "24:00" else _of_day(time.fromisoformat(given))
    except ValueError:
        found.fault("requests.bad_hour", where, name, given=given[:60])
        return None
    return at


def _of_day(at: time) -> int:
    return at.hour * 3600 + at.minute * 60


def from_tables(requests: bytes, history: bytes | None, names: tuple[str, str]) -> Read:
    """The requests of a table, with the events of another, or of its own columns `…_at`."""
    found, kept = Read(), {}
    lived: dict[str, list[Past]] = {}
    for where, cells in located_rows(found, requests, names[0], REQUEST_COLUMNS, ("key", "client")):
        impact, urgency = _qualified(cells)
        for what in MARKS:
            if at := instant(found, where, f"{what}_at", cells.get(f"{what}_at", "")):
                said = (impact, urgency) if what == "recorded" else ("", "")
                event = Past(where, what, at, impact=said[0], urgency=said[1])
                lived.setdefault(cells["key"], []).append(event)
        kept[where] = cells
    keys = {cells["key"] for cells in kept.values()}
    if history is not None:
        for where, cells in located_rows(
            found, history, names[1], HISTORY_COLUMNS, ("key", "what")
        ):
            if cells["key"] not in keys:
                found.fault("requests.no_such_request", where, "key", given=cells["key"][:60])
            lived.setdefault(cells["key"], []).extend(past_of(found, where, cells))
    for where, cells in kept.items():
        score = cells.get("satisfaction", "")
        if score not in {"", "1", "2", "3"}:
            found.fault("requests.score", where, "satisfaction")
        given = {name: cells.get(name, "") for name in NAMES}
        given["kind"] = given["kind"] or "support"
        found.rows.append(Brought(
            where, satisfaction=int(score) if score in {"1", "2", "3"} else None,
            history=sorted(lived.get(cells["key"], ()), key=lambda past: past.at), **given,
        ))  # fmt: skip
    return found


def past_of(found: Read, where: str, cells: Mapping[str, str]) -> list[Past]:
    """An event; none where its instant cannot be read, which is a fault."""
    at = instant(found, where, "at", cells.get("at", ""), needed=True)
    if at is None:
        return []
    impact, urgency = _qualified(cells)
    what, by, text, reason = (cells.get(name, "") for name in ("what", "by", "text", "reason"))
    return [Past(where, what, at, by, text, impact, urgency, reason)]


def instant(
    found: Read, where: str, name: str, given: str, *, needed: bool = False
) -> datetime | None:
    """An instant; one that says no zone is the publisher's own time."""
    if not given and not needed:
        return None
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        found.fault("requests.bad_instant", where, name, given=given[:60])
        return None
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _qualified(cells: Mapping[str, str]) -> tuple[str, str]:
    """The impact and the urgency, or those that a priority stands for."""
    meant = PRIORITIES.get(cells.get("priority", ""), ("", ""))
    return cells.get("impact") or meant[0], cells.get("urgency") or meant[1]


def _list(found: Read, told: Any, name: str, where: str) -> Sequence[Any]:
    held = told.get(name) if isinstance(told, Mapping) else told
    if isinstance(held, list):
        return held
    found.fault("requests.bad_shape", where, name=name, wanted="[…]")
    return ()


def _text(found: Read, told: Mapping[str, Any], name: str, where: str) -> str:
    value = told.get(name)
    if value is not None and not isinstance(value, (str, int)):
        found.fault("requests.bad_shape", where, name, name=name, wanted="“…”")
        return ""
    return "" if value is None else str(value).replace("\x00", "")


def located_rows(
    found: Read, content: bytes, name: str, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place; one with too many or too few cells is a fault."""
    text, _ = text_of(content, name, most=LARGEST)
    usual = csv.field_size_limit(1 << 20)  # it is every reader's of this process
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    try:
        heading = _heading(next(reader, []), name, columns, needed)
        begins = reader.line_num + 1
        for cells in reader:
            where, begins = f"{name}:{begins}", reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            found.columns[where] = heading
            if len(cells) == len(heading):
                yield (
                    where,
                    {key: armed(cell.strip()) for key, cell in zip(heading, cells, strict=True)},
                )
            else:
                found.fault("table.row", where, count=len(cells), expected=len(heading))
    except csv.Error as error:
        where = f"{name}:{reader.line_num}:1"
        raise BadTable("parties.csv", where, problem=str(error)) from None
    finally:
        csv.field_size_limit(usual)


def _heading(
    cells: Sequence[str], name: str, columns: Sequence[str], needed: Sequence[str]
) -> dict[str, int]:
    found, known = [cell.strip().lower() for cell in cells], ", ".join(columns)
    if not any(found):
        raise BadTable("table.empty", name, known=known)
    if missing := [column for column in needed if column not in found]:
        raise BadTable("table.columns", f"{name}:1", missing=", ".join(missing), known=known)
    for number, cell in enumerate(found, start=1):
        if cell not in columns or found.count(cell) > 1:
            raise BadTable("table.unknown", f"{name}:1:{number}", name=cell, known=known)
    return {cell: number for number, cell in enumerate(found, start=1)}

"""Past outages, works and penalties as CSV tables, in and out: docs/articles/past.md is the format.

What goes out comes back the same. All or nothing: every fault is told with its line and column.

Clause: 5.3, 5.5, 5.6, 5.12.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from tenir.apps.availability import queries as availability
from tenir.apps.availability import services as measured
from tenir.apps.maintenance import queries as works
from tenir.apps.maintenance import services as maintenance
from tenir.apps.penalties import queries as settled
from tenir.apps.penalties import services as penalties
from tenir.brought import BroughtIn
from tenir.integrations.spreadsheets.contracts_table import BETWEEN, MARK, FaultyTable, disarmed
from tenir.integrations.spreadsheets.requests_read import Read, instant, located_rows
from tenir.terms.dates import epoch, local
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault
from tenir.terms.quantities import amount_of
from tenir.viewer import Viewer

Cells = Mapping[str, str]
Row = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of table: its columns, those needed, how a row is read, kept and written."""

    columns: Sequence[str]
    needed: Sequence[str]
    row_of: Callable[[Read, str, Cells], Any]
    bring_in: Callable[..., BroughtIn]
    rows_out: Callable[[Viewer], Iterator[Row]]


def import_past(
    kind: str, content: bytes, *, name: str = "", dry_run: bool, actor: Viewer, at: datetime
) -> BroughtIn:
    """Brings in a table of past outages, works or penalties.

    All or nothing: FaultyTable tells every mistake with its line and column, and then nothing is
    kept. A dry run tells the same and keeps nothing. The same table again changes nothing.
    Clause: 5.3, 5.5, 5.6, 5.12.
    """
    table, found = KINDS[kind], Read()
    rows = list(_read(table, found, content, name or f"{kind}.csv"))
    brought = table.bring_in(rows, dry_run=dry_run or bool(found.faults), actor=actor, at=at)
    faults = [
        *found.faults,
        *(
            Fault(each.refused.key, found.place(each.where, each.field), **each.refused.values)
            for each in brought.mistakes
        ),
    ]
    if faults:
        raise FaultyTable(sorted(faults, key=_line_of))
    return brought


def _read(table: Kind, found: Read, content: bytes, name: str) -> Iterator[Any]:
    """Each row that can be read; what is missing or cannot be read is a fault."""
    for where, cells in located_rows(found, content, name, table.columns, table.needed):
        before = len(found.faults)
        for column in table.needed:
            if not cells[column]:
                found.fault("table.missing", where, column, name=column)
        if len(found.faults) == before:
            row = table.row_of(found, where, cells)
            if row is not None and len(found.faults) == before:
                yield row


def _line_of(fault: Fault) -> tuple[int, int]:
    """Its line and column, of a place such as outages.csv:12:3."""
    line, column = fault.where.rsplit(":", 2)[1:]
    return int(line), int(column)


def export_past(kind: str, viewer: Viewer) -> str:
    """The same, of what was brought in or entered by hand, as `import` reads it."""
    table, out = KINDS[kind], io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows_out(viewer):
        writer.writerow([disarmed(_cell(row.get(name))) for name in table.columns])
    return MARK + out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return local(epoch(value), settings.TIME_ZONE).isoformat()
    return "" if value is None else str(value)


# --- outages --------------------------------------------------------------------------------------


def _outage(found: Read, where: str, cells: Cells) -> measured.PastOutage | None:
    start = instant(found, where, "from", cells["from"], needed=True)
    end = instant(found, where, "to", cells["to"], needed=True)
    if start is None or end is None:
        return None
    names = ("reference", "target", "state", "because", "evidence", "excluded_for")
    rest = {name: cells.get(name, "") for name in names}
    return measured.PastOutage(where=where, start=start, end=end, **rest)


def _outages_out(viewer: Viewer) -> Iterator[Row]:
    ruled = {
        each.reference or f"exclusion-{each.pk}": each
        for each in availability.exclusions(viewer).filter(reversed_at=None)
    }
    told = availability.corrections(viewer).filter(reversed_at=None, end__isnull=False)
    for row in told.exclude(state=""):
        reference = row.reference or f"correction-{row.pk}"
        also = ruled.pop(reference, None)
        yield {
            "reference": reference, "target": row.subscription.target, "from": row.start,
            "to": row.end, "state": row.state, "because": row.because, "evidence": row.evidence,
            "excluded_for": also.reason if also else "",
        }  # fmt: skip
    for reference, each in ruled.items():
        yield {
            "reference": reference, "target": each.subscription.target, "from": each.start,
            "to": each.end, "evidence": each.evidence, "excluded_for": each.reason,
        }  # fmt: skip


# --- works ----------------------------------------------------------------------------------------


def _works(found: Read, where: str, cells: Cells) -> maintenance.PastWorks | None:
    start = instant(found, where, "from", cells["from"], needed=True)
    end = instant(found, where, "to", cells["to"], needed=True)
    lived = {
        name: instant(found, where, name, cells.get(name, ""))
        for name in ("announced_at", "started_at", "ended_at")
    }
    if start is None or end is None:
        return None
    return maintenance.PastWorks(
        where=where, number=cells["number"], kind=cells.get("kind") or "planned", starts_at=start,
        ends_at=end, products=_parts(cells.get("products", "")),
        targets=_parts(cells.get("targets", "")), title_fr=cells.get("title_fr", ""),
        title_en=cells.get("title_en", ""), **lived,
    )  # fmt: skip


def _works_out(viewer: Viewer) -> Iterator[Row]:
    rows = works.works(viewer).filter(withdrawn_at=None)
    for row in rows.prefetch_related("products", "subscriptions"):
        if not row.draft:
            yield {
                "number": row.number, "kind": row.kind, "from": row.starts_at, "to": row.ends_at,
                "announced_at": row.announced_at, "started_at": row.started_at,
                "ended_at": row.ended_at, "title_fr": row.title_fr, "title_en": row.title_en,
                "products": BETWEEN.join(product.key for product in row.products.all()),
                "targets": BETWEEN.join(line.target for line in row.subscriptions.all()),
            }  # fmt: skip


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(BETWEEN) if part.strip()]


# --- penalties ------------------------------------------------------------------------------------


def _penalty(found: Read, where: str, cells: Cells) -> penalties.Settled | None:
    claimed_on = _day(found, where, "claimed_on", cells.get("claimed_on", ""))
    settled_on = _day(found, where, "settled_on", cells.get("settled_on", ""))
    amount = _amount(found, where, cells["amount"])
    if amount is None:
        return None
    return penalties.Settled(
        where=where, reference=cells["reference"], target=cells["target"], month=cells["month"],
        amount=amount, claimed_on=claimed_on, settled_on=settled_on,
        settled_by=cells.get("settled_by", ""),
    )  # fmt: skip


def _day(found: Read, where: str, name: str, given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        found.fault("table.date", where, name, given=given[:40])
        return None


def _amount(found: Read, where: str, given: str) -> Decimal | None:
    bare = "".join(given.removesuffix("EUR").removesuffix("€").split())
    try:
        return amount_of(bare.replace(",", ".")).quantize(Decimal("0.01"))
    except Refused as refused:
        found.fault(refused.key, where, "amount", **refused.values)
        return None


def _penalties_out(viewer: Viewer) -> Iterator[Row]:
    for row in settled.past_penalties(viewer):
        yield {
            "reference": row.reference, "target": row.subscription.target, "month": row.month,
            "amount": row.amount, "claimed_on": row.claimed_on, "settled_on": row.settled_on,
            "settled_by": row.settled_by,
        }  # fmt: skip


KINDS: Mapping[str, Kind] = {
    "outages": Kind(
        ("reference", "target", "from", "to", "state", "because", "evidence", "excluded_for"),
        ("reference", "target", "from", "to"), _outage, measured.bring_in_outages, _outages_out,
    ),
    "works": Kind(
        ("number", "kind", "from", "to", "announced_at", "started_at", "ended_at", "products",
         "targets", "title_fr", "title_en"),
        ("number", "from", "to"), _works, maintenance.bring_in_works, _works_out,
    ),
    "penalties": Kind(
        ("reference", "target", "month", "amount", "claimed_on", "settled_on", "settled_by"),
        ("reference", "target", "month", "amount"), _penalty, penalties.bring_in_penalties,
        _penalties_out,
    ),
}  # fmt: skip

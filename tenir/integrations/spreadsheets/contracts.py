"""Contracts with their lines as a CSV table, out and in: what goes out comes back the same.

A row a line; the contract's own columns stand on each of them, and a contract without lines has a
row with an empty product. Written in UTF-8 with the mark that spreadsheets know, separated by
semicolons; read with commas too.

Clause: 2.5.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements import services
from tenir.apps.parties import queries as parties
from tenir.integrations.spreadsheets import BadTable
from tenir.integrations.spreadsheets.contracts_table import (
    COLUMNS,
    MARK,
    OF_CONTRACT,
    OF_LINE,
    FaultyTable,
    Row,
    Wanted,
    asked_cells,
    contract_cells,
    day,
    disarmed,
    last_terms,
    line_cells,
    own_terms_of,
    rows,
    wanted_of,
)
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault
from tenir.viewer import Viewer

AT_ONCE = 200  # contracts read at a time


@dataclass(frozen=True)
class Brought:
    """What an import came to, or would: numbers of contracts, targets of lines added to others."""

    new: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    lines_added: tuple[str, ...] = ()


def export_contracts(viewer: Viewer, *, client: int | None = None) -> str:
    """The contracts that the viewer may know of, as a table; no cell is ever run as a formula."""
    return "".join(lines_of_contracts(viewer, client=client))


def lines_of_contracts(viewer: Viewer, *, client: int | None = None) -> Iterator[str]:
    """The same by and by, some contracts at a time: the first lines come before all are read."""
    yield MARK + _written([COLUMNS])
    found = agreements.contracts(viewer, client=client).iterator(chunk_size=AT_ONCE)
    while contracts := list(islice(found, AT_ONCE)):
        yield _written(_rows_of(viewer, contracts))


def _rows_of(viewer: Viewer, contracts: list[agreements.Contract]) -> Iterator[Sequence[str]]:
    own = last_terms(contracts)
    lines: dict[int, list[agreements.Subscription]] = {}
    for line in agreements.subscriptions(viewer).filter(contract__in=contracts).order_by("pk"):
        lines.setdefault(line.contract_id, []).append(line)
    for contract in contracts:
        head = contract_cells(contract, own.get(contract.pk, []))
        for cells in map(line_cells, lines.get(contract.pk, [])) if contract.pk in lines else [{}]:
            row = {**head, **cells}
            yield [disarmed(row.get(name, "")) for name in COLUMNS]


def _written(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def import_contracts(
    content: bytes, *, name: str = "contracts.csv", dry_run: bool, actor: Viewer, at: datetime
) -> Brought:
    """Signs the contracts of the table that are not there yet, and adds the lines that are new.

    All or nothing: FaultyTable tells every mistake with its line, and then nothing is saved. A
    dry run tells the same and saves nothing. The same table again changes nothing; a contract or a
    line that is there and differs is a mistake: it is amended, not imported.
    """
    wanted = wanted_of(list(rows(content, name)))
    faults: list[Fault] = []
    brought = Brought()
    with transaction.atomic():
        for item in wanted:
            try:
                with transaction.atomic():
                    brought = _bring(item, brought, actor=actor, at=at)
            except services.FaultyContract as faulty:
                faults += [_placed(fault, item) for fault in faulty.faults]
            except FaultyTable as faulty:
                faults += faulty.faults
            except Refused as refused:
                faults.append(Fault(refused.key, item.where, **refused.values))
        if faults or dry_run:
            transaction.set_rollback(True)
    if faults:
        raise FaultyTable(faults)
    return brought


def _bring(item: Wanted, brought: Brought, *, actor: Viewer, at: datetime) -> Brought:
    number = item.row["contract"]
    held = agreements.contracts(actor).filter(number=number).first()
    if held is None:
        _sign(item, actor=actor, at=at)
        return replace(brought, new=(*brought.new, number))
    added = _added(item, held, actor=actor, at=at)
    if added:
        return replace(brought, lines_added=(*brought.lines_added, *added))
    return replace(brought, unchanged=(*brought.unchanged, number))


def _sign(item: Wanted, *, actor: Viewer, at: datetime) -> None:
    row = item.row
    client = parties.clients(actor).filter(number=row["client"]).first()
    if client is None:
        raise BadTable("agreements.client_unknown", given=row["client"])
    services.sign_contract(
        client=client.pk, number=row["contract"], starts_on=day(row["from"]) or date.max,
        ends_on=day(row["until"]), agreement=row["agreement"] or agreements.REFERENCE,
        platform=row["platform"] or agreements.Contract.Platform.EXTENDED,
        overrides=own_terms_of(row["own_terms"]), lines=[line for _, line in item.lines],
        actor=actor, at=at,
    )  # fmt: skip


def _added(item: Wanted, held: agreements.Contract, *, actor: Viewer, at: datetime) -> list[str]:
    """The targets of the lines added to a contract that is there; FaultyTable where it differs."""
    faults = []
    own = last_terms([held]).get(held.pk, [])
    if differing := _differing(contract_cells(held, own), item.row, OF_CONTRACT):
        faults.append(Fault("agreements.differs", item.where, names=", ".join(differing)))
    there = {line.target: line for line in agreements.subscriptions(actor, contract=held.pk)}
    new = []
    for where, line in item.lines:
        known = there.get(services.target_named(held.number, line))
        if known is None:
            new.append(line)
            continue
        cells = line_cells(known)
        asked = asked_cells(line, held)
        if differing := _differing(cells, asked, OF_LINE):
            faults.append(Fault("agreements.differs", where, names=", ".join(differing)))
    if faults:
        raise FaultyTable(faults)
    return [_subscribe(held, line, item, actor=actor, at=at) for line in new]


def _subscribe(
    held: agreements.Contract, line: services.NewLine, item: Wanted, *, actor: Viewer, at: datetime
) -> str:
    where = next(place for place, other in item.lines if other is line)
    try:
        return services.subscribe(
            contract=held.pk, product=line.product, hosting=line.hosting, modules=line.modules,
            seats=line.seats, environments=line.environments, yearly_fee=line.yearly_fee,
            starts_on=line.starts_on, ends_on=line.ends_on, target=line.target, actor=actor, at=at,
        ).target  # fmt: skip
    except services.FaultyContract as faulty:
        faults = [Fault(f.key, _joined(where, f.where.removeprefix("line").lstrip(".")), **f.values)
                  for f in faulty.faults]  # fmt: skip
        raise FaultyTable(faults) from None


def _differing(held: Row, asked: Row, names: Iterable[str]) -> list[str]:
    return [name for name in names if asked.get(name) and asked[name] != held.get(name, "")]


def _placed(fault: Fault, item: Wanted) -> Fault:
    """A mistake of `lines[2].seats` at the row of that line; any other at the contract's first."""
    number, _, rest = fault.where.removeprefix("lines[").partition("]")
    if fault.where.startswith("lines[") and number.isdigit():
        where = item.lines[int(number) - 1][0]
        return Fault(fault.key, _joined(where, rest.lstrip(".")), **fault.values)
    return Fault(fault.key, _joined(item.where, fault.where), **fault.values)


def _joined(where: str, part: str) -> str:
    return f"{where} {part}" if part else where

"""Contracts: the lines that a client bought, and the terms that its contract changes.

Clause: 1.2, 2.5, 5.6, 5.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from tenir.terms.agreement import Agreement
from tenir.terms.cited import Shape
from tenir.terms.consistency import override_mistakes, rank_mistakes
from tenir.terms.convention import Override
from tenir.terms.dossier import CENT, Line
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault, FaultyConvention, schema_faults
from tenir.terms.quantities import BadQuantity, amount_of
from tenir.terms.yaml_source import Source, read


def _euros(text: object) -> Decimal:
    amount, _, currency = str(text).partition(" ")
    if currency != "EUR":
        raise BadQuantity("quantity.currency", given=text)
    return amount_of(amount)


if TYPE_CHECKING:
    Euros = Decimal
else:
    Euros = Annotated[Any, BeforeValidator(_euros)]


class ContractLine(Shape):
    """One product of a contract: what is measured for it, and its yearly fee excl. tax."""

    target: str = Field(min_length=1)
    product: str | None = None
    hosting: str | None = None
    modules: tuple[str, ...] = ()
    seats: int | None = Field(default=None, ge=1)
    yearly_fee: Euros | None = None
    from_: date | None = Field(default=None, alias="from")
    until: date | None = None


class Contract(Shape):
    """A contract: the client, its lines, and the terms that it changes."""

    id: str = Field(min_length=1)
    client: str
    lines: tuple[ContractLine, ...] = Field(min_length=1)
    overrides: tuple[Override, ...] = ()


class _Contracts(Shape):
    format: Literal["contracts/1"]
    contracts: tuple[Contract, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Subscription:
    """A line with its contract's own terms and the monthly total of the contract's SaaS lines."""

    line: Line
    overrides: tuple[Override, ...] = ()
    contract_monthly_fee: Decimal | None = None


class BackwardLine(Refused):
    """A contract's line that ends before it starts."""


def read_contracts(
    text: str, agreement: Agreement, name: str = "contracts.yaml"
) -> list[Subscription]:
    """The subscriptions of a contracts file, or FaultyConvention with every mistake at once."""
    source = read(text, name)
    try:
        found = _Contracts.model_validate(source.value)
    except ValidationError as error:
        raise FaultyConvention(schema_faults(error, source)) from None
    faults = [
        fault
        for n, contract in enumerate(found.contracts)
        for fault in _faults(agreement, source, n, contract)
    ]
    if faults:
        raise FaultyConvention(faults)
    return [item for contract in found.contracts for item in _subscriptions(contract)]


def subscriptions_of(lines: list[Line]) -> list[Subscription]:
    """Lines as subscriptions, each with the monthly total of its contract.

    Clause: 5.8.
    """
    totals: dict[str, Decimal] = {}
    for line in lines:
        if line.contract and line.monthly_fee is not None:
            totals[line.contract] = totals.get(line.contract, Decimal(0)) + line.monthly_fee
    return [
        Subscription(line, (), totals.get(line.contract or "", line.monthly_fee)) for line in lines
    ]


def line_mistakes(agreement: Agreement, line: Line) -> Iterator[Refused]:
    """What a line says that its agreement does not know, or that cannot be."""
    try:
        agreement.terms(line.product, line.hosting)
    except Refused as refused:
        yield refused
    if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        yield BackwardLine("span.backward", start=line.starts_on, end=line.ends_on)


def _subscriptions(contract: Contract) -> Iterator[Subscription]:
    lines = [_line(contract, line) for line in contract.lines]
    for item in subscriptions_of(lines):
        yield Subscription(item.line, contract.overrides, item.contract_monthly_fee)


def _line(contract: Contract, line: ContractLine) -> Line:
    fee = None if line.yearly_fee is None else line.yearly_fee.quantize(CENT)
    return Line(
        target=line.target, product=line.product, hosting=line.hosting, client=contract.client,
        contract=contract.id, yearly_fee=fee, starts_on=line.from_, ends_on=line.until,
    )  # fmt: skip


def _faults(
    agreement: Agreement, source: Source, number: int, contract: Contract
) -> Iterator[Fault]:
    for n, line in enumerate(contract.lines):
        where = source.where(("contracts", number, "lines", n))
        for refused in line_mistakes(agreement, _line(contract, line)):
            yield Fault(refused.key, where, **refused.values)
    for n, override in enumerate(contract.overrides):
        path = ("contracts", number, "overrides", n)
        found = list(override_mistakes(agreement.convention, override, path))
        for earlier in contract.overrides[:n]:
            found += rank_mistakes(agreement.convention, earlier, override, path)
        for at, key, values in found:
            yield Fault(key, source.where(at), **values)

"""A contract's lines as asked for, checked before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from tenir.apps.agreements.models import Subscription
from tenir.apps.catalogue.queries import Product, modules_of
from tenir.terms.agreement import Agreement
from tenir.terms.contracts import line_mistakes
from tenir.terms.dossier import CENT, Line
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault
from tenir.terms.quantities import amount_of

ENVIRONMENTS = ("production", "acceptance", "test", "training", "development", "other")
PRODUCTION = ({"name": "production", "kind": "production"},)
LARGEST_FEE = Decimal("9999999999.99")
MOST_SEATS = 2_147_483_647
_TARGET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}")


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line to be: a product, what is ordered of it, its yearly fee in euros excl. tax.

    Without dates it runs as its contract does; without a target, monitoring knows it by the
    contract's number and the product; without environments it has production alone.
    """

    product: str
    hosting: str = "shared"
    modules: Sequence[str] = ()
    seats: int | None = None
    environments: Sequence[Mapping[str, Any]] = PRODUCTION
    yearly_fee: Decimal | str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The contract that the lines are to stand in."""

    number: str
    starts_on: date
    ends_on: date | None


def made(line: NewLine, bounds: Bounds, products: Mapping[str, Product]) -> Subscription:
    """The row of a line without faults, not yet saved."""
    return Subscription(
        product=products[line.product],
        target=target_of(line, bounds),
        hosting=line.hosting,
        modules=list(line.modules),
        seats=line.seats,
        environments=[dict(item) for item in line.environments],
        yearly_fee=None if line.yearly_fee is None else amount_of(line.yearly_fee).quantize(CENT),
        starts_on=line.starts_on or bounds.starts_on,
        ends_on=line.ends_on or bounds.ends_on,
    )


def target_of(line: NewLine, bounds: Bounds) -> str:
    """What monitoring calls it."""
    return target_named(bounds.number, line)


def target_named(number: str, line: NewLine) -> str:
    """What monitoring calls a line of the contract of that number."""
    return line.target or slugify(f"{number}-{line.product}")[:80]


def line_faults(
    agreement: Agreement,
    lines: Sequence[NewLine],
    bounds: Bounds,
    products: Mapping[str, Product],
    *,
    at: str = "lines[{}]",
    changes: int | None = None,
) -> Iterator[Fault]:
    """What is wrong with each line, placed as `lines[2].seats`; `at` places a line.

    `changes` is the subscription that the line changes, where it is not a new one.
    """
    wanted = [target_of(line, bounds) for line in lines]
    others = Subscription.objects.filter(target__in=wanted)
    others = others.exclude(pk=changes) if changes else others
    taken = set(others.values_list("target", flat=True))
    for number, line in enumerate(lines, start=1):
        place = at.format(number)
        yield from _known(agreement, line, bounds, products, place)
        yield from _modules(line, products.get(line.product), f"{place}.modules", changes)
        yield from _amounts(line, place)
        yield from _environments(line.environments, f"{place}.environments")
        yield from _target(target_of(line, bounds), taken, f"{place}.target")
        taken.add(target_of(line, bounds))


def _known(
    agreement: Agreement, line: NewLine, bounds: Bounds, products: Mapping[str, Product], place: str
) -> Iterator[Fault]:
    starts_on, ends_on = line.starts_on or bounds.starts_on, line.ends_on or bounds.ends_on
    asked = Line(
        "", product=line.product, hosting=line.hosting, starts_on=starts_on, ends_on=ends_on
    )
    found = list(line_mistakes(agreement, asked))
    yield from (Fault(refused.key, place, **refused.values) for refused in found)
    if not found and line.product not in products:
        yield Fault("agreements.not_on_offer", f"{place}.product", given=line.product)
    if starts_on < bounds.starts_on or (bounds.ends_on and ends_on and ends_on > bounds.ends_on):
        start, end = bounds.starts_on, bounds.ends_on
        yield Fault("agreements.outside", place, start=start, end=end or "…")


def _modules(
    line: NewLine, product: Product | None, place: str, changes: int | None
) -> Iterator[Fault]:
    """Modules that the product does not have; a line keeps those that it has, withdrawn or not."""
    if product is None or not line.modules:
        return
    known = list(modules_of(product).values_list("key", flat=True))
    changed = Subscription.objects.filter(pk__in=[changes] if changes else [])
    held = changed.values_list("modules", flat=True).first() or []
    if unknown := [key for key in line.modules if key not in {*known, *held}]:
        yield Fault(
            "agreements.module", place, given=", ".join(unknown), product=product.name,
            known=", ".join(known) or "—",
        )  # fmt: skip


def _amounts(line: NewLine, place: str) -> Iterator[Fault]:
    if line.seats is not None and not 1 <= line.seats <= MOST_SEATS:
        yield Fault("agreements.seats", f"{place}.seats", given=line.seats)
    if line.yearly_fee is None:
        return
    try:
        fee = amount_of(line.yearly_fee)
    except Refused as refused:
        yield Fault(refused.key, f"{place}.yearly_fee", **refused.values)
        return
    exponent = fee.as_tuple().exponent
    if (isinstance(exponent, int) and exponent < -2) or fee > LARGEST_FEE:
        yield Fault("agreements.fee", f"{place}.yearly_fee", given=line.yearly_fee)


def _environments(environments: Sequence[Mapping[str, Any]], place: str) -> Iterator[Fault]:
    names = [str(item.get("name", "")).strip() for item in environments]
    kinds = [item.get("kind") for item in environments]
    for number, (name, item) in enumerate(zip(names, environments, strict=True), start=1):
        at = f"{place}[{number}]"
        if not name or names.index(name) < number - 1:
            yield Fault("agreements.environment_name", at, given=name)
        if item.get("kind") not in ENVIRONMENTS:
            known = ", ".join(ENVIRONMENTS)
            yield Fault("agreements.environment_kind", at, given=item.get("kind"), known=known)
        if unknown := sorted(set(item) - {"name", "kind", "address"}):
            yield Fault("agreements.environment_field", at, given=", ".join(unknown))
    if kinds.count("production") != 1:
        yield Fault("agreements.production", place, count=kinds.count("production"))


def _target(target: str, taken: set[str], place: str) -> Iterator[Fault]:
    if not _TARGET.fullmatch(target):
        yield Fault("agreements.target", place, given=target)
    elif target in taken:
        yield Fault("agreements.target_taken", place, given=target)

"""Acts on the lines of contracts: subscribing, ordering more or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from tenir.apps.agreements.changing import (
    PastAmendment,
    contract_to_change,
    line_to_change,
    must_be_ahead,
)
from tenir.apps.agreements.findable import index_subscription
from tenir.apps.agreements.flags import third_party_flags
from tenir.apps.agreements.lines import Bounds, NewLine, line_faults, made
from tenir.apps.agreements.models import Contract, Ordered, Subscription
from tenir.apps.agreements.reading import agreement_of
from tenir.apps.agreements.signing import fitting_versions
from tenir.apps.catalogue import services as catalogue
from tenir.apps.catalogue.queries import Product
from tenir.apps.journal import services as journal
from tenir.terms.contract_terms import FaultyContract
from tenir.terms.loading import Fault
from tenir.viewer import Viewer


@transaction.atomic
def subscribe(
    *,
    contract: int,
    product: str,
    hosting: str = "shared",
    modules: Sequence[str] = (),
    seats: int | None = None,
    environments: Sequence[Mapping[str, Any]] = NewLine.environments,
    yearly_fee: Decimal | str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    target: str = "",
    actor: Viewer,
    at: datetime,
) -> Subscription:
    """A line is added to a contract: access to a product, and the support that goes with it.

    The client owes to have read what the product needs. Raises FaultyContract with all that is
    wrong.
    Clause: 1.1, 2.5, 4.1.
    """
    held = contract_to_change(contract, actor)
    line = NewLine(
        product=product, hosting=hosting, modules=modules, seats=seats, environments=environments,
        yearly_fee=yearly_fee, starts_on=starts_on, ends_on=ends_on, target=target,
    )  # fmt: skip
    versions = fitting_versions(held.client_id, held.agreement, at=at)
    bounds, products = Bounds(held.number, held.starts_on, held.ends_on), products_of([line])
    faults = line_faults(agreement_of(versions[0]), [line], bounds, products, at="line")
    if told := list(faults):
        raise FaultyContract(told)
    added = add_line(held, made(line, bounds, products), actor=actor, at=at)
    for amendment in held.amendments.all():
        amendment.flags = third_party_flags(held, versions, amendment.overrides)
        amendment.save(update_fields=["flags"])
    return added


@transaction.atomic
def change_line(
    *,
    subscription: int,
    from_on: date,
    modules: Sequence[str],
    seats: int | None,
    yearly_fee: Decimal | str | None,
    order: str = "",
    actor: Viewer,
    at: datetime,
) -> Ordered:
    """A line comes to more or to less from a day on; the months before keep what they had.

    What was ordered from a later day on holds from that day still. Raises FaultyContract,
    PastAmendment, also for a day after the line's last.
    Clause: 2.5.
    """
    contract, held = line_to_change(subscription, actor)
    agreement = agreement_of(fitting_versions(contract.client_id, contract.agreement, at=at)[0])
    must_be_ahead(from_on, agreement, contract, at)
    if held.ends_on is not None and from_on > held.ends_on:
        raise PastAmendment("agreements.outside", start=held.starts_on, end=held.ends_on)
    asked = NewLine(
        product=held.product.key, hosting=held.hosting, modules=modules, seats=seats,
        yearly_fee=yearly_fee, starts_on=held.starts_on, ends_on=held.ends_on, target=held.target,
    )  # fmt: skip
    bounds = Bounds(contract.number, held.starts_on, held.ends_on)
    products = {held.product.key: held.product}
    faults = line_faults(agreement, [asked], bounds, products, at="line", changes=held.pk)
    if told := list(faults):
        raise FaultyContract(told)
    new, before = made(asked, bounds, products), _ordered_told(held)
    held.modules, held.seats, held.yearly_fee = new.modules, new.seats, new.yearly_fee
    ordered = _order(held, from_on, order=order, at=at)
    if not held.ordered.filter(from_on__gt=from_on).exists():  # the row has what comes last
        held.save(update_fields=["modules", "seats", "yearly_fee"])
    journal.record(
        "agreements.line_changed", subject=held.subject, actor=actor, at=at,
        client=contract.client_id, clauses=("2.5",), before=before,
        after={**_ordered_told(held), "from_on": from_on.isoformat(), "order": order},
    )  # fmt: skip
    return ordered


def add_line(
    contract: Contract, line: Subscription, *, actor: Viewer, at: datetime
) -> Subscription:
    """Keeps a line in its contract, with what its client then owes. Raises FaultyContract.

    Clause: 1.1, 2.5.
    """
    line.contract = contract
    try:
        with transaction.atomic():
            line.save(force_insert=True)
    except IntegrityError:  # taken by someone else in the meantime
        fault = Fault("agreements.target_taken", "line.target", given=line.target)
        raise FaultyContract([fault]) from None
    _order(line, line.starts_on, order="", at=at)
    index_subscription(line)
    catalogue.ask_on_subscribing(
        line.product, contract.client_id, starts_on=line.starts_on, actor=actor, at=at
    )
    journal.record(
        "agreements.subscribed", subject=line.subject, actor=actor, at=at,
        client=contract.client_id, clauses=("1.1", "2.5"),
        after={
            "contract": contract.number, "product": line.product.key, "target": line.target,
            "hosting": line.hosting, "environments": line.environments,
            "starts_on": line.starts_on.isoformat(),
            "ends_on": line.ends_on and line.ends_on.isoformat(), **_ordered_told(line),
        },
    )  # fmt: skip
    return line


def products_of(lines: Sequence[NewLine]) -> dict[str, Product]:
    """The products of those lines that are still sold, by their keys."""
    wanted = {line.product for line in lines}
    found = Product.objects.filter(key__in=wanted, withdrawn_at=None)
    return {product.key: product for product in found}


def _order(line: Subscription, from_on: date, *, order: str, at: datetime) -> Ordered:
    found, _ = Ordered.objects.update_or_create(
        subscription=line, from_on=from_on,
        defaults={
            "modules": line.modules, "seats": line.seats, "yearly_fee": line.yearly_fee,
            "order": order, "recorded_at": at,
        },
    )  # fmt: skip
    return found


def _ordered_told(line: Subscription) -> dict[str, Any]:
    fee = None if line.yearly_fee is None else str(line.yearly_fee)
    return {"modules": line.modules, "seats": line.seats, "yearly_fee": fee}

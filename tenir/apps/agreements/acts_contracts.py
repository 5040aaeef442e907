"""Acts on contracts and their lines: signing, amending, ordering more or less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from tenir.apps.agreements.findable import index_contract, index_subscription
from tenir.apps.agreements.flags import third_party_flags
from tenir.apps.agreements.lines import Bounds, NewLine, line_faults, made
from tenir.apps.agreements.models import (
    REFERENCE,
    Amendment,
    Contract,
    Ordered,
    Subscription,
    Version,
)
from tenir.apps.agreements.reading import agreement_of, day_of
from tenir.apps.agreements.rights import must_keep
from tenir.apps.agreements.signing import first_version, fitting_versions
from tenir.apps.catalogue import services as catalogue
from tenir.apps.catalogue.queries import Product
from tenir.apps.journal import services as journal
from tenir.apps.parties import queries as parties
from tenir.terms.agreement import Agreement
from tenir.terms.contract_terms import FaultyContract, own_terms
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault
from tenir.viewer import NotSeen, Viewer

Overrides = Sequence[Mapping[str, Any]]


class PastAmendment(Refused):
    """A change of a contract that would hold before the day on which it is recorded."""


@transaction.atomic
def sign_contract(
    *,
    client: int,
    number: str,
    starts_on: date,
    ends_on: date | None = None,
    agreement: str = REFERENCE,
    platform: str = Contract.Platform.EXTENDED,
    overrides: Overrides = (),
    lines: Sequence[NewLine] = (),
    document: UUID | None = None,
    signed_at: datetime | None = None,
    actor: Viewer,
    at: datetime,
) -> Contract:
    """A contract is signed: its dates, the platform it gives, its own terms and its lines.

    All that is wrong is told at once, and then nothing is saved. A client that had no contract
    under that agreement gets the version published last. Raises FaultyContract, NotAllowed.
    Clause: 1.2, 2.5, 3.4, 7.3.
    """
    must_keep(actor, client)
    found = parties.client(actor, client)
    versions = fitting_versions(client, agreement, at=at)
    number, bounds = number.strip(), Bounds(number.strip(), starts_on, ends_on)
    products = _products(lines)
    faults = [
        *_contract_faults(bounds, platform),
        *_own_faults(versions, overrides),
        *line_faults(agreement_of(versions[0]), lines, bounds, products),
    ]
    if faults:
        raise FaultyContract(faults)
    contract, new = Contract.objects.get_or_create(
        number=number,
        defaults={
            "client": found, "agreement": agreement, "platform": platform, "starts_on": starts_on,
            "ends_on": ends_on, "signed_at": signed_at or at, "document_id": document,
        },
    )  # fmt: skip
    if not new:  # signed by someone else in the meantime
        raise FaultyContract([Fault("agreements.number_taken", "number", given=number)])
    index_contract(contract)
    first_version(contract, agreement_of(versions[-1]), actor=actor, at=at)
    for line in lines:
        _add_line(contract, made(line, bounds, products), actor=actor, at=at)
    amendment = Amendment.objects.create(
        contract=contract, effective_on=starts_on, overrides=list(overrides),
        flags=third_party_flags(contract, versions, overrides), document_id=document,
        recorded_at=at,
    )  # fmt: skip
    journal.record(
        "agreements.contract_signed", subject=contract.subject, actor=actor, at=at,
        happened_at=contract.signed_at, client=client, clauses=("1.2",),
        after={**_told(contract), "overrides": list(overrides), "flags": amendment.flags},
    )  # fmt: skip
    return contract


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
    bounds, products = Bounds(held.number, held.starts_on, held.ends_on), _products([line])
    faults = line_faults(agreement_of(versions[0]), [line], bounds, products, at="line")
    if told := list(faults):
        raise FaultyContract(told)
    added = _add_line(held, made(line, bounds, products), actor=actor, at=at)
    for amendment in held.amendments.all():
        amendment.flags = third_party_flags(held, versions, amendment.overrides)
        amendment.save(update_fields=["flags"])
    return added


@transaction.atomic
def amend_contract(
    *,
    contract: int,
    effective_on: date,
    overrides: Overrides,
    document: UUID | None = None,
    actor: Viewer,
    at: datetime,
) -> Amendment:
    """The terms that a contract changes, from a day on: all of them, in place of those before.

    Never from a day that is past: an amendment does not rewrite history. Raises FaultyContract,
    PastAmendment.
    Clause: 1.2, 2.7.
    """
    held = contract_to_change(contract, actor)
    versions = fitting_versions(held.client_id, held.agreement, at=at)
    _must_be_ahead(effective_on, agreement_of(versions[0]), held, at)
    if told := list(_own_faults(versions, overrides)):
        raise FaultyContract(told)
    amendment, _ = Amendment.objects.update_or_create(
        contract=held, effective_on=effective_on,
        defaults={
            "overrides": list(overrides), "document_id": document, "recorded_at": at,
            "flags": third_party_flags(held, versions, overrides),
        },
    )  # fmt: skip
    journal.record(
        "agreements.contract_amended", subject=held.subject, actor=actor, at=at,
        client=held.client_id, clauses=("1.2",),
        after={
            "effective_on": effective_on.isoformat(), "overrides": list(overrides),
            "flags": amendment.flags,
        },
    )  # fmt: skip
    return amendment


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
    _must_be_ahead(from_on, agreement, contract, at)
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


def contract_to_change(contract: int, actor: Viewer) -> Contract:
    """The contract, held until the transaction ends. Raises NotSeen, NotAllowed."""
    return _contract_held(contract, actor, unseen="agreements.no_contract")


def _contract_held(contract: int, actor: Viewer, *, unseen: str) -> Contract:
    found = Contract.objects.select_for_update(of=("self",)).filter(pk=contract).first()
    if found is None:
        raise NotSeen(unseen)
    must_keep(actor, found.client_id, unseen=unseen)
    return found


def line_to_change(subscription: int, actor: Viewer) -> tuple[Contract, Subscription]:
    """A line and its contract, held until the transaction ends. Raises NotSeen, NotAllowed."""
    line = Subscription.objects.filter(pk=subscription)
    contract = line.values_list("contract", flat=True).first()
    unseen = "agreements.no_subscription"
    if contract is None:
        raise NotSeen(unseen)
    return _contract_held(contract, actor, unseen=unseen), line.select_related("product").get()


def _products(lines: Sequence[NewLine]) -> dict[str, Product]:
    wanted = {line.product for line in lines}
    found = Product.objects.filter(key__in=wanted, withdrawn_at=None)
    return {product.key: product for product in found}


def _contract_faults(bounds: Bounds, platform: str) -> Iterator[Fault]:
    if not bounds.number or len(bounds.number) > 40:
        yield Fault("agreements.number", "number", given=bounds.number)
    elif Contract.objects.filter(number=bounds.number).exists():
        yield Fault("agreements.number_taken", "number", given=bounds.number)
    if bounds.ends_on and bounds.ends_on < bounds.starts_on:
        yield Fault("span.backward", "ends_on", start=bounds.starts_on, end=bounds.ends_on)
    if platform not in Contract.Platform.values:
        known = ", ".join(Contract.Platform.values)
        yield Fault("agreements.platform", "platform", given=platform, known=known)


def _own_faults(versions: Sequence[Version], overrides: Overrides) -> list[Fault]:
    """What is wrong with a contract's own terms, under any version that may come to hold."""
    for version in versions:
        try:
            own_terms(agreement_of(version), overrides)
        except FaultyContract as faulty:
            return faulty.faults
    return []


def _must_be_ahead(on: date, agreement: Agreement, contract: Contract, at: datetime) -> None:
    today = day_of(at, agreement)
    if on < max(today, contract.starts_on):
        raise PastAmendment("agreements.past", given=on, first=max(today, contract.starts_on))


def _add_line(
    contract: Contract, line: Subscription, *, actor: Viewer, at: datetime
) -> Subscription:
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


def _order(line: Subscription, from_on: date, *, order: str, at: datetime) -> Ordered:
    found, _ = Ordered.objects.update_or_create(
        subscription=line, from_on=from_on,
        defaults={
            "modules": line.modules, "seats": line.seats, "yearly_fee": line.yearly_fee,
            "order": order, "recorded_at": at,
        },
    )  # fmt: skip
    return found


def _told(contract: Contract) -> dict[str, Any]:
    return {
        "number": contract.number, "agreement": contract.agreement, "platform": contract.platform,
        "starts_on": contract.starts_on.isoformat(),
        "ends_on": contract.ends_on and contract.ends_on.isoformat(),
        "document": contract.document_id and str(contract.document_id),
    }  # fmt: skip


def _ordered_told(line: Subscription) -> dict[str, Any]:
    fee = None if line.yearly_fee is None else str(line.yearly_fee)
    return {"modules": line.modules, "seats": line.seats, "yearly_fee": fee}

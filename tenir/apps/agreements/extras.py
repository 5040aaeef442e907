"""Options ordered on a contract, and what is a client's own in its subscriptions.

Clause: 2.2, 2.6, 2.8, 7.16, 8.8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tenir.apps.agreements.models import Contract, Option, Specific, Subscription
from tenir.apps.agreements.rights import KEEPERS, RECORDERS, must_have, must_keep
from tenir.apps.journal import services as journal
from tenir.terms.contract_terms import FaultyContract
from tenir.terms.dossier import CENT
from tenir.terms.loading import Fault
from tenir.terms.quantities import amount_of
from tenir.viewer import NotAllowed, NotSeen, Viewer

LONGEST = 200


@transaction.atomic
def add_option(
    contract: Contract | int,
    *,
    kind: str,
    name: str,
    key: str,
    starts_on: date,
    ends_on: date | None = None,
    subscription: Subscription | int | None = None,
    order: str = "",
    yearly_fee: Decimal | str | None = None,
    details: Mapping[str, Any] | None = None,
    actor: Viewer,
    at: datetime,
) -> Option:
    """What was ordered apart is put on the contract; the same `key` again changes nothing.

    Staff adds it, or the client's own contact by accepting an order, which is then named. Raises
    FaultyContract, NotAllowed, NotSeen.
    Clause: 2.6, 2.8, 7.16.
    """
    pk = contract.pk if isinstance(contract, Contract) else contract
    line = subscription.pk if isinstance(subscription, Subscription) else subscription
    held = Contract.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if held is None or not actor.sees(held.client_id):
        raise NotSeen("agreements.no_contract")
    if not (actor.has(*KEEPERS) or (order and actor.speaks_for(held.client_id))):
        raise NotAllowed("agreements.keepers")
    faults = [
        *_words_faults(kind=kind, name=name, key=key),
        *_place_faults(held, starts_on=starts_on, ends_on=ends_on, subscription=line),
    ]
    if faults:
        raise FaultyContract(faults)
    fee = None if yearly_fee is None else amount_of(yearly_fee).quantize(CENT)
    option, new = Option.objects.get_or_create(
        key=key,
        defaults={
            "contract": held, "subscription_id": line, "kind": kind, "name": name.strip(),
            "order": order, "starts_on": starts_on, "ends_on": ends_on, "yearly_fee": fee,
            "details": dict(details or {}), "added_at": at,
        },
    )  # fmt: skip
    if option.contract_id != held.pk:
        raise FaultyContract([Fault("agreements.key_taken", "key", given=key)])
    if new:
        journal.record(
            "agreements.option_added", subject=held.subject, actor=actor, at=at,
            client=held.client_id, clauses=_CLAUSES.get(kind, ()), after=_told(option),
        )  # fmt: skip
    return option


@transaction.atomic
def end_option(*, option: int, on: date, because: str, actor: Viewer, at: datetime) -> Option:
    """An option ends on a day, that day included; one that ends before stays as it is.

    Raises NotAllowed, NotSeen.
    Clause: 2.6.
    """
    found = Option.objects.select_for_update(of=("self",)).select_related("contract")
    held = found.filter(pk=option).first()
    unseen = "agreements.no_option"
    if held is None:
        raise NotSeen(unseen)
    must_keep(actor, held.contract.client_id, unseen=unseen)
    if held.ends_on is not None and held.ends_on <= on:
        return held
    before = _told(held)
    held.ends_on, held.ended_because = on, because.strip() or "…"
    held.save(update_fields=["ends_on", "ended_because"])
    journal.record(
        "agreements.option_ended", subject=held.contract.subject, actor=actor, at=at,
        client=held.contract.client_id, clauses=_CLAUSES.get(held.kind, ()), before=before,
        after=_told(held), personal={"because": because},
    )  # fmt: skip
    return held


@transaction.atomic
def record_specific(
    *,
    subscription: int,
    kind: str,
    name: str,
    description: str = "",
    publisher: str = "",
    actor: Viewer,
    at: datetime,
) -> Specific:
    """What is the client's own in a subscription is put on record; twice is once.

    Raises FaultyContract, NotAllowed, NotSeen.
    Clause: 2.2, 8.8.
    """
    line = Subscription.objects.select_related("contract").filter(pk=subscription).first()
    unseen = "agreements.no_subscription"
    if line is None:
        raise NotSeen(unseen)
    client, name = line.contract.client_id, name.strip()
    must_have(actor, RECORDERS, client, unseen=unseen)
    faults = []
    if kind not in Specific.Kind.values:
        known = ", ".join(Specific.Kind.values)
        faults.append(Fault("agreements.kind", "kind", given=kind, known=known))
    if not 0 < len(name) <= LONGEST:
        faults.append(Fault("agreements.name", "name", given=name[:60], most=LONGEST))
    if faults:
        raise FaultyContract(faults)
    held = Specific.objects.filter(withdrawn_at=None)
    found, new = held.get_or_create(
        subscription=line, kind=kind, name=name, withdrawn_at=None,
        defaults={"description": description, "publisher": publisher, "recorded_at": at},
    )  # fmt: skip
    if new:
        journal.record(
            "agreements.specific_recorded", subject=line.subject, actor=actor, at=at,
            client=client, clauses=("2.2", "8.8"), after={"kind": kind, "name": name},
        )  # fmt: skip
    return found


@transaction.atomic
def withdraw_specific(*, specific: int, actor: Viewer, at: datetime) -> Specific:
    """What was the client's own is no longer there. Raises NotAllowed, NotSeen.

    Clause: 2.2, 8.8.
    """
    rows = Specific.objects.select_related("subscription__contract")
    found = rows.select_for_update(of=("self",)).filter(pk=specific).first()
    unseen = "agreements.no_specific"
    if found is None:
        raise NotSeen(unseen)
    client = found.subscription.contract.client_id
    must_have(actor, RECORDERS, client, unseen=unseen)
    if found.withdrawn_at is None:
        found.withdrawn_at = at
        found.save(update_fields=["withdrawn_at"])
        journal.record(
            "agreements.specific_withdrawn", subject=found.subscription.subject, actor=actor,
            at=at, client=client, clauses=("2.2", "8.8"),
            before={"kind": found.kind, "name": found.name},
        )  # fmt: skip
    return found


_CLAUSES: Mapping[str, tuple[str, ...]] = {
    Option.Kind.ON_CALL: ("7.16",),
    Option.Kind.THIRD_PARTY_SUPPORT: ("2.6",),
    Option.Kind.TMA: ("2.6",),
    Option.Kind.TRAINING: ("2.8",),
    Option.Kind.USER_SUPPORT: ("2.8",),
    Option.Kind.SETTINGS_HELP: ("2.8",),
}


def _words_faults(*, kind: str, name: str, key: str) -> Iterator[Fault]:
    if kind not in Option.Kind.values:
        known = ", ".join(Option.Kind.values)
        yield Fault("agreements.kind", "kind", given=kind, known=known)
    if not 0 < len(name.strip()) <= LONGEST:
        yield Fault("agreements.name", "name", given=name.strip()[:60], most=LONGEST)
    if not 0 < len(key) <= 120:
        yield Fault("agreements.name", "key", given=key[:60], most=120)


def _place_faults(
    contract: Contract, *, starts_on: date, ends_on: date | None, subscription: int | None
) -> Iterator[Fault]:
    if ends_on and ends_on < starts_on:
        yield Fault("span.backward", "ends_on", start=starts_on, end=ends_on)
    if starts_on < contract.starts_on or (contract.ends_on and starts_on > contract.ends_on):
        end = contract.ends_on or "…"
        yield Fault("agreements.outside", "starts_on", start=contract.starts_on, end=end)
    if subscription and not contract.subscriptions.filter(pk=subscription).exists():
        yield Fault("agreements.no_subscription", "subscription")


def _told(option: Option) -> dict[str, Any]:
    return {
        "option": option.key, "kind": option.kind, "name": option.name, "order": option.order,
        "starts_on": option.starts_on.isoformat(),
        "ends_on": option.ends_on and option.ends_on.isoformat(),
        "yearly_fee": None if option.yearly_fee is None else str(option.yearly_fee),
    }  # fmt: skip

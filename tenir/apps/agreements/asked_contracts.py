"""Questions about contracts and subscriptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from tenir.apps.agreements.models import (
    Access,
    Amendment,
    Contract,
    Option,
    Ordered,
    Specific,
    Subscription,
)
from tenir.prepared import Prepared
from tenir.viewer import SYSTEM, NotSeen, Viewer


def contracts(
    viewer: Viewer, *, client: int | None = None, on: date | None = None
) -> QuerySet[Contract]:
    """The contracts that the viewer may know of; `on`: those that run on that day."""
    found = Contract.objects.select_related("client__organisation").order_by("number")
    found = found.filter(**viewer.within("client"))
    if client is not None:
        found = found.filter(client=client)
    return found if on is None else found.filter(_running(on))


def contract(viewer: Viewer, id: int) -> Contract:
    """One contract. Raises NotSeen."""
    found = contracts(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("agreements.no_contract")
    return found


def subscriptions(
    viewer: Viewer,
    *,
    client: int | None = None,
    contract: int | None = None,
    on: date | None = None,
) -> QuerySet[Subscription]:
    """The subscriptions that the viewer may know of, with product, contract and client."""
    found = Subscription.objects.select_related(
        "product", "contract__client__organisation"
    ).order_by("contract__number", "product__position", "pk")
    found = found.filter(**viewer.within("contract__client"))
    if client is not None:
        found = found.filter(contract__client=client)
    if contract is not None:
        found = found.filter(contract=contract)
    return found if on is None else found.filter(_running(on))


def subscription(viewer: Viewer, id: int) -> Subscription:
    """One subscription. Raises NotSeen."""
    found = next(iter(_SUBSCRIPTION(id)), None)
    if found is None or not viewer.sees(found.contract.client_id):
        raise NotSeen("agreements.no_subscription")
    return found


_SUBSCRIPTION = Prepared(lambda id: subscriptions(SYSTEM).order_by().filter(pk=id))


def ordered_on(viewer: Viewer, on: date, *, client: int | None = None) -> dict[int, Ordered]:
    """What each line comes to on that day, by subscription: modules, seats, fee.

    Clause: 2.5, 5.6.
    """
    seen = subscriptions(viewer, client=client).order_by().values("pk")
    rows = Ordered.objects.filter(subscription__in=seen, from_on__lte=on).order_by("from_on")
    return {row.subscription_id: row for row in rows}


def ordered_of(viewer: Viewer, subscription: int) -> QuerySet[Ordered]:
    """Everything that a line came to, the latest first.

    Clause: 2.5.
    """
    seen = subscriptions(viewer).order_by().filter(pk=subscription).values("pk")
    return Ordered.objects.filter(subscription__in=seen).order_by("-from_on")


def amendments(viewer: Viewer, contract: int) -> QuerySet[Amendment]:
    """The terms that a contract changes, each time that it did, the latest first.

    Clause: 1.2.
    """
    seen = contracts(viewer).order_by().filter(pk=contract).values("pk")
    return Amendment.objects.filter(contract__in=seen).order_by("-effective_on")


def options(
    viewer: Viewer,
    *,
    client: int | None = None,
    contract: int | None = None,
    kind: str = "",
    on: date | None = None,
) -> QuerySet[Option]:
    """The options of contracts: on-call, third-party support, training…

    Clause: 2.6, 2.8, 7.16.
    """
    found = Option.objects.select_related("contract", "subscription__product")
    found = found.order_by("contract__number", "starts_on", "pk")
    found = found.filter(**viewer.within("contract__client"))
    if client is not None:
        found = found.filter(contract__client=client)
    if contract is not None:
        found = found.filter(contract=contract)
    if kind:
        found = found.filter(kind=kind)
    return found if on is None else found.filter(_running(on))


def on_call(viewer: Viewer, contract: int, on: date) -> Option | None:
    """The on-call service that the contract carries on that day, where it has one.

    Clause: 7.16.
    """
    found = next(iter(_ON_CALL(contract, on)), None)
    return found if found and viewer.sees(found.contract.client_id) else None


def _on_call(contract: Any, on: Any) -> QuerySet[Option]:
    found = Option.objects.filter(_running(on), contract=contract, kind=Option.Kind.ON_CALL)
    return found.select_related("contract").order_by("-starts_on", "-pk")[:1]


_ON_CALL = Prepared(_on_call)


def on_call_over(contracts: Iterable[int]) -> Callable[[int, date], Option | None]:
    """`on_call` for many contracts and days, in one query for all of them.

    Clause: 7.16.
    """
    held: dict[int, list[Option]] = defaultdict(list)
    rows = Option.objects.filter(contract__in=list(contracts), kind=Option.Kind.ON_CALL)
    for row in rows.order_by("starts_on", "pk"):
        held[row.contract_id].append(row)

    def found(contract: int, on: date) -> Option | None:
        running = (
            each for each in reversed(held[contract])
            if each.starts_on <= on and (each.ends_on is None or on <= each.ends_on)
        )  # fmt: skip
        return next(running, None)

    return found


def specifics(
    viewer: Viewer,
    *,
    client: int | None = None,
    subscription: int | None = None,
    product: str = "",
    at: datetime | None = None,
) -> QuerySet[Specific]:
    """What is the client's own in its subscriptions: an update may break it, 2.1 does not cover it.

    `at`: those on record at that instant; without it, those on record now.
    Clause: 2.2, 8.8.
    """
    found = Specific.objects.select_related("subscription__product", "subscription__contract")
    found = found.order_by("subscription", "kind", "name", "pk")
    found = found.filter(**viewer.within("subscription__contract__client"))
    if client is not None:
        found = found.filter(subscription__contract__client=client)
    if subscription is not None:
        found = found.filter(subscription=subscription)
    if product:
        found = found.filter(subscription__product__key=product)
    if at is None:
        return found.filter(withdrawn_at=None)
    held = Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)
    return found.filter(held, recorded_at__lte=at)


def access_open(viewer: Viewer, subscription: int, *, at: datetime) -> Access | None:
    """The access to a subscription that is open at that instant. Raises NotSeen.

    Clause: 4.2, 4.3.
    """
    seen = subscriptions(viewer).filter(pk=subscription)
    if not seen.exists():
        raise NotSeen("agreements.no_subscription")
    held = Q(closed_at=None) | Q(closed_at__gt=at)
    return Access.objects.filter(held, subscription=subscription, opened_at__lte=at).first()


def flagged_contracts(viewer: Viewer) -> QuerySet[Amendment]:
    """Contracts' own terms that promise more than a third party does: for staff alone.

    Clause: 2.7.
    """
    if not viewer.is_staff:
        return Amendment.objects.none()
    last = Amendment.objects.filter(contract=OuterRef("contract")).order_by("-effective_on")
    held = Amendment.objects.annotate(last=Subquery(last.values("pk")[:1])).filter(pk=F("last"))
    return held.exclude(flags=[]).select_related("contract__client__organisation")


def _running(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))

"""Questions: each says who is looking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance.models import Works as Works
from tenir.terms import facts
from tenir.terms.dates import epoch
from tenir.viewer import NotSeen, Viewer


def works(
    viewer: Viewer, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Works]:
    """The works that touch what the viewer may see, the first to begin first.

    Clause: 5.12.
    """
    found = Works.objects.all()
    if not viewer.is_staff:
        mine = agreements.subscriptions(viewer)
        touching = Q(subscriptions__in=mine) | Q(products__in=mine.values("product"))
        found = found.filter(touching).distinct()
    if since is not None:
        found = found.filter(ends_at__gt=since)
    if until is not None:
        found = found.filter(starts_at__lt=until)
    return found.order_by("starts_at", "number")


def announced(
    *, since: datetime, until: datetime, withdrawn: bool = False
) -> QuerySet[Works]:  # fmt: skip
    """The works announced for whole products and not withdrawn, for everyone; each client's not.

    Works that name a subscription are told to its client alone. `withdrawn`: those too, for
    calendars that must take them out.
    Clause: 5.12.
    """
    found = Works.objects.filter(announced_at__isnull=False, subscriptions=None)
    found = found if withdrawn else found.filter(withdrawn_at=None)
    spanning = found.filter(ends_at__gt=since, starts_at__lt=until, products__isnull=False)
    return spanning.distinct().prefetch_related("products").order_by("starts_at", "number")


def works_numbered(viewer: Viewer, number: str) -> Works:
    """The works of that number; NotSeen where there are none that touch the viewer.

    Clause: 5.12.
    """
    found = works(viewer).filter(number=number).first()
    if found is None:
        raise NotSeen("maintenance.no_works")
    return found


def works_touching(
    viewer: Viewer, subscriptions: Iterable[agreements.Subscription], *, until: datetime
) -> dict[int, tuple[facts.Works, ...]]:
    """What the rules read of the works on each subscription, by its key; withdrawn ones left out.

    Left out too: a subscription that the viewer may not know of, were the works theirs as well.
    Clause: 5.5, 5.14.
    """
    held = works(viewer, until=until).filter(withdrawn_at=None)
    by_product: dict[int, list[facts.Works]] = {}
    by_subscription: dict[int, list[facts.Works]] = {}
    for row in held.prefetch_related("products", "subscriptions"):
        for product in row.products.all():
            by_product.setdefault(product.pk, []).append(_fact(row))
        for subscription in row.subscriptions.all():
            by_subscription.setdefault(subscription.pk, []).append(_fact(row))
    return {
        item.pk: tuple(
            dict.fromkeys(by_product.get(item.product_id, []) + by_subscription.get(item.pk, []))
        )
        for item in subscriptions
        if viewer.sees(item.contract.client_id)
    }


def _fact(row: Works) -> facts.Works:
    announced = None if row.announced_at is None else epoch(row.announced_at)
    span = (epoch(row.starts_at), epoch(row.ends_at))
    return facts.Works(span, row.kind, announced, row.number)  # type: ignore[arg-type]  # checked

"""Questions: each says who is looking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import checking, refusals
from tenir.apps.maintenance.checking import Check as Check
from tenir.apps.maintenance.checking import When as When
from tenir.apps.maintenance.models import Freeze as Freeze
from tenir.apps.maintenance.models import Recurring as Recurring
from tenir.apps.maintenance.models import Step as Step
from tenir.apps.maintenance.models import Works as Works
from tenir.apps.maintenance.seeing import DRAFT, GOING_ON
from tenir.apps.maintenance.seeing import freeze as freeze
from tenir.apps.maintenance.seeing import freezes as freezes
from tenir.apps.maintenance.seeing import recurring as recurring
from tenir.apps.maintenance.seeing import recurrings as recurrings
from tenir.apps.maintenance.seeing import steps as steps
from tenir.apps.maintenance.seeing import works as works
from tenir.apps.maintenance.seeing import works_numbered as works_numbered
from tenir.apps.maintenance.telling import in_words as in_words
from tenir.apps.maintenance.telling import values_of as values_of
from tenir.apps.maintenance.windows import Stop as Stop
from tenir.apps.maintenance.windows import free_time as free_time
from tenir.apps.maintenance.windows import public_stops as public_stops
from tenir.apps.maintenance.windows import public_stops_of as public_stops_of
from tenir.apps.maintenance.windows import stops as stops
from tenir.apps.maintenance.windows import stops_of as stops_of
from tenir.apps.maintenance.windows import stops_together as stops_together
from tenir.apps.maintenance.windows import windows as windows
from tenir.terms import facts
from tenir.terms.dates import epoch
from tenir.terms.works_checked import span_lived
from tenir.viewer import Viewer


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
    spanning = found.filter(
        Q(ends_at__gt=since) | GOING_ON, starts_at__lt=until, products__isnull=False
    )
    return spanning.distinct().prefetch_related("products").order_by("starts_at", "number")


def public_steps(since: datetime) -> QuerySet[Step]:
    """What became of works on whole products since then, as everyone may be told; the first first.

    Clause: 5.11, 5.12.
    """
    rows = Step.objects.filter(public=True, written_at__gte=since).select_related("works")
    return rows.order_by("pk")


def checked(viewer: Viewer, when: When, *, besides: str = "") -> Sequence[Check]:
    """Works as they are entered: windows, notice, other works, clients' freezes.

    For whoever plans works. Raises NotAllowed.
    Clause: 5.12, 5.14, 5.15, 5.16.
    """
    refusals.require_planner(viewer)
    return checking.checks(when, besides=besides)


def works_touching(
    viewer: Viewer, subscriptions: Iterable[agreements.Subscription], *, until: datetime
) -> dict[int, tuple[facts.Works, ...]]:
    """What the rules read of the works on each subscription, by its key; withdrawn ones left out.

    Left out too: a subscription that the viewer may not know of, were the works theirs as well.
    Clause: 5.5, 5.14.
    """
    held = works(viewer, until=until).filter(withdrawn_at=None).exclude(DRAFT)
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


def lived(row: Works) -> tuple[int, int]:
    """The time of works that may be left out of the rate: what was announced, and was lived.

    Clause: 5.5, 5.14.
    """
    told = tuple(None if each is None else epoch(each) for each in (row.started_at, row.ended_at))
    planned = (epoch(row.starts_at), epoch(row.ends_at))
    return span_lived(row.kind, planned, (told[0], told[1]))  # type: ignore[arg-type]  # checked


def under_way(row: Works, at: datetime) -> bool:
    """Whether works go on at that instant: as it was said, else by the hours announced.

    Clause: 5.12.
    """
    if row.withdrawn_at is not None or row.draft:
        return False
    if row.started_at is None and row.course == Works.Course.PERSON:
        return False
    if row.ended_at is None and row.started_at is not None and row.course:
        return row.started_at <= at
    return (row.started_at or row.starts_at) <= at < (row.ended_at or row.ends_at)


def _fact(row: Works) -> facts.Works:
    announced = None if row.announced_at is None else epoch(row.announced_at)
    return facts.Works(lived(row), row.kind, announced, row.number)  # type: ignore[arg-type]

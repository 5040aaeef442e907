"""The rows that a viewer may know of: works, those that come back, clients' freezes."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance.models import Freeze, Recurring, Step, Works
from tenir.viewer import NotSeen, Viewer

DRAFT = Q(announced_at=None) & ~Q(course=Works.Course.RECORDED)


GOING_ON = Q(started_at__isnull=False, ended_at=None) & ~Q(course=Works.Course.RECORDED)


def works(
    viewer: Viewer, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Works]:
    """The works that touch what the viewer may see, the first to begin first.

    Works that are planned and not announced yet are the publisher's own matter.
    Clause: 5.12.
    """
    found = Works.objects.all()
    if not viewer.is_staff:
        mine = agreements.subscriptions(viewer)
        touching = Q(subscriptions__in=mine) | Q(products__in=mine.values("product"))
        found = found.filter(touching).exclude(DRAFT).distinct()
    if since is not None:
        found = found.filter(Q(ends_at__gt=since) | GOING_ON)
    if until is not None:
        found = found.filter(starts_at__lt=until)
    return found.order_by("starts_at", "number")


def works_numbered(viewer: Viewer, number: str) -> Works:
    """The works of that number; NotSeen where there are none that touch the viewer.

    Clause: 5.12.
    """
    found = works(viewer).filter(number=number).first()
    if found is None:
        raise NotSeen("maintenance.no_works")
    return found


def steps(viewer: Viewer, number: str) -> QuerySet[Step]:
    """What became of works, the first first; NotSeen where they do not touch the viewer.

    Clause: 5.12.
    """
    found = works_numbered(viewer, number)
    return Step.objects.filter(works=found).select_related("by").order_by("written_at", "pk")


def freezes(
    viewer: Viewer, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Freeze]:
    """The freezes of clients that the viewer may know of, the latest first."""
    found = Freeze.objects.filter(**viewer.within("client"))
    if since is not None:
        found = found.filter(ends_at__gt=since)
    if until is not None:
        found = found.filter(starts_at__lt=until)
    rows = found.select_related("client__organisation").prefetch_related("products")
    return rows.order_by("-starts_at", "-pk")


def freeze(viewer: Viewer, id: int) -> Freeze:
    """One freeze. Raises NotSeen."""
    found = freezes(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("maintenance.no_freeze")
    return found


def recurrings(viewer: Viewer) -> QuerySet[Recurring]:
    """Works that come back: for whoever plans them; others see each time of them.

    Clause: 5.12.
    """
    found = Recurring.objects.prefetch_related("products").order_by("number")
    return found if viewer.is_staff else found.none()


def recurring(viewer: Viewer, number: str) -> Recurring:
    """The works that come back under that number. Raises NotSeen."""
    found = recurrings(viewer).filter(number=number).first()
    if found is None:
        raise NotSeen("maintenance.no_works")
    return found

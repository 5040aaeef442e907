"""Questions: each says who is looking."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.dossiers import ClientBooks as ClientBooks
from tenir.apps.availability.dossiers import books as books
from tenir.apps.availability.dossiers import dossier as dossier
from tenir.apps.availability.models import Exclusion as Exclusion
from tenir.apps.availability.models import MeasuredSpan as MeasuredSpan
from tenir.apps.availability.models import Stretch as Stretch
from tenir.viewer import NotSeen, Viewer


def stretches(viewer: Viewer, *, subscription: int | None = None) -> QuerySet[Stretch]:
    """The times when what the viewer may see was not up, in order.

    Clause: 5.3.
    """
    found = Stretch.objects.filter(subscription__in=agreements.subscriptions(viewer))
    if subscription is not None:
        found = found.filter(subscription=subscription)
    return found.order_by("subscription", "start")


def measured_spans(viewer: Viewer) -> QuerySet[MeasuredSpan]:
    """From when to when each subscription that the viewer may see was measured.

    Clause: 5.3.
    """
    return MeasuredSpan.objects.filter(subscription__in=agreements.subscriptions(viewer))


def exclusions(viewer: Viewer, *, subscription: int | None = None) -> QuerySet[Exclusion]:
    """What was ruled out of the rates that the viewer may see, reversed rulings too, in order.

    Clause: 5.5.
    """
    found = Exclusion.objects.filter(subscription__in=agreements.subscriptions(viewer))
    if subscription is not None:
        found = found.filter(subscription=subscription)
    return found.select_related("subscription__contract", "decided_by").order_by("start", "pk")


def exclusion(viewer: Viewer, id: int) -> Exclusion:
    """That exclusion; NotSeen where there is none that the viewer may see.

    Clause: 5.5.
    """
    found = exclusions(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("measured.no_exclusion")
    return found

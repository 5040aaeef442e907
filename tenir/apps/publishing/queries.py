"""Questions: each says who is looking."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.publishing.boards import PLATFORM as PLATFORM
from tenir.apps.publishing.boards import Board as Board
from tenir.apps.publishing.boards import Component as Component
from tenir.apps.publishing.boards import one_board as one_board
from tenir.apps.publishing.boards import public_board as public_board
from tenir.apps.publishing.boards import subscription_board as subscription_board
from tenir.apps.publishing.linking import links as links
from tenir.apps.publishing.models import OVER as OVER
from tenir.apps.publishing.models import Impact as Impact
from tenir.apps.publishing.models import Incident as Incident
from tenir.apps.publishing.models import PrivateLink as PrivateLink
from tenir.apps.publishing.models import State as State
from tenir.apps.publishing.models import Update as Update
from tenir.apps.publishing.models import Wording as Wording
from tenir.apps.publishing.subscribing import subscription as subscription
from tenir.apps.publishing.wordings import HOLES as HOLES
from tenir.apps.publishing.wordings import wordings as wordings
from tenir.viewer import ANONYMOUS, NotSeen, Viewer

HALF = timedelta(days=182)


def incidents(
    viewer: Viewer, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Incident]:
    """The incidents published to everyone and to the viewer's own clients, the latest first.

    Those taken off the page are shown to staff alone. `since` and `until`: going on in that time.
    Clause: 10.4.
    """
    found = Incident.objects.prefetch_related("products")
    if not viewer.is_staff:
        mine = Q(client=None) | Q(client__in=list(viewer.clients))
        found = found.filter(mine, withdrawn_at=None)
    if since is not None:
        found = found.filter(Q(resolved_at=None) | Q(resolved_at__gte=since))
    if until is not None:
        found = found.filter(began_at__lt=until)
    return found.order_by("-began_at", "-pk")


def incident(viewer: Viewer, reference: str) -> Incident:
    """That incident, with what was told of it; NotSeen where the viewer may not know of it.

    Clause: 10.4.
    """
    found = incidents(viewer).filter(reference=reference).first()
    if found is None:
        raise NotSeen("publishing.no_incident")
    return found


def public_incidents(
    *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Incident]:
    """What everyone reads, with its updates: no client's own, whoever is looking.

    Clause: 10.4.
    """
    found = incidents(ANONYMOUS, since=since, until=until)
    return found.prefetch_related("products", "updates")


def public_works(at: datetime) -> QuerySet[maintenance.Works]:
    """The works announced to everyone, half a year back and a year ahead, withdrawn ones too.

    Each has `told_at`, when something was told of it last.
    Clause: 5.12.
    """
    return _with_told(maintenance.announced(since=at - HALF, until=at + 2 * HALF, withdrawn=True))


def own_works(viewer: Viewer, at: datetime) -> QuerySet[maintenance.Works]:
    """The same of the works announced to the viewer: on what its clients use, and their own.

    Clause: 5.12.
    """
    found = maintenance.works(viewer, since=at - HALF, until=at + 2 * HALF)
    return _with_told(found.filter(announced_at__isnull=False).prefetch_related("products"))


def _with_told(found: QuerySet[maintenance.Works]) -> QuerySet[maintenance.Works]:
    last = maintenance.Step.objects.filter(works=OuterRef("pk")).order_by("-written_at")
    told = Coalesce(Subquery(last.values("written_at")[:1]), "withdrawn_at", "announced_at")
    return found.annotate(told_at=told)


def own_incidents(viewer: Viewer, *, since: datetime | None = None) -> QuerySet[Incident]:
    """What concerns the viewer's clients: their own, and those of everyone on what they use.

    Clause: 10.4.
    """
    used = agreements.subscriptions(viewer).order_by().values("product")
    mine = Q(client__in=list(viewer.clients)) | Q(client=None, products__in=used)
    found = incidents(viewer, since=since).filter(mine | Q(client=None, platform=True))
    return found.prefetch_related("updates").distinct()


def updates(viewer: Viewer, reference: str) -> QuerySet[Update]:
    """What was told of an incident, the latest first; NotSeen where it may not be known.

    Clause: 10.4.
    """
    found = incident(viewer, reference)
    rows = Update.objects.filter(incident=found).select_related("published_by")
    return rows.order_by("-published_at", "-pk")


def outages_of(viewer: Viewer, found: Incident) -> QuerySet[availability.Stretch]:
    """The lines of the ledger that an incident is about, of those that the viewer may see.

    Clause: 5.3, 10.4.
    """
    rows = availability.outages(viewer).filter(end__gt=found.began_at).exclude(state="unmeasured")
    if found.resolved_at:
        rows = rows.filter(start__lt=found.resolved_at)
    if found.client_id is not None:
        rows = rows.filter(subscription__contract__client=found.client_id)
    touched = list(found.products.values_list("pk", flat=True))
    if touched or found.client_id is None:
        rows = rows.filter(subscription__product__in=touched)
    return rows.order_by(F("start").desc())

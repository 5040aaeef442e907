"""Questions: each says who is looking."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from tenir.apps.availability.addresses import RECORDS as RECORDS
from tenir.apps.availability.dossiers import ClientBooks as ClientBooks
from tenir.apps.availability.dossiers import books as books
from tenir.apps.availability.dossiers import books_of as books_of
from tenir.apps.availability.dossiers import dossier as dossier
from tenir.apps.availability.elsewhere import Elsewhere as Elsewhere
from tenir.apps.availability.elsewhere import month_of_each
from tenir.apps.availability.explaining import Explained as Explained
from tenir.apps.availability.explaining import Ground as Ground
from tenir.apps.availability.explaining import cause as cause
from tenir.apps.availability.explaining import causes as causes
from tenir.apps.availability.explaining import explained as explained
from tenir.apps.availability.explaining import undecided as undecided
from tenir.apps.availability.margins import Standing as Standing
from tenir.apps.availability.margins import counted as counted
from tenir.apps.availability.margins import left_out as left_out
from tenir.apps.availability.margins import margins as margins
from tenir.apps.availability.margins import stakes as stakes
from tenir.apps.availability.margins import standing as standing
from tenir.apps.availability.margins import standings as standings
from tenir.apps.availability.models import Cause as Cause
from tenir.apps.availability.models import Correction as Correction
from tenir.apps.availability.models import Exclusion as Exclusion
from tenir.apps.availability.models import MeasuredSpan as MeasuredSpan
from tenir.apps.availability.models import Setting as Setting
from tenir.apps.availability.models import Spell as Spell
from tenir.apps.availability.models import Stretch as Stretch
from tenir.apps.availability.models import TakenFile as TakenFile
from tenir.apps.availability.models import Target as Target
from tenir.apps.availability.paces import interval_of as interval_of
from tenir.apps.availability.paces import intervals_of as intervals_of
from tenir.apps.availability.platform import platform_history as platform_history
from tenir.apps.availability.states import NAMES as NAMES
from tenir.viewer import NotSeen, Viewer

Ruling = TypeVar("Ruling", Exclusion, Correction, Cause)


def stretches(viewer: Viewer, *, subscription: int | None = None) -> QuerySet[Stretch]:
    """The times when what the viewer may see was not up, in order.

    Clause: 5.3.
    """
    found = Stretch.objects.filter(**viewer.within("subscription__contract__client"))
    if subscription is not None:
        found = found.filter(subscription=subscription)
    return found.order_by("subscription", "start")


def outages(viewer: Viewer) -> QuerySet[Stretch]:
    """The ledger: the times when what the viewer may see was not up, with whose they are.

    Clause: 5.3.
    """
    whose = ("subscription__contract__client__organisation", "subscription__product")
    return stretches(viewer).select_related(*whose)


def outage(viewer: Viewer, id: int) -> Stretch:
    """That line of the ledger; NotSeen where there is none that the viewer may see.

    Clause: 5.3.
    """
    found = outages(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("measured.no_outage")
    return found


def measured_spans(viewer: Viewer) -> QuerySet[MeasuredSpan]:
    """From when to when each subscription that the viewer may see was measured.

    Clause: 5.3.
    """
    return MeasuredSpan.objects.filter(**viewer.within("subscription__contract__client"))


def exclusions(viewer: Viewer, *, subscription: int | None = None) -> QuerySet[Exclusion]:
    """What was ruled out of the rates that the viewer may see, reversed rulings too, in order.

    Clause: 5.5.
    """
    found = Exclusion.objects.filter(**viewer.within("subscription__contract__client"))
    if subscription is not None:
        found = found.filter(subscription=subscription)
    whose = ("subscription__contract__client__organisation", "subscription__product")
    return found.select_related(*whose, "decided_by").order_by("start", "pk")


def exclusion(viewer: Viewer, id: int) -> Exclusion:
    """That exclusion; NotSeen where there is none that the viewer may see.

    Clause: 5.5.
    """
    found = exclusions(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("measured.no_exclusion")
    return found


def targets(viewer: Viewer, *, subscription: int | None = None) -> QuerySet[Target]:
    """What is watched for the viewer's subscriptions; what several share is the publisher's to see.

    Clause: 5.2, 5.3.
    """
    mine = Q(**viewer.within("subscription__contract__client"))
    found = Target.objects.all() if viewer.is_staff else Target.objects.filter(mine)
    if subscription is not None:
        found = found.filter(subscription=subscription)
    return found.select_related("subscription__contract", "product", "monitor").order_by("name")


def elsewhere(viewer: Viewer, *, at: datetime) -> list[Elsewhere]:
    """How the environments other than production do this month, as the viewer may see: not counted.

    Clause: 5.2.
    """
    mine = targets(viewer).exclude(environment="production").exclude(kind=Target.Kind.MONITOR)
    rows = mine.filter(retired_at=None).prefetch_related("settings", "monitor__settings")
    return month_of_each(rows, at=at)


def target(viewer: Viewer, id: int) -> Target:
    """That target; NotSeen where there is none that the viewer may see.

    Clause: 5.3.
    """
    found = targets(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("watched.no_target")
    return found


def settings(viewer: Viewer, *, target: int | None = None) -> QuerySet[Setting]:
    """How the targets that the viewer may see were watched, once changed: the latest first.

    Clause: 5.3.
    """
    found = Setting.objects.filter(target__in=targets(viewer).order_by().values("pk"))
    if target is not None:
        found = found.filter(target=target)
    return found.select_related("decided_by").order_by("-since", "-pk")


def spells(viewer: Viewer, *, target: int | None = None) -> QuerySet[Spell]:
    """What was told of the targets that the viewer may see, the latest first.

    Clause: 5.3.
    """
    found = Spell.objects.filter(target__in=targets(viewer).order_by().values("pk"))
    if target is not None:
        found = found.filter(target=target)
    return found.order_by("-start", "-pk")


def corrections(viewer: Viewer, *, subscription: int | None = None) -> QuerySet[Correction]:
    """What people said against the measures that the viewer may see, those taken back too.

    Clause: 5.3.
    """
    found = Correction.objects.filter(**viewer.within("subscription__contract__client"))
    if subscription is not None:
        found = found.filter(subscription=subscription)
    return found.select_related("subscription__contract", "decided_by").order_by("start", "pk")


def taken_files(viewer: Viewer) -> QuerySet[TakenFile]:
    """The files of samples that were taken in, or are being, the latest first: staff's to see.

    Clause: 5.3.
    """
    found = TakenFile.objects.all() if viewer.is_staff else TakenFile.objects.none()
    return found.select_related("taken_by").order_by("-begun_at", "-pk")


def touching(rows: QuerySet[Ruling], outage: Stretch) -> QuerySet[Ruling]:
    """Those of the rulings or corrections that meet an outage."""
    reaching = Q(end=None) | Q(end__gt=outage.start)
    return rows.filter(reaching, start__lt=outage.end)


def correction(viewer: Viewer, id: int) -> Correction:
    """That correction; NotSeen where there is none that the viewer may see.

    Clause: 5.3.
    """
    found = corrections(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("measured.no_correction")
    return found

"""Questions: each says who is looking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements.queries import Subscription
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.catalogue.queries import Product, ProductVersion
from tenir.apps.releases.models import HELD
from tenir.apps.releases.models import Validation as Validation
from tenir.terms.dates import epoch, local
from tenir.viewer import NotSeen, Viewer


@dataclass(frozen=True)
class Held:
    """How many of a product's lines have a version, or a newer one; how many have yet to answer."""

    having: int
    lines: int
    awaited: int


def validations(viewer: Viewer) -> QuerySet[Validation]:
    """What clients were handed and answered, of what the viewer may see, the latest first.

    Clause: 8.9.
    """
    found = Validation.objects.filter(**viewer.within("organisation"))
    found = found.select_related(
        "version__product", "subscription__product", "subscription__contract__client__organisation",
        "organisation", "answered_by", "request",
    )  # fmt: skip
    return found.order_by("-received_at", "-pk")


def validation(viewer: Viewer, id: int) -> Validation:
    """One of them; NotSeen where there is none that the viewer may see.

    Clause: 8.9.
    """
    found = validations(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("releases.unknown")
    return found


def lines_for(viewer: Viewer, version: ProductVersion, *, at: datetime) -> QuerySet[Subscription]:
    """The lines of that version's product that run that day: for staff alone.

    Each says whether it `has_it`: it was handed the version, or a newer one, and not withdrawn.
    Clause: 8.9.
    """
    as_new = [version, *catalogue.newer_than(version)]
    held = Validation.objects.filter(state__in=HELD, version__in=as_new)
    handed = held.filter(subscription=OuterRef("pk"))
    return _lines(viewer, version.product_id, at).annotate(has_it=Exists(handed))


def lines_without(
    viewer: Viewer, version: ProductVersion, *, at: datetime
) -> QuerySet[Subscription]:
    """Those of them that were handed neither the version nor a newer one: for staff alone.

    Clause: 8.9.
    """
    return lines_for(viewer, version, at=at).filter(Q(has_it=False))


def lines_awaited(
    viewer: Viewer, version: ProductVersion, *, at: datetime
) -> QuerySet[Subscription]:
    """The lines that have yet to validate that version: for staff alone.

    Clause: 8.9.
    """
    waiting = validations(viewer).filter(Validation.answerable(at), version=version)
    found = agreements.subscriptions(viewer).filter(pk__in=waiting.values("subscription"))
    return found if viewer.is_staff else found.none()


def held(
    viewer: Viewer, product: Product, versions: Iterable[ProductVersion], *, at: datetime
) -> dict[int, Held]:
    """Of each of those versions of a product, by its key, how far it went: for staff alone.

    None where no line of it runs.
    Clause: 8.9.
    """
    told = _lines(viewer, product.pk, at).order_by()
    handed: dict[int | None, set[int]] = defaultdict(set)
    awaited, lines = Counter[int](), set[int]()
    of = ("pk", "validations__version", "validations__state", "validations__due_at")
    for line, key, state, due_at in told.values_list(*of):
        lines.add(line)
        awaited[key] += state == Validation.State.AWAITED and due_at > at
        if state in HELD:
            handed[key].add(line)
    having, found = set[int](), dict[int, Held]()
    for version in reversed(catalogue.by_number(versions)) if lines else ():
        having |= handed[version.pk]
        found[version.pk] = Held(len(having), len(lines), awaited[version.pk])
    return found


def _lines(viewer: Viewer, product: int, at: datetime) -> QuerySet[Subscription]:
    """Those of a product that run that day: for staff alone."""
    day = local(epoch(at), settings.TIME_ZONE).date()
    found = agreements.subscriptions(viewer, on=day).filter(product=product)
    return found if viewer.is_staff else found.none()

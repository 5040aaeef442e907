"""Works announced: what they touch, when, and whether they take place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Because, Id, Instant, Key, Moment, Shown, Slug, Told
from tenir.ui.pages import viewer_of
from tenir.ui.works_calendar import MEDIA, calendar_of
from tenir.viewer import Viewer

article = Article("Maintenance")
WRITE = Scope.MAINTENANCE_WRITE
PAST, TO_COME = timedelta(days=180), timedelta(days=365)  # of works in a calendar


class WorksShown(Shown):
    """Maintenance works as announced (fr. travaux); of subscriptions, those that you may see."""

    number: str
    kind: str
    starts_at: Moment
    ends_at: Moment
    announced_at: Moment | None
    withdrawn_at: Moment | None
    withdrawn_because: str
    products: list[str]
    subscriptions: list[int]

    @staticmethod
    def resolve_products(obj: Any) -> list[str]:
        """The keys of the products touched."""
        return [product.key for product in obj.products.all()]

    @staticmethod
    def resolve_subscriptions(obj: Any) -> list[int]:
        """The subscriptions touched by name, those that the viewer may see."""
        return [line.pk for line in obj.subscriptions.all()]


class NewWorks(Told):
    """Works to announce: on whole products, on subscriptions, or both."""

    number: Key = Field(min_length=1, max_length=40)
    kind: Literal["planned", "urgent-security", "urgent", "no-impact"]
    starts_at: Instant
    ends_at: Instant
    products: list[Slug] = Field([], max_length=200)
    subscriptions: list[Id] = Field([], max_length=10_000)
    announced_at: Instant | None = None


class WorksAsked(Asked):
    """Which works."""

    since: Instant | None = Field(None, description="Ending after that.")
    until: Instant | None = Field(None, description="Beginning before that.")


def _seen(viewer: Viewer, rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the products and, of the subscriptions, those that the viewer may see."""
    lines = Prefetch("subscriptions", queryset=agreements.subscriptions(viewer))
    return rows.prefetch_related("products", lines)


def _one(viewer: Viewer, number: str) -> Any:
    found = queries.works_numbered(viewer, number)
    return _seen(viewer, queries.works(viewer)).get(pk=found.pk)


@article.many("/works", WorksShown)
def list_works(request: HttpRequest, asked: Query[WorksAsked]) -> Any:
    """List the works that touch what you may see, the first to begin first.

    Clause: 5.12, 5.14.
    """
    viewer = viewer_of(request)
    found = queries.works(viewer, since=asked.since, until=asked.until)
    return paged(request, asked, _seen(viewer, found))


@article.one("/works/{number}", WorksShown)
def read_works(request: HttpRequest, number: Key) -> Any:
    """Read works.

    Clause: 5.12, 5.14.
    """
    return _one(viewer_of(request), number)


@article.file("/works.ics", MEDIA)
def works_calendar(request: HttpRequest) -> HttpResponse:
    """The works that touch what you may see, as a calendar; those withdrawn as cancelled.

    Half a year back, a year ahead.
    Clause: 5.11, 5.12.
    """
    viewer, now = viewer_of(request), clock.now()
    found = queries.works(viewer, since=now - PAST, until=now + TO_COME)
    rows = _seen(viewer, found.filter(announced_at__isnull=False))
    told = calendar_of(
        rows, name=_("Works that touch you"), address=f"{settings.TENIR.url}/api/v1/works.ics"
    )
    return HttpResponse(told, content_type=f"{MEDIA}; charset=utf-8")


@article.create("/works", WorksShown, need=WRITE, where="/works/{number}")
def announce_works(request: HttpRequest, told: NewWorks) -> Any:
    """Announce works.

    Clause: 5.5, 5.12, 5.14.
    """
    actor = viewer_of(request)
    found = services.announce(**told.model_dump(), actor=actor, at=clock.now())
    return _one(actor, found.number)


@article.act("/works/{number}/withdraw", WorksShown, need=WRITE)
def withdraw_works(request: HttpRequest, number: Key, told: Because) -> Any:
    """Say that works do not take place: they exclude nothing any more.

    Clause: 5.12.
    """
    actor = viewer_of(request)
    services.withdraw(number=number, because=told.because, actor=actor, at=clock.now())
    return _one(actor, number)

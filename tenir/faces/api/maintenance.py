"""Works announced: what they touch, when, and whether they take place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar, Literal

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
from tenir.faces.api.shapes import Id, Instant, Key, Line, Moment, Shown, Slug, Told
from tenir.ui.pages import viewer_of
from tenir.ui.works_calendar import MEDIA, calendar_of
from tenir.viewer import Viewer

article = Article("Maintenance")
WRITE = Scope.MAINTENANCE_WRITE
Kind = Literal["planned", "urgent-security", "urgent", "no-impact"]
PAST, TO_COME = timedelta(days=180), timedelta(days=365)  # of works in a calendar


class Touching(Shown):
    """What works touch: products by their keys, and subscriptions by name."""

    products: list[str]
    subscriptions: list[int]

    @staticmethod
    def resolve_products(obj: Any) -> list[str]:
        """The keys of the products touched."""
        return [product.key for product in obj.products.all()]

    @staticmethod
    def resolve_subscriptions(obj: Any) -> list[int]:
        """The subscriptions touched by name; the query leaves those that the viewer may see."""
        return [line.pk for line in obj.subscriptions.all()]


class WorksShown(Touching):
    """Maintenance works as announced and lived (fr. travaux).

    `starts_at` and `ends_at` are the hours announced, `started_at` and `ended_at` those lived. Of
    subscriptions, those that you may see.
    """

    number: str
    kind: str
    title_fr: str
    title_en: str
    starts_at: Moment
    ends_at: Moment
    announced_at: Moment | None
    started_at: Moment | None
    ended_at: Moment | None
    expected_at: Moment | None
    outside: bool = Field(description="A part of them lies outside the windows.")
    late: bool = Field(description="They were told later than 5.12 asks.")
    revision: int
    withdrawn_at: Moment | None
    withdrawn_because: str


class NewWorks(Told):
    """Works to put on record: announced elsewhere, or never; nobody is told."""

    number: Key = Field(min_length=1, max_length=40)
    kind: Kind
    starts_at: Instant
    ends_at: Instant
    products: list[Slug] = Field([], max_length=200)
    subscriptions: list[Id] = Field([], max_length=10_000)
    announced_at: Instant | None = None
    title_fr: Line = Field("", max_length=150)
    title_en: Line = Field("", max_length=150)
    started_at: Instant | None = None
    ended_at: Instant | None = None


class WorksAsked(Asked):
    """Which works."""

    since: Instant | None = Field(None, description="Ending after that.")
    until: Instant | None = Field(None, description="Beginning before that.")
    kind: Literal["", Kind] = ""
    number: Key = Field("", description="A part of it.")
    product: Slug | None = Field(None, description="That are on it.")

    narrows: ClassVar[Mapping[str, str]] = {
        "kind": "kind", "number": "number__icontains", "product": "products__key",
    }  # fmt: skip


def works_seen(viewer: Viewer, rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the products and, of the subscriptions, those that the viewer may see."""
    lines = Prefetch("subscriptions", queryset=agreements.subscriptions(viewer))
    return rows.prefetch_related("products", lines)


def one_works(viewer: Viewer, number: str) -> Any:
    """Those works, as they are shown."""
    found = queries.works_numbered(viewer, number)
    return works_seen(viewer, queries.works(viewer)).get(pk=found.pk)


@article.many("/works", WorksShown)
def list_works(request: HttpRequest, asked: Query[WorksAsked]) -> Any:
    """List the works that touch what you may see, the first to begin first.

    Clause: 5.12, 5.14.
    """
    viewer = viewer_of(request)
    found = queries.works(viewer, since=asked.since, until=asked.until)
    return paged(request, asked, works_seen(viewer, found))


@article.create("/works", WorksShown, need=WRITE, where="/works/{number}")
def record_works(request: HttpRequest, told: NewWorks) -> Any:
    """Put works on record that were announced elsewhere, or that took place.

    Clause: 5.5, 5.12, 5.14.
    """
    actor = viewer_of(request)
    found = services.put_on_record(**told.model_dump(), actor=actor, at=clock.now())
    return one_works(actor, found.number)


@article.one("/works/{number}", WorksShown)
def read_works(request: HttpRequest, number: Key) -> Any:
    """Read works.

    Clause: 5.12, 5.14.
    """
    return one_works(viewer_of(request), number)


@article.file("/works.ics", MEDIA)
def works_calendar(request: HttpRequest) -> HttpResponse:
    """The works that touch what you may see, as a calendar; those withdrawn as cancelled.

    Half a year back, a year ahead.
    Clause: 5.11, 5.12.
    """
    viewer, now = viewer_of(request), clock.now()
    found = queries.works(viewer, since=now - PAST, until=now + TO_COME)
    rows = works_seen(viewer, found.filter(announced_at__isnull=False))
    told = calendar_of(
        rows, name=_("Works that touch you"), address=f"{settings.TENIR.url}/api/v1/works.ics",
        stops=queries.stops(viewer, now),
    )  # fmt: skip
    return HttpResponse(told, content_type=f"{MEDIA}; charset=utf-8")


class StepShown(Shown):
    """What became of works: announced, changed, started, overrun, ended, withdrawn."""

    what: str
    happened_at: Moment
    starts_at: Moment
    ends_at: Moment
    because: str


@article.many("/works/{number}/steps", StepShown)
def list_works_steps(request: HttpRequest, number: Key, asked: Query[Asked]) -> Any:
    """List what became of works, the first first.

    Clause: 5.12.
    """
    return paged(request, asked, queries.steps(viewer_of(request), number))


class StopShown(Shown):
    """A weekly stop that stands without being announced; `upto` is in seconds, clocks in Paris."""

    days: list[str]
    starts: str
    ends: str
    upto: int
    clauses: list[str]
    products: list[str]


class StopsShown(Shown):
    """The weekly stops of what you run."""

    items: list[StopShown]


@article.one("/standing-works", StopsShown)
def read_standing_works(request: HttpRequest) -> Any:
    """Read the weekly stops that an annex gives some products in place of the windows.

    Clause: 5.16, A2.
    """
    return {"items": queries.stops(viewer_of(request), clock.now())}

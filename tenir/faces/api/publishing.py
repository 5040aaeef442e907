"""Incidents as they were published: to everyone, and to your own client alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.publishing import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Because, Id, Instant, Key, Line, Long, Moment, Shown, Slug, Told
from tenir.ui.pages import viewer_of
from tenir.viewer import Viewer

article = Article("Publishing")
WRITE = Scope.PUBLISHING_WRITE
State = Literal["investigating", "identified", "monitoring", "resolved", "postmortem"]
Impact = Literal["none", "minor", "major", "critical"]


class UpdateShown(Shown):
    """What was told of an incident at one time."""

    reference: str
    state: str
    impact: str
    text_fr: str
    text_en: str
    published_at: Moment


class IncidentShown(Shown):
    """Something that went wrong and was published (fr. incident); `client` where it is one's own.

    What was told of it comes the latest first.
    """

    reference: str
    title_fr: str
    title_en: str
    state: str
    impact: str
    products: list[str]
    platform: bool
    client: int | None = Field(alias="client_id")
    began_at: Moment
    resolved_at: Moment | None
    published_at: Moment
    withdrawn_at: Moment | None
    updates: list[UpdateShown]

    @staticmethod
    def resolve_products(obj: Any) -> list[str]:
        """The keys of the products touched."""
        return [product.key for product in obj.products.all()]

    @staticmethod
    def resolve_updates(obj: Any) -> list[Any]:
        """What was told, the latest first."""
        return sorted(obj.updates.all(), key=lambda each: (each.published_at, each.pk))[::-1]


class IncidentSaying(Told):
    """Where an incident stands, in French, and in English where it is told there too."""

    state: State
    impact: Impact | None = None
    text_fr: Long = Field(min_length=1)
    text_en: Long = ""
    named_on_purpose: bool = Field(
        False, description="Everyone's text may hold a client's name or number."
    )

    def said(self) -> services.Said:
        """As the acts take it."""
        names = ("state", "impact", "text_fr", "text_en")
        return services.Said(**{name: getattr(self, name) for name in names})


class NewIncident(IncidentSaying):
    """An incident to publish: to everyone, or to the people of one client."""

    title_fr: Line = Field(min_length=1, max_length=150)
    title_en: Line = Field("", max_length=150)
    products: list[Slug] = Field([], max_length=200)
    platform: bool = False
    client: Id | None = None
    works: Key = ""
    began_at: Instant | None = None


class NewUpdate(IncidentSaying):
    """What is known now; `resolved_at` is when it was over, where it is."""

    resolved_at: Instant | None = None


class IncidentsAsked(Asked):
    """Which incidents."""

    since: Instant | None = Field(None, description="Going on after that.")
    until: Instant | None = Field(None, description="Begun before that.")
    state: Literal["", State] = ""
    title: Line = Field("", description="A part of the title, in either language.")

    narrows: ClassVar[Mapping[str, str | tuple[str, ...]]] = {
        "state": "state", "title": ("title_fr__icontains", "title_en__icontains"),
    }  # fmt: skip


def _one(viewer: Viewer, reference: str) -> Any:
    queries.incident(viewer, reference)
    return queries.incidents(viewer).prefetch_related("updates").get(reference=reference)


@article.many("/incidents", IncidentShown)
def list_incidents(request: HttpRequest, asked: Query[IncidentsAsked]) -> Any:
    """List the incidents published to everyone and to your clients, the latest first.

    Clause: 5.11, 10.4.
    """
    found = queries.incidents(viewer_of(request), since=asked.since, until=asked.until)
    return paged(request, asked, found.prefetch_related("updates"))


@article.one("/incidents/{reference}", IncidentShown)
def read_incident(request: HttpRequest, reference: Key) -> Any:
    """Read an incident, with all that was told of it.

    Clause: 5.11, 10.4.
    """
    return _one(viewer_of(request), reference)


@article.create("/incidents", IncidentShown, need=WRITE, where="/incidents/{reference}")
def publish_incident(request: HttpRequest, told: NewIncident) -> Any:
    """Publish an incident, on the page and to the contacts concerned.

    Clause: 5.11, 10.4.
    """
    actor = viewer_of(request)
    about = told.model_dump(exclude={"state", "impact", "text_fr", "text_en"})
    found = services.publish(**about, said=told.said(), actor=actor, at=clock.now())
    return _one(actor, found.reference)


@article.act("/incidents/{reference}/updates", IncidentShown, need=WRITE)
def follow_incident(request: HttpRequest, reference: Key, told: NewUpdate) -> Any:
    """Say where an incident stands, wherever it was published.

    Clause: 5.11, 10.4.
    """
    actor = viewer_of(request)
    services.follow_up(
        reference, said=told.said(), resolved_at=told.resolved_at,
        named_on_purpose=told.named_on_purpose, actor=actor, at=clock.now(),
    )  # fmt: skip
    return _one(actor, reference)


@article.act("/incidents/{reference}/take-off", IncidentShown, need=WRITE)
def take_incident_off(request: HttpRequest, reference: Key, told: Because) -> Any:
    """Take an incident that was published by mistake off the page.

    Clause: 10.4.
    """
    actor = viewer_of(request)
    services.take_off(reference, because=told.because, actor=actor, at=clock.now())
    return _one(actor, reference)

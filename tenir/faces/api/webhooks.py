"""Where programs hear of notices, and what they were told."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query
from pydantic import Field, StringConstraints

from tenir import clock
from tenir.apps.notices import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.notices import NoticeShown
from tenir.faces.api.shapes import NO_NUL, Because, Id, Line, Moment, Shown, Told
from tenir.ui.pages import viewer_of

article = Article("Webhooks")
WRITE = Scope.NOTICES_WRITE
Url = Annotated[str, StringConstraints(max_length=500, pattern=NO_NUL)]


class EndpointShown(Shown):
    """Where a program hears of notices (fr. point d'écoute); its secret is not shown again."""

    id: int = Field(alias="pk")
    organisation: int | None = Field(alias="organisation_id")
    url: str
    kinds: list[str] = Field(description="Which kinds it hears; all where empty.")
    active: bool
    made_at: Moment
    failing_since: Moment | None
    disabled_at: Moment | None
    disabled_because: str


class NewEndpoint(Told):
    """Where to send: https, at a public address. Without an organisation, the publisher's own."""

    organisation: Id | None = None
    url: Url
    kinds: list[Line] = Field([], max_length=200)


class EndpointDetails(Told):
    """Another address, other kinds."""

    url: Url
    kinds: list[Line] = Field([], max_length=200)


class SecretShown(Shown):
    """The signing secret: shown now, never again."""

    id: int
    secret: str


@article.many("/webhook-endpoints", EndpointShown)
def list_endpoints(request: HttpRequest, asked: Query[Asked]) -> Any:
    """List where programs hear of notices: a main contact's own, all for staff."""
    return paged(request, asked, queries.endpoints(viewer_of(request)))


@article.one("/webhook-endpoints/{id}", EndpointShown)
def read_endpoint(request: HttpRequest, id: Id) -> Any:
    """Read an endpoint."""
    return queries.endpoints(viewer_of(request)).get(pk=id)


@article.create("/webhook-endpoints", SecretShown, need=WRITE, where="/webhook-endpoints/{id}")
def add_endpoint(request: HttpRequest, told: NewEndpoint) -> Any:
    """Add an endpoint; the answer carries its signing secret."""
    actor = viewer_of(request)
    found, secret = services.add_endpoint(**told.model_dump(), actor=actor, at=clock.now())
    return {"id": found.pk, "secret": secret}


@article.change("/webhook-endpoints/{id}", EndpointShown, need=WRITE, of=read_endpoint)
def change_endpoint(request: HttpRequest, id: Id, told: EndpointDetails) -> Any:
    """Change an endpoint's address and kinds."""
    actor = viewer_of(request)
    services.change_endpoint(id, **told.model_dump(), actor=actor, at=clock.now())
    return queries.endpoints(actor).get(pk=id)


@article.act("/webhook-endpoints/{id}/secret", SecretShown, need=WRITE)
def rotate_secret(request: HttpRequest, id: Id) -> Any:
    """Take a new signing secret; the former one signs beside it for a day."""
    secret = services.rotate_secret(id, actor=viewer_of(request), at=clock.now())
    return {"id": id, "secret": secret}


@article.act("/webhook-endpoints/{id}/disable", EndpointShown, need=WRITE)
def disable_endpoint(request: HttpRequest, id: Id, told: Because) -> Any:
    """Call a program no more."""
    actor = viewer_of(request)
    services.disable_endpoint(id, because=told.because[:80], actor=actor, at=clock.now())
    return queries.endpoints(actor).get(pk=id)


@article.act("/webhook-endpoints/{id}/enable", EndpointShown, need=WRITE)
def enable_endpoint(request: HttpRequest, id: Id) -> Any:
    """Call a program again."""
    actor = viewer_of(request)
    services.enable_endpoint(id, actor=actor, at=clock.now())
    return queries.endpoints(actor).get(pk=id)


@article.act("/webhook-endpoints/{id}/try", NoticeShown, need=WRITE)
def try_endpoint(request: HttpRequest, id: Id) -> Any:
    """Owe a program a trial notice, to see that it hears."""
    return services.try_endpoint(id, actor=viewer_of(request), at=clock.now())


@article.many("/webhook-endpoints/{id}/deliveries", NoticeShown)
def list_deliveries(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List what was owed to one program, newest first."""
    return paged(request, asked, queries.deliveries(viewer_of(request), id))

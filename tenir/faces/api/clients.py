"""Clients of the publisher: their details, what they are entitled to, tables in and out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.parties import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Id, Key, Line, Long, Rules, Shown, Told
from tenir.terms.resolution import Terms
from tenir.ui.pages import viewer_of

article = Article("Clients")


class ClientShown(Shown):
    """A client of the publisher (fr. client)."""

    id: int = Field(alias="pk")
    number: str
    name: str = Field(alias="organisation.name")
    legal_name: str
    siren: str
    vat_number: str
    address: str
    country: str
    language: str
    time_zone: str


class NewClient(Told):
    """A client to register."""

    number: Key
    name: Line
    legal_name: Line = ""
    siren: Line = ""
    vat_number: Line = ""
    address: Long = ""
    country: Line = "FR"
    language: Literal["fr", "en"] = "fr"
    time_zone: Line = "Europe/Paris"


class ClientDetails(Told):
    """What changes of a client; what is left out stays."""

    legal_name: Line | None = None
    siren: Line | None = None
    vat_number: Line | None = None
    address: Long | None = None
    country: Line | None = None
    language: Literal["fr", "en"] | None = None
    time_zone: Line | None = None


class ClientsAsked(Asked):
    """Which clients."""

    sort: Literal["name", "-name", "number", "-number"] = "name"
    name: Line = Field("", description="A part of the name.")
    number: Line = Field("", description="A part of the number.")

    sorts: ClassVar[Mapping[str, str]] = {"name": "organisation__name", "number": "number"}
    narrows: ClassVar[Mapping[str, str]] = {
        "name": "organisation__name__icontains", "number": "number__icontains",
    }  # fmt: skip


class Judged(Shown):
    """What a rule says, and why: a tree of reasons, each with its clause."""

    value: Any
    reasons: Rules


@article.many("/clients", ClientShown)
def list_clients(request: HttpRequest, asked: Query[ClientsAsked]) -> Any:
    """List the clients that you may know of.

    All of them for staff, one's own for anyone else.
    """
    return paged(request, asked, queries.clients(viewer_of(request)))


@article.one("/clients/{id}", ClientShown)
def read_client(request: HttpRequest, id: Id) -> Any:
    """Read a client."""
    return queries.client(viewer_of(request), id)


@article.create("/clients", ClientShown, need=Scope.PARTIES_WRITE, where="/clients/{id}")
def register_client(request: HttpRequest, told: NewClient) -> Any:
    """Register a client.

    Nothing of its contracts starts before it has a contact.
    Clause: 9.1.
    """
    return services.register_client(**told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.change("/clients/{id}", ClientShown, need=Scope.PARTIES_WRITE, of=read_client)
def change_client(request: HttpRequest, id: Id, told: ClientDetails) -> Any:
    """Correct a client's own details."""
    given = told.model_dump(exclude_none=True)
    return services.change_client(id, **given, actor=viewer_of(request), at=clock.now())


@article.one("/clients/{id}/may-start", Judged)
def client_may_start(request: HttpRequest, id: Id) -> Any:
    """Say whether a client's contracts may start, and why.

    It needs a contact first.
    Clause: 9.1.
    """
    client = queries.client(viewer_of(request), id)
    return judged(queries.may_start(client.pk, terms=terms_for(client.pk)))


@article.one("/clients/{id}/entitled", Judged)
def client_entitles(
    request: HttpRequest, id: Id, person: Annotated[Id, Query(description="The person.")]
) -> Any:
    """Say whether a person may speak for a client, and if not, who may.

    Clause: 9.1, 9.4.
    """
    viewer = viewer_of(request)
    found = queries.client(viewer, id)
    return judged(queries.entitled(viewer, found.pk, person=person, terms=terms_for(found.pk)))


def judged(judgement: Any) -> dict[str, Any]:
    """A judgement as it is shown."""
    reasons = judgement.reason.to_json()
    return {"value": reasons["value"], "reasons": reasons}


def terms_for(organisation: int) -> Terms:
    """The terms by which article 9 is judged: those in force for that client today."""
    found = agreements.version_of(organisation, at=clock.now())
    return agreements.agreement_of(found).terms()

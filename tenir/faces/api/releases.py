"""Versions made available to clients: validated, refused with reasons, or lapsed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.releases import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Id, Key, Long, Moment, Rules, Shown, Slug, Told
from tenir.ui.pages import viewer_of

article = Article("Releases")
WRITE = Scope.RELEASES_WRITE


class ValidationShown(Shown):
    """A version handed to a client, and what it answered (fr. validation).

    `outcome` has the reasons of what it came to; `request` is what support answers of a refusal.
    """

    id: int = Field(alias="pk")
    product: str = Field(alias="version.product.key")
    version: str = Field(alias="version.number")
    subscription: int = Field(alias="subscription_id")
    client: int = Field(alias="organisation_id")
    received_at: Moment
    due_at: Moment
    reasons: Rules
    state: str
    settled_at: Moment | None
    because: str
    outcome: list[Rules]
    request: int | None = Field(alias="request_id")


class ValidationsAsked(Asked):
    """Which of them."""

    sort: Literal["id", "-id", "received_at", "-received_at", "due_at", "-due_at"] = "-id"
    state: Literal[
        "", "awaited", "validated", "refused", "lapsed", "accepted", "waived", "withdrawn"
    ] = ""  # fmt: skip
    product: Slug | None = None
    client: Id | None = None
    subscription: Id | None = None

    sorts: ClassVar[Mapping[str, str]] = {
        "id": "pk", "received_at": "received_at", "due_at": "due_at"
    }  # fmt: skip
    narrows: ClassVar[Mapping[str, str]] = {
        "state": "state", "product": "version__product__key", "client": "organisation",
        "subscription": "subscription",
    }  # fmt: skip


class Recipients(Told):
    """To whom: those subscriptions, or every one of the product that runs and has it not yet."""

    subscriptions: list[Id] | None = Field(None, max_length=1000, examples=[[1]])


class Withdrawal(Told):
    """From whom: those subscriptions, or all that have yet to validate it; and why."""

    subscriptions: list[Id] | None = Field(None, max_length=1000, examples=[[1]])
    because: Annotated[Long, Field(min_length=1)]


class Withdrawn(Shown):
    """How many need not validate it any more, and their validations."""

    withdrawn: int
    validations: list[int]


class HandedOut(Shown):
    """How many were handed the version now, and their validations."""

    made: int
    validations: list[int]


class Refusal(Told):
    """What is wrong: it becomes a request at support, in your name."""

    because: Annotated[Long, Field(min_length=1)]


@article.many("/validations", ValidationShown)
def list_validations(request: HttpRequest, asked: Query[ValidationsAsked]) -> Any:
    """List the versions that clients were handed, and what each answered.

    Clause: 8.9.
    """
    return paged(request, asked, queries.validations(viewer_of(request)))


@article.one("/validations/{id}", ValidationShown)
def read_validation(request: HttpRequest, id: Id) -> Any:
    """Read one: by when, why then, and what was answered.

    Clause: 8.9.
    """
    return queries.validation(viewer_of(request), id)


@article.act("/products/{key}/releases/{number}/available", HandedOut, need=WRITE)
def make_version_available(request: HttpRequest, key: Slug, number: Key, told: Recipients) -> Any:
    """Make a new version available to clients: each owes to validate it, and is told.

    Those who have it already, or a newer one, are left alone. A patch is refused: it is
    not validated.
    Clause: 8.9.
    """
    version = catalogue.version_of(catalogue.product(key), number)
    made = services.make_available(
        version, subscriptions=told.subscriptions, actor=viewer_of(request), at=clock.now()
    )
    return {"made": len(made), "validations": [each.pk for each in made]}


@article.act("/products/{key}/releases/{number}/withdraw", Withdrawn, need=WRITE)
def withdraw_version(request: HttpRequest, key: Slug, number: Key, told: Withdrawal) -> Any:
    """Withdraw a version from clients that have yet to validate it: each is told why.

    Those who have answered are left alone. It may be made available again.
    Clause: 8.9.
    """
    version = catalogue.version_of(catalogue.product(key), number)
    found = services.withdraw(
        version, because=told.because, subscriptions=told.subscriptions,
        actor=viewer_of(request), at=clock.now(),
    )  # fmt: skip
    return {"withdrawn": len(found), "validations": [each.pk for each in found]}


@article.act("/validations/{id}/validate", ValidationShown, need=WRITE)
def validate_version(request: HttpRequest, id: Id) -> Any:
    """Validate a version, as a contact of the client.

    Clause: 8.9.
    """
    return services.validate(id, actor=viewer_of(request), at=clock.now())


@article.act("/validations/{id}/refuse", ValidationShown, need=WRITE)
def refuse_version(request: HttpRequest, id: Id, told: Refusal) -> Any:
    """Refuse a version with reasons, as a contact: a request opens; deployment is not stopped.

    Clause: 8.9, 8.10.
    """
    actor = viewer_of(request)
    return services.refuse(id, because=told.because, actor=actor, at=clock.now())

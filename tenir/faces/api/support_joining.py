"""Requests ruled out, parked, passed on, joined and parted, kept from view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, TypeAlias

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.orders import QuoteKind, QuoteShown
from tenir.faces.api.shapes import Because, Id, Key, Moment, Shown, Slug, Told
from tenir.faces.api.support_shapes import (
    RequestShown,
    Words,
)
from tenir.ui.pages import viewer_of

article = Article("Requests")
WRITE = Scope.SUPPORT_WRITE
Reason: TypeAlias = Literal[
    "on_premise_or_other_hosting", "other_product", "settings_and_customisation",
    "specific_development", "client_environment_specific", "non_production",
    "settings_or_client_specifics", "client_did_not_supply", "against_documentation",
    "unauthorised_support_intervention", "client_environment_failure",
]  # fmt: skip


class RulingShown(Shown):
    """A request ruled outside of what support covers (fr. exclusion), and why."""

    id: int = Field(alias="pk")
    request: int = Field(alias="request_id")
    reason: str
    clause: str
    evidence: str
    decided_by: int | None = Field(alias="decided_by_id")
    decided_at: Moment
    contested_at: Moment | None
    contested_because: str
    reversed_at: Moment | None
    reversed_because: str

    @staticmethod
    def resolve_clause(obj: Any) -> str:
        """The clause that the reason is one of."""
        return services.REASONS.get(obj.reason, "")


class RulingsAsked(Asked):
    """Which rulings."""

    client: Id | None = None
    request: Id | None = None

    narrows: ClassVar[Mapping[str, str]] = {"request": "request"}


class NewRuling(Told):
    """One of the eleven exclusions of 2.2 and 7.21, and what it rests on: the client reads it."""

    reason: Reason
    evidence: Words


class Parking(Because):
    """The kind of quote that the request waits for."""

    kind: QuoteKind


class Unparking(Told):
    """Why it goes on without an accepted quote, where it does."""

    because: str = Field("", max_length=20_000)


class NewHandOver(Told):
    """The third-party software, and the reference that its publisher gave."""

    software: Slug
    reference: Key = ""


class HandOverShown(Shown):
    """A request passed on to the publisher of third-party software, with its own clock (7.20)."""

    id: int = Field(alias="pk")
    request: int = Field(alias="request_id")
    software: str = Field(alias="software.key")
    reference: str
    handed_at: Moment
    due_at: Moment | None
    back_at: Moment | None
    outcome: str


class HandOversAsked(Asked):
    """Which of what was passed on."""

    waiting: bool = Field(False, description="Those that are not back yet.")
    request: Id | None = None

    narrows: ClassVar[Mapping[str, str]] = {"request": "request"}


class LinkShown(Shown):
    """Two requests that have to do with each other; `split`: the second came out of the first."""

    id: int = Field(alias="pk")
    first: int = Field(alias="first_id")
    second: int = Field(alias="second_id")
    kind: str


class Outcome(Told):
    """What the third party answered."""

    outcome: Words


class Other(Told):
    """Another request of the same client."""

    request: Id


class Matter(Told):
    """The second matter."""

    problem: Words


@article.many("/request-rulings", RulingShown)
def list_rulings(request: HttpRequest, asked: Query[RulingsAsked]) -> Any:
    """List what was ruled outside of support, reversed rulings too.

    Clause: 2.2, 7.21.
    """
    found = queries.rulings(viewer_of(request), client=asked.client)
    return paged(request, asked, found)


@article.create("/requests/{id}/rulings", RulingShown, need=WRITE)
def rule_request_out(request: HttpRequest, id: Id, told: NewRuling) -> Any:
    """Rule that support does not cover a request, with the evidence; the client is told.

    Clause: 2.1, 2.2, 7.21.
    """
    return services.rule_out(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/rulings/contest", RulingShown, need=WRITE)
def contest_ruling(request: HttpRequest, id: Id, told: Because) -> Any:
    """Say, as a contact, that the standing ruling is wrong: another look is owed.

    Clause: 2.2, 7.21.
    """
    return services.contest_ruling(id, because=told.because, actor=viewer_of(request),
                                   at=clock.now())  # fmt: skip


@article.act("/requests/{id}/rulings/reverse", RulingShown, need=WRITE)
def reverse_ruling(request: HttpRequest, id: Id, told: Because) -> Any:
    """Take the standing ruling back: it never held, and never stopped the clock.

    Clause: 2.2, 7.21.
    """
    return services.reverse_ruling(id, because=told.because, actor=viewer_of(request),
                                   at=clock.now())  # fmt: skip


@article.create("/requests/{id}/park", QuoteShown, need=WRITE, where="/quotes/{id}")
def park_request(request: HttpRequest, id: Id, told: Parking) -> Any:
    """Let what is not covered without an order wait for a quote; its clock waits with it.

    Clause: 2.6, 2.8, 7.16.
    """
    return services.park(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/unpark", RequestShown, need=WRITE)
def unpark_request(request: HttpRequest, id: Id, told: Unparking) -> Any:
    """Go on with a request: its quote was accepted, or it turned out to be covered.

    Clause: 2.6, 7.16.
    """
    return services.unpark(id, because=told.because, actor=viewer_of(request), at=clock.now())


@article.many("/hand-overs", HandOverShown)
def list_hand_overs(request: HttpRequest, asked: Query[HandOversAsked]) -> Any:
    """List what was passed on to third parties.

    Clause: 7.20.
    """
    return paged(request, asked, queries.hand_overs(viewer_of(request), waiting=asked.waiting))


@article.create("/requests/{id}/hand-over", HandOverShown, need=WRITE)
def hand_over_request(request: HttpRequest, id: Id, told: NewHandOver) -> Any:
    """Pass a request on to the publisher of third-party software, with a clock of its own.

    Clause: 2.7, 7.20.
    """
    return services.hand_over(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/take-back", HandOverShown, need=WRITE)
def take_request_back(request: HttpRequest, id: Id, told: Outcome) -> Any:
    """Go on with what was passed on: the third party answered, or is waited for no more.

    Clause: 7.20.
    """
    return services.take_back(id, outcome=told.outcome, actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/merge", RequestShown, need=WRITE)
def merge_request(request: HttpRequest, id: Id, told: Other) -> Any:
    """Let a request go on in another one, by the running clock due first. Answers that other one.

    Clause: 7.7, 7.13.
    """
    return services.merge(id, into=told.request, actor=viewer_of(request), at=clock.now())


@article.create("/requests/{id}/split", RequestShown, need=WRITE, where="/requests/{id}")
def split_request(request: HttpRequest, id: Id, told: Matter) -> Any:
    """Make a second matter a request of its own, recorded now.

    Clause: 7.7, 7.10.
    """
    return services.split(id, problem=told.problem, actor=viewer_of(request), at=clock.now())


@article.many("/requests/{id}/links", LinkShown)
def list_links(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List what a request has to do with, among those that you may know of.

    Clause: 7.7.
    """
    return paged(request, asked, queries.links(viewer_of(request), id))


@article.create("/requests/{id}/links", LinkShown, need=WRITE)
def link_request(request: HttpRequest, id: Id, told: Other) -> Any:
    """Say that two requests of a client have to do with each other; twice is once."""
    return services.link(id, to=told.request, actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/restrict", need=WRITE)
def restrict_request(request: HttpRequest, id: Id) -> Any:
    """Keep a security matter from all but security officers and its opener.

    Clause: 10.5.
    """
    services.restrict(id, actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/unrestrict", RequestShown, need=WRITE)
def unrestrict_request(request: HttpRequest, id: Id, told: Because) -> Any:
    """Let everyone who could see a request see it again.

    Clause: 10.5.
    """
    return services.unrestrict(id, because=told.because, actor=viewer_of(request), at=clock.now())

"""Months frozen, revised and recomputed: what was stated, and what it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.parties import queries as parties
from tenir.apps.reports import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Id, Long, Moment, Month, Rules, Shown, Told
from tenir.ui.pages import viewer_of

article = Article("Months")
WRITE = Scope.REPORTS_WRITE


class MonthShown(Shown):
    """What was stated of a subscription's month, once and for good (fr. relevé figé)."""

    id: int = Field(alias="pk")
    kind: str
    subject: str
    subscription: int | None = Field(alias="subscription_id")
    organisation: int = Field(alias="organisation_id")
    month: str
    revision: int
    statement_digest: str
    inputs_digest: str
    engine: str
    agreement: str
    version: str
    convention: str
    frozen_at: Moment
    because: str


class FrozenMonths(Shown):
    """The months stated, a subscription each."""

    months: list[MonthShown]


class StatementShown(MonthShown):
    """A frozen month with its figures, outages, exclusions, history and reasons."""

    statement: Rules

    @staticmethod
    def resolve_statement(obj: Any) -> Any:
        """The statement as it was frozen."""
        return json.loads(obj.statement)


class RecomputedShown(Shown):
    """What the same inputs come to today; the first figure that differs is named."""

    identical: bool
    where: str
    frozen: str
    fresh: str


class MonthsAsked(Asked):
    """Which months."""

    organisation: Id | None = None
    subscription: Id | None = None
    month: Month | None = None
    revisions: bool = Field(False, description="Every revision, rather than the last of each.")

    narrows: ClassVar[Mapping[str, str]] = {}


class Freezing(Told):
    """Which month to state."""

    month: Month = Field(examples=["2026-09"])


class FreezingAll(Told):
    """Which month to state for everyone; why not to wait for proposals that nobody decided."""

    month: Month = Field(examples=["2026-09"])
    undecided: Annotated[str, Field(max_length=500)] = ""


class ClosedShown(Shown):
    """What a close came to: statements frozen now, clients held back, clients that failed."""

    statements: int
    waiting: int
    failed: int


class Revising(Told):
    """Which month to state anew, and why."""

    month: Month = Field(examples=["2026-09"])
    because: Long


@article.many("/months", MonthShown)
def list_months(request: HttpRequest, asked: Query[MonthsAsked]) -> Any:
    """List the months frozen, the latest first.

    Clause: 5.4.
    """
    given = asked.model_dump(include={"organisation", "subscription", "revisions"})
    found = queries.frozen(viewer_of(request), month=asked.month or "", **given)
    return paged(request, asked, found)


@article.one("/months/{id}", StatementShown)
def read_month(request: HttpRequest, id: Id) -> Any:
    """Read a frozen month: its statement, whole.

    Clause: 5.4.
    """
    return queries.frozen_row(viewer_of(request), id)


@article.one("/months/{id}/recomputed", RecomputedShown)
def recompute_month(request: HttpRequest, id: Id) -> Any:
    """Judge a frozen month again from what it carries.

    Clause: 5.4.
    """
    return queries.recompute(viewer_of(request), id)


@article.create("/subscriptions/{id}/months", MonthShown, need=WRITE, where="/months/{id}")
def freeze_month(request: HttpRequest, id: Id, told: Freezing) -> Any:
    """State a subscription's month, once and for good; again, it is the same.

    Clause: 5.4.
    """
    actor = viewer_of(request)
    return services.freeze_month(subscription=id, month=told.month, actor=actor, at=clock.now())


@article.act("/clients/{id}/months", FrozenMonths, need=WRITE)
def freeze_client(request: HttpRequest, id: Id, told: Freezing) -> Any:
    """State the month of each subscription of a client.

    Clause: 5.4.
    """
    actor = viewer_of(request)
    client = parties.client(actor, id)
    frozen = services.freeze_client(
        organisation=client.pk, month=told.month, actor=actor, at=clock.now()
    )
    return {"months": frozen}


@article.act("/months", ClosedShown, need=WRITE)
def close_month(request: HttpRequest, told: FreezingAll) -> Any:
    """State the month for every client; those frozen already stay as they are.

    Each client is done whole or not at all. One with a proposed exclusion that nobody has decided
    waits, unless `undecided` says why not: then its outages count as they stand.
    Clause: 5.4, 5.5, 5.6.
    """
    return services.close_month(**told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.create("/subscriptions/{id}/revisions", MonthShown, need=WRITE, where="/months/{id}")
def revise_month(request: HttpRequest, id: Id, told: Revising) -> Any:
    """State a frozen month anew, for a reason, beside the old.

    Clause: 5.4.
    """
    actor = viewer_of(request)
    return services.revise(subscription=id, **told.model_dump(), actor=actor, at=clock.now())

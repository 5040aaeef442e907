"""What either party owes, by when, by which clause, and why."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.commitments import queries, services
from tenir.apps.support.queries import catch_up_promises, promise
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.language import language_of
from tenir.faces.api.shapes import Because, Id, Instant, Line, Moment, Rules, Shown
from tenir.ui.pages import viewer_of
from tenir.viewer import NotAllowed, StaffRole

article = Article("Commitments")


class CommitmentShown(Shown):
    """Something promised by either party (fr. engagement)."""

    id: int = Field(alias="pk")
    key: str
    kind: str
    name: str
    subject: str
    organisation: int | None = Field(alias="organisation_id")
    owed_by: str
    answerable: str
    clauses: list[str]
    firm: bool
    base: str
    started_at: Moment
    due_at: Moment
    state: str
    paused: bool = Field(description="It runs and its clock waits: nothing is missed meanwhile.")
    settled_at: Moment | None
    done_at: Moment | None
    waived_because: str
    reasons: Rules

    @staticmethod
    def resolve_name(obj: Any, context: Any) -> str:
        """What is promised, in words."""
        return queries.named(obj, language_of(context["request"]))


class CountsShown(Shown):
    """How many in each state; overdue and at risk are counted among those running."""

    running: int
    kept: int
    missed: int
    waived: int
    overdue: int
    at_risk: int


class CommitmentsAsked(Asked):
    """Which promises."""

    sort: Literal["due_at", "-due_at", "started_at", "-started_at", "settled_at", "-settled_at"] = (
        "-due_at"
    )
    state: Literal["", "running", "kept", "missed", "waived"] = ""
    owed_by: Literal["", "publisher", "client"] = ""
    organisation: Id | None = Field(None, description="To or by that client.")
    clause: Line = Field("", description="Of that clause: 5.1.")
    kind: Line = ""
    subject: Line = ""
    due_since: Instant | None = None
    due_until: Instant | None = None


@article.many("/commitments", CommitmentShown)
def list_commitments(request: HttpRequest, asked: Query[CommitmentsAsked]) -> Any:
    """List the promises that you may see."""
    given = asked.model_dump(exclude={"page", "per_page", "sort"})
    found = queries.commitments(viewer_of(request), **given, order=asked.sort)
    return paged(request, asked, found, helped=partial(catch_up_promises, at=clock.now()))


@article.one("/commitments/{id}", CommitmentShown)
def read_commitment(request: HttpRequest, id: Id) -> Any:
    """Read a promise: what, by when, why."""
    return promise(viewer_of(request), id, at=clock.now())


@article.act("/commitments/{id}/waive", CommitmentShown, need=Scope.AGREEMENTS_WRITE)
def waive_commitment(request: HttpRequest, id: Id, told: Because) -> Any:
    """Let go of a promise that runs, with its reason; one that is settled stays as it is.

    For accounts managers.
    """
    actor = viewer_of(request)
    found = queries.commitment(actor, id)
    if not actor.has(StaffRole.ACCOUNTS_MANAGER):
        raise NotAllowed("commitments.waives")
    services.waive(found.key, **told.model_dump(), actor=actor, at=clock.now())
    return queries.commitment(actor, id)


@article.one("/commitment-counts", CountsShown)
def count_commitments(request: HttpRequest, organisation: Id | None = None) -> Any:
    """Count the promises by state."""
    return queries.counts(viewer_of(request), now=clock.now(), organisation=organisation)

"""What people say against the measures."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import paged
from tenir.faces.api.measured_asked import DecidedAsked
from tenir.faces.api.shapes import Because, Id, Instant, Long, Moment, Shown, Told
from tenir.ui.pages import viewer_of

article = Article("Availability")
WRITE = Scope.AVAILABILITY_WRITE


class CorrectionShown(Shown):
    """What a named person says that a time was, or why it was so (fr. correction)."""

    id: int = Field(alias="pk")
    subscription: int = Field(alias="subscription_id")
    start: Moment
    end: Moment | None
    state: str
    because: str
    evidence: str
    decided_by: int | None = Field(alias="decided_by_id")
    decided_at: Moment
    reversed_at: Moment | None
    reversed_because: str


class NewCorrection(Told):
    """What a time was, and why; without a state only the cause is told."""

    start: Instant
    end: Instant | None = Field(None, description="Empty while it goes on.")
    state: Literal["", "up", "down", "degraded", "unmeasured"] = ""
    because: Long
    evidence: Long = ""


class CorrectionEnding(Told):
    """When it ended."""

    end: Instant


@article.many("/corrections", CorrectionShown)
def list_corrections(request: HttpRequest, asked: Query[DecidedAsked]) -> Any:
    """List what people said against the measures that you may see.

    Clause: 5.3.
    """
    return paged(request, asked, queries.corrections(viewer_of(request)))


@article.one("/corrections/{id}", CorrectionShown)
def read_correction(request: HttpRequest, id: Id) -> Any:
    """Read a correction.

    Clause: 5.3.
    """
    return queries.correction(viewer_of(request), id)


@article.create(
    "/subscriptions/{id}/corrections", CorrectionShown, need=WRITE, where="/corrections/{id}"
)
def correct_measures(request: HttpRequest, id: Id, told: NewCorrection) -> Any:
    """Say what a time was, and why: measuring gives way until it is taken back.

    Clause: 5.3.
    """
    actor = viewer_of(request)
    line = agreements.subscription(actor, id)
    return services.correct(subscription=line.pk, **told.model_dump(), actor=actor, at=clock.now())


@article.act("/corrections/{id}/end", CorrectionShown, need=WRITE)
def end_correction(request: HttpRequest, id: Id, told: CorrectionEnding) -> Any:
    """Say when something that goes on ended: an outage opened by hand is closed.

    Clause: 5.3.
    """
    actor = viewer_of(request)
    found = queries.correction(actor, id)
    return services.end_correction(
        correction_id=found.pk, end=told.end, actor=actor, at=clock.now()
    )


@article.act("/corrections/{id}/take-back", CorrectionShown, need=WRITE)
def take_correction_back(request: HttpRequest, id: Id, told: Because) -> Any:
    """Say that a correction no longer holds: what was measured counts again.

    Clause: 5.3.
    """
    actor = viewer_of(request)
    found = queries.correction(actor, id)
    return services.take_back(
        correction_id=found.pk, because=told.because, actor=actor, at=clock.now()
    )

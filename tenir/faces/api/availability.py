"""What monitoring saw, and what was ruled out of the rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import paged
from tenir.faces.api.measured_asked import (
    CausesAsked,
    DecidedAsked,
    OfSubscription,
    StretchesAsked,
)
from tenir.faces.api.shapes import Because, Id, Instant, Key, Line, Long, Moment, Rules, Shown, Told
from tenir.ui.pages import viewer_of

article = Article("Availability")
WRITE = Scope.AVAILABILITY_WRITE


class StretchShown(Shown):
    """A time when a subscription was not up. Half-open."""

    id: int = Field(alias="pk")
    subscription: int = Field(alias="subscription_id")
    start: Moment
    end: Moment
    state: str
    source: str


class MeasuredSpanShown(Shown):
    """From a subscription's first record on, as far as is known (fr. période mesurée).

    The last record was told at `told_at`; an outage goes on from there until `last_at`.
    """

    subscription: int = Field(alias="subscription_id")
    first_at: Moment
    last_at: Moment
    told_at: Moment
    state: str
    source: str


class Record(Told):
    """What monitoring saw: a state that holds from there on."""

    at: Instant
    state: Literal["up", "down", "degraded", "unmeasured"]


class Records(Told):
    """What monitoring saw, in order."""

    records: list[Record] = Field(min_length=1, max_length=100_000)
    source: Line


class ExclusionShown(Shown):
    """A span that a named person ruled out of the rate, for a reason of 5.5 (fr. exclusion)."""

    id: int = Field(alias="pk")
    subscription: int = Field(alias="subscription_id")
    start: Moment
    end: Moment
    reason: str
    evidence: str
    decided_by: int | None = Field(alias="decided_by_id")
    decided_at: Moment
    reversed_at: Moment | None
    reversed_because: str


class NewExclusion(Told):
    """What to rule out, for which of the agreement's reasons, on which evidence."""

    start: Instant
    end: Instant
    reason: Key = Field(examples=["force-majeure"])
    evidence: Long


class CauseShown(Shown):
    """What is known of why a subscription was down, and the exclusion that the rules propose."""

    id: int = Field(alias="pk")
    subscription: int = Field(alias="subscription_id")
    kind: str
    start: Moment
    end: Moment
    evidence: str
    works: str
    state: str
    reason: str = Field(description="The proposed exclusion of 5.5; empty where it counts.")
    seconds: int
    reasons: Rules
    decided_by: int | None = Field(alias="decided_by_id")
    decided_at: Moment | None
    because: str
    exclusion: int | None = Field(alias="exclusion_id")


class NewCause(Told):
    """What is known of why a subscription was down; works are told by their number alone."""

    kind: Literal[
        "works", "security_works", "other_environment", "misuse", "prerequisite", "documentation",
        "intervention", "client_environment", "site_destroyed", "third_party", "force_majeure",
        "publisher",
    ]  # fmt: skip
    start: Instant
    end: Instant
    evidence: Long
    told_at: Instant | None = Field(None, description="Since when the client knew it.")
    holds: bool = Field(False, description="Not authorised; or the provider's main site.")
    works: str = Field("", max_length=40)


class Accepting(Told):
    """On which evidence; the cause's own where none is told."""

    evidence: str = Field("", max_length=8000)
    because: str = Field("", max_length=500)


@article.many("/stretches", StretchShown)
def list_stretches(request: HttpRequest, asked: Query[StretchesAsked]) -> Any:
    """List the times when what you may see was not up.

    Clause: 5.3.
    """
    return paged(request, asked, queries.stretches(viewer_of(request)))


@article.many("/measured-spans", MeasuredSpanShown)
def list_measured_spans(request: HttpRequest, asked: Query[OfSubscription]) -> Any:
    """List from when to when each subscription was measured.

    Clause: 5.3.
    """
    return paged(request, asked, queries.measured_spans(viewer_of(request)))


@article.create("/subscriptions/{id}/measurements", MeasuredSpanShown, need=WRITE)
def record_measurements(request: HttpRequest, id: Id, told: Records) -> Any:
    """Keep what monitoring saw, in order: the first record goes on from the last one kept.

    Clause: 5.3.
    """
    line = agreements.subscription(viewer_of(request), id)
    records = [services.Record(item.at, item.state) for item in told.records]
    return services.record_measurements(
        subscription=line.pk, records=records, source=told.source, actor=viewer_of(request),
        at=clock.now(),
    )  # fmt: skip


class StandingShown(Shown):
    """The month so far: what may still count, and the penalty that a miss would open."""

    subscription: int = Field(alias="subscription.pk")
    month: str = Field(alias="margin.value.month")
    allowed_seconds: int = Field(alias="margin.value.allowed_seconds")
    counted_seconds: int = Field(alias="margin.value.counted_seconds")
    left_seconds: int = Field(alias="margin.value.left_seconds")
    penalty_at_stake: Decimal | None
    unmeasured_seconds: int = Field(alias="unmeasured", description="So far.")
    error_seconds: int = Field(alias="error.value", description="What was down, more or less.")
    reasons: list[Rules]

    @staticmethod
    def resolve_penalty_at_stake(obj: Any) -> Decimal | None:
        """What a miss would open a right to; null where no fee is known."""
        return None if obj.stake is None else obj.stake.value.amount

    @staticmethod
    def resolve_reasons(obj: Any) -> list[Any]:
        """Why: the margin, then the penalty."""
        told = [obj.margin, obj.error, *([] if obj.stake is None else [obj.stake])]
        return [judged.reason.to_json() for judged in told]


@article.one("/subscriptions/{id}/margin", StandingShown)
def read_margin(request: HttpRequest, id: Id) -> Any:
    """Read how much more may count this month before the target is missed, and what it would cost.

    Clause: 5.1, 5.6.
    """
    return queries.standing(viewer_of(request), id, at=clock.now())


@article.many("/exclusions", ExclusionShown)
def list_exclusions(request: HttpRequest, asked: Query[DecidedAsked]) -> Any:
    """List what was ruled out of the rates that you may see.

    Clause: 5.5.
    """
    return paged(request, asked, queries.exclusions(viewer_of(request)))


@article.one("/exclusions/{id}", ExclusionShown)
def read_exclusion(request: HttpRequest, id: Id) -> Any:
    """Read an exclusion.

    Clause: 5.5.
    """
    return queries.exclusion(viewer_of(request), id)


@article.create(
    "/subscriptions/{id}/exclusions", ExclusionShown, need=WRITE, where="/exclusions/{id}"
)
def rule_out(request: HttpRequest, id: Id, told: NewExclusion) -> Any:
    """Rule a span out of the rate, for one of the agreement's reasons.

    Clause: 5.5.
    """
    actor = viewer_of(request)
    line = agreements.subscription(actor, id)
    return services.exclude(subscription=line.pk, **told.model_dump(), actor=actor, at=clock.now())


@article.many("/causes", CauseShown)
def list_causes(request: HttpRequest, asked: Query[CausesAsked]) -> Any:
    """List what is known of the outages that you may see, with what the rules propose for it.

    Clause: 5.5.
    """
    return paged(request, asked, queries.causes(viewer_of(request)))


@article.one("/causes/{id}", CauseShown)
def read_cause(request: HttpRequest, id: Id) -> Any:
    """Read a cause.

    Clause: 5.5.
    """
    return queries.cause(viewer_of(request), id)


@article.create("/subscriptions/{id}/causes", CauseShown, need=WRITE, where="/causes/{id}")
def tell_cause(request: HttpRequest, id: Id, told: NewCause) -> Any:
    """Tell what is known of why a subscription was down: the rules propose at once.

    Clause: 5.5.
    """
    actor = viewer_of(request)
    line = agreements.subscription(actor, id)
    new = services.NewCause(**told.model_dump())
    return services.tell_cause(subscription=line.pk, told=new, actor=actor, at=clock.now())


@article.act("/causes/{id}/accept", CauseShown, need=WRITE)
def accept_cause(request: HttpRequest, id: Id, told: Accepting) -> Any:
    """Accept the proposed exclusion: that time no longer counts.

    Clause: 5.5.
    """
    return services.accept_cause(
        cause_id=id, **told.model_dump(), actor=viewer_of(request), at=clock.now()
    )


@article.act("/causes/{id}/decline", CauseShown, need=WRITE)
def decline_cause(request: HttpRequest, id: Id, told: Because) -> Any:
    """Decline the proposed exclusion, for a reason: that time counts.

    Clause: 5.5.
    """
    return services.decline_cause(
        cause_id=id, because=told.because, actor=viewer_of(request), at=clock.now()
    )


@article.act("/exclusions/{id}/reverse", ExclusionShown, need=WRITE)
def reverse_exclusion(request: HttpRequest, id: Id, told: Because) -> Any:
    """Say that an exclusion no longer holds: what it left out counts again.

    Clause: 5.5.
    """
    actor = viewer_of(request)
    found = queries.exclusion(actor, id)
    return services.reverse(
        exclusion_id=found.pk, because=told.because, actor=actor, at=clock.now()
    )

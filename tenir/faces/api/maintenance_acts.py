"""Works planned, looked at, announced, moved, lived, withdrawn."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from tenir import clock
from tenir.apps.maintenance import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.maintenance import Kind, WorksShown, one_works
from tenir.faces.api.shapes import (
    Because,
    Id,
    Instant,
    Key,
    Line,
    Long,
    Moment,
    Rules,
    Shown,
    Slug,
    Told,
)
from tenir.ui.pages import viewer_of

article = Article("Maintenance")
WRITE = Scope.MAINTENANCE_WRITE
DESPITE = "Why then, where a client froze that time or other works hold it."


class LookedAt(Told):
    """Works to look at, as if they were told now."""

    kind: Kind
    starts_at: Instant
    ends_at: Instant
    products: list[Slug] = Field([], max_length=200)
    subscriptions: list[Id] = Field([], max_length=10_000)
    force_majeure: bool = False


class PlannedWorks(LookedAt):
    """Works to plan, on whole products, on subscriptions, or both.

    `course`: whether the clock says when they begin and end, or a person.
    """

    title_fr: Line = Field(min_length=1, max_length=150)
    title_en: Line = Field("", max_length=150)
    number: Key = Field("", max_length=40)
    because: Long = Field("", description="Why they are urgent, or which force majeure asks them.")
    course: Literal["clock", "person"] = "clock"
    despite: Long = Field("", description=DESPITE)
    named_on_purpose: bool = False
    announce: bool = Field(True, description="Told at once to the contacts of whoever they touch.")


class Announced(Told):
    """Nothing, unless the time is frozen or taken."""

    despite: Long = Field("", description=DESPITE)


class Moved(Because):
    """When works are now."""

    starts_at: Instant
    ends_at: Instant
    despite: Long = Field("", description=DESPITE)


class Begun(Told):
    """When works began; now, if it is not said."""

    started_at: Instant | None = None


class Ended(Told):
    """When works ended; now, if it is not said."""

    ended_at: Instant | None = None


class Prolonged(Because):
    """Until when works go on."""

    until: Instant


class Lived(Because):
    """When works really were."""

    started_at: Instant
    ended_at: Instant


class CheckShown(Shown):
    """One thing that was looked at.

    `stops`: works go on only with a reason.
    """

    name: str
    stands: bool
    stops: bool
    products: list[str]
    reason: Rules


class ChecksShown(Shown):
    """All that was looked at."""

    items: list[CheckShown]


class FreeShown(Shown):
    """A time that is free."""

    starts_at: Moment
    ends_at: Moment


class FreeTimes(Shown):
    """The first times that are free."""

    items: list[FreeShown]


class FreeAsked(BaseModel):
    """How long, on what, from when on."""

    minutes: int = Field(ge=1, le=10_080)
    product: list[Slug] = Field([], max_length=200)
    subscription: list[Id] = Field([], max_length=1000)
    after: Instant | None = None


@article.create("/planned-works", WorksShown, need=WRITE, where="/works/{number}")
def plan_works(request: HttpRequest, told: PlannedWorks) -> Any:
    """Plan works, and tell the contacts of whoever they touch.

    Clause: 5.12, 5.13, 5.14.
    """
    actor = viewer_of(request)
    said = told.model_dump()
    announce = said.pop("announce")
    found = services.plan(services.Planned(**said), announce=announce, actor=actor, at=clock.now())
    return one_works(actor, found.number)


@article.act("/planned-works/check", ChecksShown, need=WRITE)
def check_works(request: HttpRequest, told: LookedAt) -> Any:
    """Look at works before they are planned: windows, notice, other works, clients' freezes.

    Clause: 5.12, 5.14, 5.15, 5.16.
    """
    when = queries.When(**told.model_dump(), told_at=clock.now())
    found = queries.checked(viewer_of(request), when)
    return {"items": [
        {**each.to_json(), "stops": each.stops} for each in found
    ]}  # fmt: skip


@article.one("/free-time", FreeTimes, need=WRITE)
def read_free_time(request: HttpRequest, asked: Query[FreeAsked]) -> Any:
    """Read the first times in the windows of all that works touch that nothing else holds.

    Clause: 5.14, 5.15, 5.16.
    """
    found = queries.free_time(
        viewer_of(request), products=asked.product, subscriptions=asked.subscription,
        minutes=asked.minutes, after=asked.after or clock.now(),
    )  # fmt: skip
    return {"items": [{"starts_at": start, "ends_at": end} for start, end in found]}


@article.act("/works/{number}/announce", WorksShown, need=WRITE)
def announce_works(request: HttpRequest, number: Key, told: Announced) -> Any:
    """Tell the contacts of whoever they touch of works that were planned.

    Clause: 5.12, 5.14.
    """
    actor = viewer_of(request)
    services.announce(number, **told.model_dump(), actor=actor, at=clock.now())
    return one_works(actor, number)


@article.act("/works/{number}/move", WorksShown, need=WRITE)
def move_works(request: HttpRequest, number: Key, told: Moved) -> Any:
    """Move works that have not begun; whoever was told of them is told again.

    Clause: 5.12, 5.14.
    """
    actor = viewer_of(request)
    services.change(number, **told.model_dump(), actor=actor, at=clock.now())
    return one_works(actor, number)


@article.act("/works/{number}/begin", WorksShown, need=WRITE)
def begin_works(request: HttpRequest, number: Key, told: Begun) -> Any:
    """Say that works began; whoever they touch is told.

    Clause: 5.12, 5.13.
    """
    actor = viewer_of(request)
    services.begin(number, **told.model_dump(), actor=actor, at=clock.now())
    return one_works(actor, number)


@article.act("/works/{number}/prolong", WorksShown, need=WRITE)
def prolong_works(request: HttpRequest, number: Key, told: Prolonged) -> Any:
    """Say that works go on past the hours announced; the overrun counts.

    Clause: 5.5, 5.12.
    """
    actor = viewer_of(request)
    services.prolong(number, **told.model_dump(), actor=actor, at=clock.now())
    return one_works(actor, number)


@article.act("/works/{number}/finish", WorksShown, need=WRITE)
def finish_works(request: HttpRequest, number: Key, told: Ended) -> Any:
    """Say that works are over; whoever they touched is told.

    Clause: 5.12.
    """
    actor = viewer_of(request)
    services.finish(number, **told.model_dump(), actor=actor, at=clock.now())
    return one_works(actor, number)


@article.act("/works/{number}/correct", WorksShown, need=WRITE)
def correct_works(request: HttpRequest, number: Key, told: Lived) -> Any:
    """Say when works really were, after the fact; nobody is told.

    Clause: 5.5, 5.14.
    """
    actor = viewer_of(request)
    services.correct_lived(number, **told.model_dump(), actor=actor, at=clock.now())
    return one_works(actor, number)


@article.act("/works/{number}/withdraw", WorksShown, need=WRITE)
def withdraw_works(request: HttpRequest, number: Key, told: Because) -> Any:
    """Say that works do not take place: they exclude nothing any more.

    Clause: 5.12.
    """
    actor = viewer_of(request)
    services.withdraw(number=number, because=told.because, actor=actor, at=clock.now())
    return one_works(actor, number)

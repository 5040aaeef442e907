"""Works that come back, and clients' freezes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field, StringConstraints

from tenir import clock
from tenir.apps.maintenance import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.maintenance import Touching
from tenir.faces.api.shapes import (
    Because,
    Day,
    Id,
    Instant,
    Key,
    Line,
    Long,
    Moment,
    Shown,
    Slug,
    Told,
)
from tenir.terms.works_recurring import Recurrence
from tenir.ui.pages import viewer_of

article = Article("Maintenance")
WRITE = Scope.MAINTENANCE_WRITE
Clock = Annotated[
    str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), Field(examples=["22:00"])
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class RecurringShown(Touching):
    """Works that come back; `nth` is a week of the month, -1 the last, else `every` so many."""

    number: str
    kind: str
    title_fr: str
    title_en: str
    days: list[str]
    starts: str
    ends: str
    every: int
    nth: int | None
    first_on: Day
    last_on: Day | None
    announced_at: Moment
    made_until: Day
    stopped_at: Moment | None
    stopped_because: str


class NewRecurring(Told):
    """Works that come back, by the clocks of Paris."""

    number: Key = Field(min_length=1, max_length=30)
    kind: Literal["planned", "no-impact"] = "planned"
    title_fr: Line = Field(min_length=1, max_length=150)
    title_en: Line = Field("", max_length=150)
    days: list[Weekday] = Field(min_length=1, max_length=7)
    starts: Clock
    ends: Clock
    every: int = Field(1, ge=1, le=52)
    nth: Literal[1, 2, 3, 4, -1] | None = None
    first_on: Day
    last_on: Day | None = None
    products: list[Slug] = Field([], max_length=200)
    subscriptions: list[Id] = Field([], max_length=10_000)
    despite: Long = ""


class FreezeShown(Shown):
    """When a client asked that nothing of its be touched; of no product named, of all."""

    id: int
    client: int
    starts_at: Moment
    ends_at: Moment
    products: list[str]
    because: str
    asked_by: str
    entered_at: Moment
    lifted_at: Moment | None
    lifted_because: str

    @staticmethod
    def resolve_client(obj: Any) -> int:
        """Its organisation."""
        return int(obj.client_id)

    @staticmethod
    def resolve_products(obj: Any) -> list[str]:
        """The keys of the products."""
        return [product.key for product in obj.products.all()]


class NewFreeze(Told):
    """When a client asked that nothing be touched."""

    client: Id
    starts_at: Instant
    ends_at: Instant
    because: Long
    asked_by: Line = ""
    products: list[Slug] = Field([], max_length=200)


class FreezesAsked(Asked):
    """Which freezes."""

    client: Id | None = None
    since: Instant | None = Field(None, description="Ending after that.")
    until: Instant | None = Field(None, description="Beginning before that.")

    narrows: ClassVar[Mapping[str, str]] = {"client": "client"}


@article.many("/recurring-works", RecurringShown)
def list_recurring_works(request: HttpRequest, asked: Query[Asked]) -> Any:
    """List works that come back; for whoever is not staff, each time of them is in /works.

    Clause: 5.12, 5.15.
    """
    found = queries.recurrings(viewer_of(request)).prefetch_related("subscriptions")
    return paged(request, asked, found)


@article.one("/recurring-works/{number}", RecurringShown)
def read_recurring_works(request: HttpRequest, number: Key) -> Any:
    """Read works that come back.

    Clause: 5.12, 5.15.
    """
    return queries.recurring(viewer_of(request), number)


@article.create("/recurring-works", RecurringShown, need=WRITE, where="/recurring-works/{number}")
def repeat_works(request: HttpRequest, told: NewRecurring) -> Any:
    """Announce works that come back, once for all.

    Clause: 5.12, 5.15.
    """
    said = told.model_dump()
    names = ("starts", "ends", "first_on", "last_on", "every", "nth")
    rule = Recurrence(days=tuple(said.pop("days")), **{name: said.pop(name) for name in names})
    again = services.Again(rule=rule, **said)
    return services.repeat(again, actor=viewer_of(request), at=clock.now())


@article.act("/recurring-works/{number}/stop", RecurringShown, need=WRITE)
def stop_recurring_works(request: HttpRequest, number: Key, told: Because) -> Any:
    """Say that works come back no more: those that have not begun are withdrawn.

    Clause: 5.12.
    """
    return services.stop_repeating(
        number, because=told.because, actor=viewer_of(request), at=clock.now()
    )


@article.many("/freezes", FreezeShown)
def list_freezes(request: HttpRequest, asked: Query[FreezesAsked]) -> Any:
    """List when clients asked that nothing of theirs be touched, the latest first."""
    found = queries.freezes(viewer_of(request), since=asked.since, until=asked.until)
    return paged(request, asked, found)


@article.one("/freezes/{id}", FreezeShown)
def read_freeze(request: HttpRequest, id: Id) -> Any:
    """Read a freeze."""
    return queries.freeze(viewer_of(request), id)


@article.create("/freezes", FreezeShown, need=WRITE, where="/freezes/{id}")
def freeze(request: HttpRequest, told: NewFreeze) -> Any:
    """Enter when a client asked that nothing be touched: works planned then ask for a reason."""
    return services.freeze(**told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/freezes/{id}/lift", FreezeShown, need=WRITE)
def lift_freeze(request: HttpRequest, id: Id, told: Because) -> Any:
    """Say that a freeze holds no more."""
    return services.lift(id, because=told.because, actor=viewer_of(request), at=clock.now())

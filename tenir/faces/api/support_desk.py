"""What agents work with, and how support does: teams, canned answers, filters, measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.support import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Day, Id, Instant, Line, Moment, Shown, Told
from tenir.faces.api.support_shapes import Words
from tenir.integrations.closures import jobs as closures
from tenir.ui.pages import viewer_of

article = Article("Support desk")
WRITE = Scope.SUPPORT_WRITE
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]
DAY = 86_400
By: TypeAlias = Literal["client", "product", "priority", "month"]


class TeamShown(Shown):
    """Those who answer together (fr. équipe)."""

    id: int = Field(alias="pk")
    name: str
    members: list[int]

    @staticmethod
    def resolve_members(obj: Any) -> list[int]:
        """The keys of its people."""
        return sorted(each.pk for each in obj.members.all())


class NewTeam(Told):
    """Its name, and the agents in it."""

    name: Name
    members: list[Id] = Field(max_length=500)


class CannedAnswerShown(Shown):
    """Words that agents use again (fr. réponse type), in both languages."""

    id: int = Field(alias="pk")
    name: str
    text_fr: str
    text_en: str
    withdrawn_at: Moment | None


class NewCannedAnswer(Told):
    """Words to use again; `{client}` and `{number}` are put in when they are used."""

    name: Name
    text_fr: Words
    text_en: Words


class NewClosure(Told):
    """When support is closed: seconds of that day in Paris, the whole of it unless said."""

    on: Day
    because: Annotated[Words, Field(max_length=200)]
    start: int = Field(0, ge=0, lt=DAY)
    end: int = Field(DAY, gt=0, le=DAY)


class ClosureShown(Shown):
    """An exceptional closing day that clients were told of (7.15)."""

    id: int = Field(alias="pk")
    on: Day
    start: int
    end: int
    announced_at: Moment
    because: str


class ClosuresAsked(Asked):
    """Which closing days."""

    since: Day | None = Field(None, description="On that day or later.")
    until: Day | None = Field(None, description="On that day or before.")
    text: Line = Field("", description="A part of the reason.")
    sort: Literal["on", "-on"] = "-on"

    sorts: ClassVar[Mapping[str, str]] = {"on": "on"}
    narrows: ClassVar[Mapping[str, str]] = {
        "since": "on__gte", "until": "on__lte", "text": "because__icontains",
    }  # fmt: skip


class ClosureForeseenAsked(Told):
    """Which closing: seconds of that day in Paris, the whole of it unless said."""

    on: Day = Field(description="On which day.")
    start: int = Field(0, ge=0, lt=DAY, description="From that second of the day in Paris.")
    end: int = Field(DAY, gt=0, le=DAY, description="Until that second of the day in Paris.")


class DeadlinesMovedShown(Shown):
    """Deadlines that a closing would move alike: how many clocks, from when to when."""

    priority: str
    due_at: Moment
    moves_to: Moment
    clocks: int


class ClosureForeseenShown(Shown):
    """How many clocks run, and which deadlines that closing would move (7.15)."""

    running: int
    moved: int
    moves: list[DeadlinesMovedShown]


class CannedAnswersAsked(Asked):
    """Which words."""

    text: Line = Field("", description="A part of the name or of a text, in either language.")

    narrows: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "text": ("name__icontains", "text_fr__icontains", "text_en__icontains"),
    }


class MeasuresAsked(Told):
    """Over which requests, by when they were recorded, and in which groups."""

    since: Instant
    until: Instant
    by: list[By] = Field(["client", "product", "priority", "month"], max_length=4)
    client: Id | None = None
    product: Id | None = None
    priority: Literal["", "P1", "P2", "P3"] = ""


class MeasuredShown(Shown):
    """How the requests of one group were answered; those that count are answered or overdue."""

    group: dict[str, str]
    number: int
    counted: int
    in_time: int
    share: Decimal | None = Field(description="Per cent in time, never rounded up.")
    median: int | None = Field(
        description="Working seconds to the response of those answered, pauses left out."
    )
    ninth: int | None = Field(description="The ninetieth hundredth, likewise.")
    late_by_change: int
    reopened: int
    excluded: int
    content: list[int] = Field(description="How many said 1, 2, 3.")


class MeasuresShown(Shown):
    """The groups, in order."""

    groups: list[MeasuredShown]


@article.many("/support-teams", TeamShown)
def list_teams(request: HttpRequest, asked: Query[Asked]) -> Any:
    """List the teams that answer requests, for staff."""
    return paged(request, asked, queries.teams(viewer_of(request)))


@article.one("/support-teams/{id}", TeamShown)
def read_team(request: HttpRequest, id: Id) -> Any:
    """Read a team, for staff."""
    return queries.teams(viewer_of(request)).get(pk=id)


@article.create("/support-teams", TeamShown, need=WRITE, where="/support-teams/{id}")
def make_team(request: HttpRequest, told: NewTeam) -> Any:
    """Make a team of agents."""
    return services.make_team(**told.model_dump(), actor=viewer_of(request))


@article.change("/support-teams/{id}", TeamShown, need=WRITE, of=read_team)
def change_team(request: HttpRequest, id: Id, told: NewTeam) -> Any:
    """Give a team another name or other members."""
    return services.make_team(**told.model_dump(), team=id, actor=viewer_of(request))


@article.many("/canned-answers", CannedAnswerShown)
def list_canned_answers(request: HttpRequest, asked: Query[CannedAnswersAsked]) -> Any:
    """List the words that agents use again, for staff."""
    return paged(request, asked, queries.canned_answers(viewer_of(request)))


@article.one("/canned-answers/{id}", CannedAnswerShown)
def read_canned_answer(request: HttpRequest, id: Id) -> Any:
    """Read words that agents use again, for staff."""
    return queries.canned_answers(viewer_of(request)).get(pk=id)


@article.create(
    "/canned-answers", CannedAnswerShown, need=WRITE, where="/canned-answers/{id}"
)  # fmt: skip
def keep_answer(request: HttpRequest, told: NewCannedAnswer) -> Any:
    """Keep words to use again, in both languages."""
    return services.keep_answer(**told.model_dump(), actor=viewer_of(request))


@article.change("/canned-answers/{id}", CannedAnswerShown, need=WRITE, of=read_canned_answer)
def change_answer(request: HttpRequest, id: Id, told: NewCannedAnswer) -> Any:
    """Put other words in the place of those."""
    return services.keep_answer(**told.model_dump(), answer=id, actor=viewer_of(request))


@article.remove("/canned-answers/{id}", need=WRITE)
def withdraw_answer(request: HttpRequest, id: Id) -> Any:
    """Offer words no more."""
    actor = viewer_of(request)
    found = queries.canned_answers(actor).get(pk=id)
    services.withdraw_answer(found.pk, actor=actor, at=clock.now())


@article.many("/closures", ClosureShown)
def list_closures(request: HttpRequest, asked: Query[ClosuresAsked]) -> Any:
    """List the exceptional closing days that clients were told of, the latest first.

    Clause: 7.15.
    """
    return paged(request, asked, agreements.Closure.objects.all())


@article.one("/closures/foreseen", ClosureForeseenShown)
def foresee_closure(request: HttpRequest, asked: Query[ClosureForeseenAsked]) -> Any:
    """Work out which deadlines a closing would move, were it told now; nothing is announced.

    For those who may announce it.
    Clause: 7.15.
    """
    return queries.foreseen(viewer_of(request), **asked.model_dump(), at=clock.now())


@article.create("/closures", ClosureShown, need=WRITE)
def announce_closure(request: HttpRequest, told: NewClosure) -> Any:
    """Announce that support is closed: every contact of every client is told at once.

    A clock that runs already keeps its deadline.
    Clause: 7.15.
    """
    given = told.model_dump()
    return closures.announce(given.pop("on"), **given, actor=viewer_of(request), at=clock.now())


@article.one("/support-measures", MeasuresShown)
def read_support_measures(request: HttpRequest, asked: Query[MeasuresAsked]) -> Any:
    """Measure how the requests recorded between two instants were answered, group by group.

    Clause: 7.13, 7.14.
    """
    found = queries.measures(viewer_of(request), at=clock.now(), **asked.model_dump())
    return {
        "groups": [
            {**asdict(each), "group": dict(zip(asked.by, each.group, strict=True))}
            for each in found
        ]
    }

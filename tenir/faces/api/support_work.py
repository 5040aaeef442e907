"""Requests as those who answer them work on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Because, Id, Moment, Shown, Slug, Told
from tenir.faces.api.support_shapes import (
    Assignment,
    Call,
    ExchangeShown,
    Requalification,
    RequestShown,
    Saying,
    Words,
)
from tenir.ui.pages import viewer_of

article = Article("Requests")
WRITE = Scope.SUPPORT_WRITE


class QueueAsked(Asked):
    """Which of the open requests."""

    clock: Literal["", "waiting", "running", "paused", "stopped"] = ""
    priority: Literal["", "P1", "P2", "P3"] = ""
    assignee: Id | None = None
    team: Id | None = None
    client: Id | None = None
    product: Slug | None = None

    narrows: ClassVar[Mapping[str, str]] = {"product": "subscription__product__key"}


class Reproduction(Told):
    """Whether the anomaly was seen again, and how."""

    reproduced: bool
    text: Words


class Writing(Told):
    """Whether an answer is being written."""

    writing: bool = False


class PresenceShown(Shown):
    """Someone who has the request open now."""

    person: int = Field(alias="person_id")
    writing: bool
    until: Moment


class PresentShown(Shown):
    """Who else has the request open now."""

    others: list[PresenceShown]


class Said(Told):
    """Words that the client reads."""

    text: Words


@article.many("/request-queue", RequestShown)
def list_queue(request: HttpRequest, asked: Query[QueueAsked]) -> Any:
    """List the open requests by the working time that is left, least first, for staff.

    Clause: 7.7.
    """
    found = queries.queue(
        viewer_of(request), clock=asked.clock, assignee=asked.assignee, team=asked.team,
        client=asked.client, priorities=[asked.priority] if asked.priority else (),
    )  # fmt: skip
    return paged(request, asked, found, helped=partial(queries.catch_up, at=clock.now()))


@article.act("/requests/{id}/take-in-charge", RequestShown, need=WRITE)
def take_request_in_charge(request: HttpRequest, id: Id) -> Any:
    """Acknowledge a request: its status becomes “En cours”, its clock stops.

    Clause: 7.8, 7.13.
    """
    return services.take_in_charge(id, actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/assign", RequestShown, need=WRITE)
def assign_request(request: HttpRequest, id: Id, told: Assignment) -> Any:
    """Give a request to a person, a team, both or nobody: no clock hears it.

    Clause: 7.7.
    """
    return services.assign(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.create("/requests/{id}/answers", ExchangeShown, need=WRITE)
def answer_request(request: HttpRequest, id: Id, told: Saying) -> Any:
    """Answer the client: it stops the clock as a taking in charge does.

    Clause: 7.12, 7.13, 9.4, 9.5.
    """
    return services.answer(
        id, told.text, files=told.files, channel="api", actor=viewer_of(request), at=clock.now()
    )


@article.create("/requests/{id}/questions", ExchangeShown, need=WRITE)
def ask_client(request: HttpRequest, id: Id, told: Saying) -> Any:
    """Ask the client for what support needs: the clock waits for the reply.

    Clause: 7.10, 7.13, 7.21.
    """
    return services.ask_client(
        id, told.text, files=told.files, channel="api", actor=viewer_of(request), at=clock.now()
    )


@article.create("/requests/{id}/messages", ExchangeShown, need=WRITE)
def write_to_client(request: HttpRequest, id: Id, told: Saying) -> Any:
    """Say something to the client where it cannot be answered: no state and no clock moves.

    That is while something is missing, or it waits for a third party or a quote.
    Clause: 7.12, 9.4, 9.5.
    """
    return services.write_to_client(
        id, told.text, files=told.files, channel="api", actor=viewer_of(request), at=clock.now()
    )


@article.create("/requests/{id}/notes", ExchangeShown, need=WRITE)
def note_on_request(request: HttpRequest, id: Id, told: Saying) -> Any:
    """Write what the client does not see; no clock hears it."""
    actor, at = viewer_of(request), clock.now()
    return services.note(id, told.text, files=told.files, actor=actor, at=at)


@article.create("/requests/{id}/calls", ExchangeShown, need=WRITE)
def note_call(request: HttpRequest, id: Id, told: Call) -> Any:
    """Note a telephone call with the contact, when it took place.

    Clause: 7.4, 7.12.
    """
    actor, at = viewer_of(request), clock.now()
    return services.note_call(id, **told.model_dump(), actor=actor, at=at)


@article.act("/requests/{id}/requalify", RequestShown, need=WRITE)
def requalify_request(request: HttpRequest, id: Id, told: Requalification) -> Any:
    """Change impact and urgency, and say why: the clock is replayed from the recording.

    Clause: 7.17, 7.19.
    """
    return services.requalify(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/resolve", RequestShown, need=WRITE)
def resolve_request(request: HttpRequest, id: Id, told: Said) -> Any:
    """Say what solves it; the client may open it again.

    Clause: 7.12.
    """
    return services.resolve(id, told.text, actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/reproduce", RequestShown, need=WRITE)
def reproduce_request(request: HttpRequest, id: Id, told: Reproduction) -> Any:
    """Say whether the anomaly was seen again, and how.

    Clause: 7.5, 7.11.
    """
    return services.reproduce(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/lateness", RequestShown, need=WRITE)
def explain_lateness(request: HttpRequest, id: Id, told: Because) -> Any:
    """Put on record why a request was taken in charge late.

    Clause: 7.13, 7.14.
    """
    return services.explain_lateness(id, because=told.because, actor=viewer_of(request),
                                     at=clock.now())  # fmt: skip


@article.act("/requests/{id}/presence", PresentShown, need=WRITE)
def be_on_request(request: HttpRequest, id: Id, told: Writing) -> Any:
    """Say that you have a request open; it lapses after 45 seconds. Answers who else has it."""
    others = services.be_on(id, writing=told.writing, actor=viewer_of(request), now=clock.now())
    return {"others": others}


@article.many("/requests/{id}/presences", PresenceShown)
def list_presences(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List who of the staff has a request open now, for staff."""
    return paged(request, asked, queries.presences(viewer_of(request), id, now=clock.now()))

"""Requests as those who ask know them: opened, read, followed, answered, closed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, BinaryIO, ClassVar, Literal, cast

from django.http import HttpRequest
from ninja import File, Form, Query
from ninja.files import UploadedFile
from pydantic import Field

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.documents import DocumentShown
from tenir.faces.api.shapes import Because, Id, Instant, Line, Shown, Slug, Told
from tenir.faces.api.support_shapes import (
    ClockShown,
    Closing,
    Elements,
    ExchangeShown,
    Impact,
    Kind,
    NewRequest,
    PreviewShown,
    RequestShown,
    Satisfaction,
    Saying,
    State,
    Urgency,
    WhyShown,
    clock_shown,
)
from tenir.terms.reasons import Judgement
from tenir.ui.pages import viewer_of

article = Article("Requests")
WRITE = Scope.SUPPORT_WRITE


class RequestsAsked(Asked):
    """Which requests."""

    sort: Literal[
        "id", "-id", "recorded_at", "-recorded_at", "updated_at", "-updated_at", "due_at", "-due_at"
    ] = "-id"
    state: State = ""
    priority: Literal["", "P1", "P2", "P3"] = ""
    kind: Kind | None = None
    client: Id | None = None
    subscription: Id | None = None
    product: Slug | None = None
    text: Line = Field("", description="A part of the title or of the problem.")
    since: Instant | None = Field(None, description="Recorded at that instant or later.")
    until: Instant | None = Field(None, description="Recorded before that.")

    sorts: ClassVar[Mapping[str, str]] = {
        "id": "pk", "recorded_at": "recorded_at", "updated_at": "updated_at", "due_at": "due_at"
    }  # fmt: skip
    narrows: ClassVar[Mapping[str, str]] = {
        "priority": "priority", "kind": "kind", "product": "subscription__product__key",
        "since": "recorded_at__gte", "until": "recorded_at__lt",
    }  # fmt: skip


class PreviewAsked(Told):
    """What would be asked."""

    subscription: Id
    impact: Impact
    urgency: Urgency
    kind: Kind = "support"


class WhatIf(Told):
    """An impact and an urgency."""

    impact: Impact
    urgency: Urgency


class FollowerShown(Shown):
    """Someone who is told of what happens to a request."""

    id: int = Field(alias="pk")
    name: str


class Internal(Told):
    """Whether only the desk may read the file."""

    internal: bool = False


@article.many("/requests", RequestShown)
def list_requests(request: HttpRequest, asked: Query[RequestsAsked]) -> Any:
    """List the requests that you may know of.

    Clause: 7.3, 7.7, 9.4.
    """
    found = queries.requests(
        viewer_of(request), client=asked.client, states=[asked.state] if asked.state else (),
        subscription=asked.subscription, text=asked.text,
    )  # fmt: skip
    return paged(request, asked, found, helped=partial(queries.catch_up, at=clock.now()))


@article.one("/requests/{id}", RequestShown)
def read_request(request: HttpRequest, id: Id) -> Any:
    """Read a request."""
    found = queries.request(viewer_of(request), id)
    queries.catch_up([found], at=clock.now())
    return found


@article.one("/request-preview", PreviewShown)
def preview_request(request: HttpRequest, asked: Query[PreviewAsked]) -> Any:
    """Say which priority and which exact deadline a request would have if sent now, and why.

    Nothing is recorded.
    Clause: 7.4, 7.13, 7.14, 7.17, 7.18.
    """
    given, at = asked.model_dump(exclude={"subscription"}), clock.now()
    told = queries.preview(viewer_of(request), asked.subscription, **given, at=at)
    return {
        "priority": told.priority.value, "priority_reasons": told.priority.reason.to_json(),
        "open_now": told.open_now, "clock": clock_shown(told.clock), "telephone": told.line.value,
        "required": list(told.missing),
    }  # fmt: skip


@article.create("/requests", RequestShown, need=WRITE, where="/requests/{id}", whole=True)
def open_request(request: HttpRequest, told: NewRequest) -> Any:
    """Open a request, or keep its draft.

    Sent without all that 7.10 asks, it is kept and says what is missing: its clock starts once the
    last required element has arrived.
    Clause: 7.1, 7.4, 7.9, 7.10, 7.13.
    """
    act = services.draft if told.draft else services.open_request
    return act(
        told.client, told.given(), channel="api", contact=told.contact, caller=told.caller,
        actor=viewer_of(request), at=clock.now(),
    )  # fmt: skip


@article.change("/requests/{id}", RequestShown, need=WRITE, of=read_request)
def fill_request(request: HttpRequest, id: Id, told: Elements) -> Any:
    """Write on a draft, or give what an incomplete request lacks: it is recorded once whole.

    Clause: 7.10, 7.13.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.request(actor, id)
    if found.state != queries.State.DRAFT:
        return services.fill(id, told.given(), actor=actor, at=at)
    contact = found.opened_by_id if found.entered_by_id else None
    return services.draft(
        found.client_id, told.given(), contact=contact, caller=found.caller_id, request=id,
        actor=actor, at=at,
    )  # fmt: skip


@article.act("/requests/{id}/send", RequestShown, need=WRITE)
def send_request(request: HttpRequest, id: Id) -> Any:
    """Send a draft: recorded where it is whole, kept with what is missing otherwise.

    Clause: 2.1, 2.5, 7.1, 7.7, 7.10, 7.13.
    """
    return services.send(id, actor=viewer_of(request), at=clock.now())


@article.remove("/requests/{id}", need=WRITE)
def discard_request(request: HttpRequest, id: Id) -> Any:
    """Throw a draft of yours away: it never was a request."""
    services.discard(id, actor=viewer_of(request), at=clock.now())


@article.many("/requests/{id}/conversation", ExchangeShown)
def list_conversation(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List what was said and done in a request, in order.

    Clause: 7.7, 7.12.
    """
    return paged(request, asked, queries.conversation(viewer_of(request), id))


@article.one("/requests/{id}/clock", WhyShown)
def read_clock(request: HttpRequest, id: Id) -> Any:
    """Say why a request is due when it is: its clock, replayed from what happened to it.

    Clause: 7.13, 7.14, 7.15, 7.19.
    """
    viewer, at = viewer_of(request), clock.now()
    told = queries.why(viewer, id, at=at)
    return {
        **clock_shown(Judgement(told.clock, told.reason)), "history": told.history,
        "time_left": queries.time_left(viewer, id, at=at),
    }  # fmt: skip


@article.one("/requests/{id}/what-if", ClockShown)
def read_what_if(request: HttpRequest, id: Id, asked: Query[WhatIf]) -> Any:
    """Say what the clock would be with that impact and urgency, were they changed now.

    Clause: 7.17, 7.19.
    """
    told = queries.if_it_were(viewer_of(request), id, **asked.model_dump(), at=clock.now())
    return clock_shown(told)


@article.create("/requests/{id}/replies", ExchangeShown, need=WRITE)
def reply_to_request(request: HttpRequest, id: Id, told: Saying) -> Any:
    """Write on a request as a contact: a wait for you ends, what was closed opens again.

    On one that was merged it is said in the one that it goes on in, where you may see that one.
    Clause: 7.9, 7.12, 9.4.
    """
    return services.reply(
        id, told.text, files=told.files, channel="api", actor=viewer_of(request), at=clock.now()
    )


@article.create("/requests/{id}/files", DocumentShown, need=WRITE, where="/documents/{id}")
def attach_file_to_request(
    request: HttpRequest, id: Id, told: Form[Internal], file: File[UploadedFile]
) -> Any:
    """Keep a file for a request: name it in `files` of what you say next.

    Clause: 7.10.
    """
    return services.attach(
        id, cast(BinaryIO, file), filename=file.name or "", claimed=file.content_type or "",
        internal=told.internal, actor=viewer_of(request), at=clock.now(),
    )  # fmt: skip


@article.create("/requests/{id}/contest", ExchangeShown, need=WRITE)
def contest_request(request: HttpRequest, id: Id, told: Because) -> Any:
    """Say that a re-qualification is wrong.

    Clause: 7.19.
    """
    return services.contest(id, because=told.because, actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/close", RequestShown, need=WRITE)
def close_request(request: HttpRequest, id: Id, told: Closing) -> Any:
    """Close a request, as support or as a contact who is content with it.

    Clause: 7.7.
    """
    return services.close(id, because=told.because, actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/reopen", RequestShown, need=WRITE)
def reopen_request(request: HttpRequest, id: Id, told: Because) -> Any:
    """Open again what was resolved or closed and is not over.

    Clause: 7.7.
    """
    return services.reopen(id, because=told.because, actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/satisfaction", RequestShown, need=WRITE)
def rate_request(request: HttpRequest, id: Id, told: Satisfaction) -> Any:
    """Say whether you are content with what was resolved; the last answer holds."""
    given, actor = told.model_dump(), viewer_of(request)
    return services.say_how_it_went(id, **given, actor=actor, at=clock.now())


@article.many("/requests/{id}/followers", FollowerShown)
def list_followers(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List who is told of what happens to a request: of your own side, unless you are staff."""
    return paged(request, asked, queries.followers(viewer_of(request), id))


@article.act("/requests/{id}/follow", need=WRITE)
def follow_request(request: HttpRequest, id: Id) -> Any:
    """Be told of what happens to a request from now on.

    Clause: 7.12.
    """
    services.follow(id, actor=viewer_of(request))


@article.remove("/requests/{id}/follow", need=WRITE)
def unfollow_request(request: HttpRequest, id: Id) -> Any:
    """Be told no more."""
    services.unfollow(id, actor=viewer_of(request))

"""Messages owed and sent, with the proof of each try; what Tenir itself tells you."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from django.http import HttpRequest
from django.utils.translation import override
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.notices import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.language import language_of
from tenir.faces.api.shapes import Because, Id, Instant, Line, Long, Moment, Shown, Told
from tenir.ui.notice_kinds import named
from tenir.ui.pages import viewer_of
from tenir.viewer import NotSeen

article = Article("Notices")
WRITE = Scope.NOTICES_WRITE


class NoticeShown(Shown):
    """A message owed to someone by one channel (fr. avis)."""

    id: int = Field(alias="pk")
    kind: str
    channel: str
    severity: str
    organisation: int | None = Field(alias="organisation_id")
    person: int | None = Field(alias="person_id")
    endpoint: int | None = Field(alias="endpoint_id")
    address: str
    language: str
    subject: str
    title: str
    clauses: list[str]
    state: str
    owed_at: Moment
    sent_at: Moment | None
    read_at: Moment | None
    attempts: int

    @staticmethod
    def resolve_title(obj: Any, context: Any) -> str:
        """Its title; of one that goes to a program, what it is about, in the reader's language."""
        with override(language_of(context["request"])):
            return named(obj.title, obj.kind)


class AttemptShown(Shown):
    """One try to hand a notice over, and what came back: the proof."""

    number: int
    address: str
    begun_at: Moment
    ended_at: Moment | None
    outcome: str
    answer: str


class BounceShown(Shown):
    """A message come back after it was accepted: for good (`hard`), or for now."""

    at: Moment
    address: str
    hard: bool
    answer: str


class ProofShown(Shown):
    """A notice with its words, and every attempt at it."""

    notice: NoticeShown
    text: str = Field(alias="notice.text")
    attempts: list[AttemptShown]
    bounces: list[BounceShown]
    possibly_doubled: bool


class NoticesAsked(Asked):
    """Which notices."""

    sort: Literal["id", "-id", "sent_at", "-sent_at"] = "-id"
    state: Literal["", "owed", "sending", "sent", "bounced", "failed", "held", "cancelled"] = ""
    channel: Literal["", "email", "webhook", "in_app", "telephone"] = ""
    kind: Line = ""
    organisation: Id | None = None
    subject: Line = Field("", description="What it is about, such as `request/12`.")
    address: Line = Field("", description="A part of it.")
    since: Instant | None = Field(None, description="Owed at that instant or later.")
    until: Instant | None = Field(None, description="Owed before that.")
    possibly_doubled: bool = Field(False, description="Those that may have come twice.")

    sorts: ClassVar[Mapping[str, str]] = {"id": "pk", "sent_at": "sent_at"}
    narrows: ClassVar[Mapping[str, str]] = {
        "state": "state", "channel": "channel", "kind": "kind", "organisation": "organisation",
        "subject": "subject", "address": "address__icontains", "since": "owed_at__gte",
        "until": "owed_at__lt",
    }  # fmt: skip


class OutboxShown(Shown):
    """Notices by state, and since when the oldest one due waits."""

    states: dict[str, int]
    waiting_since: Moment | None


class UnreachableShown(Shown):
    """An address that mail does not reach (fr. adresse injoignable), and what came back last."""

    id: int = Field(alias="pk")
    address: str
    since: Moment
    because: str
    notice: int | None = Field(alias="notice_id")


class UnreachableAsked(Asked):
    """Which of them."""

    sort: Literal["address", "-address", "since", "-since"] = "-since"
    address: Line = Field("", description="A part of it.")

    sorts: ClassVar[Mapping[str, str]] = {"address": "address", "since": "since"}
    narrows: ClassVar[Mapping[str, str]] = {"address": "address__icontains"}


class CallsAsked(Asked):
    """Which calls."""

    address: Line = Field("", description="A part of it.")

    narrows: ClassVar[Mapping[str, str]] = {"address": "address__icontains"}


class InboxAsked(Asked):
    """Which of them."""

    unread: bool | None = None

    narrows: ClassVar[Mapping[str, str]] = {"unread": "read_at__isnull"}


class Retry(Told):
    """Another address, where the one it went to is wrong."""

    address: Line = ""


class Called(Told):
    """What came of a call."""

    reached: bool
    said: Long


class Reading(Told):
    """The notices that were read; all of yours without a list."""

    read: list[Id] | None = Field(None, max_length=1000)


class Read(Shown):
    """How many are read now that were not."""

    read: int


@article.many("/notices", NoticeShown)
def list_notices(request: HttpRequest, asked: Query[NoticesAsked]) -> Any:
    """List the notices that you may know of."""
    asking = queries.possibly_doubled if asked.possibly_doubled else queries.notices
    return paged(request, asked, asking(viewer_of(request)))


@article.one("/notices/{id}", ProofShown)
def read_notice(request: HttpRequest, id: Id) -> Any:
    """Read a notice, its words and its proof.

    Clause: 3.1, 9.5.
    """
    return queries.proof(viewer_of(request), id)


@article.act("/notices/{id}/retry", NoticeShown, need=WRITE)
def retry_notice(request: HttpRequest, id: Id, told: Retry) -> Any:
    """Try a notice again at once."""
    actor = viewer_of(request)
    services.retry_now(queries.notice(actor, id).pk, address=told.address, actor=actor,
                       at=clock.now())  # fmt: skip
    return queries.notice(actor, id)


@article.act("/notices/{id}/release", NoticeShown, need=WRITE)
def release_notice(request: HttpRequest, id: Id) -> Any:
    """Let a notice that was held be sent."""
    actor = viewer_of(request)
    services.release([queries.notice(actor, id).pk], actor=actor, at=clock.now())
    return queries.notice(actor, id)


@article.act("/notices/{id}/cancel", NoticeShown, need=WRITE)
def cancel_notice(request: HttpRequest, id: Id, told: Because) -> Any:
    """Give up a notice that is not sent yet."""
    actor = viewer_of(request)
    services.cancel(queries.notice(actor, id).pk, because=told.because, actor=actor, at=clock.now())
    return queries.notice(actor, id)


@article.act("/notices/{id}/replay", NoticeShown, need=WRITE)
def replay_notice(request: HttpRequest, id: Id) -> Any:
    """Send one webhook again, under the same webhook-id."""
    actor = viewer_of(request)
    services.replay(queries.notice(actor, id).pk, actor=actor, at=clock.now())
    return queries.notice(actor, id)


@article.act("/notices/{id}/called", NoticeShown, need=WRITE)
def record_call(request: HttpRequest, id: Id, told: Called) -> Any:
    """Write that someone was called, and what came of it.

    Clause: 9.5.
    """
    actor = viewer_of(request)
    services.record_call(
        queries.notice(actor, id).pk, **told.model_dump(), actor=actor, at=clock.now()
    )
    return queries.notice(actor, id)


@article.one("/outbox", OutboxShown)
def read_outbox(request: HttpRequest) -> Any:
    """Say how the sending goes, for the publisher's people."""
    return queries.outbox(viewer_of(request), now=clock.now())


@article.many("/calls-owed", NoticeShown)
def list_calls_owed(request: HttpRequest, asked: Query[CallsAsked]) -> Any:
    """List those whom someone of the publisher's is to call.

    Clause: 9.5.
    """
    return paged(request, asked, queries.calls_owed(viewer_of(request)))


@article.many("/unreachable-addresses", UnreachableShown)
def list_unreachable_addresses(request: HttpRequest, asked: Query[UnreachableAsked]) -> Any:
    """List the addresses that messages came back from, for the publisher's people.

    Clause: 9.2.
    """
    return paged(request, asked, queries.unreachables(viewer_of(request)))


@article.act("/unreachable-addresses/{id}/reach-again", need=WRITE)
def reach_again(request: HttpRequest, id: Id) -> Any:
    """Write to an address as before, for it answers again.

    Clause: 9.2.
    """
    actor = viewer_of(request)
    found = queries.unreachables(actor).filter(pk=id).first()
    if found is None:
        raise NotSeen("notices.unseen")
    services.unflag(found.address, actor=actor, at=clock.now())


@article.many("/inbox", NoticeShown)
def list_inbox(request: HttpRequest, asked: Query[InboxAsked]) -> Any:
    """List what Tenir itself tells you, newest first."""
    return paged(request, asked, queries.inbox(viewer_of(request)))


@article.act("/inbox/read", Read, need=WRITE)
def mark_read(request: HttpRequest, told: Reading) -> Any:
    """Mark your own notices as read."""
    return {"read": services.mark_read(told.read, actor=viewer_of(request), at=clock.now())}

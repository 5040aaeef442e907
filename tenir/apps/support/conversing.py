"""The conversation of a request: what the client says, what support answers, what stays inside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from tenir.apps.documents import services as documents
from tenir.apps.documents.queries import Document, kept_by
from tenir.apps.documents.queries import documents as readable
from tenir.apps.support.elements import LONGEST
from tenir.apps.support.happening import acted, happened, locked, locked_where_it_goes_on
from tenir.apps.support.models import Entry, Request, State
from tenir.apps.support.rights import NotNow, must_answer, speaks
from tenir.apps.support.states import MovedOn, may, may_write
from tenir.apps.support.telling import tell, tell_own_side, tell_staff
from tenir.terms.errors import Refused
from tenir.viewer import NotSeen, Viewer

Files = Iterable[UUID | str | Document]


class NothingSaid(Refused):
    """A word without words, or too many of them."""


@transaction.atomic
def reply(
    request: int,
    text: str,
    *,
    actor: Viewer,
    at: datetime,
    files: Files = (),
    channel: str = "portal",
    key: str | None = None,
) -> Entry:
    """A contact writes on its request: a wait for the client ends, what was closed opens again.

    On one that was merged it is said where that one goes on, if its author may see it.
    `key` makes one mail one entry, however often it is delivered. Raises NotEntitled.
    Clause: 7.9, 7.12, 9.4.
    """
    found = locked_where_it_goes_on(request, actor)
    speaks(found, actor)
    if key and (known := Entry.objects.filter(key=key).first()):
        return known
    entry = _client_said(
        found, _said(text), actor=actor, at=at, channel=channel, key=key,
        documents=_files(found, files, actor, kept_for=request),
    )  # fmt: skip
    tell_staff(found, "message_staff", actor=actor, at=at, text=entry.text)
    tell_own_side(found, "said", actor=actor, at=at, text=entry.text)
    return entry


@transaction.atomic
def answer(
    request: int, text: str, *, actor: Viewer, at: datetime, files: Files = (),
    channel: str = "portal",
) -> Entry:  # fmt: skip
    """Support answers the client: it stops the clock as a taking in charge does.

    Clause: 7.12, 7.13, 9.4, 9.5.
    """
    return _public(request, "answer", text, actor=actor, at=at, files=files, channel=channel)


@transaction.atomic
def ask_client(
    request: int, text: str, *, actor: Viewer, at: datetime, files: Files = (),
    channel: str = "portal",
) -> Entry:  # fmt: skip
    """Support asks the client for what it needs: the clock waits for the reply.

    Clause: 7.10, 7.13, 7.21.
    """
    return _public(request, "ask_client", text, actor=actor, at=at, files=files, channel=channel)


@transaction.atomic
def write_to_client(
    request: int, text: str, *, actor: Viewer, at: datetime, files: Files = (),
    channel: str = "portal",
) -> Entry:  # fmt: skip
    """Support says something to the client where it cannot answer: no state, no clock moves.

    Raises MovedOn where an answer may be given, and where the request is over.
    Clause: 7.12, 9.4, 9.5.
    """
    return _public(request, "write", text, actor=actor, at=at, files=files, channel=channel)


@transaction.atomic
def note(
    request: int,
    text: str,
    *,
    actor: Viewer,
    at: datetime,
    files: Files = (),
    channel: str = "portal",
    key: str | None = None,
) -> Entry:
    """A word that the client does not see; no clock hears it. `key` makes one mail one entry.

    On a request that was merged it is said where that one goes on, as a call's is.
    """
    must_answer(actor)
    found = locked_where_it_goes_on(request, actor)
    return happened(
        found, "noted", actor=actor, at=at, text=_said(text), channel=channel, key=key,
        documents=_files(found, files, actor, kept_for=request),
    )  # fmt: skip


@transaction.atomic
def note_call(
    request: int,
    text: str,
    *,
    answered: bool = False,
    actor: Viewer,
    at: datetime,
    called_at: datetime,
) -> Entry:
    """A telephone call with the contact is noted in the conversation, when it took place.

    `answered`: the contact said what it was asked, so that the wait for it ended with the call.
    Raises MovedOn where nothing waits for the client, NotNow of a call before the question.
    Clause: 7.4, 7.12, 7.13.
    """
    must_answer(actor)
    found = locked_where_it_goes_on(request, actor)
    if answered:
        if found.entries.filter(what="client_asked", happened_at__gt=called_at).exists():
            raise NotNow("requests.call_before")
        return acted(
            found, "client_replies", actor=actor, at=at, happened_at=called_at, text=_said(text),
            channel="telephone",
        )  # fmt: skip
    return happened(
        found, "said", actor=actor, at=at, happened_at=called_at, text=_said(text),
        channel="telephone",
    )  # fmt: skip


def attach(
    request: int,
    content: BinaryIO,
    *,
    filename: str,
    claimed: str = "",
    internal: bool = False,
    actor: Viewer,
    at: datetime,
) -> Document:
    """A file is kept for a request; hang it on a word by `files`. Raises FileRefused.

    It is kept where the request goes on, as words are.
    Clause: 7.10.
    """
    with transaction.atomic():
        found = locked_where_it_goes_on(request, actor)
    if actor.is_staff:
        must_answer(actor)
    elif found.state != State.DRAFT:
        speaks(found, actor)
    opens_to: documents.Audience = "staff" if internal and actor.is_staff else "client"
    audience: documents.Audience = "security" if found.restricted else opens_to
    if found.state == State.DRAFT:
        audience = "keeper"
    return documents.keep(
        content, filename=filename, title=filename, purpose="support", claimed=claimed,
        organisation=found.client_id, audience=audience, opens_to=opens_to, subject=found.subject,
        actor=actor, at=at,
    )  # fmt: skip


def _public(
    request: int, act: str, text: str, *, actor: Viewer, at: datetime, files: Files, channel: str
) -> Entry:
    must_answer(actor)
    found = locked(request, actor)
    more: dict[str, Any] = {
        "text": _said(text), "channel": channel, "documents": _files(found, files, actor),
    }  # fmt: skip
    if act != "write":
        entry = acted(found, act, actor=actor, at=at, **more)
    elif may_write(found):
        entry = happened(found, "said", actor=actor, at=at, **more)
    else:
        raise MovedOn("requests.moved_on", number=found.number, state=found.state, act=act)
    what = "question" if act == "ask_client" else "message"
    answers = act == "answer"
    tell(found, what, actor=actor, at=at, by_severity=True, text=entry.text, answers=answers)
    return entry


def _client_said(
    found: Request, text: str, *, actor: Viewer, at: datetime, channel: str, key: str | None,
    documents: list[Document],
) -> Entry:  # fmt: skip
    more: dict[str, Any] = {"text": text, "channel": channel, "key": key, "documents": documents}
    if may(found, "client_replies"):
        return acted(found, "client_replies", actor=actor, at=at, **more)
    if may(found, "reopen"):
        found.reopenings += 1
        return acted(found, "reopen", actor=actor, at=at, **more)
    return happened(found, "said", actor=actor, at=at, **more)


def _said(text: str) -> str:
    words = text.strip().replace("\x00", "")
    if not words:
        raise NothingSaid("requests.nothing_said")
    if len(words) > LONGEST:
        raise NothingSaid("requests.too_long", name="text", most=LONGEST)
    return words


def _files(
    found: Request, files: Files, actor: Viewer, *, kept_for: int | None = None
) -> list[Document]:
    """The files of that request among those named; NotSeen where one is not there.

    What an act has just kept is handed over itself: a contact without account reads nothing.
    `kept_for`: the request that they may have been kept for before it was merged into that one.
    """
    files = list(files)
    handed = [each for each in files if isinstance(each, Document)]
    wanted = {UUID(str(each)) for each in files if not isinstance(each, Document)}
    places = {found.subject, Request(pk=kept_for or found.pk).subject}
    kept: list[Document] = []
    if wanted:
        known = readable(actor).filter(subject__in=places) | kept_by(actor.person, places)
        kept = list(known.filter(pk__in=wanted))
    if len(kept) != len(wanted) or not places.issuperset(each.subject for each in handed):
        raise NotSeen("documents.not_seen")
    return handed + kept

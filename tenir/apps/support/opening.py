"""Opening a request: a draft, its elements, the sending; what is incomplete is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.documents import services as documents
from tenir.apps.documents.queries import Document
from tenir.apps.documents.queries import documents as files_of
from tenir.apps.parties import queries as parties
from tenir.apps.support.clocking import Agreed, Reckoned, agreed, reckoned_first
from tenir.apps.support.elements import FaultyRequest, check, fill_in, give_title, missing_of
from tenir.apps.support.findable import index_request
from tenir.apps.support.happening import acted, locked
from tenir.apps.support.models import Request, State
from tenir.apps.support.restricting import born_restricted
from tenir.apps.support.rights import Named, Side, must_act_for, who_asks
from tenir.apps.support.telling import tell_client, tell_staff
from tenir.terms.dates import epoch, local
from tenir.terms.errors import Refused
from tenir.terms.kinds_service import Admission
from tenir.terms.resolution import Terms
from tenir.terms.support import admitted
from tenir.viewer import SYSTEM, Viewer


class NotCovered(Refused):
    """The product is not one that the client has ordered, or not any more."""


@transaction.atomic
def draft(
    client: int,
    elements: Mapping[str, Any],
    *,
    channel: str = "portal",
    contact: int | None = None,
    caller: int | None = None,
    request: int | None = None,
    actor: Viewer,
    at: datetime,
) -> Request:
    """What was written so far is kept; nobody else sees it, and no clock runs.

    `contact` is the person in whose name an agent writes, after a call, or `caller` the contact of
    the client who has no account; `request` the draft, or the incomplete request, that is written
    on. Elements left out stay as they were. Raises NotEntitled, NotSeen, FaultyRequest.
    Clause: 7.4, 7.9, 7.10.
    """
    if request is None:
        return _begun(client, elements, channel, (contact, caller), actor=actor, at=at)
    check(elements)
    asker = who_asks(client, (contact, caller), actor=actor, at=at)
    found = locked(request, actor)
    if found.state not in {State.DRAFT, State.INCOMPLETE} or found.client_id != client:
        raise FaultyRequest("requests.sent_already", number=found.number)
    if (contact or caller) and found.state == State.DRAFT:
        found.opened_by_id, found.caller_id = asker  # another one of its contacts called
    fill_in(found, elements)
    found.updated_at = at
    found.save()
    return found


@transaction.atomic
def send(request: int, *, actor: Viewer, at: datetime) -> Request:
    """A draft, or an incomplete request, is sent: recorded where it is whole, else kept.

    The clock starts when the last required element has arrived. Sending twice is sending once.
    Clause: 2.1, 2.5, 4.2, 7.1, 7.7, 7.10, 7.13.
    """
    found = locked(request, actor)
    if found.state not in {State.DRAFT, State.INCOMPLETE}:
        return found
    must_act_for(found, actor=actor, at=at)
    return _sent(found, actor=actor, at=at)


def open_request(
    client: int,
    elements: Mapping[str, Any],
    *,
    channel: str = "portal",
    contact: int | None = None,
    caller: int | None = None,
    restricted: bool = False,
    actor: Viewer,
    at: datetime,
) -> Request:
    """A request is written and sent at once.

    Who may ask, what was agreed and the clock that follows are read and judged before the
    transaction begins: where one writes at a time, others wait for it. `contact` and `caller` as
    `draft` has them. `restricted`: it came out of one that is, and is so from the first.
    Clause: 7.1, 7.4, 7.9, 7.10, 7.13.
    """
    side = Side(client)
    named = (contact, caller)
    found = _begun(client, elements, channel, named, actor=actor, at=at, side=side)
    found.restricted = restricted
    give_title(found)
    first = None if missing_of(found) else _first(found, at=at, side=side)
    with transaction.atomic():
        return _sent(found, actor=actor, at=at, side=side, first=first)


@transaction.atomic
def fill(request: int, elements: Mapping[str, Any], *, actor: Viewer, at: datetime) -> Request:
    """What an incomplete request lacked is given: it is recorded once nothing lacks.

    Clause: 7.10, 7.13.
    """
    found = locked(request, actor)
    contact, caller = (found.opened_by_id, found.caller_id) if actor.is_staff else (None, None)
    draft(
        found.client_id, elements, request=request, contact=contact, caller=caller, actor=actor,
        at=at,
    )  # fmt: skip
    return send(request, actor=actor, at=at)


@transaction.atomic
def discard(request: int, *, actor: Viewer, at: datetime) -> None:
    """A draft is thrown away by who wrote it, with its files: it never was a request."""
    found = locked(request, actor)
    if found.state != State.DRAFT:
        raise FaultyRequest("requests.sent_already", number=found.number)
    documents.discard(found.subject, actor=actor, at=at)
    found.delete()


def covered(subscription: agreements.Subscription, *, terms: Terms, at: datetime) -> None:
    """Refuses a product whose subscription does not run on that day.

    Clause: 2.1, 2.5.
    """
    day = local(epoch(at), terms.zone).date()
    if not subscription.runs_on(day):
        raise NotCovered("requests.not_running", product=subscription.product.name, day=day)


def _begun(
    client: int,
    elements: Mapping[str, Any],
    channel: str,
    named: Named,
    *,
    actor: Viewer,
    at: datetime,
    side: Side | None = None,
) -> Request:
    """A request's first words, by who may ask or in their name; with its `side` not written yet."""
    check(elements)
    person, caller = who_asks(client, named, actor=actor, at=at, side=side)
    found = Request(
        client_id=client, channel=channel, started_at=at, updated_at=at, opened_by_id=person,
        caller_id=caller, entered_by_id=actor.person if any(named) else None,
    )  # fmt: skip
    fill_in(found, elements)
    if side is None:
        found.save()
    return found


def _sent(
    found: Request,
    *,
    actor: Viewer,
    at: datetime,
    side: Side | None = None,
    first: Reckoned | None = None,
) -> Request:
    """Recorded where it is whole, else kept; who may send it was looked at.

    `side`: its client's, of a request that was begun in this very act: it is not written yet,
    nothing happened to it before, and no file hangs on it; `first` its clock, if it is whole.
    """
    give_title(found)
    lacking = missing_of(found)
    if lacking:
        if side:
            found.save()
        return _kept(found, lacking, actor=actor, at=at)
    under = None if first else _admitted(found, at=at)
    return _recorded(found, actor=actor, at=at, side=side, under=under, first=first)


def _kept(found: Request, lacking: tuple[str, ...], *, actor: Viewer, at: datetime) -> Request:
    if found.state == State.INCOMPLETE:
        found.save()
        index_request(found)
        return found
    facts, files = {"missing": list(lacking)}, _sent_with(found, actor=actor, at=at)
    acted(found, "send_incomplete", actor=actor, at=at, facts=facts, documents=files)
    if found.restricted:
        born_restricted(found, at=at)
    index_request(found)
    tell_client(found, "incomplete", actor=actor, at=at, missing=list(lacking))
    return found


def _admitted(found: Request, *, at: datetime, side: Side | None = None) -> Agreed:
    """What was agreed for a whole request, once it is one to be recorded: its gravity is settled.

    Clause: 2.1, 2.5, 4.2, 7.5, 7.18.
    """
    if found.subscription is None:
        raise FaultyRequest("requests.no_product")
    under = agreed(found.subscription, at=at, held=side.agreement if side else None)
    terms = under.terms
    covered(found.subscription, terms=terms, at=at)
    contacts = side.contacts if side else None
    if not parties.may_start(found.client_id, terms=terms, contacts=contacts).value:
        raise FaultyRequest("requests.no_contact")
    qualify(found, terms)
    return under


def _first(found: Request, *, at: datetime, side: Side) -> Reckoned:
    """The clock of a whole request that is not written yet; who is told, and how, is read too."""
    under = _admitted(found, at=at, side=side)
    side.read()
    return reckoned_first(found, _facts(found), under=under, at=at)


def _facts(found: Request) -> dict[str, Any]:
    return {"impact": found.impact, "urgency": found.urgency, "kind": found.kind}


def _recorded(
    found: Request,
    *,
    actor: Viewer,
    at: datetime,
    side: Side | None,
    under: Agreed | None,
    first: Reckoned | None,
) -> Request:
    files = () if side else _sent_with(found, actor=actor, at=at)
    acted(
        found, "record", actor=actor, at=at, facts=_facts(found), under=under, documents=files,
        first=first,
    )  # fmt: skip
    if found.restricted:
        born_restricted(found, at=at)
    index_request(found)
    tell_client(found, "recorded", actor=actor, at=at, side=side)
    tell_staff(found, "recorded_staff", actor=actor, at=at, side=side)
    return found


def _sent_with(found: Request, *, actor: Viewer, at: datetime) -> list[Document]:
    """The files that were handed in while it was written, open now to whoever sees the request."""
    documents.share(found.subject, actor=actor, at=at)
    return list(files_of(SYSTEM, subject=found.subject).filter(support_entries=None))


def qualify(found: Request, terms: Terms) -> None:
    """The impact and urgency that count: a question has the urgency that 7.5 gives it.

    Clause: 7.5, 7.18.
    """
    if found.kind == Request.Kind.QUESTION:
        judged = admitted(terms, reproducible_anomaly=False)
        if not judged.value:
            raise NotCovered("support.refused")
        found.urgency = terms.get("support.admission", Admission).term.question_urgency
    found.impact, found.urgency = found.impact or "low", found.urgency or "normal"

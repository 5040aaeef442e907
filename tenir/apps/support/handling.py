"""Handling a request: taken in charge, re-qualified, waited for, resolved, closed, opened again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.support.asking_how import is_asked, links
from tenir.apps.support.happening import acted, happened, locked
from tenir.apps.support.models import Entry, Request
from tenir.apps.support.rights import NotNow, must_answer, speaks
from tenir.apps.support.states import DONE
from tenir.apps.support.telling import tell, tell_own_side, tell_staff
from tenir.terms.cited import Impact, Urgency
from tenir.terms.errors import Refused
from tenir.viewer import Viewer


class NoReason(Refused):
    """An act that the client is told of, without its reason."""


@transaction.atomic
def take_in_charge(request: int, *, actor: Viewer, at: datetime) -> Request:
    """Support acknowledges the request: its status becomes “En cours”, the clock stops.

    Who takes it in charge is its assignee, where it had none. Twice is once.
    Clause: 7.8, 7.13.
    """
    must_answer(actor)
    found = locked(request, actor)
    if found.taken_in_charge_at and found.state == "in_progress":
        return found
    found.taken_in_charge_at = found.taken_in_charge_at or at
    found.assignee_id = found.assignee_id or actor.person
    acted(found, "take_in_charge", actor=actor, at=at)
    tell(found, "changed", actor=actor, at=at, text="")
    return found


@transaction.atomic
def requalify(
    request: int, *, impact: Impact, urgency: Urgency, because: str, actor: Viewer, at: datetime
) -> Request:
    """Support changes the impact and the urgency, in keeping with the matrix, and says why.

    The clock is replayed from the recording; the client sees the change and may contest it.
    Clause: 7.17, 7.19.
    """
    must_answer(actor)
    found = locked(request, actor)
    reason = _reason(because)
    if found.recorded_at is None or found.state in DONE:
        raise NotNow("requests.not_now", number=found.number, state=found.state)
    if (impact, urgency) == (found.impact, found.urgency):
        return found
    before = {"impact": found.impact, "urgency": found.urgency, "priority": found.priority}
    found.impact, found.urgency = impact, urgency
    facts = {"impact": impact, "urgency": urgency, "before": before}
    happened(found, "requalified", actor=actor, at=at, text=reason, facts=facts)
    tell(found, "changed", actor=actor, at=at, text=reason)
    return found


@transaction.atomic
def resolve(request: int, text: str, *, actor: Viewer, at: datetime) -> Request:
    """Support says what solves it; the client may open it again, and is asked once how it went.

    Clause: 7.12.
    """
    must_answer(actor)
    found = locked(request, actor)
    found.resolved_at, asks = at, is_asked(found)
    entry = acted(found, "resolve", actor=actor, at=at, text=_reason(text))
    tell(found, "resolved", actor=actor, at=at, text=entry.text, asks=asks, **links())
    return found


@transaction.atomic
def close(request: int, *, actor: Viewer, at: datetime, because: str = "") -> Request:
    """The request is closed by support, or by a contact of its client who is content with it.

    Both sides are told, but who closed it.
    Clause: 7.7, 9.4, 9.5.
    """
    found = locked(request, actor)
    if actor.is_staff:
        must_answer(actor)
    else:
        speaks(found, actor)
    if found.state == "closed":
        return found
    found.closed_at = at
    acted(found, "close", actor=actor, at=at, text=because)
    if actor.is_staff:
        tell(found, "changed", actor=actor, at=at, by_severity=True, text=because)
    else:
        tell_own_side(found, "changed", actor=actor, at=at, text=because)
        tell_staff(found, "changed_staff", actor=actor, at=at, text=because)
    return found


@transaction.atomic
def reopen(request: int, *, because: str, actor: Viewer, at: datetime) -> Request:
    """What was resolved or closed is not over: it is worked on again, and both sides are told.

    Clause: 7.7, 9.4, 9.5.
    """
    found = locked(request, actor)
    if actor.is_staff:
        must_answer(actor)
    else:
        speaks(found, actor)
    found.reopenings += 1
    found.resolved_at = found.closed_at = None
    acted(found, "reopen", actor=actor, at=at, text=_reason(because))
    if actor.is_staff:
        tell(found, "changed", actor=actor, at=at, by_severity=True, text=because)
    else:
        tell_own_side(found, "changed", actor=actor, at=at, text=because)
        tell_staff(found, "message_staff", actor=actor, at=at, text=because)
    return found


def missed(found: Request, *, at: datetime) -> bool:
    """Whether its delay is missed by then: it was taken in charge late, or still is not."""
    if found.clock == "paused":
        return found.left is not None and found.left < 0
    return found.promised_at is not None and (found.stopped_at or at) > found.promised_at


@transaction.atomic
def explain_lateness(request: int, *, because: str, actor: Viewer, at: datetime) -> Request:
    """Why a request is, or was, taken in charge late is put on record: once its delay is missed.

    Clause: 7.13, 7.14.
    """
    must_answer(actor)
    found = locked(request, actor)
    if not missed(found, at=at):
        raise NotNow("requests.in_time", number=found.number)
    found.late_because = _reason(because)
    happened(found, "noted", actor=actor, at=at, text=found.late_because, facts={"late": True})
    return found


@transaction.atomic
def contest(request: int, *, because: str, actor: Viewer, at: datetime) -> Entry:
    """A contact says that a re-qualification is wrong: support looks at it again.

    NotNow where nothing was re-qualified.
    Clause: 7.19.
    """
    found = locked(request, actor)
    speaks(found, actor)
    if not found.entries.filter(what="requalified").exists():
        raise NotNow("requests.not_requalified", number=found.number)
    entry = happened(found, "contested", actor=actor, at=at, text=_reason(because))
    tell_staff(found, "message_staff", actor=actor, at=at, text=entry.text)
    return entry


def _reason(because: str) -> str:
    if not because.strip():
        raise NoReason("requests.no_reason")
    return because.strip()

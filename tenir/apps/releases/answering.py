"""What a client answers of a version: validated, or refused with reasons that support answers.

Clause: 8.9, 8.10.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from tenir.apps.commitments import services as commitments
from tenir.apps.journal import services as journal
from tenir.apps.releases.judging import terms_of
from tenir.apps.releases.models import Validation
from tenir.apps.releases.queries import validations
from tenir.apps.releases.rights import AnsweredAlready, NoReason, must_speak
from tenir.apps.releases.telling import tell_staff
from tenir.apps.support import services as support
from tenir.terms.dates import epoch, local
from tenir.terms.phrases import say
from tenir.terms.releases import validation_state
from tenir.viewer import NotSeen, Viewer

State = Validation.State


@transaction.atomic
def validate(validation: int, *, actor: Viewer, at: datetime) -> Validation:
    """A contact of the client validates the version; the same again is as said first.

    Raises AnsweredAlready, NotAllowed, NotSeen.
    Clause: 8.9.
    """
    found = _to_answer(validation, actor)
    if found.state == State.VALIDATED:
        return found
    _must_wait(found, at)
    return _answered(found, State.VALIDATED, actor=actor, at=at)


@transaction.atomic
def refuse(validation: int, *, because: str, actor: Viewer, at: datetime) -> Validation:
    """A contact refuses the version, with the reasons: they open a request, in that contact's name.

    It does not stop deployment. The same again is as said first. Raises NoReason,
    AnsweredAlready, NotAllowed, NotSeen, and what support refuses.
    Clause: 8.9, 8.10.
    """
    found = _to_answer(validation, actor)
    if found.state == State.REFUSED:
        return found
    if not because.strip():
        raise NoReason("releases.no_reason")
    _must_wait(found, at)
    found.because = because.strip()
    title = say("releases.refusal_title", actor.language, version=str(found.version))
    elements = {
        "kind": "service", "subscription": found.subscription_id, "title": title,
        "problem": found.because,
    }  # fmt: skip
    found.request = support.open_request(found.organisation_id, elements, actor=actor, at=at)
    return _answered(found, State.REFUSED, actor=actor, at=at)


def _to_answer(validation: int, actor: Viewer) -> Validation:
    """The row, held until the transaction ends, as its client's contacts may answer it."""
    seen = validations(actor).filter(pk=validation)
    found = seen.select_for_update(of=("self",)).first()
    if found is None:
        raise NotSeen("releases.unknown")
    must_speak(found.organisation_id, actor)
    return found


def _must_wait(found: Validation, at: datetime) -> None:
    """Refuses what is answered, let go of, or past its delay: silence has then answered."""
    if found.state != State.AWAITED or at >= found.due_at:
        state = State.LAPSED if found.state == State.AWAITED else found.state
        due = local(epoch(found.due_at), settings.TIME_ZONE)
        raise AnsweredAlready(f"releases.{state}_already", version=str(found.version), due=due)


def _answered(found: Validation, state: str, *, actor: Viewer, at: datetime) -> Validation:
    terms = terms_of(found)
    judged = validation_state(
        terms, received_at=found.received_at, now=at, answer=state, kind=found.version.kind
    )
    found.state, found.settled_at, found.answered_by_id = state, at, actor.person
    found.outcome = [judged.reason.to_json()]
    found.save()
    commitments.keep(found.promise, kept_at=at, actor=actor, at=at)
    told: dict[str, Any] = {"version": str(found.version), "target": found.subscription.target}
    if found.request:
        told["request"] = found.request.number
    journal.record(
        f"releases.{state}", subject=found.reference, actor=actor, at=at,
        client=found.organisation_id, clauses=("8.9", *(("8.10",) if found.because else ())),
        before={"state": State.AWAITED}, after=told,
        personal={"because": found.because} if found.because else None,  # words may name people
    )  # fmt: skip
    tell_staff(found, "answered", actor=actor, at=at)
    return found

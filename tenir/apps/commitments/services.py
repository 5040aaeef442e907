"""Acts: each one transaction. They are consequences: whoever calls has checked who acts.

Only `waive` is a decision in itself, so it asks that its actor may see the promise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tenir.apps.commitments.findable import findables
from tenir.apps.commitments.making import DueBeforeStart, New, promise, promise_all, recorded
from tenir.apps.commitments.models import Commitment
from tenir.apps.commitments.moving import Move, move, move_all
from tenir.apps.commitments.settling import Settled, settle
from tenir.terms.errors import Refused
from tenir.viewer import NotSeen, Viewer

__all__ = [
    "DueBeforeStart", "Move", "New", "Settled", "entrust", "findables", "hold", "keep", "move",
    "move_all", "promise", "promise_all", "settle", "waive",
]  # fmt: skip

State = Commitment.State


class NoReason(Refused):
    """A promise is waived without a reason."""


@transaction.atomic
def keep(key: str, *, kept_at: datetime, actor: Viewer, at: datetime) -> Commitment:
    """What was promised was done at that instant: the promise is kept, or missed by so much.

    The first instant counts and is never replaced. A promise already marked missed stays so and is
    told as done late, unless it was in truth done in time and only recorded afterwards: then the
    record is put right, and the journal shows both. A waived promise stays waived. NotSeen where
    nothing was promised under that key.
    """
    found = _locked(key)
    if found.done_at is not None or found.state == State.WAIVED:
        return found
    before, found.done_at = found.state, kept_at
    if kept_at <= found.due_at:
        found.state = State.KEPT
    elif before == State.RUNNING:
        found.state = State.MISSED
    if found.state != before:
        found.settled_at, found.next_at = at, None
    found.save(update_fields=["done_at", "state", "settled_at", "next_at"])
    verb = _VERBS[before, found.state]
    recorded(verb, found, actor=actor, at=at, happened_at=kept_at, before={"state": before})
    return found


_VERBS: Mapping[tuple[str, str], str] = {
    (State.RUNNING, State.KEPT): "kept",
    (State.RUNNING, State.MISSED): "missed",
    (State.MISSED, State.MISSED): "done_late",
    (State.MISSED, State.KEPT): "found_kept",
}


@transaction.atomic
def waive(key: str, *, because: str, actor: Viewer, at: datetime) -> Commitment:
    """A running promise is let go of, with its reason; a settled one stays as it is."""
    if not because.strip():
        raise NoReason("commitments.no_reason")
    found = _locked(key)
    if not actor.sees(found.organisation_id):
        raise NotSeen("commitments.unknown")
    if found.state != State.RUNNING:
        return found
    found.state, found.settled_at, found.next_at = State.WAIVED, at, None
    found.waived_because = because.strip()
    found.save(update_fields=["state", "settled_at", "next_at", "waived_because"])
    recorded(
        "waived", found, actor=actor, at=at, before={"state": State.RUNNING},
        personal={"because": found.waived_because},  # free words may name people
    )  # fmt: skip
    return found


@transaction.atomic
def hold(key: str, *, actor: Viewer, at: datetime) -> Commitment:
    """A running promise waits, as its clock does: nobody is warned and nothing is missed meanwhile.

    It goes on when it is moved. A settled promise stays as it is.
    """
    found = _locked(key)
    if found.state == State.RUNNING and found.next_at is not None:
        found.next_at = None
        found.save(update_fields=["next_at"])
        recorded("held", found, actor=actor, at=at)
    return found


def entrust(subject: str, *, answerable: str, held_by: int | None = None) -> None:
    """The staff role that answers for what runs about that subject, and who is on it, are others.

    `held_by` is the key of the person who is warned; where there is none, all of that role are.
    """
    running = Commitment.objects.filter(subject=subject, state=State.RUNNING)
    running.update(answerable=answerable, held_by=held_by)


def _locked(key: str) -> Commitment:
    """The promise of that key, held until the transaction ends."""
    found = Commitment.objects.select_for_update(of=("self",)).filter(key=key).first()
    if found is None:
        raise NotSeen("commitments.unknown")
    return found

"""Acts: each one transaction. They are consequences: whoever calls has checked who acts.

Only `waive` is a decision in itself, so it asks that its actor may see the promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple, TypeAlias

from django.db import transaction
from django.db.models import QuerySet

from tenir.apps.commitments.findable import findables, index_promise
from tenir.apps.commitments.models import GROUNDS, Commitment, Step
from tenir.apps.commitments.settling import Settled, settle, told
from tenir.apps.journal import services as journal
from tenir.many import update_each
from tenir.terms.errors import Refused
from tenir.terms.grounds import Promised
from tenir.viewer import NotSeen, Viewer

__all__ = [
    "Move", "Settled", "entrust", "findables", "hold", "keep", "move", "move_all", "promise",
    "settle", "waive",
]  # fmt: skip

Party: TypeAlias = Literal["publisher", "client"]
Warnings: TypeAlias = Sequence[tuple[int, datetime]]
State = Commitment.State


class NoReason(Refused):
    """A promise is waived without a reason."""


class DueBeforeStart(Refused):
    """A promise that would be due before it starts."""


@transaction.atomic
def promise(
    judged: Promised,
    *,
    key: str,
    subject: str,
    organisation: int | None,
    owed_by: Party,
    clauses: Sequence[str],
    started_at: datetime,
    actor: Viewer,
    at: datetime,
    answerable: str = "",
    firm: bool = True,
    risk: str = "",
    base: str = "calendar",
    steps: Warnings = (),
) -> Commitment:
    """What was promised is written down, once: the same key again gives back the first promise.

    `judged` is the promise as the rule of its kind gives it (tenir.terms.grounds.promised), kept
    with all that it follows from.
    `organisation` is the client that it is promised to or owed by, None for the publisher's own;
    `answerable` the staff role that answers for it; `steps` the warnings of
    tenir.terms.commitments.steps, in the promise's own time base.
    """
    due_at = judged.due_at
    if due_at < started_at:
        raise DueBeforeStart("commitments.due_before_start", start=started_at, due=due_at)
    found, new = Commitment.objects.get_or_create(
        key=key,
        defaults={
            "kind": judged.kind, "subject": subject, "organisation_id": organisation,
            "owed_by": owed_by, "answerable": answerable, "clauses": list(clauses), "firm": firm,
            "risk": risk, "base": base, "started_at": started_at, "due_at": due_at,
            "next_at": _first(steps, due_at), **_kept(judged),
        },
    )  # fmt: skip
    if new:
        _lay(found, steps)
        index_promise(found)
        _record("promised", found, actor=actor, at=at, happened_at=started_at)
    return found


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
    _record(verb, found, actor=actor, at=at, happened_at=kept_at, before={"state": before})
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
    _record(
        "waived", found, actor=actor, at=at, before={"state": State.RUNNING},
        personal={"because": found.waived_because},  # free words may name people
    )  # fmt: skip
    return found


class Move(NamedTuple):
    """A running promise, and what it is judged to be now: as `move` has it.

    `reasons` are those of `judged` in JSON, where the caller has told them already.
    """

    key: str
    judged: Promised
    steps: Warnings = ()
    reasons: Mapping[str, Any] | None = None


def move(
    key: str,
    judged: Promised,
    *,
    actor: Viewer,
    at: datetime,
    steps: Warnings = (),
) -> Commitment:
    """The due instant of a running promise is judged anew: its reasons, grounds and warnings too.

    A warning given already is given again only where its new instant is still to come. A settled
    promise stays as it is.
    """
    move_all([Move(key, judged, steps)], actor=actor, at=at)
    return _known(key)


@transaction.atomic
def move_all(moves: Iterable[Move], *, actor: Viewer, at: datetime) -> None:
    """Many promises are moved at once; the journal has a fact of each."""
    wanted = {each.key: each for each in moves}
    held = Commitment.objects.select_for_update(of=("self",)).filter(
        key__in=list(wanted)  # by that index, no state's
    )
    known = held.order_by("pk").defer("reasons", "inputs").prefetch_related("steps")
    rows = [found for found in known if found.state == State.RUNNING]
    laid: list[Step] = []
    facts: list[journal.Fact] = []
    for found in rows:
        before, judged = told(found), wanted[found.key].judged
        given = {step.share: step.warned_at for step in found.steps.all() if step.warned_at}
        found.due_at = judged.due_at
        for name, value in _kept(judged, wanted[found.key].reasons).items():
            setattr(found, name, value)
        steps = _steps(found, wanted[found.key].steps, given=given, at=at)
        found.next_at = _first([(s.share, s.at) for s in steps if not s.warned_at], found.due_at)
        laid += steps
        facts.append(_fact("moved", found, before=before))
    Step.objects.filter(commitment__in=rows).delete()
    Step.objects.bulk_create(laid, batch_size=1000)
    update_each(rows, ["due_at", "next_at", *_KEPT])
    journal.record_all(facts, actor=actor, at=at)


@transaction.atomic
def hold(key: str, *, actor: Viewer, at: datetime) -> Commitment:
    """A running promise waits, as its clock does: nobody is warned and nothing is missed meanwhile.

    It goes on when it is moved. A settled promise stays as it is.
    """
    found = _locked(key)
    if found.state == State.RUNNING and found.next_at is not None:
        found.next_at = None
        found.save(update_fields=["next_at"])
        _record("held", found, actor=actor, at=at)
    return found


def entrust(subject: str, *, answerable: str) -> None:
    """The staff role that answers for what runs about that subject, and is warned, is another."""
    running = Commitment.objects.filter(subject=subject, state=State.RUNNING)
    running.update(answerable=answerable)


def _locked(key: str) -> Commitment:
    """The promise of that key, held until the transaction ends."""
    return _one(Commitment.objects.select_for_update(of=("self",)), key)


def _known(key: str) -> Commitment:
    return _one(Commitment.objects.all(), key)


def _one(rows: QuerySet[Commitment], key: str) -> Commitment:
    found = rows.filter(key=key).first()
    if found is None:
        raise NotSeen("commitments.unknown")
    return found


def _first(steps: Iterable[tuple[int, datetime]], due_at: datetime) -> datetime:
    return min([due_at, *(at for _, at in steps)])


def _lay(found: Commitment, steps: Warnings) -> None:
    """The warnings on the way."""
    Step.objects.bulk_create(_steps(found, steps))


def _steps(
    found: Commitment,
    steps: Warnings,
    *,
    given: Mapping[int, datetime] | None = None,
    at: datetime | None = None,
) -> list[Step]:
    """The warnings on the way; those given before and not to come again keep their instant."""
    return [
        Step(
            commitment=found, share=share, at=when,
            warned_at=given.get(share) if given and at and when <= at else None,
        )
        for share, when in steps if when < found.due_at
    ]  # fmt: skip


_KEPT = ("reasons", *GROUNDS, "inputs_digest")


def _kept(judged: Promised, reasons: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The reasons, and what they follow from; nothing where no rule gave the instant."""
    reasons, grounds = reasons or judged.reason.to_json(), judged.grounds
    if grounds is None:
        return {"reasons": reasons, **dict.fromkeys(GROUNDS, ""), "inputs_digest": ""}
    told = {name: getattr(grounds, name) for name in GROUNDS}
    return {"reasons": reasons, **told, "inputs_digest": grounds.inputs_digest}


def _record(
    act: str,
    found: Commitment,
    *,
    actor: Viewer,
    at: datetime,
    happened_at: datetime | None = None,
    before: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    journal.record(
        f"commitments.{act}", subject=found.subject, actor=actor, at=at, happened_at=happened_at,
        client=found.organisation_id, clauses=found.clauses, before=before, after=told(found),
        personal=personal,
    )  # fmt: skip


def _fact(act: str, found: Commitment, *, before: Mapping[str, Any]) -> journal.Fact:
    return journal.Fact(
        f"commitments.{act}", found.subject, client=found.organisation_id, clauses=found.clauses,
        before=before, after=told(found),
    )  # fmt: skip

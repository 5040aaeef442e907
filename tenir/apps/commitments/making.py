"""Promises are written down: one, or several about one thing at once.

They are consequences: whoever calls has checked who acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, TypeAlias

from django.db import transaction

from tenir.apps.accounts.queries import Organisation
from tenir.apps.commitments.findable import index_promises
from tenir.apps.commitments.models import GROUNDS, Commitment, Step
from tenir.apps.commitments.settling import told
from tenir.apps.journal import services as journal
from tenir.many import insert_each, insert_few
from tenir.terms.errors import Refused
from tenir.terms.grounds import Promised
from tenir.viewer import Viewer

Party: TypeAlias = Literal["publisher", "client"]
Warnings: TypeAlias = Sequence[tuple[int, datetime]]
KEPT = ("reasons", *GROUNDS, "inputs_digest")


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
    new = New(judged, key, clauses, firm, steps)
    row = _row(
        new, subject=subject, organisation=organisation, owed_by=owed_by, risk=risk, base=base,
        started_at=started_at, answerable=answerable,
    )  # fmt: skip
    found, made = Commitment.objects.get_or_create(key=key, defaults=row)
    if made:
        Step.objects.bulk_create(steps_of(found, steps))
        index_promises([found])
        recorded("promised", found, actor=actor, at=at, happened_at=started_at)
    return found


class New(NamedTuple):
    """One of the promises made at once about one thing: as `promise` has it."""

    judged: Promised
    key: str
    clauses: Sequence[str]
    firm: bool = True
    steps: Warnings = ()


def promise_all(
    new: Sequence[New],
    *,
    subject: str,
    organisation: Organisation | None,
    owed_by: Party,
    started_at: datetime,
    actor: Viewer,
    at: datetime,
    answerable: str = "",
    held_by: int | None = None,
    base: str = "calendar",
) -> list[Commitment]:
    """Promises that were not made before are written down at once, in the caller's transaction.

    The caller holds what they are about, so that nobody makes the same ones meanwhile.
    """
    about: dict[str, Any] = {
        "subject": subject, "organisation": None, "owed_by": owed_by, "base": base,
        "started_at": started_at, "answerable": answerable, "held_by_id": held_by,
    }  # fmt: skip
    rows = [Commitment(key=each.key, **_row(each, **about)) for each in new]
    for row in rows:
        row.organisation = organisation
    made = insert_few(rows)
    steps = zip(made, new, strict=True)
    insert_each([step for found, each in steps for step in steps_of(found, each.steps)])
    index_promises(made)
    facts = [fact_of("promised", found, happened_at=started_at) for found in made]
    journal.record_all(facts, actor=actor, at=at)
    return made


def first_of(steps: Iterable[tuple[int, datetime]], due_at: datetime) -> datetime:
    """When a promise asks for something next: its first warning, or its due instant."""
    return min([due_at, *(at for _, at in steps)])


def steps_of(
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


def _row(
    new: New, *, started_at: datetime, organisation: int | None, **told: Any
) -> dict[str, Any]:
    """The columns of a promise that is made now, but its key."""
    due_at = new.judged.due_at
    if due_at < started_at:
        raise DueBeforeStart("commitments.due_before_start", start=started_at, due=due_at)
    return {
        "kind": new.judged.kind, "clauses": list(new.clauses), "firm": new.firm,
        "started_at": started_at, "organisation_id": organisation, "due_at": due_at,
        "next_at": first_of(new.steps, due_at), **told, **kept_of(new.judged),
    }  # fmt: skip


def kept_of(judged: Promised, reasons: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The reasons, and what they follow from; nothing where no rule gave the instant."""
    reasons, grounds = reasons or judged.reason.as_kept(), judged.grounds
    if grounds is None:
        return {"reasons": reasons, **dict.fromkeys(GROUNDS, ""), "inputs_digest": ""}
    told = {name: getattr(grounds, name) for name in GROUNDS}
    return {"reasons": reasons, **told, "inputs_digest": grounds.inputs_digest}


def as_judged(
    found: Commitment,
    judged: Promised,
    *,
    reasons: Mapping[str, Any] | None = None,
    steps: Warnings = (),
) -> None:
    """The promise tells what it is judged to be, and when it warns; nothing is written.

    `reasons` are those of `judged` in JSON, where the caller has told them already; of the
    warnings, those that were read with it.
    """
    found.due_at = judged.due_at.astimezone(UTC)
    for name, value in kept_of(judged, reasons).items():
        setattr(found, name, value)
    if "said" in vars(found):  # of `briefly`
        vars(found)["said"] = found.reasons["sentence"]
    instants = dict(steps)
    for step in getattr(found, "_prefetched_objects_cache", {}).get("steps", ()):
        step.at = instants.get(step.share, step.at).astimezone(UTC)


def recorded(
    act: str,
    found: Commitment,
    *,
    actor: Viewer,
    at: datetime,
    happened_at: datetime | None = None,
    before: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    """The fact, as the promise stands now."""
    journal.record(
        f"commitments.{act}", subject=found.subject, actor=actor, at=at, happened_at=happened_at,
        client=found.organisation_id, clauses=found.clauses, before=before, after=told(found),
        personal=personal,
    )  # fmt: skip


def fact_of(
    act: str,
    found: Commitment,
    *,
    before: Mapping[str, Any] | None = None,
    happened_at: datetime | None = None,
) -> journal.Fact:
    """The same as one of many facts."""
    return journal.Fact(
        f"commitments.{act}", found.subject, client=found.organisation_id, clauses=found.clauses,
        before=before, after=told(found), happened_at=happened_at,
    )  # fmt: skip

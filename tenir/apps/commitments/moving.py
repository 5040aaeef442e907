"""Promises that run are judged anew: one, or many at once.

They are consequences: whoever calls has checked who acts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from django.db import transaction

from tenir.apps.commitments.making import KEPT, Warnings, as_judged, fact_of, first_of, steps_of
from tenir.apps.commitments.models import Commitment, Step
from tenir.apps.commitments.settling import told
from tenir.apps.journal import services as journal
from tenir.many import AsRead, Texts, insert_each, update_each
from tenir.terms.grounds import Promised
from tenir.viewer import NotSeen, Viewer

Lying: TypeAlias = dict[int, dict[int, tuple[int, datetime | None]]]  # promise, share: key, given


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
    found = Commitment.objects.filter(key=key).first()
    if found is None:
        raise NotSeen("commitments.unknown")
    return found


@transaction.atomic
def move_all(
    moves: Iterable[Move], *, actor: Viewer, at: datetime, texts: Texts | None = None
) -> None:
    """Many promises are moved at once; the journal has a fact of each. `texts`: tenir.many."""
    wanted = {each.key: each for each in moves}
    held = Commitment.objects.select_for_update(of=("self",)).filter(
        key__in=list(wanted)  # by that index, no state's
    )
    known = held.order_by("pk").defer("reasons", "inputs")
    rows = [found for found in known if found.state == Commitment.State.RUNNING]
    lying, read = _lying(rows), AsRead(rows, ("due_at", "next_at", *KEPT))
    laid: list[Step] = []
    facts: list[journal.Fact] = []
    for found in rows:
        before, wish = told(found), wanted[found.key]
        as_judged(found, wish.judged, reasons=wish.reasons)
        given = {share: when for share, (_, when) in lying[found.pk].items() if when}
        steps = steps_of(found, wish.steps, given=given, at=at)
        found.next_at = first_of([(s.share, s.at) for s in steps if not s.warned_at], found.due_at)
        laid += steps
        facts.append(fact_of("moved", found, before=before))
    _lay(laid, lying)
    update_each(rows, read.changed(), texts=texts)
    journal.record_all(facts, actor=actor, at=at)


def _lying(rows: Collection[Commitment]) -> Lying:
    """The warnings of those promises."""
    found: Lying = defaultdict(dict)
    read = Step.objects.filter(commitment__in=rows)
    for promise, share, key, given in read.values_list("commitment_id", "share", "pk", "warned_at"):
        found[promise][share] = key, given
    return found


def _lay(steps: Sequence[Step], lying: Lying) -> None:
    """Those are the warnings now: the ones that lay there are written over, or taken off."""
    for step in steps:
        step.pk, _ = lying[step.commitment_id].pop(step.share, (None, None))
    if left := [key for each in lying.values() for key, _ in each.values()]:
        Step.objects.filter(pk__in=left).delete()
    update_each([step for step in steps if step.pk], ("at", "warned_at"))
    insert_each([step for step in steps if not step.pk])

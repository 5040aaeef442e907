"""What monitoring saw of a subscription, in order, where no target of its own is watched.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.models import MeasuredSpan, Target
from tenir.apps.availability.projecting import PRODUCTION
from tenir.apps.availability.refusals import FaultyRecords
from tenir.apps.availability.states import CODES
from tenir.apps.availability.taking import Word, take_in
from tenir.viewer import NotAllowed, StaffRole, Viewer


class Record(NamedTuple):
    """What monitoring saw: a state (up, down, degraded, unmeasured) that holds from there on."""

    at: datetime
    state: str


@transaction.atomic
def record_measurements(
    *,
    subscription: int,
    records: Sequence[Record],
    source: str,
    actor: Viewer,
    at: datetime,
) -> MeasuredSpan:
    """What monitoring saw is kept, under the subscription's own name. Records come in order.

    The first goes on from the last one kept; one at that very instant was kept already. Raises
    FaultyRecords, and keeps nothing, where one is out of order, yet to come, or of no known state.
    Clause: 5.3.
    """
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.measures")
    found = agreements.subscription(actor, subscription)
    before = MeasuredSpan.objects.select_for_update().filter(subscription=found).first()
    told = [Record(before.told_at, before.state)] if before else []
    _check([*told, *(item for item in records if not told or item.at != told[0].at)], at)
    target = _target_of(found, at)
    words = [Word(target.name, item.at, item.state) for item in records]
    take_in(words, source=source, actor=actor, at=at)
    return MeasuredSpan.objects.get(subscription=found)


def _target_of(found: agreements.Subscription, at: datetime) -> Target:
    """The target that bears the subscription's name: made where nothing else watches it."""
    mine = Target.objects.filter(subscription=found, environment=PRODUCTION, retired_at=None)
    named = mine.filter(name=found.target, kind=Target.Kind.PUSHED).first()
    if named is None and (mine.exists() or Target.objects.filter(name=found.target).exists()):
        raise FaultyRecords("measured.watched", line=found.target)
    return named or Target.objects.create(
        name=found.target, subscription=found, kind=Target.Kind.PUSHED, interval=0, created_at=at
    )


def _check(records: Sequence[Record], now: datetime) -> None:
    if not records:
        raise FaultyRecords("measured.no_records")
    if records[-1].at > now:
        raise FaultyRecords("measured.in_future", at=records[-1].at, now=now)
    for number, item in enumerate(records):
        if item.state not in CODES:
            known = ", ".join(CODES)
            raise FaultyRecords("measured.unknown_state", given=item.state, known=known)
        if number and item.at <= records[number - 1].at:
            last = records[number - 1].at
            raise FaultyRecords("measured.out_of_order", at=item.at, last=last)

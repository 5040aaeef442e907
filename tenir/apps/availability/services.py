"""Acts: each one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.models import Exclusion, MeasuredSpan, Stretch
from tenir.apps.availability.queries import exclusion
from tenir.apps.journal import services as journal
from tenir.terms.errors import Refused
from tenir.terms.exclusions import UnknownExclusion
from tenir.terms.kinds_availability import Exclusions
from tenir.terms.resolution import Terms
from tenir.viewer import NotAllowed, StaffRole, Viewer

UP = "up"
STATES = (UP, *Stretch.State.values)


class FaultyRecords(Refused):
    """Measures that cannot be kept as they are told."""


class FaultyExclusion(Refused):
    """An exclusion that cannot be ruled, or reversed, as it is told."""


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
    """What monitoring saw is kept, as stretches that were not up. Records come in order.

    The first goes on from the last one kept; one at that very instant was kept already. Raises
    FaultyRecords, and keeps nothing, where one is out of order, yet to come, or of no known state.
    Clause: 5.3.
    """
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.measures")
    found = agreements.subscription(actor, subscription)
    before = MeasuredSpan.objects.select_for_update().filter(subscription=found).first()
    told = [Record(before.last_at, before.state)] if before else []
    records = [*told, *(item for item in records if not told or item.at != told[0].at)]
    _check(records, at)
    for start, end, state in _spells(records):
        _keep(found.pk, start, end, state, source)
    last = records[-1]
    span, _ = MeasuredSpan.objects.update_or_create(
        subscription=found,
        defaults={"last_at": last.at, "state": last.state, "source": source},
        create_defaults={
            "first_at": records[0].at, "last_at": last.at, "state": last.state, "source": source,
        },
    )  # fmt: skip
    return span


@transaction.atomic
def exclude(
    *,
    subscription: int,
    start: datetime,
    end: datetime,
    reason: str,
    evidence: str,
    actor: Viewer,
    at: datetime,
) -> Exclusion:
    """A named person rules a span out of the rate, for one of the agreement's reasons.

    It is asked of the version in force for the client when the span begins. Raises
    UnknownExclusion, FaultyExclusion.
    Clause: 5.5.
    """
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.rules_out")
    if actor.person is None:
        raise NotAllowed("measured.ruled_by_people")
    found = agreements.subscription(actor, subscription)
    if end <= start:
        raise FaultyExclusion("measured.backward", start=start, end=end)
    if not evidence.strip():
        raise FaultyExclusion("measured.no_evidence")
    _check_reason(agreements.terms_of(actor, found.pk, at=start), reason)
    ruled = Exclusion.objects.create(
        subscription=found, start=start, end=end, reason=reason, evidence=evidence.strip(),
        decided_by_id=actor.person, decided_at=at,
    )  # fmt: skip
    journal.record(
        "availability.excluded", subject=found.subject, actor=actor, at=at, happened_at=start,
        client=found.contract.client_id, clauses=("5.5",),
        after={"start": start.isoformat(), "end": end.isoformat(), "reason": reason},
        personal={"evidence": ruled.evidence},
    )  # fmt: skip
    return ruled


@transaction.atomic
def reverse(*, exclusion_id: int, because: str, actor: Viewer, at: datetime) -> Exclusion:
    """An exclusion no longer holds: what it left out counts again. Months frozen stay as they are.

    Clause: 5.5.
    """
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.rules_out")
    if not because.strip():
        raise FaultyExclusion("measured.no_reason")
    found = exclusion(actor, exclusion_id)
    if Exclusion.objects.filter(pk=found.pk, reversed_at=None).update(
        reversed_at=at, reversed_because=because.strip()
    ):
        subject = found.subscription
        journal.record(
            "availability.exclusion_reversed", subject=subject.subject, actor=actor, at=at,
            client=subject.contract.client_id, clauses=("5.5",),
            before={"start": found.start.isoformat(), "reason": found.reason},
            personal={"because": because.strip()},
        )  # fmt: skip
    found.refresh_from_db()
    return found


def _check(records: Sequence[Record], now: datetime) -> None:
    if not records:
        raise FaultyRecords("measured.no_records")
    if records[-1].at > now:
        raise FaultyRecords("measured.in_future", at=records[-1].at, now=now)
    for number, item in enumerate(records):
        if item.state not in STATES:
            known = ", ".join(STATES)
            raise FaultyRecords("measured.unknown_state", given=item.state, known=known)
        if number and item.at <= records[number - 1].at:
            last = records[number - 1].at
            raise FaultyRecords("measured.out_of_order", at=item.at, last=last)


def _spells(records: Sequence[Record]) -> Iterator[tuple[datetime, datetime, str]]:
    """Each stretch that was not up, records of one state made one."""
    start, state = records[0]
    for item in records[1:]:
        if item.state != state:
            if state != UP:
                yield start, item.at, state
            start, state = item
    if state != UP and records[-1].at > start:
        yield start, records[-1].at, state


def _keep(subscription: int, start: datetime, end: datetime, state: str, source: str) -> None:
    """One that goes on from a stretch of its own state lengthens it."""
    goes_on = Stretch.objects.filter(subscription=subscription, end=start, state=state)
    if not goes_on.update(end=end):
        Stretch.objects.create(
            subscription_id=subscription, start=start, end=end, state=state, source=source
        )


def _check_reason(terms: Terms, reason: str) -> None:
    known = [item.id for item in terms.get("availability.excluded", Exclusions).term.items]
    if reason not in known:
        raise UnknownExclusion("exclusion.unknown", given=reason, known=", ".join(known))

"""What a named person says that a time was: measuring gives way, and what follows is made again.

Clause: 5.3.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.models import Correction
from tenir.apps.availability.projecting import project
from tenir.apps.availability.queries import correction
from tenir.apps.availability.refusals import FaultyCorrection
from tenir.apps.availability.states import CODES
from tenir.apps.journal import services as journal
from tenir.terms.dates import epoch
from tenir.viewer import NotAllowed, StaffRole, Viewer


@transaction.atomic
def correct(
    *,
    subscription: int,
    start: datetime,
    end: datetime | None,
    state: str,
    because: str,
    evidence: str = "",
    actor: Viewer,
    at: datetime,
) -> Correction:
    """A named person says what a time was (up, down, degraded, unmeasured), and why.

    Without a `state` only the cause is told; without an `end` it goes on: an outage opened by hand,
    until another correction ends it. Raises FaultyCorrection.
    Clause: 5.3.
    """
    of_someone(actor)
    found = agreements.subscription(actor, subscription)
    check(start, end, state, because, at)
    made = Correction.objects.create(
        subscription=found, start=start, end=end, state=state, because=because.strip(),
        evidence=evidence.strip(), decided_by_id=actor.person, decided_at=at,
    )  # fmt: skip
    journal.record(
        "availability.corrected", subject=found.subject, actor=actor, at=at, happened_at=start,
        client=found.contract.client_id, clauses=("5.3",),
        after={"start": start.isoformat(), "end": end and end.isoformat(), "state": state},
        personal={"because": made.because, "evidence": made.evidence},
    )  # fmt: skip
    if state:
        project(found, since=epoch(start), actor=actor, at=at)
    return made


@transaction.atomic
def end_correction(*, correction_id: int, end: datetime, actor: Viewer, at: datetime) -> Correction:
    """What was said to go on ended at that instant: an outage opened by hand is closed.

    Clause: 5.3.
    """
    of_someone(actor)
    found = correction(actor, correction_id)
    check(found.start, end, found.state, found.because, at)
    if Correction.objects.filter(pk=found.pk, end=None, reversed_at=None).update(end=end):
        line = found.subscription
        journal.record(
            "availability.correction_ended", subject=line.subject, actor=actor, at=at,
            happened_at=end, client=line.contract.client_id, clauses=("5.3",),
            after={"start": found.start.isoformat(), "state": found.state},
        )  # fmt: skip
        project(line, since=epoch(found.start), actor=actor, at=at)
    found.refresh_from_db()
    return found


@transaction.atomic
def take_back(*, correction_id: int, because: str, actor: Viewer, at: datetime) -> Correction:
    """A correction no longer holds: what was measured counts again. Frozen months stay.

    Clause: 5.3.
    """
    of_someone(actor)
    if not because.strip():
        raise FaultyCorrection("measured.no_reason_back")
    found = correction(actor, correction_id)
    if Correction.objects.filter(pk=found.pk, reversed_at=None).update(
        reversed_at=at, reversed_because=because.strip()
    ):
        line = found.subscription
        journal.record(
            "availability.correction_taken_back", subject=line.subject, actor=actor, at=at,
            client=line.contract.client_id, clauses=("5.3",),
            before={"start": found.start.isoformat(), "state": found.state},
            personal={"because": because.strip()},
        )  # fmt: skip
        project(line, since=epoch(found.start), actor=actor, at=at)
    found.refresh_from_db()
    return found


def of_someone(actor: Viewer) -> None:
    """Operations correct, each by name."""
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.corrects")
    if actor.person is None:
        raise NotAllowed("measured.corrected_by_people")


def check(start: datetime, end: datetime | None, state: str, because: str, at: datetime) -> None:
    """Refuses what cannot have been: backwards, yet to come, or without a cause."""
    if state and state not in CODES:
        raise FaultyCorrection("measured.unknown_state", given=state, known=", ".join(CODES))
    if end is not None and end <= start:
        raise FaultyCorrection("measured.corrected_backward", start=start, end=end)
    if max(start, end or start) > at:
        raise FaultyCorrection("measured.corrected_ahead", now=at)
    if not because.strip():
        raise FaultyCorrection("measured.no_cause")

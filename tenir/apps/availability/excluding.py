"""What does not count in a rate: ruled by a named person, and reversed.

Clause: 5.5.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.models import Cause, Exclusion
from tenir.apps.availability.queries import exclusion
from tenir.apps.availability.refusals import FaultyExclusion
from tenir.apps.journal import services as journal
from tenir.terms.exclusions import UnknownExclusion
from tenir.terms.kinds_availability import Exclusions
from tenir.terms.resolution import Terms
from tenir.viewer import NotAllowed, StaffRole, Viewer


@transaction.atomic
def exclude(
    *,
    subscription: int,
    start: datetime,
    end: datetime,
    reason: str,
    evidence: str,
    told: bool = True,
    actor: Viewer,
    at: datetime,
) -> Exclusion:
    """A named person rules a span out of the rate, for one of the agreement's reasons.

    It is asked of the version in force for the client when the span begins. Without `told` its
    evidence stays out of the journal: another fact has it. Raises UnknownExclusion,
    FaultyExclusion.
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
        personal={"evidence": ruled.evidence} if told else None,
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
        Cause.objects.filter(exclusion=found, state=Cause.State.ACCEPTED).update(
            state=Cause.State.DECLINED, because=because.strip(), decided_by_id=actor.person,
            decided_at=at,
        )  # fmt: skip
        subject = found.subscription
        journal.record(
            "availability.exclusion_reversed", subject=subject.subject, actor=actor, at=at,
            client=subject.contract.client_id, clauses=("5.5",),
            before={"start": found.start.isoformat(), "reason": found.reason},
            personal={"because": because.strip()},
        )  # fmt: skip
    found.refresh_from_db()
    return found


def _check_reason(terms: Terms, reason: str) -> None:
    known = [item.id for item in terms.get("availability.excluded", Exclusions).term.items]
    if reason not in known:
        raise UnknownExclusion("exclusion.unknown", given=reason, known=", ".join(known))

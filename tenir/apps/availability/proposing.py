"""What is known of an outage becomes an exclusion proposed by the rules; a person decides.

Clause: 5.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.dossiers import dossier
from tenir.apps.availability.excluding import exclude, reverse
from tenir.apps.availability.histories import moment
from tenir.apps.availability.margins import month_of
from tenir.apps.availability.models import Cause, Stretch
from tenir.apps.availability.queries import cause as one_cause
from tenir.apps.availability.refusals import CauseDecided, FaultyCause
from tenir.apps.journal import services as journal
from tenir.apps.maintenance import queries as maintenance
from tenir.terms import causes as rules
from tenir.terms.dates import epoch, next_month
from tenir.terms.exclusions import ExcludedSpan
from tenir.terms.reasons import Judgement
from tenir.viewer import SYSTEM, NotAllowed, StaffRole, Viewer

State = Cause.State
TELLERS = (StaffRole.OPERATIONS, StaffRole.AGENT)


@dataclass(frozen=True, kw_only=True)
class NewCause:
    """What someone knows of why a subscription was down, with what shows it; see `models.Cause`."""

    kind: str
    start: datetime
    end: datetime
    evidence: str
    told_at: datetime | None = None
    holds: bool = False
    works: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What another article found out: the kind of cause, the evidence, what it was found in."""

    kind: str
    evidence: str
    source: str


@transaction.atomic
def tell_cause(*, subscription: int, told: NewCause, actor: Viewer, at: datetime) -> Cause:
    """What is known of why a subscription was down is kept, with what the rules propose for it.

    Works are told by their number: they stand for their own time. Raises FaultyCause, UnknownCause.
    Clause: 5.5.
    """
    if not actor.has(*TELLERS):
        raise NotAllowed("measured.tells_causes")
    return _keep(agreements.subscription(actor, subscription), told, actor=actor, at=at)


def _keep(found: agreements.Subscription, told: NewCause, *, actor: Viewer, at: datetime) -> Cause:
    told = _checked(told, at)
    made = Cause(subscription=found, known_by_id=actor.person, known_at=at, **vars(told))
    judged = _judge(made)
    made.save()
    journal.record(
        "availability.cause_told", subject=found.subject, actor=actor, at=at,
        happened_at=made.start, client=found.contract.client_id, clauses=("5.5",),
        after={"cause": made.reference, "kind": made.kind, "proposed": judged.value.reason or "",
               "start": made.start.isoformat(), "end": made.end.isoformat()},
        personal=None if made.source else {"evidence": made.evidence},
    )  # fmt: skip
    return made


@transaction.atomic
def accept_cause(
    *, cause_id: int, evidence: str = "", because: str = "", actor: Viewer, at: datetime
) -> Cause:
    """A named person rules out of the rate what was proposed, on that evidence or the cause's own.

    Judged anew first: nothing is ruled that the rules no longer propose. Raises CauseDecided.
    Clause: 5.5.
    """
    found = _undecided(actor, cause_id, State.PROPOSED, State.DECLINED)
    before = found.state
    if found.works:
        found.state = State.COUNTS
        found.save(update_fields=["state"])  # its works leave time out again
    if _judge(found).value.reason is None or found.from_at is None or found.until_at is None:
        raise CauseDecided("measured.no_longer_proposed")
    if not found.works:
        found.exclusion = exclude(
            subscription=found.subscription_id, start=found.from_at, end=found.until_at,
            reason=found.reason, evidence=evidence.strip() or found.evidence,
            told=not found.source, actor=actor, at=at,
        )  # fmt: skip
    return _decide(found, State.ACCEPTED, because, before=before, actor=actor, at=at)


@transaction.atomic
def decline_cause(*, cause_id: int, because: str, actor: Viewer, at: datetime) -> Cause:
    """A named person says why what was proposed is not excluded: it counts.

    What was accepted before is reversed with it; works were not the cause. Frozen months stay.
    Clause: 5.5.
    """
    found = _undecided(actor, cause_id, State.PROPOSED, State.ACCEPTED)
    if not because.strip():
        raise FaultyCause("measured.no_reason_declined")
    if found.exclusion_id:
        reverse(exclusion_id=found.exclusion_id, because=because, actor=actor, at=at)
    return _decide(found, State.DECLINED, because, before=found.state, actor=actor, at=at)


def suggest_cause(
    *, subscription: int, during: datetime, told: Suggested, actor: Viewer, at: datetime
) -> Cause | None:
    """What another article found out at that instant, kept as a cause of the outage that it met.

    None where it was not down then. A consequence: whoever calls has checked who acts.
    Clause: 5.5.
    """
    met = Stretch.objects.filter(
        subscription=subscription, state=Stretch.State.DOWN, start__lte=during, end__gt=during
    ).first()
    if met is None:
        return None
    cause = NewCause(
        kind=told.kind, start=met.start, end=met.end, evidence=told.evidence, source=told.source,
        holds=told.kind in rules.ASKED,
    )  # fmt: skip
    return _keep(agreements.subscription(actor, subscription), cause, actor=actor, at=at)


def propose_again(*, until: datetime | None = None) -> int:
    """Judges anew what waits or counts so far: outages may have become known since. How many moved.

    Clause: 5.5.
    """
    rows = Cause.objects.filter(state__in=(State.COUNTS, State.PROPOSED))
    if until is not None:
        rows = rows.filter(start__lt=until)
    moved = 0
    for row in rows.select_related("subscription"):
        before = (row.state, row.reason, row.from_at, row.until_at)
        _judge(row)
        if (row.state, row.reason, row.from_at, row.until_at) != before:
            row.save()
            moved += 1
    return moved


def _checked(told: NewCause, at: datetime) -> NewCause:
    if told.kind in rules.WORKS and told.works:
        works = maintenance.works_numbered(SYSTEM, told.works)
        told = NewCause(**vars(told) | {
            "start": works.starts_at, "end": works.ends_at,
            "evidence": told.evidence.strip() or works.number,
        })  # fmt: skip
    elif told.kind in rules.WORKS or told.works:
        raise FaultyCause("measured.works_by_number")
    if told.end <= told.start:
        raise FaultyCause("measured.cause_backward", start=told.start, end=told.end)
    if told.start > at:
        raise FaultyCause("measured.cause_ahead", now=at)
    if not told.evidence.strip():
        raise FaultyCause("measured.no_evidence")
    return NewCause(**vars(told) | {"evidence": told.evidence.strip()})


def _judge(row: Cause) -> Judgement[rules.Proposed]:
    """What the rules say of it now, on the row; those of works count as decided until declined."""
    span = (epoch(row.start), epoch(row.end))
    down = [
        (epoch(each.start), epoch(each.end)) for each in Stretch.objects.filter(
            subscription=row.subscription_id, state=Stretch.State.DOWN,
            start__lt=row.end, end__gt=row.start,
        ).order_by("start")
    ]  # fmt: skip
    terms = agreements.terms_of(SYSTEM, row.subscription_id, at=row.start)
    told = None if row.told_at is None else epoch(row.told_at)
    cause = rules.Cause(row.kind, span, row.evidence, told, row.holds)
    judged = rules.proposed(terms, cause, down=down, left_out=_left_out(row) if down else ())
    found = judged.value
    row.reason, row.seconds = found.reason or "", found.seconds
    row.reasons = judged.reason.to_json()
    row.from_at, row.until_at = map(moment, found.span) if found.span else (None, None)
    if row.state in {State.COUNTS, State.PROPOSED}:
        row.state = State.PROPOSED if found.reason else State.COUNTS
    return judged


def _left_out(row: Cause) -> list[ExcludedSpan]:
    month, last = month_of(epoch(row.start)), month_of(epoch(row.end))
    months = dossier(SYSTEM, row.subscription_id, last)
    found: list[ExcludedSpan] = []
    while month <= last:
        found += months.month(month).value.excluded
        month = next_month(month)
    return found


def _undecided(actor: Viewer, cause_id: int, *states: str) -> Cause:
    one_cause(actor, cause_id)
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.rules_out")
    if actor.person is None:
        raise NotAllowed("measured.ruled_by_people")
    found = Cause.objects.select_for_update(of=("self",)).select_related("subscription").get(
        pk=cause_id
    )  # fmt: skip
    if found.state not in states:
        raise CauseDecided("measured.cause_decided")
    return found


def _decide(
    found: Cause, state: str, because: str, *, before: str, actor: Viewer, at: datetime
) -> Cause:
    told: dict[str, Any] = {"cause": found.reference, "reason": found.reason, "state": state}
    found.state, found.because = state, because.strip()
    found.decided_by_id, found.decided_at = actor.person, at
    found.save()
    line = found.subscription
    journal.record(
        f"availability.cause_{state}", subject=line.subject, actor=actor, at=at,
        happened_at=found.start, client=line.contract.client_id, clauses=("5.5",),
        before={"state": before}, after=told, personal={"because": found.because},
    )  # fmt: skip
    return found

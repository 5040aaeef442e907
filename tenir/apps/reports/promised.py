"""What a judged month says of what was promised: the target kept or missed, a penalty to claim.

Clause: 5.1, 5.6, 5.7.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import queries as commitments
from tenir.apps.commitments import services as promises
from tenir.apps.penalties import queries as penalties
from tenir.terms.commitments import WORKING_DAYS, steps
from tenir.terms.dates import local, month_span
from tenir.terms.grounds import Grounds, Promised, grounds_of
from tenir.terms.months import Months
from tenir.terms.phrases import say
from tenir.terms.promises import claim_of, target_of
from tenir.viewer import NotSeen, StaffRole, Viewer

TARGET, CLAIM = "availability.target", "penalty.claim"
LOST = "penalty.lost"  # what not claiming in time brings


def key_of(kind: str, subscription: int, month: str, revision: int = 1) -> str:
    """The key of what was promised of a month; of a revision, its number with it."""
    key = f"{kind}/{subscription}/{month}"
    return key if revision == 1 else f"{key}/r{revision}"


def commit_to(
    found: agreements.Subscription,
    months: Months,
    month: str,
    *,
    frozen: str,
    revision: int = 1,
    actor: Viewer,
    at: datetime,
) -> None:
    """The month's promise, from its first instant to its last, and the claim that it opens.

    `frozen` is the digest of all that the frozen month follows from.
    Met, it is kept; missed, it is overdue and the next tick settles it; a month of which nothing
    is known is let go of. The publisher owes a credit once it is claimed: until then the client
    has something to do, and loses the penalty where it does not.
    Clause: 5.1, 5.6, 5.7.
    """
    start = local(month_span(month, settings.TIME_ZONE)[0], settings.TIME_ZONE)
    key, grounds = key_of(TARGET, found.pk, month, revision), _grounds(months, frozen)
    judged = target_of(months, month)
    promises.promise(
        Promised(TARGET, judged.value, judged.reason, grounds), key=key, subject=found.subject,
        organisation=found.contract.client_id, owed_by="publisher", clauses=("5.1",),
        started_at=start, answerable=StaffRole.OPERATIONS, actor=actor, at=at,
    )  # fmt: skip
    if months.rate(month) is None:
        because = say("reports.not_measured", "fr")
        promises.waive(key, because=because, actor=actor, at=at)
    elif months.month(month).value.met:
        promises.keep(key, kept_at=judged.value, actor=actor, at=at)
    claim = None if penalties.settled_before(found.pk, month) else claim_of(months, month)
    if claim:
        owed = Promised(CLAIM, claim.value, claim.reason, grounds)
        key = key_of(CLAIM, found.pk, month, revision)
        _claim(found, months, owed, key, month, actor=actor, at=at)


def let_go(
    found: agreements.Subscription,
    month: str,
    revision: int,
    *,
    because: str,
    actor: Viewer,
    at: datetime,
) -> None:
    """What ran of a month before that revision is let go of; what is settled stays on record.

    Clause: 5.1, 5.6, 5.7.
    """
    for kind in (TARGET, CLAIM):
        for earlier in range(1, revision):
            key = key_of(kind, found.pk, month, earlier)
            try:
                commitments.commitment_of(actor, key)
            except NotSeen:
                continue
            promises.waive(key, because=because, actor=actor, at=at)


def _claim(
    found: agreements.Subscription,
    months: Months,
    owed: Promised,
    key: str,
    month: str,
    *,
    actor: Viewer,
    at: datetime,
) -> None:
    start = local(month_span(month, settings.TIME_ZONE)[1], settings.TIME_ZONE)
    warnings = steps(months.dossier.terms, started_at=start, due_at=owed.due_at, base=WORKING_DAYS)
    promises.promise(
        owed, key=key, subject=found.subject, organisation=found.contract.client_id,
        owed_by="client", clauses=("5.6", "5.7"), started_at=start, risk=LOST, base=WORKING_DAYS,
        steps=warnings, actor=actor, at=at,
    )  # fmt: skip


def _grounds(months: Months, frozen: str) -> Grounds:
    """What a month's promises follow from: all that the month frozen under that digest does."""
    return grounds_of(months.dossier.agreement, frozen=frozen)

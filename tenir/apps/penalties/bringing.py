"""Penalties settled before Tenir kept the books, brought in: all or nothing; nobody is told.

Clause: 5.6, 5.7, 5.9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.journal import services as journal
from tenir.apps.penalties.models import PastPenalty, Right
from tenir.apps.penalties.refusals import FaultyPast
from tenir.brought import BroughtIn
from tenir.terms.dates import BadInstant, local, month_span
from tenir.viewer import SYSTEM, NotAllowed, StaffRole, Viewer

Line = agreements.Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A penalty as it is known elsewhere, by its reference; `where` is its place in the file."""

    where: str
    reference: str
    target: str
    month: str
    amount: Decimal
    claimed_on: date | None = None
    settled_on: date | None = None
    settled_by: str = ""


@transaction.atomic
def bring_in_penalties(
    rows: Sequence[Settled], *, dry_run: bool = False, actor: Viewer, at: datetime
) -> BroughtIn:
    """Penalties of months settled elsewhere: those months open no right, and are not claimed again.

    With one mistake or more nothing is kept, and all are told. What was brought in before and is
    the same is left.
    Clause: 5.6, 5.7, 5.9.
    """
    if not actor.has(StaffRole.FINANCE):
        raise NotAllowed("penalties.finance_brings")
    found, met = BroughtIn(), dict[str, str]()
    lines = agreements.subscriptions(SYSTEM).filter(target__in={row.target for row in rows})
    held = {line.target: line for line in lines}
    for row in rows:
        if met.setdefault(row.reference, row.where) != row.where:
            twice = FaultyPast("penalties.twice", given=row.reference, first=met[row.reference])
            found.wrong(row.where, "reference", twice)
        elif row.target not in held:
            unknown = FaultyPast("penalties.no_target", given=row.target[:80])
            found.wrong(row.where, "target", unknown)
        else:
            _bring(row, held[row.target], found, actor=actor, at=at)
    if found.mistakes or dry_run:
        transaction.set_rollback(True)
    return found


def _bring(row: Settled, line: Line, found: BroughtIn, *, actor: Viewer, at: datetime) -> None:
    told = {
        "subscription_id": line.pk, "month": row.month, "amount": row.amount,
        "claimed_on": row.claimed_on, "settled_on": row.settled_on, "settled_by": row.settled_by,
    }  # fmt: skip
    past = PastPenalty.objects.filter(reference=row.reference).first()
    if past is not None:
        if all(getattr(past, name) == value for name, value in told.items()):
            found.unchanged.append(row.reference)
        else:
            differs = FaultyPast("penalties.differs", given=row.reference)
            found.wrong(row.where, "reference", differs)
        return
    if not _sound(row, line, found, at):
        return
    PastPenalty.objects.create(
        reference=row.reference, organisation_id=line.contract.client_id, brought_at=at,
        brought_by_id=actor.person, **told,
    )  # fmt: skip
    journal.record(
        "penalties.brought_in", subject=line.subject, actor=actor, at=at,
        client=line.contract.client_id, clauses=("5.6", "5.9"),
        after={"reference": row.reference, "month": row.month, "amount": str(row.amount),
               "settled_by": row.settled_by},
    )  # fmt: skip
    found.new.append(row.reference)


def _sound(row: Settled, line: Line, found: BroughtIn, at: datetime) -> bool:
    """Whether it can be: a month that is over, of which nothing is known here."""
    before = len(found.mistakes)
    try:
        end = local(month_span(row.month, "UTC")[1], "UTC")
    except BadInstant as refused:
        found.wrong(row.where, "month", refused)
        return False
    if end > at:
        found.wrong(row.where, "month", FaultyPast("penalties.month_not_over", month=row.month))
    same = {"subscription": line, "month": row.month}
    if PastPenalty.objects.filter(**same).exists() or Right.objects.filter(**same).exists():
        taken = FaultyPast("penalties.month_known", month=row.month, target=row.target)
        found.wrong(row.where, "month", taken)
    return len(found.mistakes) == before

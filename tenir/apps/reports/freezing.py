"""A month stated once and for good, and stated anew beside the old.

Clause: 5.4.
"""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.availability import services as measuring
from tenir.apps.journal import services as journal
from tenir.apps.penalties import services as penalties
from tenir.apps.reports.models import Frozen
from tenir.apps.reports.promised import CLAIM, commit_to, key_of, let_go
from tenir.apps.reports.queries import STATEMENT, latest
from tenir.terms.dates import local, month_span
from tenir.terms.errors import Refused
from tenir.terms.frozen import Freezing, digest, frozen_month
from tenir.terms.frozen import canonical as canonical_json
from tenir.terms.months import Months
from tenir.terms.promises import right_of
from tenir.viewer import NotAllowed, StaffRole, Viewer


class CannotFreeze(Refused):
    """A month that is not over, or that the subscription does not cover."""


class NoReason(Refused):
    """A revision without its reason."""


@transaction.atomic
def freeze_month(*, subscription: int, month: str, actor: Viewer, at: datetime) -> Frozen:
    """A subscription's month is stated once and for good; again, it is the same.

    The promise of that month is settled with it, and a right to a penalty opens the delay to
    claim it. Raises CannotFreeze.
    Clause: 5.1, 5.4, 5.6, 5.7.
    """
    found = _freezable(actor, subscription, month, at)
    mine = availability.books(actor, found.contract.client_id, until=month)
    return _frozen(mine, found, month, actor=actor, at=at)


@transaction.atomic
def freeze_client(*, organisation: int, month: str, actor: Viewer, at: datetime) -> list[Frozen]:
    """The same for each subscription of a client that covers a part of the month.

    Clause: 5.1, 5.4, 5.6, 5.7.
    """
    must_freeze(actor, month, at)
    measuring.let_outages_last(at, organisation=organisation)
    mine = availability.books(actor, organisation, until=month)
    return [
        _frozen(mine, item, month, actor=actor, at=at)
        for item in mine.subscriptions if mine.books.covers(mine.place(item.pk), month)
    ]  # fmt: skip


@transaction.atomic
def revise(*, subscription: int, month: str, because: str, actor: Viewer, at: datetime) -> Frozen:
    """What was frozen is stated anew, for a reason, beside the old; where no figure moved, nothing.

    Clause: 5.4.
    """
    found = _freezable(actor, subscription, month, at)
    if not because.strip():
        raise NoReason("reports.no_reason")
    before = latest(actor, subscription, month)
    mine = availability.books(actor, found.contract.client_id, until=month)
    months, freezing = _judged(mine, found, month)
    if freezing.statement.decode() == before.statement:
        return before
    row = _row(found, month, freezing, actor=actor, at=at, because=because.strip())
    row.revision = before.revision + 1
    row.save(force_insert=True)
    _record("revised", found, row, actor=actor, at=at, before=before)
    if _outcome(row) != _outcome(before):
        let_go(found, month, row.revision, because=row.because, actor=actor, at=at)
        commit_to(
            found, months, month, frozen=row.inputs_digest, revision=row.revision, actor=actor,
            at=at,
        )  # fmt: skip
        _follow(found, months, row, actor=actor, at=at)
    return row


def _follow(
    found: agreements.Subscription, months: Months, row: Frozen, *, actor: Viewer, at: datetime
) -> None:
    """The right to a penalty that the month opens, moves or takes away."""
    penalties.follow_month(
        found, row.month, right_of(months, row.month), frozen=row.inputs_digest,
        promise=key_of(CLAIM, found.pk, row.month, row.revision), revision=row.revision,
        because=row.because, actor=actor, at=at,
    )  # fmt: skip


def _frozen(
    mine: availability.ClientBooks,
    found: agreements.Subscription,
    month: str,
    *,
    actor: Viewer,
    at: datetime,
) -> Frozen:
    known = Frozen.objects.filter(kind=STATEMENT, subject=found.subject, month=month)
    if known.exists():
        return known.latest("revision")
    months, freezing = _judged(mine, found, month)
    row = _row(found, month, freezing, actor=actor, at=at)
    Frozen.objects.bulk_create([row], ignore_conflicts=True)
    kept = known.latest("revision")
    if kept.frozen_at == at and kept.statement_digest == row.statement_digest:
        _record("frozen", found, kept, actor=actor, at=at)
        commit_to(found, months, month, frozen=kept.inputs_digest, actor=actor, at=at)
        _follow(found, months, kept, actor=actor, at=at)
    return kept


def _outcome(row: Frozen) -> tuple[object, ...]:
    """What a month means for what was promised of it."""
    told = json.loads(row.statement)
    penalty = told["penalty"] or {}
    return told["availability"]["met"], penalty.get("right"), penalty.get("amount")


def _judged(
    mine: availability.ClientBooks, found: agreements.Subscription, month: str
) -> tuple[Months, Freezing]:
    place = mine.place(found.pk)
    if not mine.books.covers(place, month):
        raise CannotFreeze("reports.not_covered", month=month)
    months = mine.books.closed(place, month)
    return months, frozen_month(months, month, mine.records[place])


def _freezable(
    actor: Viewer, subscription: int, month: str, at: datetime
) -> agreements.Subscription:
    found = agreements.subscription(actor, subscription)
    must_freeze(actor, month, at)
    measuring.let_outages_last(at, organisation=found.contract.client_id)
    return found


def must_freeze(actor: Viewer, month: str, at: datetime) -> None:
    """Raises NotAllowed but for operations, CannotFreeze while the month is not over."""
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("reports.freezes")
    end = local(month_span(month, settings.TIME_ZONE)[1], settings.TIME_ZONE)
    if at < end:
        raise CannotFreeze("reports.month_not_over", month=month, end=end)


def _row(
    found: agreements.Subscription,
    month: str,
    freezing: Freezing,
    *,
    actor: Viewer,
    at: datetime,
    because: str = "",
) -> Frozen:
    told = freezing.said["agreement"]
    return Frozen(
        kind=STATEMENT, subject=found.subject, subscription=found,
        organisation_id=found.contract.client_id, month=month,
        statement=freezing.statement.decode(), statement_digest=digest(freezing.statement),
        said=canonical_json(freezing.said).decode(), engine=freezing.engine,
        agreement=told["id"], version=told["version"], convention=told["digest"],
        inputs=freezing.inputs.decode(), evidence=freezing.evidence.decode(),
        inputs_digest=freezing.inputs_digest, frozen_at=at, frozen_by=actor.pseudonym,
        because=because,
    )  # fmt: skip


def _record(
    verb: str,
    found: agreements.Subscription,
    row: Frozen,
    *,
    actor: Viewer,
    at: datetime,
    before: Frozen | None = None,
) -> None:
    journal.record(
        f"reports.{verb}", subject=found.subject, actor=actor, at=at,
        client=found.contract.client_id, clauses=("5.4",),
        before=_digests(before) if before else None, after=_digests(row),
        personal={"because": row.because} if row.because else None,
    )  # fmt: skip


def _digests(row: Frozen) -> dict[str, object]:
    return {
        "month": row.month, "revision": row.revision, "statement": row.statement_digest,
        "inputs": row.inputs_digest, "convention": row.convention, "engine": row.engine,
    }  # fmt: skip

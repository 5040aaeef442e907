"""Exceptional closing days, told to every client (fr. fermetures exceptionnelles).

Clause: 7.15.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from tenir.apps.agreements.models import Closure
from tenir.apps.journal import services as journal
from tenir.prepared import Prepared
from tenir.terms import hours
from tenir.terms.dates import at_local, epoch
from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, StaffRole, Viewer

DAY = 86_400
LOCK = 715  # PostgreSQL's advisory lock: shared by whoever counts closings, alone who tells one


class FaultyClosure(Refused):
    """A closing that ends before it begins, or without a word of why."""


@transaction.atomic
def announce_closure(
    on: date,
    *,
    because: str,
    start: int = 0,
    end: int = DAY,
    told_at: datetime | None = None,
    actor: Viewer,
    at: datetime,
) -> Closure:
    """Support is closed on that day, or from `start` to `end` of it, in seconds; twice is once.

    It counts for the clocks that start after it was told: now, or at `told_at`, where clients were
    told before it is recorded. Who tells the clients calls this.
    Clause: 7.15.
    """
    closing(on, start=start, end=end, told_at=told_at, actor=actor, at=at)
    if not because.strip():
        raise FaultyClosure("agreements.closure_why")
    _locked("pg_advisory_xact_lock")
    found, new = Closure.objects.get_or_create(
        on=on, start=start, end=end,
        defaults={"announced_at": told_at or at, "because": because.strip()[:200]},
    )  # fmt: skip
    if new:
        journal.record(
            "agreements.closure_announced", subject=f"closure/{found.pk}", actor=actor, at=at,
            happened_at=told_at or at, clauses=("7.15",),
            after={"on": on.isoformat(), "start": start, "end": end, "because": found.because},
        )  # fmt: skip
    return found


def closing(
    on: date, *, start: int, end: int, told_at: datetime | None = None, actor: Viewer, at: datetime
) -> hours.Closure:
    """That closing as calendars read it, told now or at `told_at`; nothing is written.

    Raises FaultyClosure and NotAllowed, as the announcing does.
    Clause: 7.15.
    """
    if not actor.has(StaffRole.ACCOUNTS_MANAGER, StaffRole.OPERATIONS):
        raise NotAllowed("agreements.closes")
    if not 0 <= start < end <= DAY:
        raise FaultyClosure("agreements.closure_backward")
    if told_at is None and at_local(on, end, settings.TIME_ZONE) <= epoch(at):
        raise FaultyClosure("agreements.closure_over")
    if told_at and told_at > at:
        raise FaultyClosure("agreements.closure_untold")
    return hours.Closure(start, end, on=on, announced_at=epoch(told_at or at))


def is_told(one: hours.Closure, among: Collection[hours.Closure]) -> bool:
    """Whether clients were told of that closing already, whenever it was."""
    return any((each.on, each.start, each.end) == (one.on, one.start, one.end) for each in among)


def hold_closures() -> None:
    """Until the transaction ends nobody tells of a closing: who counts them writes what holds.

    Else a clock that is written meanwhile would neither count it nor be found to be moved.
    Clause: 7.15.
    """
    _locked("pg_advisory_xact_lock_shared")


def _locked(how: str) -> None:
    """SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {how}(%s)", [LOCK])


def closures() -> tuple[hours.Closure, ...]:
    """The closings that clients were told of, as calendars read them: everyone knows them.

    Clause: 7.15.
    """
    return tuple(
        hours.Closure(row.start, row.end, on=row.on, announced_at=epoch(row.announced_at))
        for row in _CLOSURES()
    )


_CLOSURES = Prepared(lambda: Closure.objects.order_by("on", "start"))

"""Acts: each one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.journal import services as journal
from tenir.apps.maintenance.models import Works
from tenir.apps.maintenance.queries import works_numbered
from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, StaffRole, Viewer


class FaultyWorks(Refused):
    """Works that cannot be announced as they are told."""


@transaction.atomic
def announce(
    *,
    number: str,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    products: Sequence[str] = (),
    subscriptions: Sequence[int] = (),
    announced_at: datetime | None = None,
    actor: Viewer,
    at: datetime,
) -> Works:
    """Works are announced, or done and never announced where `announced_at` is None.

    They touch every subscription of the products, and those named. Announced is when the clients
    were told: works announced before they begin, inside a window, do not count against the rate.
    Clause: 5.5, 5.12, 5.14.
    """
    _announces(actor)
    _check(number, kind, starts_at, ends_at)
    if not products and not subscriptions:
        raise FaultyWorks("maintenance.nothing_touched")
    found = Works.objects.create(
        number=number, kind=kind, starts_at=starts_at, ends_at=ends_at, announced_at=announced_at
    )
    found.products.set([catalogue.product(key) for key in products])
    found.subscriptions.set([agreements.subscription(actor, key) for key in subscriptions])
    journal.record(
        "maintenance.works_announced", subject=f"works/{number}", actor=actor, at=at,
        happened_at=announced_at or at, clauses=("5.12", "5.14"),
        after={
            "kind": kind, "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat(),
            "products": list(products), "subscriptions": list(subscriptions),
        },
    )  # fmt: skip
    return found


@transaction.atomic
def withdraw(*, number: str, because: str, actor: Viewer, at: datetime) -> Works:
    """Works that do not take place: they exclude nothing any more.

    Clause: 5.12.
    """
    _announces(actor)
    if not because.strip():
        raise FaultyWorks("maintenance.no_reason")
    found = works_numbered(actor, number)
    if Works.objects.filter(pk=found.pk, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_because=because.strip()
    ):
        journal.record(
            "maintenance.works_withdrawn", subject=f"works/{number}", actor=actor, at=at,
            clauses=("5.12",), personal={"because": because.strip()},
        )  # fmt: skip
    found.refresh_from_db()
    return found


def _announces(actor: Viewer) -> None:
    if not actor.has(StaffRole.OPERATIONS, StaffRole.RELEASES):
        raise NotAllowed("maintenance.announces")


def _check(number: str, kind: str, starts_at: datetime, ends_at: datetime) -> None:
    if kind not in Works.Kind.values:
        known = ", ".join(Works.Kind.values)
        raise FaultyWorks("maintenance.unknown_kind", given=kind, known=known)
    if ends_at <= starts_at:
        raise FaultyWorks("maintenance.backward", start=starts_at, end=ends_at)
    if Works.objects.filter(number=number).exists():
        raise FaultyWorks("maintenance.number_taken", given=number)

"""A month closed for everyone in one act: the clients with exclusions undecided wait, or do not.

Clause: 5.4, 5.5, 5.6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from tenir.apps.accounts.queries import people_with
from tenir.apps.availability import services as availability
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.parties import queries as parties
from tenir.apps.reports.freezing import freeze_client, must_freeze
from tenir.apps.reports.models import Frozen
from tenir.apps.reports.reviewing import (
    clients_of,
    covering,
    month_ends,
    months_kept,
    undecided_of,
)
from tenir.viewer import StaffRole, Viewer

log = structlog.get_logger(__name__)


@dataclass
class Closed:
    """What a close came to: statements frozen, clients held back, clients that failed."""

    statements: int = 0
    waiting: int = 0
    failed: int = 0

    def add(self, statements: int | None) -> None:
        """One client more; None where it failed."""
        if statements is None:
            self.failed += 1
        else:
            self.statements += statements


def close_month(
    *,
    month: str,
    actor: Viewer,
    at: datetime,
    undecided: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Closed:
    """The month frozen for every client, each in a transaction of its own.

    A client with proposed exclusions that nobody has decided waits, and operations are told;
    `undecided` is the reason not to wait: then its outages count as they stand. A client whose
    month cannot be judged holds back none of the others. `progress` is told after each client.
    Clause: 5.4, 5.5, 5.6.
    """
    must_freeze(actor, month, at)
    availability.let_outages_last(at)
    availability.propose_again(until=month_ends(month))
    waiting = {cause.subscription.contract.client_id for cause in undecided_of(actor, month)}
    clients = list(_open_clients(actor, month))
    done = Closed()
    for number, client in enumerate(clients, start=1):
        if client.pk in waiting and not undecided.strip():
            done.waiting += 1
        else:
            because = undecided.strip() if client.pk in waiting else ""
            done.add(_freeze(client, month, because, actor=actor, at=at))
        if progress:
            progress(number, len(clients))
    if done.waiting:
        _tell(month, done.waiting, actor=actor, at=at)
    return done


def close_months(*, actor: Viewer, at: datetime, undecided: str = "") -> Closed:
    """Every month that is over and not frozen for everyone, of those listed, the oldest first.

    Twice is as once: what is frozen is left out.
    Clause: 5.4, 5.5, 5.6.
    """
    done = Closed()
    for kept in reversed(months_kept(actor, at=at)):
        if kept.state not in {"frozen", "empty"}:
            found = close_month(month=kept.month, undecided=undecided, actor=actor, at=at)
            done.statements += found.statements
            done.waiting += found.waiting
            done.failed += found.failed
    return done


def _open_clients(actor: Viewer, month: str) -> list[parties.Client]:
    """Those with a line that is not frozen yet: a month closed again costs nothing."""
    kept = Frozen.objects.filter(month=month, revision=1).values("subscription")
    left = covering(actor, month).exclude(pk__in=kept).order_by().values("contract__client")
    return list(clients_of(actor, month).filter(pk__in=left))


def _freeze(
    client: parties.Client, month: str, because: str, *, actor: Viewer, at: datetime
) -> int | None:
    """How many statements that made; None where the month cannot be judged."""
    try:
        frozen = freeze_client(organisation=client.pk, month=month, actor=actor, at=at)
    except Exception:
        log.exception("month_not_frozen", client=client.pk, month=month)
        return None
    if because:
        journal.record(
            "reports.frozen_undecided", subject=f"client/{client.pk}", actor=actor, at=at,
            client=client.pk, clauses=("5.4", "5.5"), after={"month": month},
            personal={"because": because},
        )  # fmt: skip
    return len(frozen)


def _tell(month: str, clients: int, *, actor: Viewer, at: datetime) -> None:
    """Operations hear once a day that a month waits for their decisions."""
    people = people_with(StaffRole.OPERATIONS) or people_with()
    to = [
        Recipient(person.pk, person.email, "en" if person.language == "en" else "fr", staff=True)
        for person in people
    ]
    notices.owe(
        "reports.undecided_staff", key=f"month/{month}/undecided/{at:%Y-%m-%d}", to=to,
        subject=f"month/{month}", values={"month": month, "clients": clients},
        clauses=("5.4", "5.5"), actor=actor, at=at, organisation=None,
    )  # fmt: skip

"""Before an operation that it asked for, a client arranges its own backups; and says so.

Clause: 6.7.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tenir.apps.commitments import queries as promised_so_far
from tenir.apps.commitments import services as commitments
from tenir.apps.commitments.queries import Commitment
from tenir.apps.orders.asking import today
from tenir.apps.orders.models import Quote
from tenir.terms.grounds import promised
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer

KIND, RISK = "orders.own_backup", "no-own-backup"
OPERATIONS = (Quote.Kind.IMPLEMENTATION, Quote.Kind.OUT_OF_HOURS, Quote.Kind.SETTINGS_HELP)
_SHARES = (50, 80)


def remind(found: Quote, *, actor: Viewer, at: datetime) -> None:
    """The client owes its own backups before the day of an operation that it has just ordered.

    Of an operation on a day that is said, and is not over before anyone could. It is reminded of
    it as of any promise, on the way.
    Clause: 6.7.
    """
    on = found.starts_on
    if found.kind not in OPERATIONS or on is None or on <= today(at):
        return
    client = found.contract.client
    judged = promised(KIND, starts_on=on, zone=client.time_zone)
    if judged.due_at <= at:
        return
    seconds = int((judged.due_at - at).total_seconds())
    commitments.promise(
        judged, key=f"{KIND}/{found.pk}", subject=found.reference, organisation=client.pk,
        owed_by="client", clauses=("6.7",), started_at=at, risk=RISK, actor=actor, at=at,
        steps=[(share, at + timedelta(seconds=seconds * share // 100)) for share in _SHARES],
    )  # fmt: skip


def backup_owed(viewer: Viewer, found: Quote) -> Commitment | None:
    """What the client still owes before that operation; None where it owes nothing, or said so."""
    owed = promised_so_far.commitments(viewer, kind=KIND, subject=found.reference)
    return owed.filter(done_at=None).exclude(state="waived").first()


@transaction.atomic
def say_backed_up(found: Quote, *, actor: Viewer, at: datetime) -> Commitment:
    """A contact says that the client has arranged its backups; again, it is as said first.

    Clause: 6.7.
    """
    if not actor.speaks_for(found.contract.client_id):
        raise NotAllowed("orders.backs_up")
    owed = promised_so_far.commitments(SYSTEM, kind=KIND, subject=found.reference).first()
    if owed is None:
        raise NotSeen("orders.no_backup_owed")
    return commitments.keep(owed.key, kept_at=at, actor=actor, at=at)

"""When clients asked that nothing of theirs be touched: entered, lifted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tenir.apps.catalogue import queries as catalogue
from tenir.apps.journal import services as journal
from tenir.apps.maintenance.judging_again import judge_again
from tenir.apps.maintenance.models import Freeze
from tenir.apps.maintenance.refusals import KEEPERS, FaultyFreeze
from tenir.apps.maintenance.seeing import freeze as one_freeze
from tenir.apps.parties import queries as parties
from tenir.viewer import NotAllowed, Viewer


@transaction.atomic
def freeze(
    *,
    client: int,
    starts_at: datetime,
    ends_at: datetime,
    because: str,
    asked_by: str = "",
    products: Sequence[str] = (),
    actor: Viewer,
    at: datetime,
) -> Freeze:
    """A client asked that nothing of its be touched then, of those products or of all.

    Works planned on that time ask for a reason; those planned already are judged again, and whoever
    planned them told. `asked_by`: who of the client asked it.
    """
    _keeps(actor)
    found = parties.client(actor, client)
    if ends_at <= starts_at:
        raise FaultyFreeze("maintenance.freeze_backward", start=starts_at, end=ends_at)
    if not because.strip():
        raise FaultyFreeze("maintenance.freeze_why")
    made = Freeze.objects.create(
        client=found, starts_at=starts_at, ends_at=ends_at, because=because.strip(),
        asked_by=asked_by.strip(), entered_at=at, entered_by_id=actor.person,
    )  # fmt: skip
    made.products.set([catalogue.product(key) for key in products])
    journal.record(
        "maintenance.frozen", subject=made.subject, actor=actor, at=at, happened_at=starts_at,
        client=client, after={
            "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat(),
            "products": list(products),
        },
        personal={"because": made.because, "asked_by": made.asked_by},
    )  # fmt: skip
    judge_again(made, actor=actor, at=at)
    return made


@transaction.atomic
def lift(id: int, *, because: str, actor: Viewer, at: datetime) -> Freeze:
    """A freeze holds no more, nor against works planned already; twice is once."""
    _keeps(actor)
    if not because.strip():
        raise FaultyFreeze("maintenance.freeze_why_lifted")
    found = one_freeze(actor, id)
    if Freeze.objects.filter(pk=found.pk, lifted_at=None).update(
        lifted_at=at, lifted_because=because.strip()
    ):
        journal.record(
            "maintenance.freeze_lifted", subject=found.subject, actor=actor, at=at,
            client=found.client_id, personal={"because": because.strip()},
        )  # fmt: skip
        found.refresh_from_db()
        judge_again(found, actor=actor, at=at)
    return found


def _keeps(actor: Viewer) -> None:
    if not actor.has(*KEEPERS):
        raise NotAllowed("maintenance.freezes")

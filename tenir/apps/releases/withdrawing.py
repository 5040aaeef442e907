"""A version made available is withdrawn from those who have not answered: they owe nothing by it.

Clause: 8.9.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tenir.apps.catalogue.queries import ProductVersion
from tenir.apps.commitments import services as commitments
from tenir.apps.journal import services as journal
from tenir.apps.releases.models import Validation
from tenir.apps.releases.queries import validations
from tenir.apps.releases.rights import NoReason, must_release
from tenir.apps.releases.telling import tell_client
from tenir.viewer import Viewer

State = Validation.State


@transaction.atomic
def withdraw(
    version: ProductVersion,
    *,
    because: str,
    subscriptions: Iterable[int] | None = None,
    actor: Viewer,
    at: datetime,
) -> list[Validation]:
    """A version is withdrawn from all who have yet to validate it, or from those lines of them.

    Each client is told why, and need not answer any more; the version may be made available to it
    again. Those who have answered, and those whose delay is over, are left alone. Raises NoReason.
    Clause: 8.9.
    """
    must_release(actor)
    if not because.strip():
        raise NoReason("releases.withdrawn_without_reason")
    waiting = validations(actor).filter(Validation.answerable(at), version=version)
    if subscriptions is not None:
        waiting = waiting.filter(subscription__in=list(subscriptions))
    found = list(waiting.order_by("pk").select_for_update(of=("self",)))
    for each in found:
        _withdraw(each, because.strip(), actor=actor, at=at)
    return found


def _withdraw(found: Validation, because: str, *, actor: Viewer, at: datetime) -> None:
    found.state, found.settled_at, found.because = State.WITHDRAWN, at, because
    found.save()
    commitments.waive(found.promise, because=because, actor=actor, at=at)
    journal.record(
        "releases.withdrawn", subject=found.reference, actor=actor, at=at,
        client=found.organisation_id, clauses=("8.9",), before={"state": State.AWAITED},
        after={"version": str(found.version), "target": found.subscription.target},
        personal={"because": because},  # words may name people
    )  # fmt: skip
    tell_client(found, "withdrawn", actor=actor, at=at)

"""Time passes: what nobody answered lapses, or is accepted; what needs no answer is let go of.

Clause: 8.9, 8.12.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tenir.apps.commitments import services as commitments
from tenir.apps.journal import services as journal
from tenir.apps.releases.judging import terms_of
from tenir.apps.releases.models import Validation
from tenir.apps.releases.telling import tell_client
from tenir.terms.dates import midnight_after
from tenir.terms.phrases import say
from tenir.terms.releases import liable_for_missing_update, update_mode, validation_state
from tenir.terms.resolution import Terms
from tenir.viewer import SYSTEM

BATCH = 1000
State = Validation.State


def settle_validations(now: datetime) -> int:
    """What is past its delay lapses, or is accepted where silence accepts; how many were settled.

    One whose subscription ended first is let go of. To be called often, and before the promises
    are settled; the same round again finds nothing left, however many run at once.
    Clause: 8.9, 8.12.
    """
    ended = Q(subscription__ends_on__lt=(now + timedelta(days=1)).date())
    found = Validation.objects.filter(ended | Q(due_at__lte=now), state=State.AWAITED)
    return sum(_settle(id, now) for id in found.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _settle(id: int, now: datetime) -> int:
    """1 where this round was the one that settled it."""
    found = (
        Validation.objects.select_for_update(of=("self",))
        .select_related("version__product", "subscription__contract__client", "organisation")
        .filter(pk=id, state=State.AWAITED)
        .first()
    )
    if found is None:
        return 0
    terms = terms_of(found)
    ends_on = found.subscription.ends_on
    end = midnight_after(ends_on, terms.zone) if ends_on else None
    if end is not None and end <= min(now, found.due_at):
        return _let_go(found, end, now)
    return _silent(found, terms, now) if found.due_at <= now else 0


def _let_go(found: Validation, end: datetime, now: datetime) -> int:
    """The subscription ended: nobody need validate what is not used."""
    _over(found, State.WAIVED, end, now)
    because = say("releases.subscription_ended", "fr", on=found.subscription.ends_on)
    commitments.waive(found.promise, because=because, actor=SYSTEM, at=now)
    return 1


def _silent(found: Validation, terms: Terms, now: datetime) -> int:
    """Nobody answered: the outcome that the agreement gives, and what 8.12 says of it."""
    judged = validation_state(
        terms, received_at=found.received_at, now=now, kind=found.version.kind
    )
    found.outcome = [judged.reason.to_json()]
    if judged.value == State.LAPSED:
        found.outcome.append(consequence_of(terms))
    _over(found, judged.value, found.due_at, now)
    if judged.value == State.ACCEPTED:
        commitments.keep(found.promise, kept_at=found.due_at, actor=SYSTEM, at=now)
        tell_client(found, "accepted", actor=SYSTEM, at=now)
    return 1  # a promise that lapses is marked missed, and told, as any other


def consequence_of(terms: Terms) -> dict[str, object]:
    """Who answers for the update if it is not done for want of the client, as JSON."""
    piloted = update_mode(terms).value == "piloted"
    judged = liable_for_missing_update(terms, piloted=piloted, client_action_missing=True)
    return judged.reason.to_json()


def _over(found: Validation, state: str, settled_at: datetime, now: datetime) -> None:
    found.state, found.settled_at = state, settled_at
    found.save()
    clauses = ("8.9", "8.12") if state == State.LAPSED else ("8.9",)
    journal.record(
        f"releases.{state}", subject=found.reference, actor=SYSTEM, at=now, happened_at=settled_at,
        client=found.organisation_id, clauses=clauses, before={"state": State.AWAITED},
        after={"version": str(found.version), "target": found.subscription.target},
    )  # fmt: skip

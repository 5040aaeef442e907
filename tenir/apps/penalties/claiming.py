"""A claim sent, an objection to its refusal, and how finance rules on that.

Clause: 5.7.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import queries as commitments
from tenir.apps.commitments import services as promises
from tenir.apps.journal import services as journal
from tenir.apps.penalties.models import Claim, Right
from tenir.apps.penalties.queries import claim as one_claim
from tenir.apps.penalties.queries import settled_before
from tenir.apps.penalties.refusals import ClaimMovedOn, NoReason, NothingToClaim
from tenir.apps.penalties.telling import of_line, reasons, tell_client, tell_finance
from tenir.terms.dates import local, month_span
from tenir.terms.penalties import claim_in_time
from tenir.viewer import SYSTEM, NotAllowed, StaffRole, Viewer

State = Claim.State


@transaction.atomic
def send_claim(
    *, subscription: int, month: str, words: str = "", actor: Viewer, at: datetime
) -> Claim:
    """A contact claims the penalty of a month, in writing; the same month again is the same claim.

    In time it is owed once the month gives a right; late, it is refused with the reason. Raises
    NothingToClaim where the month is frozen without a right, or not covered.
    Clause: 5.7.
    """
    found = agreements.subscription(actor, subscription)
    organisation = found.contract.client_id
    if not actor.speaks_for(organisation):
        raise NotAllowed("penalties.contacts_claim")
    right = Right.objects.filter(subscription=found, month=month).first()
    start = _must_be_claimable(found, right, month, at)
    terms = agreements.terms_of(actor, found.pk, at=max(start, found_start(found)))
    judged = claim_in_time(terms, month=month, sent_at=at, closures=agreements.closures())
    state = State.REFUSED if not judged.value else State.ACCEPTED if right else State.WAITING
    claim, new = Claim.objects.get_or_create(
        subscription=found, month=month,
        defaults={
            "organisation_id": organisation, "right": right, "state": state,
            "words": words.strip(), "sent_at": at, "sent_by_id": actor.person,
            "in_time": judged.value, "reasons": judged.reason.to_json(),
            "because": "" if judged.value else judged.reason.sentence("fr"),
        },
    )  # fmt: skip
    if not new:
        return claim
    record_claim(claim, "claimed" if judged.value else "claimed_late", actor=actor, at=at)
    if right and judged.value:
        promises.keep(right.promise, kept_at=at, actor=actor, at=at)
    values = of_line(found, month) | reasons(judged.reason) | {"in_time": judged.value}
    values["amount"] = right.amount if right else None
    tell_client("claimed" if judged.value else "refused", claim, values, actor=actor, at=at)
    tell_finance("claimed_staff", claim, values, actor=actor, at=at)
    return claim


def _must_be_claimable(
    found: agreements.Subscription, right: Right | None, month: str, at: datetime
) -> datetime:
    """The first instant of the month; NothingToClaim where there can be no right."""
    start, end = (local(each, settings.TIME_ZONE) for each in month_span(month, settings.TIME_ZONE))
    if settled_before(found.pk, month):
        raise NothingToClaim("penalties.settled_before", month=month)
    ends = found.ends_on
    if start > at or end.date() <= found.starts_on or (ends and ends < start.date()):
        raise NothingToClaim("penalties.not_covered", month=month)
    if right and right.withdrawn_at:
        raise NothingToClaim("penalties.withdrawn", month=month)
    if right is None and _frozen(found, start):
        raise NothingToClaim("penalties.met", month=month)
    return start


def _frozen(found: agreements.Subscription, start: datetime) -> bool:
    """Whether that month was frozen: its promise was then written down."""
    rows = commitments.commitments(SYSTEM, kind="availability.target")
    return rows.filter(subject=found.subject, started_at=start).exists()


def found_start(found: agreements.Subscription) -> datetime:
    """The first instant of a subscription."""
    zone = settings.TIME_ZONE
    day = found.starts_on
    return local(month_span(f"{day:%Y-%m}", zone)[0], zone).replace(day=day.day)


@transaction.atomic
def object_to(claim_id: int, *, because: str, actor: Viewer, at: datetime) -> Claim:
    """The client contests a refusal, once, and says why; finance rules.

    Clause: 5.7.
    """
    found = one_claim(actor, claim_id)
    if not actor.speaks_for(found.organisation_id):
        raise NotAllowed("penalties.contacts_claim")
    if not because.strip():
        raise NoReason("penalties.no_reason")
    told = {
        "state": State.OBJECTED, "objection": because.strip(), "objected_at": at,
        "objected_by_id": actor.person,
    }  # fmt: skip
    refused = Claim.objects.filter(pk=found.pk, state=State.REFUSED, ruled_at=None)
    if not refused.update(**told):
        raise ClaimMovedOn("penalties.moved_on")
    found.refresh_from_db()
    record_claim(found, "objected", actor=actor, at=at)
    values = of_line(found.subscription, found.month) | {"because": found.objection}
    tell_finance("objected_staff", found, values, actor=actor, at=at)
    return found


@transaction.atomic
def rule(claim_id: int, *, grant: bool, because: str, actor: Viewer, at: datetime) -> Claim:
    """Finance rules on an objection: the penalty is owed after all, or the refusal stands.

    Granting needs a right: a month that gives none is revised first. Raises NothingToClaim.
    Clause: 5.7.
    """
    found = one_claim(actor, claim_id)
    if not actor.has(StaffRole.FINANCE):
        raise NotAllowed("penalties.finance_rules")
    if not because.strip():
        raise NoReason("penalties.no_reason")
    right = Right.objects.filter(
        subscription=found.subscription_id, month=found.month, withdrawn_at=None
    ).first()
    if grant and right is None:
        raise NothingToClaim("penalties.no_right_yet", month=found.month)
    told: dict[str, Any] = {
        "state": State.ACCEPTED if grant else State.REFUSED, "because": because.strip(),
        "ruled_at": at, "ruled_by_id": actor.person, "right": right,
    }  # fmt: skip
    if not Claim.objects.filter(pk=found.pk, state=State.OBJECTED).update(**told):
        raise ClaimMovedOn("penalties.moved_on")
    found.refresh_from_db()
    record_claim(found, "granted" if grant else "upheld", actor=actor, at=at)
    values = of_line(found.subscription, found.month) | {"because": found.because, "grant": grant}
    values["amount"] = right.amount if right else None
    tell_client("ruled", found, values, actor=actor, at=at)
    return found


def record_claim(found: Claim, word: str, *, actor: Viewer, at: datetime) -> None:
    """The fact in the journal; words may name people."""
    journal.record(
        f"penalties.{word}", subject=found.subscription.subject, actor=actor, at=at,
        client=found.organisation_id, clauses=("5.7",),
        after={"claim": found.reference, "month": found.month, "state": found.state,
               "in_time": found.in_time},
        personal={"words": found.words, "objection": found.objection, "because": found.because},
    )  # fmt: skip

"""A right opened by a month that is frozen, judged anew by its revision, or withdrawn.

Clause: 5.6, 5.7, 5.8.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tenir.apps.agreements.queries import Subscription
from tenir.apps.commitments import services as promises
from tenir.apps.journal import services as journal
from tenir.apps.penalties.models import Claim, Right
from tenir.apps.penalties.queries import settled_before
from tenir.apps.penalties.telling import of_line, reasons, tell_client, tell_finance
from tenir.terms import penalties as rules
from tenir.terms.credits import left_to_credit
from tenir.terms.phrases import LANGUAGES, say
from tenir.terms.quantities import decimal_text
from tenir.terms.reasons import Judgement
from tenir.viewer import Viewer


@transaction.atomic
def follow_month(
    found: Subscription,
    month: str,
    judged: Judgement[rules.Right] | None,
    *,
    frozen: str,
    promise: str,
    revision: int = 1,
    because: str = "",
    actor: Viewer,
    at: datetime,
) -> Right | None:
    """What a month frozen, or revised for that reason, means: a right opened, moved or withdrawn.

    The client is told unasked; a claim sent early is settled. A month that was settled before Tenir
    kept the books opens nothing. A consequence: whoever calls has
    checked who acts.
    Clause: 5.6, 5.7, 5.8.
    """
    if settled_before(found.pk, month):
        return None
    claim = Claim.objects.select_for_update().filter(subscription=found, month=month).first()
    right = Right.objects.select_for_update().filter(subscription=found, month=month).first()
    if claim and _credited(claim):
        _after_credit(claim, found, judged, because=because, revision=revision, actor=actor, at=at)
    if judged is None or not judged.value.right:
        _without_right(found, right, claim, judged, because=because, actor=actor, at=at)
        return right
    figures = _figures(judged, frozen=frozen, promise=promise, revision=revision)
    if right is None:
        right = Right(subscription=found, organisation_id=found.contract.client_id, month=month,
                      opened_at=at)  # fmt: skip
    before = _told(right) if right.pk else None
    for name, value in (figures | {"withdrawn_at": None, "withdrawn_because": ""}).items():
        setattr(right, name, value)
    right.save()
    record_right("moved" if before else "opened", right, before=before, actor=actor, at=at)
    if not _credited(claim):
        tell_client(
            "opened", right,
            of_line(found, month) | reasons(judged.reason)
            | {"amount": right.amount, "claim_by": right.claim_by, "number": right.number,
               "claimed": bool(claim)},
            actor=actor, at=at, turn=f"/{revision}",
        )  # fmt: skip
    if claim:
        _claimed(claim, right, actor=actor, at=at)
    return right


def _credited(claim: Claim | None) -> bool:
    return claim is not None and claim.state == Claim.State.CREDITED


def _claimed(claim: Claim, right: Right, *, actor: Viewer, at: datetime) -> None:
    """A claim sent early is owed now; the promise to claim in time is kept by one that was."""
    if claim.state == Claim.State.WAITING:
        claim.right, claim.state = right, Claim.State.ACCEPTED
        claim.save(update_fields=["right", "state"])
    if claim.in_time:
        promises.keep(right.promise, kept_at=claim.sent_at, actor=actor, at=at)


def _without_right(
    found: Subscription,
    right: Right | None,
    claim: Claim | None,
    judged: Judgement[rules.Right] | None,
    *,
    because: str,
    actor: Viewer,
    at: datetime,
) -> None:
    """The right is withdrawn where there was one, and a claim that waits on it refused."""
    if right and right.withdrawn_at is None:
        _withdraw(right, found, because=because, tells=not _credited(claim), actor=actor, at=at)
    if claim and claim.state in {Claim.State.WAITING, Claim.State.ACCEPTED}:
        _no_right(claim, found, judged, actor=actor, at=at)


def _figures(
    judged: Judgement[rules.Right], *, frozen: str, promise: str, revision: int
) -> dict[str, Any]:
    value = judged.value
    return {
        "revision": revision, "frozen": frozen, "promise": promise, "run": value.run,
        "tier_rate": Decimal(decimal_text(value.tier_rate * 100)), "base": value.base,
        "uncapped": value.uncapped, "cap": value.cap, "amount": value.amount,
        "claim_by": value.claim_by, "reasons": judged.reason.to_json(),
    }  # fmt: skip


def _withdraw(
    right: Right, found: Subscription, *, because: str, tells: bool, actor: Viewer, at: datetime
) -> None:
    before = _told(right)
    right.withdrawn_at, right.withdrawn_because = at, because
    right.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record_right("withdrawn", right, before=before, actor=actor, at=at)
    if tells:
        tell_client(
            "withdrawn", right, of_line(found, right.month) | {"because": because,
            "number": right.number}, actor=actor, at=at, turn=f"/{int(at.timestamp())}",
        )  # fmt: skip


def _after_credit(
    claim: Claim,
    found: Subscription,
    judged: Judgement[rules.Right] | None,
    *,
    because: str,
    revision: int,
    actor: Viewer,
    at: datetime,
) -> None:
    """What is credited stays credited; where the month comes to another amount, both are told.

    The client hears that the rest will be credited, or that nothing is taken back.
    Clause: 5.9.
    """
    amount = judged.value.amount if judged and judged.value.right else rules.NOTHING
    if amount != claim.credited:
        numbers = [note.number for note in claim.credit_notes.order_by("pk")]
        values = of_line(found, claim.month) | {
            "number": ", ".join(numbers), "credited": claim.credited, "amount": amount,
            "because": because, "more": left_to_credit(amount, credited=claim.credited),
        }  # fmt: skip
        tell_client("revised", claim, values, actor=actor, at=at, turn=f"/{revision}")
        tell_finance("revised_staff", claim, values, actor=actor, at=at, turn=f"/{revision}")


def _no_right(
    claim: Claim,
    found: Subscription,
    judged: Judgement[rules.Right] | None,
    *,
    actor: Viewer,
    at: datetime,
) -> None:
    """A claim whose month gives no right is refused, with the month's own reason."""
    said = (
        {language: judged.reason.sentence(language) for language in LANGUAGES} if judged
        else {language: say("penalties.no_fee", language) for language in LANGUAGES}
    )  # fmt: skip
    claim.state, claim.because = Claim.State.REFUSED, say("penalties.no_right", "fr")
    claim.reasons = judged.reason.to_json() if judged else claim.reasons
    claim.save(update_fields=["state", "because", "reasons"])
    journal.record(
        "penalties.claim_refused", subject=found.subject, actor=actor, at=at,
        client=claim.organisation_id, clauses=("5.6",), after={"month": claim.month},
    )  # fmt: skip
    tell_client(
        "refused", claim,
        of_line(found, claim.month) | {f"because_{key}": text for key, text in said.items()},
        actor=actor, at=at,
    )  # fmt: skip


def record_right(
    word: str, right: Right, *, actor: Viewer, at: datetime, before: dict[str, Any] | None = None
) -> None:
    """The fact in the journal."""
    journal.record(
        f"penalties.right_{word}", subject=right.subscription.subject, actor=actor, at=at,
        client=right.organisation_id, clauses=("5.6", "5.7", "5.8"), before=before,
        after=_told(right),
    )  # fmt: skip


def _told(right: Right) -> dict[str, Any]:
    return {
        "right": right.reference, "month": right.month, "revision": right.revision,
        "amount": str(right.amount), "uncapped": str(right.uncapped),
        "claim_by": right.claim_by.isoformat(), "frozen": right.frozen,
        "withdrawn": right.withdrawn_at is not None,
    }  # fmt: skip

"""When a new version of the agreement takes effect for a client.

Clause: 3.1, 3.2, 3.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tenir.terms.dates import epoch, local, midnight_after
from tenir.terms.delays import how_counted, last_midnight
from tenir.terms.kinds_service import Delay, Reasons
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms


def effective(
    terms: Terms, *, notified_at: datetime, reason: str | None = None
) -> Judgement[datetime]:
    """The first instant at which a notified version is in force for the client it was sent to.

    With security or law as its recorded reason it is in force at once; else the day after the
    month of notice, counted date to date, at 00:00.
    Clause: 3.1, 3.2, 3.5.
    """
    immediate = terms.get("evolution.immediate", Reasons)
    at = local(epoch(notified_at), terms.zone)
    accepted, reason = immediate.term.accepted, (reason or "").strip()
    if reason and (accepted == "any" or reason in accepted):
        why = immediate.because("evolution.immediate", at, reason=reason, notified_at=at)
        return Judgement(at, why)
    notice = terms.get("evolution.notice", Delay)
    value = last_midnight(terms, after=at.date(), length=notice.term.length)
    steps = [how_counted(terms, notice.term.length)]
    if reason:
        steps.insert(0, immediate.because("evolution.not_immediate", False, reason=reason))
    why = notice.because("evolution.notice", value, *steps, notified_at=at, until=value)
    return Judgement(value, why)


def effective_for(
    contracts: Sequence[Terms], *, notified_at: datetime, reason: str | None = None
) -> Judgement[datetime]:
    """The same for a client with several contracts: the last of what the terms of each say.

    Clause: 3.1, 3.5.
    """
    each = [effective(terms, notified_at=notified_at, reason=reason) for terms in contracts]
    return max(each, key=lambda judged: judged.value)


def proof_by(
    contracts: Sequence[Terms], *, notified_at: datetime, reason: str | None = None
) -> Judgement[datetime]:
    """By when the publisher proves that it notified a version: the end of that day.

    Proven on a later day, the notification is of that day and the month runs from it.
    Clause: 3.1.
    """
    held = effective_for(contracts, notified_at=notified_at, reason=reason)
    at = local(epoch(notified_at), contracts[0].zone)
    due = midnight_after(at.date(), contracts[0].zone)
    inputs = {"notified_at": at, "due": due}
    why = Reason(
        "evolution.proof_by", "evolution.proof_by", due, ("3.1",), inputs, children=(held.reason,)
    )
    return Judgement(due, why)

"""What people do to notices: cancel, try again, send again, hold, release, call, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from tenir.apps.journal import services as journal
from tenir.apps.notices.bouncing import staff_with
from tenir.apps.notices.models import (
    Attempt,
    Audience,
    Channel,
    Envelope,
    Notice,
    Outcome,
    State,
)
from tenir.apps.notices.owing import owe
from tenir.apps.notices.queries import notices
from tenir.apps.notices.rights import NotNow, require_operations
from tenir.apps.notices.sending import interrupt
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, StaffRole, Viewer

_WAITING = (State.OWED, State.HELD, State.FAILED)
_TRIED_IN_VAIN = (State.OWED, State.FAILED, State.BOUNCED)
_DELIVERED = (State.SENT, State.FAILED)
_MACHINES = (Channel.EMAIL, Channel.WEBHOOK)


@transaction.atomic
def cancel(notice: int, *, because: str, actor: Viewer, at: datetime) -> None:
    """Gives up a notice that is not sent yet; operations only, and the journal says why."""
    found = _found(notice, actor)
    _move(found, _WAITING, "cancelled", actor=actor, at=at, because=because,
          state=State.CANCELLED, next_attempt_at=None)  # fmt: skip
    Envelope.objects.filter(pk=notice).update(text="", html="")


def withhold(subject: str, *, readers: Collection[int]) -> int:
    """What is still owed about that subject goes to its readers alone; how many others do not.

    `readers` are keys of people; programs are told nothing more. A consequence: whoever calls has
    looked who acts. What was sent cannot be called back.
    """
    owed = Notice.objects.filter(subject=subject, state__in=_WAITING)
    kept = list(owed.exclude(person__in=list(readers)).values_list("pk", flat=True))
    Envelope.objects.filter(pk__in=kept).update(text="", html="")
    return Notice.objects.filter(pk__in=kept).update(state=State.CANCELLED, next_attempt_at=None)


@transaction.atomic
def retry_now(notice: int, *, actor: Viewer, at: datetime, address: str = "") -> None:
    """Tries a notice again at once, for another three days, at another address where one is given.

    A confidential one that was given up has lost its words: owe it anew.
    """
    found = _found(notice, actor)
    if found.channel not in _MACHINES or (found.confidential and found.state != State.OWED):
        raise NotNow("notices.not_now", state=found.state)
    _move(found, _TRIED_IN_VAIN, "retried", actor=actor, at=at, address=address or found.address,
          **_afresh(at))  # fmt: skip


@transaction.atomic
def replay(notice: int, *, actor: Viewer, at: datetime) -> None:
    """Sends one webhook again, under the same webhook-id: its receiver knows that it had it."""
    found = _found(notice, actor)
    if found.channel != Channel.WEBHOOK or not (found.endpoint and found.endpoint.active):
        raise NotNow("notices.not_now", state=found.state)
    _move(found, _DELIVERED, "replayed", actor=actor, at=at, **_afresh(at))


@transaction.atomic
def hold_owed_before(
    owed_before: datetime,
    *,
    because: str = "restored",
    actor: Viewer = SYSTEM,
    at: datetime | None = None,
) -> list[int]:
    """Holds all that is owed since before an instant, for a person to release or cancel.

    Called where the database was put back from a copy: what it says is owed may have been sent
    since that copy. Operations are told. The keys of the notices held.
    """
    require_operations(actor)
    at = at or owed_before
    owed = Notice.objects.filter(
        channel__in=_MACHINES, state__in=(State.OWED, State.SENDING), owed_at__lte=owed_before
    )
    held = [pk for pk in owed.values_list("pk", flat=True).order_by("pk") if _hold(pk, at)]
    if held:
        journal.record("notices.held", subject="notices", actor=actor, at=at,
                       after={"because": because, "notices": held})  # fmt: skip
        owe(
            "notices.held",
            key=f"notices.held/{held[0]}-{len(held)}/{at.isoformat()}",
            to=staff_with(StaffRole.OPERATIONS),
            subject="",
            values={"count": len(held), "owed_before": owed_before},
            actor=SYSTEM,
            at=at,
        )
    return held


@transaction.atomic
def release(held: Sequence[int], *, actor: Viewer, at: datetime) -> int:
    """Lets notices that were held be sent; how many were."""
    require_operations(actor)
    released = Notice.objects.filter(pk__in=held, state=State.HELD).update(**_afresh(at))
    journal.record("notices.released", subject="notices", actor=actor, at=at,
                   after={"notices": sorted(held), "released": released})  # fmt: skip
    return released


@transaction.atomic
def record_call(notice: int, *, reached: bool, said: str, actor: Viewer, at: datetime) -> None:
    """Writes that someone was called, and what came of it: the proof of a telephone notice.

    Clause: 9.5.
    """
    if not actor.is_staff:
        raise NotAllowed("notices.not_allowed")
    found = notices(actor).filter(pk=notice, channel=Channel.TELEPHONE).first()
    if found is None:
        raise NotSeen("notices.unseen")
    changes: dict[str, Any] = {"state": State.SENT, "sent_at": at} if reached else {}
    _move(found, (State.OWED,), "called", actor=actor, at=at, attempts=F("attempts") + 1, **changes)
    found.refresh_from_db(fields=["attempts"])
    Attempt.objects.create(
        notice=found, number=found.attempts, address=found.address, begun_at=at, ended_at=at,
        outcome=Outcome.ACCEPTED if reached else Outcome.LATER, answer=said,
    )  # fmt: skip


@transaction.atomic
def mark_read(read: Sequence[int] | None = None, *, actor: Viewer, at: datetime) -> int:
    """Marks one's own notices in Tenir as read, all of them without a list; how many were."""
    own = Notice.objects.filter(channel=Channel.IN_APP, person=actor.person, read_at=None)
    if actor.person is None:
        return 0
    return (own if read is None else own.filter(pk__in=read)).update(read_at=at)


def _found(notice: int, actor: Viewer) -> Notice:
    """The notice, for those who may change it: operations; webhooks also, for a main contact."""
    found = notices(actor).select_related("endpoint").filter(pk=notice).first()
    if found is None:
        raise NotSeen("notices.unseen")
    own = found.channel == Channel.WEBHOOK and found.audience == Audience.CLIENT
    if not (own and found.organisation_id and actor.leads(found.organisation_id)):
        require_operations(actor)
    return found


def _move(
    notice: Notice,
    states: Sequence[State],
    fact: str,
    *,
    actor: Viewer,
    at: datetime,
    because: str = "",
    **changes: Any,
) -> None:
    """Changes a notice that stands in one of these states; NotNow where it no longer does."""
    standing: QuerySet[Notice] = Notice.objects.filter(pk=notice.pk, state__in=states)
    if not standing.update(**changes):
        now = Notice.objects.values_list("state", flat=True).get(pk=notice.pk)
        raise NotNow("notices.not_now", state=now)
    journal.record(
        f"notices.{fact}",
        subject=f"notice/{notice.pk}",
        actor=actor,
        at=at,
        client=notice.organisation_id if notice.audience == Audience.CLIENT else None,
        before={"state": notice.state},
        personal={"because": because} if because else None,
    )


def _afresh(at: datetime) -> dict[str, Any]:
    return {"state": State.OWED, "next_attempt_at": at, "give_up_at": None, "tried_since_due": 0}


def _hold(notice: int, at: datetime) -> bool:
    held = Notice.objects.filter(pk=notice, state__in=(State.OWED, State.SENDING)).update(
        state=State.HELD, next_attempt_at=None, claimed_by="", claimed_at=None
    )
    interrupt(notice, at=at)
    return bool(held)

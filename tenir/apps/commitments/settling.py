"""The tick: warnings given and overdue promises marked missed, once, however many ticks run.

A promise is claimed by a conditional update on (id, running, next_at as it was seen): whoever wins
gives the warning or marks it missed, in the same transaction as the journal's entry and the notices
owed. So a tick killed half-way has done nothing, and one that comes twice finds nothing left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from django.db import DatabaseError, transaction

from tenir.apps.commitments.models import Commitment, Step
from tenir.apps.commitments.warning import tell
from tenir.apps.journal import services as journal
from tenir.viewer import SYSTEM

BATCH = 200
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a tick did."""

    warned: int = 0
    missed: int = 0
    failed: int = 0  # left as they were, told in the log; the next tick tries again

    def __bool__(self) -> bool:
        return bool(self.warned or self.missed or self.failed)


def settle(now: datetime) -> Settled:
    """Gives the warnings that are due, and marks as missed what is past its due instant.

    The due instant itself is still in time. After a stop, the last warning due is given, not each
    of those that were missed. A promise that cannot be settled does not hold back the others.
    """
    done = Settled()
    for id, seen in _waiting(now):
        try:
            outcome = _settle_one(id, seen, now)
        except DatabaseError:
            raise
        except Exception:
            log.exception("commitment_not_settled", commitment=id)
            outcome = "failed"
        if outcome:
            done = replace(done, **{outcome: getattr(done, outcome) + 1})
    return done


def _waiting(now: datetime) -> Iterator[tuple[int, datetime]]:
    """The running promises whose next instant has come, batch after batch, by the index."""
    last: tuple[datetime, int] | None = None
    while True:
        found = Commitment.objects.filter(next_at__lte=now).exclude(due_at=now)
        if last:
            found = found.filter(next_at__gte=last[0]).exclude(next_at=last[0], id__lte=last[1])
        batch = list(found.order_by("next_at", "id").values_list("id", "next_at")[:BATCH])
        yield from ((id, seen) for id, seen in batch if seen)
        if len(batch) < BATCH:
            return
        last = (batch[-1][1] or now, batch[-1][0])


@transaction.atomic
def _settle_one(id: int, seen: datetime, now: datetime) -> str:
    """What became of the promise: "warned", "missed", or "" where another tick was first."""
    claim = Commitment.objects.filter(id=id, state=Commitment.State.RUNNING, next_at=seen)
    if not claim.update(next_at=None):
        return ""
    found = Commitment.objects.get(id=id)
    return _miss(found, now) if found.due_at < now else _warn(found, now)


def _miss(found: Commitment, now: datetime) -> str:
    found.state, found.settled_at = Commitment.State.MISSED, now
    found.save(update_fields=["state", "settled_at"])
    _record("missed", found, now, happened_at=found.due_at)
    tell("missed", found, at=now)
    return "missed"


def _warn(found: Commitment, now: datetime) -> str:
    """The last of the steps that are past is given; those before it are let go."""
    steps = list(found.steps.order_by("at", "share"))
    past = [step for step in steps if step.at <= now and step.warned_at is None]
    found.next_at = min([found.due_at, *(step.at for step in steps if step.at > now)])
    found.save(update_fields=["next_at"])
    if not past or any(s.warned_at and s.share >= past[-1].share for s in steps):
        return ""
    Step.objects.filter(id=past[-1].id).update(warned_at=now)
    _record("warned", found, now, share=past[-1].share)
    tell("warned", found, at=now, share=past[-1].share)
    return "warned"


def told(found: Commitment) -> dict[str, Any]:
    """What the journal keeps of a promise: no names, no addresses."""
    return {
        "key": found.key, "kind": found.kind, "owed_by": found.owed_by, "state": found.state,
        "due_at": found.due_at.isoformat(),
        **({"done_at": found.done_at.isoformat()} if found.done_at else {}),
        **({"late_seconds": found.late_seconds} if found.late_seconds else {}),
        **({"grounds": _digests(found)} if found.engine else {}),
    }  # fmt: skip


def _digests(found: Commitment) -> dict[str, str]:
    names = ("engine", "convention", "inputs_digest")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


def _record(
    act: str, found: Commitment, now: datetime, *, happened_at: datetime | None = None, **more: int
) -> None:
    after: Mapping[str, Any] = {**told(found), **more}
    journal.record(
        f"commitments.{act}", subject=found.subject, actor=SYSTEM, at=now, happened_at=happened_at,
        client=found.organisation_id, clauses=found.clauses,
        before={"state": Commitment.State.RUNNING}, after=after,
    )  # fmt: skip

"""Works as they are lived: begun, overrun, over, as a person says.

Clause: 5.12, 5.13.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.journal import services as journal
from tenir.apps.maintenance.models import Step, Works
from tenir.apps.maintenance.planning import held
from tenir.apps.maintenance.refusals import FaultyWorks, require_planner
from tenir.apps.maintenance.seeing import works_numbered
from tenir.apps.maintenance.telling import take_step
from tenir.viewer import Viewer

What = Step.What


@transaction.atomic
def begin(number: str, *, started_at: datetime | None = None, actor: Viewer, at: datetime) -> Works:
    """A person says that works began; whoever they touch is told.

    Works that were not announced yet, as urgent ones may be, are announced with it.

    Clause: 5.12, 5.13.
    """
    found = held(number, actor)
    started = started_at or at
    if found.started_at is not None:
        raise FaultyWorks("maintenance.begun")
    if started > at:
        raise FaultyWorks("maintenance.ahead", now=at)
    if found.draft:
        found.announced_at = at
        take_step(found, What.ANNOUNCED, happened_at=at, actor=actor, at=at)
    found.started_at = started
    found.due_at = found.ends_at if found.course else None
    found.save(update_fields=["announced_at", "started_at", "due_at"])
    record_lived("works_begun", found, actor, at, started)
    take_step(found, What.STARTED, happened_at=started, actor=actor, at=at)
    return found


@transaction.atomic
def prolong(number: str, *, until: datetime, because: str, actor: Viewer, at: datetime) -> Works:
    """Works that go on past the hours announced: until when now, and why. The overrun counts.

    Clause: 5.5, 5.12.
    """
    found = held(number, actor)
    if found.started_at is None:
        raise FaultyWorks("maintenance.not_begun")
    if until <= max(found.ends_at, at):
        raise FaultyWorks("maintenance.not_longer", end=max(found.ends_at, at))
    if not because.strip():
        raise FaultyWorks("maintenance.no_reason_change")
    found.due_at = found.expected_at = until
    found.save(update_fields=["due_at", "expected_at"])
    record_lived("works_prolonged", found, actor, at, at, because=because)
    take_step(found, What.OVERRUN, happened_at=at, because=because, ends_at=until, actor=actor,
              at=at)  # fmt: skip
    return found


@transaction.atomic
def finish(
    number: str, *, ended_at: datetime | None = None, actor: Viewer, at: datetime
) -> Works:  # fmt: skip
    """A person says that works are over; whoever they touched is told.

    Clause: 5.12.
    """
    found = held(number, actor)
    ended = ended_at or at
    if found.started_at is None:
        raise FaultyWorks("maintenance.not_begun")
    if not found.started_at < ended <= at:
        raise FaultyWorks("maintenance.over_when", begun=found.started_at, now=at)
    over(found, ended, actor=actor, at=at)
    return found


@transaction.atomic
def correct_lived(
    number: str,
    *,
    started_at: datetime,
    ended_at: datetime,
    because: str,
    actor: Viewer,
    at: datetime,
) -> Works:
    """When works really began and ended, said or said again after the fact; nobody is told.

    Clause: 5.5, 5.14.
    """
    require_planner(actor)
    found = works_numbered(actor, number)
    if found.withdrawn_at is not None:
        raise FaultyWorks("maintenance.is_withdrawn")
    if not started_at < ended_at <= at:
        raise FaultyWorks("maintenance.over_when", begun=started_at, now=at)
    if not because.strip():
        raise FaultyWorks("maintenance.no_reason_change")
    before = _told(found)
    found.started_at, found.ended_at, found.due_at = started_at, ended_at, None
    found.save(update_fields=["started_at", "ended_at", "due_at"])
    record_lived("works_corrected", found, actor, at, started_at, because=because, before=before)
    return found


def over(found: Works, ended: datetime, *, actor: Viewer, at: datetime) -> None:
    """Works are over since that instant; whoever they touched is told.

    Clause: 5.12.
    """
    found.ended_at, found.due_at = ended, None
    found.save(update_fields=["ended_at", "due_at"])
    record_lived("works_over", found, actor, at, ended)
    take_step(found, What.ENDED, happened_at=ended, ends_at=found.ends_at, actor=actor, at=at)


def record_lived(
    verb: str,
    found: Works,
    actor: Viewer,
    at: datetime,
    happened_at: datetime,
    *,
    because: str = "",
    before: dict[str, str | None] | None = None,
) -> None:
    """The fact of what works lived."""
    journal.record(
        f"maintenance.{verb}", subject=found.subject, actor=actor, at=at, happened_at=happened_at,
        clauses=("5.12",), before=before,
        after=_told(found), personal={"because": because.strip()} if because else {},
    )  # fmt: skip


def _told(found: Works) -> dict[str, str | None]:
    lived = {"started_at": found.started_at, "ended_at": found.ended_at}
    return {name: at.isoformat() if at else None for name, at in lived.items()}

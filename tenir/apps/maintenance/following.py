"""Works as the clock makes them: begun, over, overrun where what they touch is measured down still.

Clause: 5.5, 5.12, 5.13.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from tenir.apps.maintenance.living import over, record_lived
from tenir.apps.maintenance.models import Step, Works
from tenir.apps.maintenance.telling import remind_staff, take_step
from tenir.viewer import SYSTEM

What, Course, Kind = Step.What, Works.Course, Works.Kind
BATCH = 100
LOOKED_AGAIN = timedelta(seconds=30)
PATIENCE = timedelta(minutes=5)  # for another word of what was down by the last one


class Beyond(NamedTuple):
    """What works brought down and was down past their end: until when, None where it was not.

    `still`: it is down by the last word, which may be old, and older than their end.
    """

    until: datetime | None = None
    still: bool = False


Measured = Callable[[Works, datetime], Beyond]


def follow(now: datetime, *, measured: Measured | None = None) -> int:
    """What the clock makes of works: begun, over, overrun, not begun in time; how many.

    Those that begin and end by the clock overrun where what they brought down is measured down past
    their end, until it is not.
    Clause: 5.5, 5.12.
    """
    due = Works.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    return sum(_follow(pk, now, measured) for pk in list(due.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _follow(pk: int, now: datetime, measured: Measured | None) -> int:
    found = Works.objects.select_for_update(of=("self",)).select_related("planned_by").get(pk=pk)
    due = found.due_at
    if due is None or due > now or not Works.objects.filter(pk=pk, due_at=due).update(due_at=None):
        return 0
    found.due_at = None
    if found.course == Course.PERSON:
        _waits_for_a_person(found, now)
    elif found.started_at is None:
        _begins(found, now)
    else:
        _ends(found, now, measured)
    return 1


def _begins(found: Works, now: datetime) -> None:
    found.started_at, found.due_at = found.starts_at, found.ends_at
    found.save(update_fields=["started_at", "due_at"])
    record_lived("works_begun", found, SYSTEM, now, found.starts_at)
    take_step(found, What.STARTED, happened_at=found.starts_at, actor=SYSTEM, at=now)


def _ends(found: Works, now: datetime, measured: Measured | None) -> None:
    """Over at the hour said, unless what they brought down is down still.

    Security works are left out of the rate as they were lived: their overrun, which the measure
    alone would tell, waits for a person.
    """
    end = found.expected_at or found.ends_at
    known = measured(found, end) if measured else Beyond()
    if known.until is not None:
        _overrun(found, end, now)
    if known.until is not None and found.kind == Kind.URGENT_SECURITY:
        remind_staff(found, at=now, turn="overrun")
    elif known.still and now < (known.until or end) + PATIENCE:
        Works.objects.filter(pk=found.pk).update(due_at=now + LOOKED_AGAIN)
    else:
        over(found, known.until or end, actor=SYSTEM, at=now)


def _overrun(found: Works, end: datetime, now: datetime) -> None:
    """Told once of each end that they were said to have."""
    if not Step.objects.filter(works=found, what=What.OVERRUN, happened_at=end).exists():
        take_step(found, What.OVERRUN, happened_at=end, ends_at=end, actor=SYSTEM, at=now)


def _waits_for_a_person(found: Works, now: datetime) -> None:
    if found.started_at is not None:
        _overrun(found, found.expected_at or found.ends_at, now)
        return
    turn = "over" if now >= found.ends_at else "late"
    remind_staff(found, at=now, turn=turn)
    if turn == "late":
        Works.objects.filter(pk=found.pk).update(due_at=found.ends_at)

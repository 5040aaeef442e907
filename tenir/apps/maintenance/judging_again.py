"""Works planned already, judged again when a client asks that nothing be touched, or asks no more.

Clause: 5.12.
"""

from __future__ import annotations

from datetime import datetime

from tenir.apps.journal import services as journal
from tenir.apps.maintenance.checking import When, freezes_met, met_by_freezes
from tenir.apps.maintenance.models import Freeze, Works
from tenir.apps.maintenance.planned import planned_of
from tenir.apps.maintenance.telling import warn_of_freeze
from tenir.viewer import Viewer


def judge_again(of: Freeze, *, actor: Viewer, at: datetime) -> list[Works]:
    """The works to come that the freeze meets, each with its check of freezes judged anew.

    Whoever planned them is told where one stands against them that they gave no reason for: nothing
    is moved or withdrawn by itself. Works begun, over or withdrawn stay as they were judged.
    Clause: 5.12.
    """
    waiting = Works.objects.select_for_update(of=("self",)).filter(
        withdrawn_at=None, started_at=None, ended_at=None,
        starts_at__lt=of.ends_at, ends_at__gt=max(at, of.starts_at),
    )  # fmt: skip
    return [works for works in waiting.order_by("starts_at", "pk") if _judged(works, of, actor, at)]


def _judged(works: Works, of: Freeze, actor: Viewer, at: datetime) -> bool:
    when = planned_of(works).when(works.announced_at or at)
    rest = [each for each in works.checks if each["name"] != "freeze"]
    judged = met_by_freezes(when)
    checks = [*rest, judged.to_json()]
    if not (works.checks != checks and (of.lifted_at or _meets(of, when))):
        return False
    works.checks = checks
    works.save(update_fields=["checks"])
    journal.record(
        "maintenance.works_judged_again", subject=works.subject, actor=actor, at=at,
        clauses=("5.12",), after={"freeze": of.subject, "stands": judged.stands},
    )  # fmt: skip
    if judged.stops and of.lifted_at is None:
        warn_of_freeze(works, of, actor=actor, at=at)
    return True


def _meets(of: Freeze, when: When) -> bool:
    return freezes_met(when).filter(pk=of.pk).exists()

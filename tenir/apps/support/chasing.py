"""What was passed on to a third party: support is warned before it is due, and once it is late.

Clause: 7.20.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.support.models import OVER, HandOver
from tenir.apps.support.telling import tell_staff
from tenir.viewer import SYSTEM

SHARES = (80, 100)  # per cent of its time: at risk, late


def warn_of_third_parties(now: datetime) -> int:
    """Who works on a request is told once at four fifths of a third party's time, and once late.

    How many were told of. The time is that of clocks on the wall between both instants.
    Clause: 7.20.
    """
    return sum(_warned(pk, share, now) for pk, share in _due(now))


def _due(now: datetime) -> list[tuple[int, int]]:
    """What waits for a third party and has reached a share that was not told of."""
    waiting = HandOver.objects.filter(back_at=None, due_at__isnull=False, warned__lt=SHARES[-1])
    waiting = waiting.exclude(request__state__in=OVER).order_by("due_at", "pk")
    found = []
    for pk, since, due_at, warned in waiting.values_list("pk", "handed_at", "due_at", "warned"):
        share = _share(since, due_at, now)
        if share > warned:
            found.append((pk, share))
    return found


def _share(since: datetime, due_at: datetime | None, now: datetime) -> int:
    if due_at is None or now < since:
        return 0
    if now > due_at:
        return 100
    return max((one for one in SHARES if one < 100 and now >= since + (due_at - since) * one / 100),
               default=0)  # fmt: skip


@transaction.atomic
def _warned(pk: int, share: int, now: datetime) -> bool:
    """Claims the share by a conditional update, then tells of it, in one transaction."""
    if not HandOver.objects.filter(pk=pk, back_at=None, warned__lt=share).update(warned=share):
        return False
    rows = HandOver.objects.select_related(
        "software", "request__client__organisation", "request__subscription__product",
        "request__assignee", "request__team",
    )  # fmt: skip
    found = rows.get(pk=pk)
    tell_staff(
        found.request, "third_party_due", actor=SYSTEM, at=now, key=f"third_party/{pk}/{share}",
        software=found.software.name, late=share == 100,
        theirs=found.due_at or now,
    )  # fmt: skip
    return True

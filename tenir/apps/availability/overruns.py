"""Works that go on past their end, as what they brought down is measured.

Clause: 5.5, 5.12.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Max, Q

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.models import Stretch
from tenir.apps.maintenance import services as maintenance
from tenir.apps.maintenance.queries import Works
from tenir.viewer import SYSTEM


def follow_works(now: datetime) -> int:
    """What the clock and the measures make of works: begun, over, overrun; how many.

    Clause: 5.5, 5.12.
    """
    return maintenance.follow(now, measured=_beyond)


def _beyond(works: Works, end: datetime) -> maintenance.Beyond:
    """What went down during works, of all that they touch, and how long past that end.

    What was down before they began is none of theirs.
    """
    touched = Q(product__in=works.products.all()) | Q(pk__in=works.subscriptions.all())
    begun = min(works.starts_at, works.started_at or works.starts_at)
    brought_down = Stretch.objects.filter(
        subscription__in=agreements.subscriptions(SYSTEM).filter(touched).order_by().values("pk"),
        state=Stretch.State.DOWN, start__gte=begun, start__lt=end, end__gte=begun,
    )  # fmt: skip
    still = brought_down.filter(
        end=F("subscription__measured__last_at"), subscription__measured__state=Stretch.State.DOWN
    )
    until = brought_down.filter(end__gt=end).aggregate(until=Max("end"))["until"]
    return maintenance.Beyond(until, still.exists())

"""The clocks of requests merged before rule engine 4, which their next event would replay.

Clause: 7.7, 7.13.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef

from tenir.apps.support.models import Entry, Request
from tenir.apps.support.replaying import replay_in_turn
from tenir.viewer import SYSTEM


def replay_merged(*, clock: Callable[[], datetime]) -> int:
    """Each open request that others were merged into says what its clock comes to now; how many.

    Begun again it says the same of each.
    Clause: 7.7, 7.13.
    """
    merged = Entry.objects.filter(request=OuterRef("pk"), what="merged_in")
    rows = Request.objects.filter(Exists(merged), queued_at__isnull=False)
    rows = rows.filter(subscription__isnull=False)
    return sum(replay_in_turn(rows, actor=SYSTEM, at=clock()))

"""Which clocks a closure told now may still move: those that were not running yet.

Clause: 7.15.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from tenir.terms.dates import epoch, local
from tenir.terms.hours import Closure
from tenir.terms.opening import named_calendar
from tenir.terms.resolution import Terms

LOOKED_BACK = timedelta(days=60)  # nothing stays closed longer; if it does, more is looked at


def movable_since(
    terms: Terms, *, told_at: datetime, closures: Collection[Closure] = ()
) -> datetime | None:
    """A clock that counts from before that instant runs already, and a closure told now leaves it.

    It is the last closing time of all the agreement's calendars before `told_at`, or `told_at`
    where support is open; `closures` are those told before. None where the agreement counts late
    closures too: then every clock may move.
    Clause: 7.15.
    """
    since = told_at
    for name, described in terms.agreement.convention.calendars.items():
        if described.closures == "none":
            continue
        if described.late_closures == "count":
            return None
        calendar = named_calendar(terms, name, closures=closures, started_at=epoch(told_at))
        spans = calendar.spans(told_at - LOOKED_BACK, told_at)
        since = min(since, local(spans[-1][1], terms.zone) if spans else told_at - LOOKED_BACK)
    return since

"""The support platform's own availability, as its targets tell it.

Clause: 7.2.
"""

from __future__ import annotations

from datetime import datetime

from tenir.apps.availability.histories import known_of, last_told
from tenir.apps.availability.models import Target
from tenir.apps.availability.projecting import PRODUCTION
from tenir.apps.availability.states import NAMES
from tenir.terms.dates import epoch
from tenir.terms.samples import UNKNOWN
from tenir.terms.spans import Span


def platform_history(*, since: datetime, until: datetime) -> list[tuple[Span, str]]:
    """What the platform was, span by span, as far as is known of it; nothing where unwatched.

    The last span, which may be empty, is of what it was by the last word told of it.
    Clause: 5.3, 7.2.
    """
    targets = list(Target.objects.filter(platform=True, environment=PRODUCTION).order_by("pk"))
    last = last_told(targets)
    if last is None:
        return []
    start, now = epoch(since), epoch(until)
    told, end = known_of(targets, since=start, told=min(last, now), now=now)
    ends = [*(change.at for change in told[1:]), end]
    spans = [(max(change.at, start), stop) for change, stop in zip(told, ends, strict=True)]
    return [
        (span, NAMES[max(change.state, UNKNOWN)])
        for span, change in zip(spans, told, strict=True) if span[0] < span[1] or span[1] == end
    ]  # fmt: skip

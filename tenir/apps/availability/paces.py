"""How often what is watched was sampled, by the settings that held then.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.histories import moment
from tenir.apps.availability.models import Stretch, Target
from tenir.apps.availability.projecting import PRODUCTION
from tenir.terms.dates import epoch
from tenir.terms.spans import Span


def intervals_of(
    subscriptions: Iterable[agreements.Subscription], within: Span
) -> dict[int, int | None]:
    """The longest interval, in seconds, at which each was sampled in that time.

    0 where monitors and people told it and nothing sampled it, None where nothing is known of how
    it was watched. Its own targets count before those that its product shares.
    Clause: 5.3.
    """
    start, end = map(moment, within)
    alive = Q(retired_at=None) | Q(retired_at__gt=start)
    rows: Iterable[Any] = (
        Target.objects.filter(alive, environment=PRODUCTION, platform=False, created_at__lt=end)
        .exclude(kind=Target.Kind.MONITOR)
        .order_by("pk", "settings__since")
        .values_list("pk", "subscription", "product", "interval", "settings__since",
                     "settings__interval")
    )  # fmt: skip
    own: dict[int, int] = {}
    shared: dict[int, int] = {}
    for (_, line, product, now), held in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        paces, key = (own, line) if line else (shared, product)
        settings = [(since, pace) for *_, since, pace in held if since is not None]
        paces[key] = max(paces.get(key, 0), _longest(settings, now, start, end))
    return {it.pk: own.get(it.pk, shared.get(it.product_id)) for it in subscriptions}


def interval_of(outage: Stretch) -> int:
    """By how many seconds an outage may be shorter or longer than was seen.

    Clause: 5.3.
    """
    within = (epoch(outage.start), epoch(outage.end))
    return intervals_of([outage.subscription], within)[outage.subscription_id] or 0


def _longest(
    settings: Sequence[tuple[datetime, int]], now: int, start: datetime, end: datetime
) -> int:
    """The longest that held in that time; before the first setting, the first held."""
    if not settings:
        return now
    until: list[datetime | None] = [*(since for since, _ in settings[1:]), None]
    return max(
        pace
        for place, ((since, pace), last) in enumerate(zip(settings, until, strict=True))
        if (place == 0 or since < end) and (last is None or last > start)
    )

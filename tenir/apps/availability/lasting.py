"""Outages that go on grow in the ledger, where nobody says so again and again.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from tenir.apps.agreements.queries import Subscription
from tenir.apps.availability.histories import moment, told_by_change
from tenir.apps.availability.models import Correction, MeasuredSpan, Stretch, Target
from tenir.apps.availability.projecting import project, watched_by_each
from tenir.terms.dates import epoch
from tenir.viewer import SYSTEM

GOING_ON = (Stretch.State.DOWN, Stretch.State.DEGRADED)
HELPING = 500  # subscriptions whose ledger is held at once


def let_outages_last(now: datetime, *, organisation: int | None = None) -> int:
    """What was down and is not told over is down until now; how many ledgers grew.

    Those of a client, or everyone's. An outage opened by hand, or pushed by a monitor of another's
    making, is told once at its beginning and once at its end. What may lapse meanwhile, for want of
    a word, is judged anew; the others only last, in a few statements for all. Twice is as once.
    Clause: 5.3.
    """
    found = _going_on(moment(epoch(now)))
    if organisation is not None:
        found = found.filter(subscription__contract__client=organisation)
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    return sum(_last(keys[i : i + HELPING], now) for i in range(0, len(keys), HELPING))


def _going_on(now: datetime) -> QuerySet[MeasuredSpan]:
    """The ledgers that end before now with something that goes on."""
    opened = _opened_by_hand().values("subscription")
    open_ones = Q(state__in=GOING_ON) | Q(subscription__in=opened)
    return MeasuredSpan.objects.filter(open_ones, last_at__lt=now)


def _opened_by_hand() -> QuerySet[Correction]:
    return Correction.objects.filter(end=None, reversed_at=None).exclude(state="")


def _last(keys: Sequence[int], now: datetime) -> int:
    with transaction.atomic():
        spans = _held(keys, moment(epoch(now)))
        lasting, lapsing = _sorted_out([span.subscription for span in spans], epoch(now))
        grown = _grow([span for span in spans if span.pk in lasting], moment(epoch(now)))
    again = [span for span in spans if span.pk in lapsing | (lasting - grown)]
    for span in again:
        _judge(span, now)
    return len(grown) + len(again)


def _held(keys: Sequence[int], now: datetime) -> list[MeasuredSpan]:
    """Those ledgers, but the ones that someone else is writing: they are told until now there."""
    rows = _going_on(now).filter(pk__in=keys).select_for_update(of=("self",), skip_locked=True)
    return list(rows.select_related("subscription__contract").order_by("pk"))


def _sorted_out(lines: Sequence[Subscription], now: int) -> tuple[set[int], set[int]]:
    """Those that last whatever is not said, and those that may lapse.

    In neither is what is told again and again: by our own probes, by a heartbeat.
    """
    by_hand = set(
        _opened_by_hand().filter(subscription__in=lines).values_list("subscription", flat=True)
    )
    lasting, lapsing = by_hand, set[int]()
    for key, targets in watched_by_each(lines).items():
        if key not in by_hand and told_by_change(targets, at=now):
            (lapsing if _may_lapse(targets) else lasting).add(key)
    return lasting, lapsing


def _may_lapse(targets: Iterable[Target]) -> bool:
    """Whether what is known of one of them ends by itself, when nobody speaks."""
    live = [target for target in targets if target.retired_at is None]
    return any(target.silence is not None or target.monitor_id is not None for target in live)


def _grow(spans: Sequence[MeasuredSpan], now: datetime) -> set[int]:
    """Each ledger, and what ends it, lasts until now; those of which that is not to be done so."""
    ends = {span.pk: (span.last_at, span.state) for span in spans}
    rows = Stretch.objects.filter(
        subscription__in=ends, end__gte=min((at for at, _ in ends.values()), default=now)
    )  # fmt: skip
    tails = {
        key: pk for key, pk, end, state in rows.values_list("subscription", "pk", "end", "state")
        if ends[key] == (end, state)
    }  # fmt: skip
    grown = {key for key, (_, state) in ends.items() if key in tails or state == "up"}
    Stretch.objects.filter(pk__in=[tails[key] for key in grown & tails.keys()]).update(end=now)
    MeasuredSpan.objects.filter(pk__in=grown).update(last_at=now)
    return grown


@transaction.atomic
def _judge(span: MeasuredSpan, now: datetime) -> None:
    project(span.subscription, since=epoch(span.last_at), actor=SYSTEM, at=now)

"""What is left of the month for each subscription, as of now, and what a miss would cost.

Clause: 5.1, 5.6.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.dossiers import ClientBooks, books, books_of, dossier
from tenir.apps.availability.models import Stretch
from tenir.terms.dates import epoch, local, month_span
from tenir.terms.exclusions import ExcludedSpan
from tenir.terms.margin import PACES, Burn, Margin, at_stake, burning, counted_spans, margin
from tenir.terms.months import Months
from tenir.terms.penalties import Right
from tenir.terms.reasons import Judgement
from tenir.terms.sampled import sampling
from tenir.terms.spans import Span, clip, minus, total
from tenir.viewer import SYSTEM, Viewer


@dataclass(frozen=True)
class Standing:
    """A subscription's month so far: its margin, and the right that a miss would open.

    `promised` is the rate that it must reach, in percent.
    `error` is by how many seconds what was down may be more or less; `unmeasured` how many of the
    `elapsed` ones nobody knows of: silence is not health.
    """

    subscription: agreements.Subscription
    promised: Decimal
    margin: Judgement[Margin]
    stake: Judgement[Right] | None
    error: Judgement[int]
    elapsed: int
    unmeasured: int


def standings(viewer: Viewer, organisation: int, *, at: datetime) -> list[Standing]:
    """How each subscription of a client that the viewer may see stands in the month of `at`.

    Those whose contract does not run in that month are left out.
    Clause: 5.1, 5.6.
    """
    found = books(viewer, organisation, until=month_of(epoch(at)))
    return list(_standings(found, [item.pk for item in found.subscriptions], at=at))


def margins(viewer: Viewer, *, at: datetime) -> Iterator[Standing]:
    """How the subscriptions that the viewer may see stand that were down in the month of `at`.

    The others have their whole margin, and none of them is looked at.
    Clause: 5.1, 5.6.
    """
    begun = local(month_span(month_of(epoch(at)), settings.TIME_ZONE)[0], settings.TIME_ZONE)
    down = Stretch.objects.filter(state=Stretch.State.DOWN, end__gt=begun, start__lt=at)
    lines = agreements.subscriptions(viewer).filter(pk__in=down.values("subscription"))
    touched = dict(lines.order_by().values_list("pk", "contract__client"))
    if not touched:
        return
    clients = sorted(set(touched.values()))
    for mine in books_of(viewer, clients, until=month_of(epoch(at))).values():
        yield from _standings(mine, touched, at=at)


def stakes(viewer: Viewer, *, at: datetime) -> Iterator[Standing]:
    """The subscriptions that the viewer may see whose month of `at` would open a right as it is.

    Clause: 5.6.
    """
    return (one for one in margins(viewer, at=at) if one.stake and one.stake.value.right)


def standing(viewer: Viewer, subscription: int, *, at: datetime) -> Standing:
    """How one subscription stands in the month of `at`; NotSeen where it may not be seen.

    Clause: 5.1, 5.6.
    """
    month = month_of(epoch(at))
    found = agreements.subscription(viewer, subscription)
    return _standing(found, dossier(viewer, subscription, month), month, now=epoch(at))


def _standings(mine: ClientBooks, lines: Container[int], *, at: datetime) -> Iterator[Standing]:
    """How those lines of a client stand whose contract runs on that day."""
    month, day = month_of(epoch(at)), local(epoch(at), settings.TIME_ZONE).date()
    for place, item in enumerate(mine.subscriptions):
        if item.pk in lines and item.runs_on(day):
            yield _standing(item, mine.books.closed(place, month), month, now=epoch(at))


def _standing(item: agreements.Subscription, months: Months, month: str, *, now: int) -> Standing:
    judged, terms = months.month(month).value, months.dossier.terms
    error = sampling(terms, judged, interval=months.dossier.observed.interval or 0)
    past = (judged.bounds[0], min(now, judged.bounds[1]))
    return Standing(
        item, judged.target_percent, margin(terms, judged), at_stake(months, month), error,
        elapsed=past[1] - past[0], unmeasured=total(clip(judged.unmeasured, past)),
    )  # fmt: skip


def left_out(viewer: Viewer, outage: Stretch) -> list[ExcludedSpan]:
    """The parts of an outage that do not count, by the rules and by rulings, month by month.

    Clause: 5.5.
    """
    seen = agreements.subscriptions(viewer).filter(pk=outage.subscription_id)
    if outage.state != Stretch.State.DOWN or not seen.exists():
        return []
    begun, ended = epoch(outage.start), epoch(outage.end)
    months = dossier(viewer, outage.subscription_id, month_of(ended))
    return [
        replace(part, span=span)
        for name in dict.fromkeys((month_of(begun), month_of(ended)))
        for part in months.month(name).value.excluded
        for span in clip([part.span], (begun, ended))
    ]  # fmt: skip


def counted(outage: Stretch, parts: Sequence[ExcludedSpan]) -> int:
    """The seconds of an outage that count, those left out being known.

    Clause: 5.3, 5.5.
    """
    if outage.state != Stretch.State.DOWN:
        return 0
    return total(minus([(epoch(outage.start), epoch(outage.end))], [part.span for part in parts]))


def burning_now(at: datetime) -> Iterator[tuple[agreements.Subscription, Stretch, Judgement[Burn]]]:
    """The subscriptions whose margin burns too fast, with the outage that burns it.

    Clause: 5.1.
    """
    since = at - timedelta(seconds=max(window for _, _, window, _ in PACES))
    rows = Stretch.objects.filter(state=Stretch.State.DOWN, end__gt=since).order_by("start")
    last = {row.subscription_id: row for row in rows}
    for key, row in sorted(last.items()):
        now = epoch(at)
        months = dossier(SYSTEM, key, month_of(now))
        found = burning(months.dossier.terms, counted=_counted(months, now), now=now)
        if found is not None:
            yield agreements.subscription(SYSTEM, key), row, found


def _counted(months: Months, now: int) -> list[Span]:
    longest = max(window for _, _, window, _ in PACES)
    names = dict.fromkeys((month_of(now - longest), month_of(now)))
    return [span for name in names for span in counted_spans(months.month(name).value)]


def month_of(second: int) -> str:
    """The month of an instant, in the agreement's zone."""
    return local(second, settings.TIME_ZONE).strftime("%Y-%m")

"""How each product is and was: for everyone, of what clients share; for a client, of its own.

Clause: 5.3, 7.2, 10.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.publishing.models import OVER, Incident
from tenir.terms.dates import epoch
from tenir.terms.publishing import (
    Allowed,
    Day,
    Times,
    Watched,
    best_seen,
    days_of,
    indicator,
    standing,
)
from tenir.terms.spans import Span, minus, total
from tenir.viewer import SYSTEM, Viewer

DAYS = 90
FRESH = timedelta(hours=1)  # what was last measured is what is, no longer
BEST_FIRST = ("up", "degraded", "down", "unmeasured")
SHARED, PLATFORM = "shared", "platform"


@dataclass(frozen=True)
class Component:
    """One line of a board: how it is now, and what was measured of its last ninety days."""

    key: str
    name: str
    state: str
    times: Times
    planned: Sequence[Span]
    until: datetime
    groups: Sequence[str] = ()

    @cached_property
    def days(self) -> Sequence[Day]:
        """How each of the ninety was, the last of them today; put together when it is asked for."""
        until, zone = epoch(self.until), settings.TIME_ZONE
        return days_of(self.times, until=until, count=DAYS, zone=zone, works=self.planned)

    @cached_property
    def share(self) -> Fraction | None:
        """The part of the time measured that it was not down, None where nothing was measured."""
        measured = self.times.measured
        return Fraction(measured - total(self.times.down), measured) if measured else None


@dataclass(frozen=True, slots=True)
class Board:
    """Every component, one word for all of them, and the weekly stops of some."""

    components: Sequence[Component]
    indicator: str
    until: datetime
    stops: Sequence[maintenance.Stop]


@dataclass(frozen=True, slots=True)
class _Told:
    """What bears on a board beside measuring: open incidents, announced works, weekly stops.

    The stops are those in force now, by what has them.
    """

    incidents: Sequence[Incident]
    works: Sequence[maintenance.Works]
    stops: Mapping[int, maintenance.Stop]

    def impacts(self, product: int, client: int | None = None) -> list[str]:
        """Of the open incidents that touch that product, for everyone or for that client."""
        return [
            found.impact for found in self.incidents
            if found.client_id in {None, client} and _touches(found, product)
        ]  # fmt: skip

    def on(self, product: int, subscription: int | None = None) -> list[maintenance.Works]:
        """The works on that product, and those that name that subscription."""
        return [
            row for row in self.works
            if product in [each.pk for each in row.products.all()]
            or (subscription and subscription in [each.pk for each in row.subscriptions.all()])
        ]  # fmt: skip

    def stop(self, key: int, at: datetime) -> Allowed:
        """The weekly stop of that product or subscription, which nobody announces each time."""
        if (found := self.stops.get(key)) is None:
            return Allowed((), 0)
        bounds = epoch(at - timedelta(days=DAYS + 1)), epoch(at + timedelta(days=1))
        return Allowed(found.spans(bounds), found.upto, found.excess == "whole_counts")


def _touches(found: Incident, product: int) -> bool:
    """Whether it is about that product; a client's own may be about all that it uses."""
    touched = [each.pk for each in found.products.all()]
    return product in touched or (found.client_id is not None and not touched)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was measured of a subscription, and what it is now."""

    watched: Watched
    now: str


_HELD: ContextVar[list[Board] | None] = ContextVar("held", default=None)


@contextmanager
def one_board() -> Iterator[None]:
    """Whatever shows the public board in here shows one and the same, of when it is first asked.

    For pages drawn together, which should agree; put together once and not for each.
    """
    before = _HELD.set([])
    try:
        yield
    finally:
        _HELD.reset(before)


def public_board(at: datetime) -> Board:
    """How each product is for whoever shares it, as everyone may know.

    Of shared hosting alone, and as the client that fared best saw it: no client's own matter is in
    it, nor that of one client among several.
    Clause: 5.3, 5.16, 7.2, 10.4.
    """
    held = _HELD.get()
    if held is None:
        return _public_board(at)
    if not held:
        held.append(_public_board(at))
    return held[0]


def _public_board(at: datetime) -> Board:
    products = list(catalogue.products().prefetch_related(None).prefetch_related("families"))
    stops = maintenance.public_stops_of(products)
    works = maintenance.announced(since=at - timedelta(days=DAYS + 1), until=at)
    told, seen = _Told(_open(Q(client=None)), list(works), stops), _seen_shared(at)
    components = [
        _component(
            seen.get(each.pk, ()), impacts=told.impacts(each.pk), works=told.on(each.pk),
            stop=told.stop(each.pk, at), at=at,
            key=each.key, name=each.name, groups=[family.key for family in each.families.all()],
        )
        for each in products
    ]  # fmt: skip
    components.insert(0, _platform(told, at))
    impacts = [row.impact for row in told.incidents]
    word = indicator([each.state for each in components], impacts)
    return Board(components, word, at, maintenance.stops_together(stops.values()))


def _platform(told: _Told, at: datetime) -> Component:
    """The support platform, which is published as any product is.

    Clause: 7.2.
    """
    history = availability.platform_history(since=at - timedelta(days=DAYS + 1), until=at)
    times: dict[str, list[Span]] = {}
    for span, state in history:
        times.setdefault(state, []).append(span)
    whole = (history[0][0][0], history[-1][0][1]) if history else (0, 0)
    times.pop("up", None)
    fresh = history and whole[1] > epoch(at - FRESH)
    seen = _Seen(Watched(whole, **times), history[-1][1] if fresh else "unmeasured")
    impacts = [row.impact for row in told.incidents if row.platform]
    return _component(
        [seen], impacts=impacts, works=(), stop=Allowed((), 0), at=at, key=PLATFORM,
        name="", groups=(),
    )  # fmt: skip


def subscription_board(viewer: Viewer, at: datetime) -> Board:
    """How each subscription of the viewer's clients is and was, by its own ledger.

    Clause: 5.3, 5.16, 10.4.
    """
    day = timezone.localtime(at).date()
    lines = list(agreements.subscriptions(viewer, on=day)) if viewer.clients else []
    stops = maintenance.stops_of(viewer, lines, at=at)
    mine = Q(client__in={line.contract.client_id for line in lines})
    told = _Told(_open(Q(client=None) | mine), _works_of(viewer, at), stops)
    seen = _seen(lines, at)
    components = [
        _component(
            [seen[line.pk]] if line.pk in seen else (),
            impacts=told.impacts(line.product_id, line.contract.client_id),
            works=told.on(line.product_id, line.pk),
            stop=told.stop(line.pk, at), at=at, key=line.target, name=line.product.name,
            groups=[line.contract.number],
        )
        for line in lines
    ]  # fmt: skip
    word = indicator([each.state for each in components])
    return Board(components, word, at, maintenance.stops_together(stops.values()))


def _open(whose: Q) -> list[Incident]:
    rows = Incident.objects.filter(whose, withdrawn_at=None).exclude(state__in=OVER)
    return list(rows.prefetch_related("products"))


def _works_of(viewer: Viewer, at: datetime) -> list[maintenance.Works]:
    """The works announced to the viewer's clients: those that name their subscriptions too."""
    found = maintenance.works(viewer, since=at - timedelta(days=DAYS + 1), until=at)
    told = found.filter(announced_at__isnull=False, withdrawn_at=None)
    return list(told.prefetch_related("products", "subscriptions"))


def _component(
    seen: Sequence[_Seen],
    *,
    impacts: Sequence[str],
    works: Sequence[maintenance.Works],
    stop: Allowed,
    at: datetime,
    key: str,
    name: str,
    groups: Sequence[str],
) -> Component:
    times = best_seen(each.watched for each in seen)
    lived = [maintenance.lived(row) for row in works]
    down = minus(times.down, lived)
    planned = [*lived, *stop.taken(down)]
    measured = min((each.now for each in seen), key=BEST_FIRST.index, default="unmeasured")
    under = any(maintenance.under_way(row, at) for row in works)
    under = under or (measured == "down" and stop.covers(epoch(at), down))
    state = standing(measured=measured, impacts=impacts, works=under)
    return Component(key, name, state, times, planned, at, groups)


def _seen_shared(at: datetime) -> Mapping[int, list[_Seen]]:
    """What was measured of each product that clients share, by its key."""
    lines = list(agreements.subscriptions(SYSTEM).filter(hosting=SHARED))
    seen = _seen(lines, at)
    found: dict[int, list[_Seen]] = {}
    for line in lines:
        if line.pk in seen:
            found.setdefault(line.product_id, []).append(seen[line.pk])
    return found


def _seen(lines: Sequence[agreements.Subscription], at: datetime) -> dict[int, _Seen]:
    """What was measured of each subscription in the last ninety days, by its key."""
    keys, since = [line.pk for line in lines], at - timedelta(days=DAYS + 1)
    spans = availability.measured_spans(SYSTEM).filter(subscription__in=keys, last_at__gt=since)
    rows = availability.stretches(SYSTEM).filter(subscription__in=keys, end__gt=since)
    times: dict[int, dict[str, list[Span]]] = {}
    for row in rows:
        spell = (epoch(row.start), epoch(row.end))
        times.setdefault(row.subscription_id, {}).setdefault(row.state, []).append(spell)
    return {
        span.subscription_id: _Seen(
            Watched(
                (epoch(max(span.first_at, since)), epoch(span.last_at)),
                **times.get(span.subscription_id, {}),
            ),
            span.state if span.last_at > at - FRESH else "unmeasured",
        )
        for span in spans
    }

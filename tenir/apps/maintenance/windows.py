"""When works may be: windows, weekly stops, free time.

Clause: 5.14, 5.15, 5.16.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance.checking import (
    When,
    freezes_met,
    overlapping,
    published,
    span_of,
    terms_touched,
)
from tenir.apps.maintenance.models import Works
from tenir.apps.maintenance.refusals import require_planner
from tenir.terms import works_checked as rules
from tenir.terms.dates import epoch
from tenir.terms.kinds_availability import Allowance, Window
from tenir.terms.maintenance import allowance_spans, window_spans
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span, intersect
from tenir.viewer import Viewer

LOOKED = timedelta(days=35)  # ahead, for free time
Pair = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Stop:
    """The stop that an annex gives some products each week in place of the windows.

    It stands without being announced each time. `upto` is in seconds.
    """

    days: tuple[str, ...]
    starts: str
    ends: str
    upto: int
    clauses: tuple[str, ...]
    products: tuple[str, ...]

    def times(self, since: datetime, until: datetime) -> list[Pair]:
        """When it is, between two instants."""
        allowed = Allowance.model_validate(
            {"days": self.days, "from": self.starts, "to": self.ends,
             "upto": f"{self.upto // 60} minutes", "excess": "counts"}
        )  # fmt: skip
        return _pairs(allowance_spans(allowed, (epoch(since), epoch(until)), settings.TIME_ZONE))


def stops(viewer: Viewer, at: datetime) -> list[Stop]:
    """The standing stops of what the viewer runs; for staff, of every product on offer.

    Clause: 5.16, A2.
    """
    if viewer.is_staff:
        return public_stops()
    lines = list(agreements.subscriptions(viewer, on=timezone.localtime(at).date()))
    held = agreements.terms_of_many(viewer, lines, at=at)
    return _stops([(held[line.pk], line.product.name) for line in lines if line.pk in held])


def public_stops() -> list[Stop]:
    """The standing stops of the version published last, as everyone may know.

    Clause: 5.16, A2.
    """
    if (agreement := published()) is None:
        return []
    rows = catalogue.products().prefetch_related(None)
    return _stops([(agreement.terms(row.key, "shared"), row.name) for row in rows])


def _stops(told: Sequence[tuple[Terms, str]]) -> list[Stop]:
    found: dict[tuple[object, ...], tuple[Allowance, tuple[str, ...], list[str]]] = {}
    for terms, name in told:
        held = terms.get("maintenance.window", Window)
        if (stop := held.term.allowance) is not None:
            key = (stop.days, stop.from_, stop.to, stop.upto.seconds)
            found.setdefault(key, (stop, held.clauses, []))[2].append(name)
    return [
        Stop(stop.days, stop.from_, stop.to, stop.upto.seconds, clauses,
             tuple(dict.fromkeys(names)))
        for stop, clauses, names in found.values()
    ]  # fmt: skip


def windows(
    viewer: Viewer, products: Sequence[str], *, since: datetime, until: datetime
) -> list[Pair]:
    """The windows that those products share, weekly stops among them; without products, the usual.

    For whoever plans works. Raises NotAllowed.
    Clause: 5.15, 5.16.
    """
    require_planner(viewer)
    bounds = epoch(since), epoch(until)
    found = [bounds]
    for terms in _terms(products, since, until):
        held = terms.get("maintenance.window", Window)
        found = intersect(found, window_spans(held, bounds))
    return _pairs(found)


def _terms(products: Sequence[str], since: datetime, until: datetime) -> list[Terms]:
    if not products:
        agreement = published()
        return [agreement.terms(None, "shared")] if agreement else []
    when = When(starts_at=since, ends_at=until, kind=Works.Kind.PLANNED, products=products)
    return [terms for terms, _ in terms_touched(when)]


def free_time(
    viewer: Viewer,
    *,
    products: Sequence[str] = (),
    subscriptions: Sequence[int] = (),
    minutes: int,
    after: datetime,
) -> list[Pair]:
    """The first times that hold works of that length, in the windows of all that they touch.

    No other works are then, and no client's freeze. For whoever plans works. Raises NotAllowed.
    Clause: 5.14, 5.15, 5.16.
    """
    require_planner(viewer)
    when = When(
        starts_at=after, ends_at=after + LOOKED, kind=Works.Kind.PLANNED, products=products,
        subscriptions=subscriptions,
    )  # fmt: skip
    taken = [span_of(row) for row in overlapping(when)]
    taken += [span_of(row) for row in freezes_met(when)]
    each = [terms for terms, _ in terms_touched(when)]
    found = rules.free_slots(each, bounds=when.span, taken=taken, seconds=minutes * 60)
    return _pairs(found)


def _pairs(spans: Sequence[Span]) -> list[Pair]:
    return [
        (datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))
        for start, end in spans
    ]

"""When works may be: windows, weekly stops, free time.

Clause: 5.14, 5.15, 5.16.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

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
from tenir.terms.cited import Weekday
from tenir.terms.dates import epoch
from tenir.terms.kinds_availability import Allowance, Excess, Window
from tenir.terms.maintenance import allowance_spans, window_spans
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span, intersect
from tenir.viewer import Viewer

LOOKED = timedelta(days=35)  # ahead, for free time
Pair = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Stop:
    """The stop that an annex gives some products each week in place of the windows.

    It stands without being announced each time. `upto` is in seconds; `excess` says whether what
    goes past it counts, or then all of the stop.
    """

    days: tuple[Weekday, ...]
    starts: str
    ends: str
    upto: int
    clauses: tuple[str, ...]
    products: tuple[str, ...]
    excess: Excess = "counts"

    def times(self, since: datetime, until: datetime) -> list[Pair]:
        """When it is, between two instants."""
        return _pairs(self.spans((epoch(since), epoch(until))))

    def spans(self, bounds: Span) -> Sequence[Span]:
        """When it is, between two instants, in seconds."""
        return _spans_of(self.days, self.starts, self.ends, bounds)


@lru_cache(maxsize=8)
def _spans_of(days: tuple[Weekday, ...], starts: str, ends: str, bounds: Span) -> list[Span]:
    """One page asks the same of each product. How long a stop may last plays no part."""
    allowed = Allowance.model_validate(
        {"days": days, "from": starts, "to": ends, "upto": "60 minutes", "excess": "counts"}
    )
    return allowance_spans(allowed, bounds, settings.TIME_ZONE)


def stops(viewer: Viewer, at: datetime) -> list[Stop]:
    """The standing stops of what the viewer runs; for staff, of every product on offer.

    Clause: 5.16, A2.
    """
    if viewer.is_staff:
        return public_stops()
    lines = list(agreements.subscriptions(viewer, on=timezone.localtime(at).date()))
    return stops_together(stops_of(viewer, lines, at=at).values())


def stops_of(
    viewer: Viewer, subscriptions: Sequence[agreements.Subscription], *, at: datetime
) -> dict[int, Stop]:
    """The standing stop of each subscription that has one, by its key.

    Left out: one that the viewer may not know of.
    Clause: 5.16, A2.
    """
    held = agreements.terms_of_many(viewer, subscriptions, at=at)
    told = {
        line.pk: _stop_of(held[line.pk], line.product.name)
        for line in subscriptions if line.pk in held
    }  # fmt: skip
    return {key: stop for key, stop in told.items() if stop is not None}


def public_stops() -> list[Stop]:
    """The standing stops of the version published last, as everyone may know.

    Clause: 5.16, A2.
    """
    return stops_together(public_stops_of(catalogue.products().prefetch_related(None)).values())


def public_stops_of(products: Iterable[catalogue.Product]) -> dict[int, Stop]:
    """The standing stop of each product that has one where clients share it, by its key.

    By the version published last, as everyone may know.
    Clause: 5.16, A2.
    """
    if (agreement := published()) is None:
        return {}
    told = {row.pk: _stop_of(agreement.terms(row.key, "shared"), row.name) for row in products}
    return {key: stop for key, stop in told.items() if stop is not None}


def _stop_of(terms: Terms, name: str) -> Stop | None:
    held = terms.get("maintenance.window", Window)
    if (stop := held.term.allowance) is None:
        return None
    return Stop(
        stop.days, stop.from_, stop.to, stop.upto.seconds, held.clauses, (name,), stop.excess
    )


def stops_together(found: Iterable[Stop]) -> list[Stop]:
    """Those that are the same told once, with all of their products.

    Clause: 5.16, A2.
    """
    told: dict[Stop, list[str]] = {}
    for stop in found:
        told.setdefault(replace(stop, products=()), []).extend(stop.products)
    return [replace(stop, products=tuple(dict.fromkeys(names))) for stop, names in told.items()]


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

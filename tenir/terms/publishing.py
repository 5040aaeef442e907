"""What the status page says of a product: how it was, day by day, and how it is now.

Instants are UTC seconds, spans half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from tenir.terms.dates import at_local, local
from tenir.terms.spans import Span, clip, first_seconds, minus, reaching, total, union

MOSTLY = 2  # a day not seen over more than a half of it is not measured
OF_IMPACT = {"minor": "degraded", "major": "partial_outage", "critical": "major_outage"}
OF_MEASURE = {"down": "major_outage", "degraded": "degraded", "unmeasured": "unmeasured"}
RANK = ("operational", "unmeasured", "maintenance", "degraded", "partial_outage", "major_outage")


@dataclass(frozen=True, slots=True)
class Watched:
    """What was known of one subscription: from when to when, and when it was not up."""

    span: Span
    down: Sequence[Span] = ()
    degraded: Sequence[Span] = ()
    unmeasured: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """When something was up, degraded, down: disjoint; at any other time it was not measured."""

    up: list[Span] = field(default_factory=list)
    degraded: list[Span] = field(default_factory=list)
    down: list[Span] = field(default_factory=list)

    @property
    def measured(self) -> int:
        """The seconds of which anything is known."""
        return total([*self.up, *self.degraded, *self.down])

    def state_at(self, second: int) -> str:
        """What it was then."""
        for name in ("up", "degraded", "down"):
            if any(start <= second < end for start, end in getattr(self, name)):
                return name
        return "unmeasured"


@dataclass(frozen=True, slots=True)
class Day:
    """A day in its zone: its state, and the seconds of it down, degraded and not measured."""

    on: date
    state: str
    down: int
    degraded: int
    unmeasured: int


def best_seen(watched: Iterable[Watched]) -> Times:
    """How what several share was: at each moment, as the one of them that fared best saw it.

    So what is down for one client alone is never said of all; what none of them measured is not
    measured.
    Clause: 5.3, 10.4.
    """
    up: list[Span] = []
    degraded: list[Span] = []
    down: list[Span] = []
    for each in watched:
        not_up = [*each.down, *each.degraded, *each.unmeasured]
        up += minus([each.span], not_up)
        degraded += clip(each.degraded, each.span)
        down += clip(each.down, each.span)
    fine = union(up)
    slow = minus(degraded, fine)
    return Times(fine, slow, minus(down, [*fine, *slow]))


@dataclass(frozen=True, slots=True)
class Allowed:
    """A weekly stop: when it may be, and for how many seconds each time.

    `whole_counts`: one that lasts as long or longer counts wholly, else its excess alone.
    """

    spans: Sequence[Span]
    upto: int
    whole_counts: bool = False

    def taken(self, down: Sequence[Span]) -> list[Span]:
        """The part of the down time that it allows: the first seconds of each of its times.

        Clause: 5.16, A2.
        """
        stopped = [clip(reaching(down, span), span) for span in self.spans]
        return [
            part for each in stopped if not self.whole_counts or total(each) < self.upto
            for part in first_seconds(each, self.upto)
        ]  # fmt: skip

    def covers(self, second: int, down: Sequence[Span]) -> bool:
        """Whether what is down then is down by this stop: its time is not used up yet.

        Clause: 5.16, A2.
        """
        return any(
            start <= second < end and total(clip(down, (start, second))) < self.upto
            for start, end in self.spans
        )


def days_of(
    times: Times, *, until: int, count: int, zone: str, works: Iterable[Span] = ()
) -> list[Day]:
    """The last days up to an instant, the last of them the one that it is in.

    A day is down if any second of it was, unless all of those lie in announced works.
    Clause: 5.3.
    """
    planned = union(works)
    days = _bounds(local(until, zone).date(), count, zone)
    spans = [(start, min(end, until)) for _, (start, end) in days]
    cut = [_cut(each, spans) for each in (times.up, times.degraded, times.down)]
    return [
        _day(on, span, inside, planned)
        for (on, _), span, inside in zip(days, spans, zip(*cut, strict=True), strict=True)
    ]


@lru_cache(maxsize=8)
def _bounds(last: date, count: int, zone: str) -> list[tuple[date, Span]]:
    """The last days up to that one, each with its midnights."""
    days = [last - timedelta(days=back) for back in range(count - 1, -1, -1)]
    return [(on, (at_local(on, 0, zone), at_local(on, 86400, zone))) for on in days]


def _cut(spans: Sequence[Span], days: Sequence[Span]) -> list[list[Span]]:
    """The part of disjoint spans in order that lies in each of the days, which are in order too."""
    found: list[list[Span]] = []
    first = 0
    for start, end in days:
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        inside, at = [], first
        while at < len(spans) and spans[at][0] < end:
            inside.append((max(spans[at][0], start), min(spans[at][1], end)))
            at += 1
        found.append(inside)
    return found


def _day(
    on: date,
    span: Span,
    inside: tuple[list[Span], list[Span], list[Span]],
    planned: Sequence[Span],
) -> Day:
    _, degraded, down = inside
    seconds = [sum(end - start for start, end in each) for each in inside]
    left = span[1] - span[0] - sum(seconds)
    state = _state(span, down, degraded, left, planned)
    return Day(on, state, seconds[2], seconds[1], left)


def _state(
    span: Span, down: list[Span], degraded: list[Span], left: int, planned: Sequence[Span]
) -> str:
    if down:
        return "down" if minus(down, planned) else "works"
    if degraded:
        return "degraded" if minus(degraded, planned) else "works"
    return "unmeasured" if left * MOSTLY >= span[1] - span[0] else "up"


def standing(*, measured: str, impacts: Iterable[str] = (), works: bool = False) -> str:
    """The state of a component now: the worst of what was published, and what is measured.

    While announced works are under way, what is measured is theirs.
    Clause: 10.4.
    """
    told = [OF_IMPACT.get(impact, "operational") for impact in impacts]
    seen = "maintenance" if works else OF_MEASURE.get(measured, "operational")
    return max([seen, *told], key=RANK.index)


def indicator(states: Sequence[str], impacts: Iterable[str] = ()) -> str:
    """One word for all: none, maintenance, minor, major, critical.

    Clause: 10.4.
    """
    met, told = set(states), set(impacts)
    down = "major_outage" in met
    if "critical" in told or (down and met == {"major_outage"}):
        return "critical"
    if "major" in told or down or "partial_outage" in met:
        return "major"
    if "minor" in told or "degraded" in met:
        return "minor"
    return "maintenance" if "maintenance" in met else "none"

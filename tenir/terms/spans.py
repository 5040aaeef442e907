"""The algebra of time spans: half-open pairs of whole seconds, [from, to)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


def union(spans: Iterable[Span]) -> list[Span]:
    """The same seconds as disjoint spans in order; touching spans become one, empty ones vanish."""
    merged: list[Span] = []
    reached = None
    for start, end in sorted([s for s in spans if s[0] < s[1]]):
        if reached is None or start > reached:
            merged.append((start, end))
            reached = end
        elif end > reached:
            merged[-1] = (merged[-1][0], end)
            reached = end
    return merged


def intersect(left: Iterable[Span], right: Iterable[Span]) -> list[Span]:
    """The seconds that both have."""
    a, b = union(left), union(right)
    shared: list[Span] = []
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            shared.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return shared


def minus(left: Iterable[Span], right: Iterable[Span]) -> list[Span]:
    """The seconds of the first that the second does not have."""
    kept: list[Span] = []
    holes = union(right)
    first = 0
    for start, end in union(left):
        while first < len(holes) and holes[first][1] <= start:
            first += 1
        at = first
        while at < len(holes) and holes[at][0] < end:
            if start < holes[at][0]:
                kept.append((start, holes[at][0]))
            start = max(start, holes[at][1])
            at += 1
        if start < end:
            kept.append((start, end))
    return kept


def clip(spans: Iterable[Span], bounds: Span) -> list[Span]:
    """The part that lies inside the bounds, as disjoint spans in order."""
    first, last = bounds
    return union((max(start, first), min(end, last)) for start, end in spans)


def reaching(spans: Sequence[Span], bounds: Span) -> Sequence[Span]:
    """Of disjoint spans in order, those that reach into the bounds, whole."""
    first = bisect_right(spans, bounds[0], key=itemgetter(1))
    return spans[first : bisect_left(spans, bounds[1], key=itemgetter(0))]


def total(spans: Iterable[Span]) -> int:
    """How many seconds the spans hold together, overlaps counted once."""
    return sum(end - start for start, end in union(spans))


def first_seconds(spans: Iterable[Span], seconds: int) -> list[Span]:
    """The earliest part of the spans that holds at most so many seconds."""
    taken: list[Span] = []
    for start, end in union(spans):
        if seconds <= 0:
            break
        taken.append((start, min(end, start + seconds)))
        seconds -= end - start
    return taken

"""Instants judged in runs: where both ends of a run come to the same, so does all between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import TypeVar

Came = TypeVar("Came", bound=Hashable)


def came_to(instants: Sequence[datetime], judged: Callable[[datetime], Came]) -> Counter[Came]:
    """How many of those instants, the earliest first, come to what; few of them are judged.

    `judged` must never go back as its instant goes on: a deadline counted from later is not due
    earlier. Two judgements a run, and some for each place where one run ends.
    """
    if len(instants) <= 2:
        return Counter(map(judged, instants))
    first = judged(instants[0])
    if first == judged(instants[-1]):
        return Counter({first: len(instants)})
    middle = len(instants) // 2
    return came_to(instants[:middle], judged) + came_to(instants[middle:], judged)

"""The fewest records that still prove what was measured: what a report carries with it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenir.terms.samples import Samples, Seconds, ordered
from tenir.terms.spans import Span


def evidence_of(samples: Samples, *, silence: int | None, within: Span | None = None) -> Samples:
    """The fewest records from which the same outages follow, under the same silence limit.

    Kept of each target: its first and last record, each change of state, both edges of a silence
    past the limit, and in a long unchanging stretch just enough records to show that the silence
    never passed it; and whatever says "unknown". `within` keeps to what [from, to) needs: the
    record before it, those inside, and the next one.

    Clause: 5.3.
    """
    records = ordered(samples)
    if within is not None:
        records = _needed(records, within)
    if not len(records.at):
        return records
    must = _must(records, silence)
    kept = must if silence is None else _stepping_stones(records, must, silence)
    return records.at_places(kept)


def _needed(records: Samples, within: Span) -> Samples:
    """The records of those stretches that reach into the span."""
    follows = records.target[1:] == records.target[:-1]
    start, end = within
    inside = (records.at >= start) & (records.at < end)
    reaching = follows & (records.at[:-1] < end) & (records.at[1:] > start)
    inside[:-1] |= reaching
    inside[1:] |= reaching
    return records.at_places(inside)


def _must(records: Samples, silence: int | None) -> NDArray[np.bool_]:
    """The edges: a target's first and last record, a new state, both sides of a silence."""
    new_target = records.target[1:] != records.target[:-1]
    must = np.ones(len(records.at), bool)
    must[1:] = new_target | (records.status[1:] != records.status[:-1])
    must[:-1] |= new_target
    must[-1] = True
    if silence is not None:
        silent = np.diff(records.at) > silence
        must[1:] |= silent
        must[:-1] |= silent
    return must


def _stepping_stones(records: Samples, must: NDArray[np.bool_], silence: int) -> NDArray[np.bool_]:
    """From each edge to the next, steps as long as the silence limit allows.

    All stretches are walked at once, and each round doubles the number of steps taken.
    """
    edges = np.flatnonzero(must)
    silence = min(silence, int(np.ptp(records.at)))
    line = _on_one_line(records, silence)
    furthest = np.searchsorted(line, line + silence, side="right") - 1
    step = np.arange(len(must))
    next_edge = edges[np.searchsorted(edges, step[:-1], side="right")]
    step[:-1] = np.minimum(np.maximum(furthest[:-1], step[:-1] + 1), next_edge)
    kept = must.copy()
    while True:
        reached = step[np.flatnonzero(kept)]
        if kept[reached].all():
            return kept
        kept[reached] = True
        step = step[step]


def _on_one_line(records: Samples, silence: int) -> Seconds:
    """The instants of all targets on one line, one target after the other, out of reach."""
    length = int(records.at.max() - records.at.min()) + silence + 1
    place: Seconds = records.at - records.at.min() + records.target * np.int64(length)
    return place

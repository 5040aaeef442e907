"""From what monitors saw to outages: a state holds until the next record, silence is not health."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenir.terms.errors import Refused
from tenir.terms.evidence import evidence_of
from tenir.terms.quiet import Quiet, without_quiet
from tenir.terms.samples import (
    DEGRADED,
    DOWN,
    STATE_MASK,
    UNKNOWN,
    Codes,
    Keys,
    Packing,
    Samples,
    Seconds,
    chunks,
    in_order,
    joined,
    samples_of,
)
from tenir.terms.spans import Span

EVER_BEFORE = -62_135_596_800  # 0001-01-01T00:00:00Z: a datetime can still say it
EVER_AFTER = 253_402_300_799  # 9999-12-31T23:59:59Z


class OutOfOrder(Refused):
    """A batch of records that begins before the end of the one that came before it."""


class Stretches(NamedTuple):
    """Half-open stretches of time, [start, end) in UTC seconds, of targets; one length.

    In order of target, then start; those of one target neither touch nor overlap.
    """

    target: Codes
    start: Seconds
    end: Seconds


@dataclass(frozen=True)
class Measured:
    """What the records say of each target: when it was down, when degraded, when nobody looked.

    `seen` runs from a target's first record to its last; `unmeasured` begins and ends with the
    ages before and after it, so that every second is told. The rest of the time, it was up.
    """

    seen: Stretches
    outages: Stretches
    degraded: Stretches
    unmeasured: Stretches


def outages_of(samples: Samples, *, silence: int | None) -> Measured:
    """When each target was down, degraded or not measured, from its records in any order.

    A state holds from its record to the target's next one; the last record ends the measuring.
    Past `silence` seconds after a record nothing is known until the next; None: a state holds.
    Of two records at one instant the worst is taken. Degraded is not down.

    Clause: 5.3.
    """
    measuring = Measuring(silence=silence)
    measuring.add(samples)
    return measuring.measured()


class Measuring:
    """The same in several helpings, each no earlier than what came before it, target by target.

    Memory holds the stretches, the last record of each target, and the evidence of the span
    `proving` where one is given; never the records.
    """

    def __init__(self, *, silence: int | None, proving: Span | None = None) -> None:
        self.silence = silence
        self.proving = proving
        self.carried = samples_of([], [], [])  # the last record of each target
        self._first: list[Samples] = []
        self._states: list[list[Stretches]] = []
        self._evidence = samples_of([], [], [])

    def add(self, samples: Samples) -> None:
        """Take the next records; OutOfOrder where one is earlier than its target's last."""
        if not len(samples.at):
            return
        samples = joined(self.carried, samples) if self._states else samples
        told = _told(samples, self.silence)
        place = np.searchsorted(told.first.target, self.carried.target)
        late = told.first.at[place] < self.carried.at
        if late.any():
            raise OutOfOrder("samples.order", at=int(told.first.at[place][late][0]))
        fresh = np.isin(told.first.target, self.carried.target, invert=True)
        self._first.append(told.first.at_places(fresh))
        self._states.append(told.states)
        if self.proving is not None and _may_prove(told, self.proving):
            fewest = evidence_of(samples, silence=self.silence, within=self.proving)
            self._evidence = joined(self._evidence, fewest)
        self.carried = told.last

    def evidence(self) -> Samples:
        """The fewest records that prove what was measured in the span `proving`."""
        return evidence_of(self._evidence, silence=self.silence, within=self.proving)

    def measured(self) -> Measured:
        """What the records taken so far say."""
        none = samples_of([], [], [])
        first = joined(none, *self._first)
        order = np.argsort(first.target)
        target, start, end = first.target[order], first.at[order], self.carried.at
        states = [_together([told[state] for told in self._states]) for state in range(DOWN + 1)]
        before = Stretches(target, np.full_like(start, EVER_BEFORE), start)
        after = Stretches(target, end, np.full_like(end, EVER_AFTER))
        return Measured(
            seen=Stretches(target, start, end),
            outages=states[DOWN],
            degraded=states[DEGRADED],
            unmeasured=_together([states[UNKNOWN], before, after]),
        )


class _Told(NamedTuple):
    """What one helping of records says: stretches by state, each target's first and last record."""

    states: list[Stretches]
    first: Samples
    last: Samples


def _may_prove(told: _Told, span: Span) -> bool:
    """Does any target's history in this helping meet the span?"""
    return bool(((told.first.at < span[1]) & (told.last.at >= span[0])).any())


def _told(samples: Samples, silence: int | None) -> _Told:
    packing = Packing.of(samples)
    few, quiet = without_quiet(samples, packing=packing, silence=silence)
    keys = in_order(packing.keys(few))
    starts = _run_starts(keys, packing, silence)
    ends = np.append(starts[1:], len(keys)) - 1
    begun, ended = packing.samples(keys[starts]), packing.samples(keys[ends])
    new = np.append(True, begun.target[1:] != begun.target[:-1])
    goes_on = ~np.append(new[1:], True)
    until = np.where(goes_on, np.append(begun.at[1:], 0), ended.at)
    cut = _cut(ended, until, silence, quiet)
    held = Stretches(begun.target, begun.at, cut)
    silent = Stretches(begun.target, cut, until)
    states = [_where(held, begun.status == state) for state in range(DOWN + 1)]
    states[UNKNOWN] = _together([states[UNKNOWN], _where(silent, cut < until)])
    return _Told(states, first=begun.at_places(new), last=ended.at_places(~goes_on))


def _run_starts(keys: Keys, packing: Packing, silence: int | None) -> NDArray[np.int64]:
    """Where a target, its state or, by the silence limit, its measuring begins anew.

    Some places more are harmless: the stretches on both sides touch, and are joined later.
    """
    changes = np.uint64(packing.target_mask | STATE_MASK)
    gap = None if silence is None else np.uint64(4 * min(silence, 2**60) + 1)
    found = [np.zeros(1, np.int64)]
    for part in chunks(len(keys) - 1):
        here = keys[part.start : min(part.stop, len(keys) - 1)]
        following = keys[part.start + 1 : part.stop + 1]
        anew = (here ^ following) & changes != 0
        if gap is not None:
            anew |= following - here >= gap
        found.append(np.flatnonzero(anew) + (part.start + 1))
    return np.concatenate(found)


def _cut(ended: Samples, until: Seconds, silence: int | None, quiet: Quiet | None) -> Seconds:
    """Where a state stops being known: at the next record, or when the silence grew too long."""
    if silence is None:
        return until
    limit = ended.at + min(silence, EVER_AFTER)
    if quiet is not None:
        limit = np.where(quiet.follows(ended.target, ended.at), until, limit)
    return np.minimum(until, limit)


def _where(stretches: Stretches, chosen: NDArray[np.bool_]) -> Stretches:
    chosen = chosen & (stretches.start < stretches.end)
    return Stretches(stretches.target[chosen], stretches.start[chosen], stretches.end[chosen])


def _together(parts: list[Stretches]) -> Stretches:
    """The stretches of all the parts in order, those that touch made one."""
    none = np.empty(0, np.int64)
    target = np.concatenate([none.astype(np.int32), *(part.target for part in parts)])
    start = np.concatenate([none, *(part.start for part in parts)])
    end = np.concatenate([none, *(part.end for part in parts)])
    if len(parts) > 1:
        order = np.lexsort((start, target))
        target, start, end = target[order], start[order], end[order]
    new = (target[1:] != target[:-1]) | (start[1:] > end[:-1])
    first, last = np.append(True, new)[: len(start)], np.append(new, True)[: len(start)]
    return Stretches(target[first], start[first], end[last])

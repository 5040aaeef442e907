"""Who says that a product is totally unavailable: several places look, and a majority decides.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from tenir.terms.kinds_availability import Measure
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.terms.samples import DEGRADED, DOWN, UNKNOWN, UP
from tenir.terms.watching import Change

ABSENT = -1  # nothing is asked of it: not watched yet, no longer, or not ruled


class Ruled(NamedTuple):
    """A state that a person ruled for a time, in UTC seconds; None while it goes on."""

    start: int
    end: int | None
    state: int


@dataclass(frozen=True, slots=True)
class Vote:
    """How many places look in all, and how many must agree."""

    places: int
    agreeing: int

    @classmethod
    def of(cls, places: int, agreeing: int | None = None) -> Vote:
        """A majority of the places, or as many as are asked for, at least one and at most all."""
        wanted = places // 2 + 1 if agreeing is None else agreeing
        return cls(places, min(max(wanted, 1), max(places, 1)))

    def decided(self, states: Iterable[int]) -> int:
        """What follows from the states that the places tell; a place left out tells nothing.

        Down where enough agree; not measured where those that tell nothing could turn it; up where
        all that tell anything say so; degraded otherwise: one failing probe is no total outage.
        Clause: 5.3.
        """
        told = [state for state in states if state not in (UNKNOWN, ABSENT)]
        down = told.count(DOWN)
        if down >= self.agreeing:
            return DOWN
        if not told or down + self.places - len(told) >= self.agreeing:
            return UNKNOWN
        return UP if all(state == UP for state in told) else DEGRADED


def verdict(terms: Terms, vote: Vote, told: Mapping[str, int]) -> Judgement[int]:
    """What the places named say together of one instant, and why.

    Clause: 5.3.
    """
    decided = vote.decided(told.values())
    down = [name for name, state in told.items() if state == DOWN]
    silent = vote.places - sum(state != UNKNOWN for state in told.values())
    reason = terms.get("availability.measure", Measure).because(
        f"vote.{_WORDS[decided]}", decided == DOWN, reading=None, down=len(down),
        places=vote.places, agreeing=vote.agreeing, silent=silent,
        who=", ".join(sorted(down)) or "-",
    )  # fmt: skip
    return Judgement(decided, reason)


_WORDS = {UNKNOWN: "unmeasured", UP: "up", DEGRADED: "degraded", DOWN: "down"}


def voted(watchers: Sequence[Sequence[Change]], vote: Vote) -> list[Change]:
    """What the places say together, from the changes of each.

    Clause: 5.3.
    """
    return merged(watchers, vote.decided)


def together(targets: Sequence[Sequence[Change]]) -> list[Change]:
    """What several targets of one product say of it: total only where all of them are down.

    One that is down beside others that answer makes it degraded, which is shown and never counted;
    one of which nothing is known leaves it not measured, unless another answers. A target that is
    ABSENT, not watched yet or no longer, has no say.
    Clause: 5.3.
    """
    return merged(targets, _all_down)


def _all_down(states: list[int]) -> int:
    watched = [state for state in states if state != ABSENT]
    return Vote(len(watched), max(len(watched), 1)).decided(watched)


def worst(strands: Sequence[Sequence[Change]]) -> list[Change]:
    """What one location says that tells several things of a target, such as alerts: the worst.

    Clause: 5.3.
    """
    return merged(strands, lambda states: max(states, key=_WORSE.index))


_WORSE = (ABSENT, UP, UNKNOWN, DEGRADED, DOWN)


def while_heard(changes: Sequence[Change], monitor: Sequence[Change]) -> list[Change]:
    """What was told, where the monitor that tells it was itself heard of: its silence is no health.

    Clause: 5.3.
    """
    return merged(
        [changes, monitor],
        lambda both: both[0] if both[1] in HEARD or both[0] == ABSENT else UNKNOWN,
    )


HEARD = (UP, DEGRADED, DOWN)


def put_right(measured: Sequence[Change], rulings: Sequence[Ruled]) -> list[Change]:
    """What was measured, but where someone ruled what it was: of two rulings, the later holds.

    Clause: 5.3.
    """
    ruled = [
        [Change(r.start, r.state), *([] if r.end is None else [Change(r.end, ABSENT)])]
        for r in rulings
    ]
    return merged([measured, *ruled], _last_told)


def _last_told(states: list[int]) -> int:
    return next((state for state in reversed(states) if state != ABSENT), UNKNOWN)


def merged(series: Sequence[Sequence[Change]], decide: Callable[[list[int]], int]) -> list[Change]:
    """One series from several: at each instant, what `decide` makes of the states of all."""
    states = [ABSENT] * len(series)
    found: list[Change] = []
    for at, changes in _by_instant(series):
        for place, state in changes:
            states[place] = state
        state = decide(states)
        if state != (found[-1].state if found else ABSENT):
            found.append(Change(at, state))
    return found


def _by_instant(
    series: Sequence[Sequence[Change]],
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    events = sorted(
        (change.at, place, order, change.state)
        for place, changes in enumerate(series) for order, change in enumerate(changes)
    )  # fmt: skip
    for at, group in groupby(events, key=lambda event: event[0]):
        yield at, [(place, state) for _, place, _, state in group]


def sampling_error(*, outages: int, interval: int) -> int:
    """By how many seconds so many outages may be longer or shorter than was measured.

    An outage begins somewhere before the first failure seen, and ends somewhere before the first
    success: each edge is known to one interval, and they err in opposite ways.
    Clause: 5.3.
    """
    return outages * interval

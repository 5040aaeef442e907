"""What was measured, told by its changes: stretches that were not up, inside what was measured."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tenir.terms.carried import observed
from tenir.terms.dossier import Observed
from tenir.terms.outages import outages_of
from tenir.terms.samples import UP, Samples, samples_of
from tenir.terms.spans import Span


class Stretch(NamedTuple):
    """Half-open, in UTC seconds, in one state of `samples` that is not UP."""

    start: int
    end: int
    state: int


def records_of(seen: Span, stretches: Iterable[Stretch]) -> Samples:
    """The records that say the same: a state at each change, up where there is no stretch.

    `stretches` do not overlap; what lies outside the measured span is left out.
    Clause: 5.3.
    """
    start, end = seen
    inside = [
        Stretch(max(part.start, start), min(part.end, end), part.state)
        for part in stretches if part.start < end and start < part.end
    ]  # fmt: skip
    states = dict.fromkeys((start, end, *(part.end for part in inside)), UP)
    states |= {part.start: part.state for part in inside}
    at = sorted(states)
    return samples_of([0] * len(at), at, [states[instant] for instant in at])


def observed_in(
    seen: Span, stretches: Iterable[Stretch], *, source: str, interval: int | None = None
) -> Observed:
    """The same as a statement reads it; before and after the measured span nothing is known.

    `interval` is the longest, in seconds, at which it was sampled.
    Clause: 5.3.
    """
    measured = outages_of(records_of(seen, stretches), silence=None)
    return observed(measured, 0, silence=None, source=source, seen=seen, interval=interval)

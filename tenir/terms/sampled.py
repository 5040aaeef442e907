"""How far a month's time down may be from what was measured: each edge is known to an interval.

Clause: 5.3.
"""

from __future__ import annotations

from tenir.terms.availability import Availability, target_of
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.terms.voting import sampling_error


def sampling(terms: Terms, found: Availability, *, interval: int) -> Judgement[int]:
    """By how many seconds the time down of a month may be more or less than was measured.

    Clause: 5.3.
    """
    held, _ = target_of(terms)
    error = sampling_error(outages=len(found.down), interval=interval)
    reason = held.because(
        "sampling.error" if interval else "sampling.none", error, outages=len(found.down),
        interval=interval,
    )  # fmt: skip
    return Judgement(error, reason)

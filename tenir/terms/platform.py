"""The support platform's own availability, measured as any product's.

Clause: 7.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tenir.terms.availability import floored, month_availability
from tenir.terms.facts import Outage, Works
from tenir.terms.kinds_availability import Measure, Threshold
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span, minus


@dataclass(frozen=True, slots=True)
class PlatformMonth:
    """A month of the platform, in seconds; no rate is promised, so none is missed."""

    T_seconds: int
    down_seconds: int
    excluded_seconds: int
    unmeasured_seconds: int
    rate: Fraction
    rate_percent: Decimal

    @property
    def counted_seconds(self) -> int:
        """The seconds of outage outside the works that 7.2 sets apart."""
        return self.down_seconds - self.excluded_seconds


def platform_availability(
    terms: Terms,
    *,
    month: str,
    outages: Sequence[Outage] = (),
    works: Sequence[Works] = (),
    unmeasured: Sequence[Span] = (),
) -> Judgement[PlatformMonth]:
    """How much of a month the platform could be reached, urgent and security works apart.

    Planned works count, in a window or not: it is to be reached around the clock.
    Clause: 7.2.
    """
    held = terms.get("support.platform", Threshold)
    measure = terms.get("availability.measure", Measure).term
    apart = [work.span for work in works if work.kind in held.term.excluded]
    left = [
        replace(outage, span=part)
        for outage in outages for part in minus([outage.span], apart)
    ]  # fmt: skip
    raw = month_availability(terms, month=month, outages=outages, unmeasured=unmeasured).value
    counted = month_availability(terms, month=month, outages=left, unmeasured=unmeasured).value
    seconds = counted.down_seconds
    t = seconds // 60 * 60 if measure.resolution == "minute" else seconds
    rate = 1 - Fraction(t, raw.T_seconds)
    found = PlatformMonth(
        T_seconds=raw.T_seconds, down_seconds=raw.down_seconds,
        excluded_seconds=raw.down_seconds - seconds, unmeasured_seconds=raw.unmeasured_seconds,
        rate=rate, rate_percent=floored(rate * 100, measure.display.decimals),
    )  # fmt: skip
    reason = held.because(
        "platform.rate", rate, month=month, rate=found.rate_percent, counted=seconds,
        excluded=found.excluded_seconds, unmeasured=found.unmeasured_seconds,
    )  # fmt: skip
    return Judgement(found, reason)

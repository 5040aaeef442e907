"""What is left of a month before its target is missed, what a miss would cost, how fast it burns.

Clause: 5.1, 5.6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tenir.terms.availability import Availability, target_of
from tenir.terms.dates import month_span
from tenir.terms.kinds_availability import Measure
from tenir.terms.months import Months
from tenir.terms.penalties import Right
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span, clip, minus, total

HOUR, MINUTE = 3600, 60
# A month's whole margin gone in two days, in five, or as fast as it comes (the SRE workbook).
PACES = (
    ("page", Fraction(72, 5), HOUR, 5 * MINUTE),
    ("ticket", Fraction(6), 6 * HOUR, 30 * MINUTE),
    ("watch", Fraction(1), 72 * HOUR, 6 * HOUR),
)


@dataclass(frozen=True, slots=True)
class Margin:
    """How much downtime a month may count and still meet its target, and how much it has, in s."""

    month: str
    allowed_seconds: int
    counted_seconds: int

    @property
    def left_seconds(self) -> int:
        """What may still count; below zero, the target is missed by so much."""
        return self.allowed_seconds - self.counted_seconds


def margin(terms: Terms, found: Availability) -> Judgement[Margin]:
    """The seconds left before a month misses its target, were nothing more excluded.

    Clause: 5.1, 5.3.
    """
    held, _ = target_of(terms)
    allowed = int(found.T_seconds * (1 - found.target))
    left = Margin(found.month, allowed, found.counted_seconds)
    reason = held.because(
        "margin.left" if left.left_seconds >= 0 else "margin.gone", left.left_seconds,
        month=found.month, allowed=allowed, counted=found.counted_seconds,
        over=-left.left_seconds,
    )  # fmt: skip
    return Judgement(left, reason)


def may_miss(terms: Terms, month: str, down_seconds: int) -> bool:
    """Whether a month with so many seconds down, were none excluded, could miss its target.

    Sparing who asks the books of a month that cannot. Always so where the agreement counts what
    nobody measured, or a part of the month: seconds down do not tell then.
    Clause: 5.1, 5.3.
    """
    measure = terms.get("availability.measure", Measure).term
    if measure.unmeasured == "down" or measure.base == "covered_part":
        return True
    start, end = month_span(month, terms.zone)
    return down_seconds > (end - start) * (1 - target_of(terms)[1])


def at_stake(months: Months, month: str) -> Judgement[Right] | None:
    """The right that would open if the month ended as it stands, or missed by a second if it holds.

    None where no fee is known. Its amount is nothing where a first miss opens no right.
    Clause: 5.6, 5.8.
    """
    found = months.month(month).value
    barely = found.target - Fraction(1, found.T_seconds)
    granted = months.supposing(month, min(found.rate, barely)).rights(month)
    if granted is None:
        return None
    return Judgement(granted.value[-1], granted.reason.children[-1])


@dataclass(frozen=True, slots=True)
class Burn:
    """How fast a margin is used up: `rate` is 1 where it would last the month exactly."""

    pace: str
    rate: Fraction
    window_seconds: int


def burning(terms: Terms, *, counted: Iterable[Span], now: int) -> Judgement[Burn] | None:
    """The most pressing pace at which the margin burns now, over a long and a short window both.

    The long window says that it matters, the short one that it goes on. None where nothing does.
    Clause: 5.1.
    """
    held, target = target_of(terms)
    spans = list(counted)
    for pace, limit, window, short in PACES:
        rates = [_rate(spans, now, length, target) for length in (window, short)]
        if min(rates) >= limit:
            reason = held.because(
                f"burn.{pace}", rates[0], hours=window // HOUR, times=int(rates[0])
            )
            return Judgement(Burn(pace, rates[0], window), reason)
    return None


def _rate(spans: list[Span], now: int, window: int, target: Fraction) -> Fraction:
    lost = Fraction(total(clip(spans, (now - window, now))), window)
    return lost / (1 - target) if target < 1 else Fraction(0)


def counted_spans(found: Availability) -> list[Span]:
    """The time down that counts.

    Clause: 5.5.
    """
    return minus(found.down, [part.span for part in found.excluded])

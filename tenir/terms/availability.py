"""The availability of a month: every second in one bucket, the rate exact.

Clause: 5.1, 5.2, 5.3, 5.5.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from tenir.terms.dates import local, month_span
from tenir.terms.errors import Refused
from tenir.terms.exclusions import ExcludedSpan, excluded_spans
from tenir.terms.facts import Excluded, Outage, Works
from tenir.terms.kinds_availability import Exclusions, Measure, Threshold, Window
from tenir.terms.quantities import decimal_text
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Held, MissingTerm, Terms
from tenir.terms.spans import Span, clip, minus, total, union


class NotCovered(Refused):
    """A month of which the subscription covers no part."""


@dataclass(frozen=True)
class Availability:
    """A month's four buckets, in seconds and as spans, and the rate that follows.

    `down` is raw (measured, before exclusions); the buckets up, counted, excluded and unmeasured
    sum to `T_seconds`, short of the seconds that a reading in whole minutes leaves out.
    """

    month: str
    bounds: Span
    down: tuple[Span, ...]
    excluded: tuple[ExcludedSpan, ...]
    unmeasured: tuple[Span, ...]
    counted_seconds: int
    target: Fraction
    decimals: int

    @property
    def T_seconds(self) -> int:  # noqa: N802 - the agreement's own letter (5.3)
        """All the seconds of the month."""
        return self.bounds[1] - self.bounds[0]

    @cached_property
    def down_seconds(self) -> int:
        """Seconds of outage before exclusions, overlaps counted once."""
        return total(self.down)

    @property
    def excluded_seconds(self) -> int:
        """Seconds of outage that do not count."""
        return sum(part.span[1] - part.span[0] for part in self.excluded)

    @property
    def excluded_by_reason(self) -> dict[str, int]:
        """The excluded seconds of each reason that has any."""
        found: dict[str, int] = {}
        for part in self.excluded:
            found[part.reason] = found.get(part.reason, 0) + part.span[1] - part.span[0]
        return found

    @property
    def outages(self) -> list[tuple[Span, list[ExcludedSpan]]]:
        """Each outage with the parts of it that are excluded, all in order of time."""
        found: list[tuple[Span, list[ExcludedSpan]]] = [(span, []) for span in self.down]
        starts = [span[0] for span in self.down]
        for part in sorted(self.excluded, key=lambda part: part.span):
            found[bisect_right(starts, part.span[0]) - 1][1].append(part)
        return found

    @cached_property
    def unmeasured_seconds(self) -> int:
        """Seconds of which nothing is known."""
        return total(self.unmeasured)

    @cached_property
    def rate(self) -> Fraction:
        """1 - t/T, as a fraction of 1."""
        return 1 - Fraction(self.counted_seconds, self.T_seconds)

    @cached_property
    def met(self) -> bool:
        """Whether the exact rate reaches the target."""
        return self.rate >= self.target

    @cached_property
    def rate_percent(self) -> Decimal:
        """The rate in percent, floored to the decimals of the agreement: never up to the target."""
        return floored(self.rate * 100, self.decimals)

    @property
    def shortfall_points(self) -> Decimal:
        """Target less rate as printed, in points; zero where the target is met."""
        if self.met:
            return Decimal(0).scaleb(-self.decimals)
        return self.target_percent - self.rate_percent

    @property
    def target_percent(self) -> Decimal:
        """The rate that is promised, in percent."""
        return Decimal(decimal_text(self.target * 100))


def target_of(terms: Terms) -> tuple[Held[Threshold], Fraction]:
    """The availability that is promised, as a fraction of 1, and the term that promises it.

    Clause: 5.1.
    """
    held = terms.get("availability.target", Threshold)
    if held.term.value is None:
        raise MissingTerm("term.missing", key="availability.target.value")
    return held, held.term.value


def floored(value: Fraction, decimals: int) -> Decimal:
    """The value cut, not rounded, to so many decimals."""
    return Decimal(math.floor(value * 10**decimals)).scaleb(-decimals)


def month_availability(
    terms: Terms,
    *,
    month: str,
    outages: Sequence[Outage] = (),
    works: Sequence[Works] = (),
    exclusions: Sequence[Excluded] = (),
    unmeasured: Sequence[Span] = (),
    covered: Span | None = None,
) -> Judgement[Availability]:
    """The availability of a calendar month, second by second, with the reason of each bucket.

    `covered` is the time that the subscription covers; the month is cut to it only where the
    agreement reads 5.3 so. Raises UnknownExclusion; NotCovered where they do not meet.
    Clause: 5.1, 5.2, 5.3, 5.5.
    """
    measure = terms.get("availability.measure", Measure).term
    target, promised = target_of(terms)
    bounds = _bounds(measure, month, terms.zone, covered)
    scope = target.term.scope.get("environment", "production")
    down = clip((o.span for o in outages if o.total and o.environment == scope), bounds)
    down, unknown = _with_unmeasured(measure, down, clip(unmeasured, bounds))
    parts = tuple(
        excluded_spans(terms, down=down, bounds=bounds, works=works, exclusions=exclusions)
    )
    counted = minus(down, [part.span for part in parts])
    found = Availability(
        month=month, bounds=bounds, down=tuple(down), excluded=parts,
        unmeasured=tuple(unknown), counted_seconds=_resolved(measure, total(counted)),
        target=promised, decimals=measure.display.decimals,
    )  # fmt: skip
    return Judgement(found, _reason(terms, found, target))


def _bounds(measure: Measure, month: str, zone: str, covered: Span | None) -> Span:
    whole = month_span(month, zone)
    if covered is None:
        return whole
    part = clip([covered], whole)
    if not part:
        raise NotCovered("month.not_covered", given=month)
    return part[0] if measure.base == "covered_part" else whole


def _with_unmeasured(
    measure: Measure, down: list[Span], unknown: list[Span]
) -> tuple[list[Span], list[Span]]:
    """What is down and what is unknown; an outage that nobody measured is unknown.

    Clause: 5.3.
    """
    if measure.unmeasured == "down":
        return union([*down, *unknown]), []
    return minus(down, unknown), [] if measure.unmeasured == "up" else unknown


def _resolved(measure: Measure, seconds: int) -> int:
    return seconds // 60 * 60 if measure.resolution == "minute" else seconds


def _reason(terms: Terms, found: Availability, target: Held[Threshold]) -> Reason:
    measure = terms.get("availability.measure", Measure)
    buckets = measure.because(
        "availability.measured", found.rate, month=found.month, total_seconds=found.T_seconds,
        down=found.down_seconds, excluded=found.excluded_seconds, counted=found.counted_seconds,
        unmeasured=found.unmeasured_seconds, rate=found.rate_percent,
    )  # fmt: skip
    return target.because(
        "availability.met" if found.met else "availability.missed", found.met,
        buckets, *_exclusion_reasons(terms, found), *_outside_reason(terms, target),
        month=found.month, rate=found.rate_percent, counted=found.counted_seconds,
        target=Decimal(decimal_text(found.target * 100)), shortfall=found.shortfall_points,
    )  # fmt: skip


def _exclusion_reasons(terms: Terms, found: Availability) -> Iterator[Reason]:
    """Which down time does not count and why; the windows that hold are told with it."""
    if not found.down:
        return
    excluding = terms.get("availability.excluded", Exclusions)
    by_reason = (
        excluding.because("availability.excluded_by", seconds, reading=None, reason_id=reason)
        for reason, seconds in found.excluded_by_reason.items()
    )
    yield excluding.because(
        "availability.excluded", found.excluded_seconds, *by_reason,
        *_partly_excluded(terms, excluding, found), down=found.down_seconds,
    )  # fmt: skip
    yield terms.get("maintenance.window", Window).because("availability.window", None)


def _partly_excluded(
    terms: Terms, excluding: Held[Exclusions], found: Availability
) -> Iterator[Reason]:
    """Each outage of which a part is excluded, and how much of it counts."""
    for (start, end), parts in found.outages:
        counted = end - start - total(part.span for part in parts)
        if parts:
            yield excluding.because(
                "availability.outage", counted, reading=None, seconds=end - start,
                start=local(start, terms.zone), end=local(end, terms.zone),
            )  # fmt: skip


def _outside_reason(terms: Terms, target: Held[Threshold]) -> Iterator[Reason]:
    document = terms.refers_to
    if document:
        yield target.because("availability.refers", None, fr=document.fr, en=document.en)

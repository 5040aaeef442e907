"""The availability of a month: every second in one bucket, the rate exact.

Clause: 5.1, 5.2, 5.3, 5.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from tenir.terms.convention import Exclusions, Measure, Threshold, Window
from tenir.terms.dates import epoch, local, month_span
from tenir.terms.errors import Refused
from tenir.terms.facts import Excluded, Outage, Works
from tenir.terms.maintenance import allowance_spans, notice_due, window_spans
from tenir.terms.quantities import Length, decimal_text
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Held, MissingTerm, Terms
from tenir.terms.spans import Span, clip, first_seconds, intersect, minus, total, union

PLANNED = "planned-maintenance"


class UnknownExclusion(Refused):
    """A reason of exclusion that the agreement does not have."""


@dataclass(frozen=True, slots=True)
class ExcludedSpan:
    """Down time that does not count, with the one reason that it carries."""

    span: Span
    reason: str
    evidence: str = ""


@dataclass(frozen=True)
class Availability:
    """A month's four buckets, in seconds and as spans, and the rate that follows.

    `down` is raw (measured, before exclusions) = `counted` + excluded; the buckets up, counted,
    excluded and unmeasured sum to `T_seconds`.
    """

    month: str
    bounds: Span
    down: tuple[Span, ...]
    excluded: tuple[ExcludedSpan, ...]
    counted: tuple[Span, ...]
    unmeasured: tuple[Span, ...]
    counted_seconds: int
    target: Fraction
    decimals: int

    @property
    def T_seconds(self) -> int:  # noqa: N802 - the agreement's own letter (5.3)
        """All the seconds of the month."""
        return self.bounds[1] - self.bounds[0]

    @property
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
    def unmeasured_seconds(self) -> int:
        """Seconds of which nothing is known."""
        return total(self.unmeasured)

    @property
    def rate(self) -> Fraction:
        """1 - t/T, as a fraction of 1."""
        return 1 - Fraction(self.counted_seconds, self.T_seconds)

    @property
    def met(self) -> bool:
        """Whether the exact rate reaches the target."""
        return self.rate >= self.target

    @property
    def rate_percent(self) -> Decimal:
        """The rate in percent, floored to the decimals of the agreement: never up to the target."""
        return floored(self.rate * 100, self.decimals)

    @property
    def shortfall_points(self) -> Decimal:
        """Target less rate as printed, in points; zero where the target is met."""
        if self.met:
            return Decimal(0).quantize(Decimal(1).scaleb(-self.decimals))
        return Decimal(decimal_text(self.target * 100)) - self.rate_percent


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
    step = Decimal(1).scaleb(-decimals)
    whole = value.numerator * 10**decimals // value.denominator
    return (Decimal(whole) * step).quantize(step, rounding=ROUND_FLOOR)


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

    `covered` is the part of the month that the subscription covers; it only matters where the
    agreement reads 5.3 so. Raises UnknownExclusion.
    Clause: 5.1, 5.2, 5.3, 5.5.
    """
    measure = terms.get("availability.measure", Measure)
    excluding = terms.get("availability.excluded", Exclusions)
    target, promised = target_of(terms)
    bounds = month_span(month, terms.zone)
    if measure.term.base == "covered_part" and covered is not None:
        bounds = (max(bounds[0], covered[0]), min(bounds[1], covered[1]))
    scope = target.term.scope.get("environment", "production")
    down = clip((o.span for o in outages if o.total and o.environment == scope), bounds)
    down, unknown = _with_unmeasured(measure.term, down, clip(unmeasured, bounds))
    parts = tuple(_excluded(terms, excluding, bounds, down, works, exclusions))
    counted = minus(down, [part.span for part in parts])
    found = Availability(
        month=month, bounds=bounds, down=tuple(down), excluded=parts, counted=tuple(counted),
        unmeasured=tuple(unknown), counted_seconds=_resolved(measure.term, total(counted)),
        target=promised, decimals=measure.term.display.decimals,
    )  # fmt: skip
    return Judgement(found, _reason(terms, found, measure, excluding, target))


def _with_unmeasured(
    measure: Measure, down: list[Span], unknown: list[Span]
) -> tuple[list[Span], list[Span]]:
    if measure.unmeasured == "down":
        return union([*down, *unknown]), []
    if measure.unmeasured == "up":
        return down, []
    return minus(down, unknown), unknown


def _resolved(measure: Measure, seconds: int) -> int:
    return seconds // 60 * 60 if measure.resolution == "minute" else seconds


def _excluded(
    terms: Terms,
    held: Held[Exclusions],
    bounds: Span,
    down: list[Span],
    works: Sequence[Works],
    exclusions: Sequence[Excluded],
) -> Iterator[ExcludedSpan]:
    """Each excluded part once: the reasons are tried in the order of the agreement."""
    known = [item.id for item in held.term.items]
    for ruled in exclusions:
        if ruled.reason not in known:
            raise UnknownExclusion("exclusion.unknown", given=ruled.reason, known=", ".join(known))
    left = down
    for item in held.term.items:
        grounds = [(e.span, e.evidence) for e in exclusions if e.reason == item.id]
        if item.works == "planned":
            grounds += _planned(terms, held, bounds, left, works)
        elif item.works is not None:
            grounds += [(w.span, w.id) for w in works if w.kind == item.works]
        for span, evidence in sorted(grounds):
            parts = intersect(left, [span])
            left = minus(left, parts)
            yield from (ExcludedSpan(part, item.id, evidence) for part in parts)


def _planned(
    terms: Terms, held: Held[Exclusions], bounds: Span, down: list[Span], works: Sequence[Works]
) -> list[tuple[Span, str]]:
    """What planned maintenance excludes: notified works inside a window, and a Sunday's stop.

    Clause: 5.5, 5.14, 5.16, A2.
    """
    window = terms.get("maintenance.window", Window)
    grounds = [
        (part, work.id)
        for work in works if work.kind == "planned" and _notified(terms, held, work)
        for part in _in_window(window, clip([work.span], bounds))
    ]  # fmt: skip
    if held.term.fortuitous == "excluded":
        grounds += [(part, "") for part in window_spans(window, bounds)]
    if held.term.urgent == "excluded":
        grounds += [(work.span, work.id) for work in works if work.kind == "urgent"]
    if held.term.overlap == "all_or_nothing":
        allowed = [span for span, _ in grounds]
        whole = [span for span in down if not minus([span], allowed)]
        grounds = [(part, why) for span, why in grounds for part in intersect(whole, [span])]
    rest = minus(down, [span for span, _ in grounds])
    return grounds + [(part, "A2") for part in _allowed(window, bounds, rest)]


def _in_window(window: Held[Window], spans: list[Span]) -> list[Span]:
    if window.term.allowance is not None and not window.term.weekly:
        return []  # the allowance stands for the only window: what it leaves counts
    return [part for span in spans for part in intersect([span], window_spans(window, span))]


def _allowed(window: Held[Window], bounds: Span, down: list[Span]) -> Iterator[Span]:
    """The down time of each Sunday that Annex 2 allows.

    Clause: 5.16, A2.
    """
    allowance = window.term.allowance
    if allowance is None:
        return
    limit = allowance.upto.seconds
    for day in allowance_spans(allowance, bounds, window.agreement.zone):
        stopped = clip(down, day)
        if allowance.excess == "counts" or total(stopped) < limit:
            yield from first_seconds(stopped, limit)


def _notified(terms: Terms, held: Held[Exclusions], work: Works) -> bool:
    if work.announced_at is None:
        return False
    if isinstance(held.term.notice, Length):
        due = notice_due(terms, starts_at=local(work.span[0], terms.zone)).value
        return work.announced_at < epoch(due)
    return work.announced_at < work.span[0]


def _reason(
    terms: Terms,
    found: Availability,
    measure: Held[Measure],
    excluding: Held[Exclusions],
    target: Held[Threshold],
) -> Reason:
    by_reason = [
        excluding.because("availability.excluded_by", seconds, reason_id=reason)
        for reason, seconds in found.excluded_by_reason.items()
    ]
    buckets = measure.because(
        "availability.measured", found.rate, month=found.month, total_seconds=found.T_seconds,
        down=found.down_seconds, excluded=found.excluded_seconds, counted=found.counted_seconds,
        unmeasured=found.unmeasured_seconds, rate=found.rate_percent,
    )  # fmt: skip
    children = [buckets, *by_reason]
    if found.excluded_by_reason.get(PLANNED) or terms.product:
        window = terms.get("maintenance.window", Window)
        children.append(window.because("availability.window", None))
    if terms.refers_to:
        children.append(
            target.because("availability.refers", None, fr=terms.refers_to.fr, en=terms.refers_to.en)
        )
    return target.because(
        "availability.met" if found.met else "availability.missed", found.met, *children,
        month=found.month, rate=found.rate_percent, counted=found.counted_seconds,
        target=Decimal(decimal_text(found.target * 100)), shortfall=found.shortfall_points,
    )  # fmt: skip

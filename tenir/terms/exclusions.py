"""What is left out of the rate: every excluded second under one of the agreement's reasons.

Clause: 5.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tenir.terms.errors import Refused
from tenir.terms.facts import Excluded, Works
from tenir.terms.kinds_availability import Exclusions, Window
from tenir.terms.maintenance import allowance_spans, announced_by, weekly_spans
from tenir.terms.quantities import Length
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span, clip, first_seconds, intersect, minus, total

Ground: TypeAlias = tuple[Span, str]  # when, and the evidence


class UnknownExclusion(Refused):
    """A reason of exclusion that the agreement does not have."""


@dataclass(frozen=True, slots=True)
class ExcludedSpan:
    """Down time that does not count, with the one reason that it carries."""

    span: Span
    reason: str
    evidence: str = ""


def excluded_spans(
    terms: Terms,
    *,
    down: Sequence[Span],
    bounds: Span,
    works: Sequence[Works] = (),
    exclusions: Sequence[Excluded] = (),
) -> Iterator[ExcludedSpan]:
    """Each excluded part of the down time once, under the first of the agreement's reasons.

    `down` are disjoint outages inside the month's `bounds`. Raises UnknownExclusion.
    Clause: 5.5.
    """
    term = terms.get("availability.excluded", Exclusions).term
    _refuse_unknown(term, exclusions)
    left = list(down)
    for item in term.items:
        grounds = [(e.span, e.evidence) for e in exclusions if e.reason == item.id]
        if item.works == "planned":
            grounds += _maintenance(terms, term, bounds, left, works)
            grounds += _sunday_stops(terms, term, bounds, left, grounds)
        elif item.works is not None:
            grounds += [(work.span, work.id) for work in works if work.kind == item.works]
        for span, evidence in sorted(grounds, key=_evidence_first):
            parts = intersect(left, [span])
            left = minus(left, parts)
            yield from (ExcludedSpan(part, item.id, evidence) for part in parts)


def _evidence_first(ground: Ground) -> tuple[bool, Ground]:
    return not ground[1], ground


def _refuse_unknown(term: Exclusions, exclusions: Iterable[Excluded]) -> None:
    known = [item.id for item in term.items]
    for ruled in exclusions:
        if ruled.reason not in known:
            raise UnknownExclusion("exclusion.unknown", given=ruled.reason, known=", ".join(known))


def _maintenance(
    terms: Terms, term: Exclusions, bounds: Span, down: list[Span], works: Sequence[Works]
) -> list[Ground]:
    """What planned maintenance excludes: what was both notified and inside a window.

    Clause: 5.5, 5.14.
    """
    window = terms.get("maintenance.window", Window)
    grounds = [
        (part, work.id)
        for work in works if work.kind == "planned" and _notified(terms, term, work)
        for inside in clip([work.span], bounds) for part in weekly_spans(window, inside)
    ]  # fmt: skip
    if term.fortuitous == "excluded":
        grounds += [(part, "") for part in weekly_spans(window, bounds)]
    if term.urgent == "excluded":
        grounds += [(work.span, work.id) for work in works if work.kind == "urgent"]
    if term.overlap == "all_or_nothing":
        whole = _wholly_inside(down, [span for span, _ in grounds])
        grounds = [(part, why) for span, why in grounds for part in intersect(whole, [span])]
    return grounds


def _sunday_stops(
    terms: Terms, term: Exclusions, bounds: Span, down: list[Span], grounds: list[Ground]
) -> Iterator[Ground]:
    """The down time of each Sunday that Annex 2 allows, beside what is excluded anyway.

    Clause: 5.16, A2.
    """
    window = terms.get("maintenance.window", Window)
    allowance = window.term.allowance
    if allowance is None:
        return
    rest = minus(down, [span for span, _ in grounds])
    limit = allowance.upto.seconds
    for day in allowance_spans(allowance, bounds, terms.zone):
        outages = _wholly_inside(down, [day]) if term.overlap == "all_or_nothing" else [day]
        stopped = intersect(clip(rest, day), outages)
        if allowance.excess == "counts" or total(stopped) < limit:
            yield from ((part, window.clauses[-1]) for part in first_seconds(stopped, limit))


def _wholly_inside(outages: Iterable[Span], allowed: Sequence[Span]) -> list[Span]:
    return [outage for outage in outages if not minus([outage], allowed)]


def _notified(terms: Terms, term: Exclusions, work: Works) -> bool:
    if work.announced_at is None:
        return False
    begins, notice = work.span[0], term.notice
    due = announced_by(terms, begins, notice) if isinstance(notice, Length) else begins
    return work.announced_at < due

"""The rows of a statement in plain JSON values, every figure exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from tenir.terms.dates import local
from tenir.terms.exclusions import ExcludedSpan
from tenir.terms.facts import Excluded, Works
from tenir.terms.kinds_availability import Exclusions
from tenir.terms.penalties import Right
from tenir.terms.quantities import decimal_text
from tenir.terms.reasons import exact, exact_of
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span, total

Spanned = TypeVar("Spanned", Works, Excluded)


def outage_row(
    span: Span, parts: Sequence[ExcludedSpan], zone: str, clauses: Mapping[str, str]
) -> dict[str, Any]:
    """An outage, what of it counts, and its excluded parts with their reasons."""
    seconds = span[1] - span[0]
    return {
        **span_row(span, zone),
        "seconds": seconds,
        "counted_seconds": seconds - total(part.span for part in parts),
        "excluded": [
            {
                **span_row(part.span, zone),
                "reason": part.reason,
                "clause": clauses[part.reason],
                "evidence": part.evidence,
            }
            for part in parts
        ],
    }


def penalty_row(right: Right) -> dict[str, Any]:
    """A right, its amounts and its last day."""
    return exact_of(
        {
            "right": right.right,
            "tier_rate": decimal_text(right.tier_rate * 100),
            "base": right.base,
            "amount": right.amount,
            "capped": right.capped,
            "cap": right.cap,
            "claim_by": right.claim_by,
            "months_missed_in_a_row": right.run,
        }
    )


def touching(items: Iterable[Spanned], bounds: Span) -> list[Spanned]:
    """The works or exclusions that reach into the bounds, in order of time."""
    inside = [item for item in items if item.span[0] < bounds[1] and bounds[0] < item.span[1]]
    return sorted(inside, key=lambda item: item.span)


def works_row(work: Works, zone: str) -> dict[str, Any]:
    """Works as announced and done."""
    announced = None if work.announced_at is None else exact(local(work.announced_at, zone))
    return {
        "id": work.id,
        **span_row(work.span, zone),
        "announced_at": announced,
        "kind": work.kind,
    }


def clauses_of(terms: Terms) -> dict[str, str]:
    """The citation of each reason of exclusion: 5.5a.

    Clause: 5.5.
    """
    held = terms.get("availability.excluded", Exclusions)
    return {item.id: f"{held.clauses[0]}{item.letter}" for item in held.term.items}


def exclusion_row(ruled: Excluded, zone: str, clauses: Mapping[str, str]) -> dict[str, Any]:
    """A span ruled out of the rate, and by whom."""
    return {
        **span_row(ruled.span, zone),
        "reason": ruled.reason,
        "clause": clauses[ruled.reason],
        "decided_by": ruled.decided_by,
        "evidence": ruled.evidence,
    }


def span_row(span: Span, zone: str) -> dict[str, Any]:
    """{"from", "to"} as instants of that zone."""
    return {"from": exact(local(span[0], zone)), "to": exact(local(span[1], zone))}

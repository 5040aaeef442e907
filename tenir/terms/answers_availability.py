"""How the rules of article 5 answer: the month, its penalties, its windows; and 7.2 beside."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from tenir.terms import (
    availability,
    maintenance,
    penalties,
    pieces,
    platform,
    shapes,
)
from tenir.terms.dates import epoch
from tenir.terms.facts import Excluded, Outage, Works
from tenir.terms.hours import Closure
from tenir.terms.quantities import decimal_text
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms


def of_availability(terms: Terms, asked: shapes.AvailabilityOf) -> Judgement[Any]:
    judged = availability.month_availability(
        terms,
        month=asked.month,
        outages=_outages(asked.outages),
        works=_works(asked.works),
        exclusions=[Excluded(e.span, e.reason, e.evidence, e.decided_by) for e in asked.exclusions],
        unmeasured=asked.unmeasured,
        covered=asked.covered,
    )
    return Judgement(figures(judged.value), judged.reason)


def _outages(told: tuple[pieces.OutagePiece, ...]) -> list[Outage]:
    return [Outage(piece.span, piece.total, piece.environment) for piece in told]


def _works(told: tuple[pieces.WorksPiece, ...]) -> list[Works]:
    return [Works(piece.span, piece.kind, _told(piece), piece.id) for piece in told]


def _told(piece: pieces.WorksPiece | pieces.ClosurePiece) -> int | None:
    return None if piece.announced_at is None else epoch(piece.announced_at)


def of_platform(terms: Terms, asked: shapes.PlatformOf) -> Judgement[Any]:
    judged = platform.platform_availability(
        terms,
        month=asked.month,
        outages=_outages(asked.outages),
        works=_works(asked.works),
        unmeasured=asked.unmeasured,
    )
    found = judged.value
    value = {
        "T_seconds": found.T_seconds,
        "down_seconds": found.down_seconds,
        "excluded_seconds": found.excluded_seconds,
        "counted_seconds": found.counted_seconds,
        "unmeasured_seconds": found.unmeasured_seconds,
        "rate_exact": found.rate,
        "rate": found.rate_percent,
    }
    return Judgement(value, judged.reason)


def figures(found: availability.Availability) -> dict[str, Any]:
    """The figures of a month as they are written: seconds, exact rate, printed rate."""
    return {
        "T_seconds": found.T_seconds,
        "down_seconds": found.down_seconds,
        "excluded_seconds": found.excluded_seconds,
        "excluded": found.excluded_by_reason,
        "counted_seconds": found.counted_seconds,
        "unmeasured_seconds": found.unmeasured_seconds,
        "rate_exact": found.rate,
        "rate": found.rate_percent,
        "met": found.met,
        "shortfall_points": found.shortfall_points,
    }


def of_penalty(terms: Terms, asked: shapes.PenaltyOf) -> Judgement[Any]:
    contract = asked.contract_monthly_fee
    fees = penalties.Fees(
        line_monthly=asked.monthly_fee,
        contract_monthly=asked.monthly_fee if contract is None else contract,
        client_monthly=asked.client_monthly_fee,
        others={row.month: row.amount for row in asked.others},
    )
    rates: dict[str, Fraction | None] = {row.month: row.rate_exact for row in asked.months}
    closures = closures_of(asked.closures)
    judged = penalties.rights(terms, rates=rates, fees=fees, closures=closures)
    return Judgement([right_row(right) for right in judged.value], judged.reason)


def right_row(right: penalties.Right) -> dict[str, Any]:
    """A month's right as it is written."""
    return {
        "month": right.month,
        "right": right.right,
        "tier_rate": Decimal(decimal_text(right.tier_rate * 100)),
        "amount": right.amount,
        "capped": right.capped,
        "claim_by": right.claim_by,
    }


def of_claim(terms: Terms, asked: shapes.ClaimOf) -> Judgement[Any]:
    return penalties.claim_in_time(
        terms,
        month=asked.month,
        sent_at=asked.sent_at,
        received_at=asked.received_at,
        closures=closures_of(asked.closures),
    )


def of_window(terms: Terms, asked: shapes.WindowOf) -> Judgement[Any]:
    if asked.from_ is not None and asked.to is not None:
        between = maintenance.window_between(terms, start=asked.from_, end=asked.to)
        return Judgement({"inside_seconds": between.value}, between.reason)
    judged = maintenance.window_at(terms, at=cast(datetime, asked.at))
    found = judged.value
    value = {"inside": found.inside, "until": found.until, "next_opens_at": found.next_opens_at}
    return Judgement(value, judged.reason)


def closures_of(told: tuple[pieces.ClosurePiece, ...]) -> list[Closure]:
    return [Closure(*piece.span, announced_at=_told(piece)) for piece in told]

"""What is judged for many at once is what is judged for one, with its reasons."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from tenir.terms.availability import month_availability
from tenir.terms.dates import month_span
from tenir.terms.facts import Excluded, Outage
from tenir.terms.kinds_availability import Cap, Exclusions, Streak, Threshold, Tiers, Window
from tenir.terms.maintenance import allowance_spans
from tenir.terms.penalties import Fees, rights
from tenir.terms.portfolio import Allowances, Spans, months_of
from tenir.terms.portfolio import Exclusions as ManyExclusions
from tenir.terms.portfolio_penalties import Tier, penalties_of

MONTHS = ["2026-03", "2026-04", "2026-05", "2026-06"]
EDGES = np.array(
    [
        *(month_span(month, "Europe/Paris")[0] for month in MONTHS),
        month_span("2026-06", "Europe/Paris")[1],
    ]
)
PRODUCTS = ["document-viewer", "drive"]  # one stops on Sundays (Annex 2), the other does not


def some_spans(rng, count, mean):
    start = rng.integers(EDGES[0] - 3600, EDGES[-1], count)
    return list(
        zip(start.tolist(), (start + rng.integers(1, 2 * mean, count)).tolist(), strict=True)
    )


@pytest.fixture(scope="module")
def facts(agreement):
    """Three months and a half of mishaps, for each product: what went down, what was ruled."""
    rng = np.random.default_rng(2026)
    reasons = [
        item.id for item in agreement.terms().get("availability.excluded", Exclusions).term.items
    ]
    return reasons, [
        (
            some_spans(rng, 60, 30_000),
            [(span, reasons[rng.integers(len(reasons))]) for span in some_spans(rng, 30, 20_000)],
            some_spans(rng, 5, 20_000),
        )
        for _ in PRODUCTS
    ]


def many(agreement, facts):
    reasons, products = facts
    outages, unmeasured, exclusions, allowances = [], [], [], []
    for number, (down, ruled, unknown) in enumerate(products):
        outages += [(number, *span) for span in down]
        unmeasured += [(number, *span) for span in unknown]
        exclusions += [(number, *span, reasons.index(reason)) for span, reason in ruled]
        window = agreement.terms(PRODUCTS[number]).get("maintenance.window", Window).term
        if window.allowance is not None:
            bounds = (int(EDGES[0]), int(EDGES[-1]))
            cap = window.allowance.upto.seconds
            sundays = allowance_spans(window.allowance, bounds, agreement.zone)
            allowances += [
                (number, *span, reasons.index("planned-maintenance"), cap) for span in sundays
            ]
    return months_of(
        Spans(*np.array(outages).T), subscriptions=len(PRODUCTS), months=EDGES,
        reasons=len(reasons), exclusions=ManyExclusions(*np.array(exclusions).T),
        allowances=Allowances(*np.array(allowances).T), unmeasured=Spans(*np.array(unmeasured).T),
    )  # fmt: skip


def one(agreement, facts, number, month):
    _, products = facts
    down, ruled, unknown = products[number]
    return month_availability(
        agreement.terms(PRODUCTS[number]), month=month, unmeasured=unknown,
        outages=[Outage(span) for span in down],
        exclusions=[Excluded(span, reason) for span, reason in ruled],
    ).value  # fmt: skip


@pytest.mark.clause("5.3", "5.5", "5.16")
def test_the_months_of_many_from_march_to_june_2026_are_those_of_each(agreement, facts):
    figures = many(agreement, facts)
    reasons = facts[0]

    assert figures.excluded_by[0].any()
    for number in range(len(PRODUCTS)):
        for place, month in enumerate(MONTHS):
            alone, at = one(agreement, facts, number, month), (number, place)
            by_reason = {
                reason: int(figures.excluded_by[(code, *at)])
                for code, reason in enumerate(reasons)
                if figures.excluded_by[(code, *at)]
            }
            assert by_reason == alone.excluded_by_reason
            assert (figures.T[at], figures.down[at]) == (alone.T_seconds, alone.down_seconds)
            assert figures.counted[at] == alone.counted_seconds
            assert figures.unmeasured[at] == alone.unmeasured_seconds


@pytest.mark.clause("5.6", "5.8")
@pytest.mark.parametrize("read", ["completing-and-following", "both"])
def test_the_penalties_of_many_are_those_of_each(agreement, facts, read):
    figures = many(agreement, facts)
    agreement = agreement.reading({"5.6.months": read})
    terms = agreement.terms()
    fees = [Decimal("1234.56"), Decimal("789.01")]
    tiers = [Tier(t.over, t.upto, t.rate) for t in terms.get("penalty.rate", Tiers).term.tiers]
    streak = terms.get("penalty.trigger", Streak).term
    owed = penalties_of(
        figures.counted, T=figures.T, target=terms.get("availability.target", Threshold).term.value,
        tiers=tiers, fee_cents=np.array([int(fee * 100) for fee in fees]),
        contract=np.array([0, 1]), cap=terms.get("penalty.cap", Cap).term.upto,
        in_a_row=streak.months, indemnifies=streak.indemnifies,
    )  # fmt: skip

    assert owed.right.any()
    for number, fee in enumerate(fees):
        rates = {
            month: 1 - Fraction(int(figures.counted[number, n]), int(figures.T[number, n]))
            for n, month in enumerate(MONTHS)
        }
        alone = rights(agreement.terms(), rates=rates, fees=Fees(fee, fee)).value
        for place, right in enumerate(alone):
            assert owed.right[number, place] == right.right
            assert owed.amount_cents[number, place] == int(right.amount * 100)
            assert owed.capped[number, place] == right.capped

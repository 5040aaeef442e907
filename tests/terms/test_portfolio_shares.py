"""The cap shared by the lines of a contract: for a whole portfolio what it is for one line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.dates import month_span
from tenir.terms.kinds_availability import Cap, Tiers
from tenir.terms.penalties import Fees, rights
from tenir.terms.portfolio_penalties import Tier, penalties_of
from tests.terms.examples import tried_on

MONTHS = ["2026-02", "2026-03", "2026-04"]
T = [end - start for start, end in (month_span(month, "Europe/Paris") for month in MONTHS)]
TARGET = Fraction(995, 1000)

counts = st.integers(0, 20_000) | st.integers(0, T[0])
lines = st.tuples(st.tuples(counts, counts, counts), st.integers(0, 2), st.integers(0, 10**7))


def euros(cents):
    return Decimal(cents).scaleb(-2)


def one_by_one(terms, portfolio):
    """The amount in cents of each line and month, its contract's other penalties known."""
    rates = [
        {m: 1 - Fraction(t, whole) for m, t, whole in zip(MONTHS, counted, T, strict=True)}
        for counted, _, _ in portfolio
    ]

    def judged(number, others=None):
        _, contract, fee = portfolio[number]
        total = sum(cents for _, c, cents in portfolio if c == contract)
        given_fees = Fees(euros(fee), euros(total), others=others)
        return rights(terms, rates=rates[number], fees=given_fees).value

    alone = [judged(number) for number in range(len(portfolio))]
    for number, (_, contract, _) in enumerate(portfolio):
        siblings = [n for n, line in enumerate(portfolio) if line[1] == contract and n != number]
        others = {
            month: sum((alone[n][place].uncapped for n in siblings), Decimal(0))
            for place, month in enumerate(MONTHS)
        }
        yield [int(right.amount * 100) for right in judged(number, others)]


@pytest.mark.clause("5.6", "5.8")
@tried_on(5, many=50)
@given(portfolio=st.lists(lines, min_size=1, max_size=5))
def test_the_lines_of_a_contract_share_its_cap_as_they_do_one_by_one(agreement, portfolio):
    terms = agreement.terms()
    counted, contract, fees = (np.array(column) for column in zip(*portfolio, strict=True))
    tiers = terms.get("penalty.rate", Tiers).term.tiers
    owed = penalties_of(
        counted, T=np.tile(T, (len(portfolio), 1)), target=TARGET, fee_cents=fees,
        tiers=[Tier(tier.over, tier.upto, tier.rate) for tier in tiers], contract=contract,
        cap=terms.get("penalty.cap", Cap).term.upto,
    )  # fmt: skip
    assert owed.amount_cents.tolist() == list(one_by_one(terms, portfolio))

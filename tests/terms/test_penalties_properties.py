"""Any rates and fees at all: the order of months, the cap, and a last day to claim."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.dates import next_month
from tenir.terms.penalties import Fees, rights
from tests.terms.examples import tried_on
from tests.terms.missed_months import MET, MISSED, TARGET, YEAR, fees

few = tried_on(5, many=50)
cents = st.integers(0, 10**7).map(lambda n: Decimal(n).scaleb(-2))
some_rates = st.one_of(
    st.none(), st.fractions(0, 1, max_denominator=10**6), st.sampled_from([TARGET, MISSED, MET])
)


@pytest.mark.clause("5.6")
@few
@given(
    rates=st.dictionaries(st.sampled_from(YEAR), some_rates, min_size=1),
    mixed=st.randoms(use_true_random=False),
)
def test_the_order_of_the_months_does_not_matter(agreement, rates, mixed):
    shuffled = dict(mixed.sample(list(rates.items()), len(rates)))
    found = [rights(agreement.terms(), rates=r, fees=fees()).value for r in (rates, shuffled)]
    assert found[0] == found[1]


@pytest.mark.clause("5.8")
@few
@given(line=cents, more=cents, others=cents, rate=st.fractions(0, TARGET, max_denominator=10**4))
def test_no_penalty_exceeds_the_cap_nor_its_own_amount(agreement, line, more, others, rate):
    given_fees = Fees(line, line + more, others={"2026-09": others})
    rates = {"2026-08": MISSED, "2026-09": rate}
    found = rights(agreement.terms(), rates=rates, fees=given_fees).value[-1]
    assert found.amount <= min(found.cap, found.uncapped)
    assert found.cap <= (line + more) / 10
    assert found.capped == (found.amount < found.uncapped)


@pytest.mark.clause("5.6")
@few
@given(st.integers(1970 * 12 + 1, 2100 * 12 + 10))
def test_a_right_of_any_month_from_1970_to_2100_can_be_claimed(agreement, number):
    month = f"{number // 12}-{number % 12 + 1:02d}"
    rates = {next_month(month, -1): MISSED, month: MISSED}
    found = rights(agreement.terms(), rates=rates, fees=fees()).value[-1]
    assert found.claim_by is not None
    assert 13 <= found.claim_by.day <= 23

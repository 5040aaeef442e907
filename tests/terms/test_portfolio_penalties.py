"""The penalties of many subscriptions at once: the same amounts as one by one, in fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.portfolio_penalties import Tier, penalties_of
from tests.terms.test_portfolio import enough

TIERS = [
    Tier(Fraction(0), Fraction(15, 1000), Fraction(1, 100)),
    Tier(Fraction(15, 1000), Fraction(5, 100), Fraction(4, 100)),
    Tier(Fraction(5, 100), Fraction(7, 100), Fraction(7, 100)),
    Tier(Fraction(7, 100), None, Fraction(10, 100)),
]
SEPTEMBER = 30 * 86_400


def owed(
    counted_minutes, *, fee=400_000, cap=Fraction(1, 10), target=Fraction(995, 1000), **others
):
    """The penalties of subscriptions of one contract, in months of 30 days."""
    counted = np.array(counted_minutes, np.int64) * 60
    return penalties_of(
        counted,
        T=np.full_like(counted, SEPTEMBER),
        target=target,
        tiers=TIERS,
        fee_cents=np.broadcast_to(np.asarray(fee, np.int64), len(counted)),
        contract=np.zeros(len(counted), np.int32),
        cap=cap,
        **others,
    )


@pytest.mark.clause("5.1", "5.3")
def test_216_minutes_of_a_30_day_month_are_exactly_99_5_percent_and_no_miss():
    assert owed([[216, 217]]).missed.tolist() == [[False, True]]


@pytest.mark.clause("5.6")
def test_the_second_missed_month_in_a_row_gives_a_right_and_each_one_after_it():
    september = owed([[300, 510, 0, 510, 510, 510]])

    assert september.right.tolist() == [[False, True, False, False, True, True]]
    assert september.amount_cents.tolist() == [[0, 4000, 0, 0, 4000, 4000]]
    assert september.tier.tolist() == [[0, 0, -1, 0, 0, 0]]


@pytest.mark.clause("5.6")
def test_read_the_other_way_the_first_month_of_the_run_gives_a_right_too():
    september = owed([[300, 0, 300, 510, 510]], indemnifies="whole_run")

    assert september.right.tolist() == [[False, False, True, True, True]]


@pytest.mark.clause("5.6")
def test_a_shortfall_on_the_upper_bound_of_a_tier_is_still_in_it():
    exactly_1_5_points = 864  # minutes of 43,200: 98.000 %, d = 1.5

    assert owed([[864, exactly_1_5_points]]).tier.tolist() == [[0, 0]]
    assert owed([[864, exactly_1_5_points + 1]]).tier.tolist() == [[0, 1]]


@pytest.mark.clause("5.6")
def test_half_a_cent_is_rounded_up():
    assert owed([[300, 300]], fee=50).amount_cents.tolist() == [[0, 1]]
    assert owed([[300, 300]], fee=49).amount_cents.tolist() == [[0, 0]]


@pytest.mark.clause("5.8")
def test_the_cap_of_a_contract_is_shared_in_proportion_and_rounded_down():
    month = owed([[0, 0], [9999, 9999], [9999, 9999]], fee=[1, 333, 667], cap=Fraction(1, 20))

    assert month.amount_cents[:, 1].tolist() == [0, 16, 33]  # of 33 and 67, cap 50 cents
    assert month.capped[:, 1].tolist() == [False, True, True]


@pytest.mark.clause("5.8")
def test_other_penalties_of_the_contract_count_towards_its_cap():
    month = owed([[9999, 9999]], others_cents=np.array([[0, 40_000]]))

    assert month.amount_cents.tolist() == [[0, 20_000]]


@pytest.mark.clause("5.6")
def test_the_rate_can_be_taken_of_the_whole_contract():
    assert owed([[300, 510]], base_cents=np.array([800_000])).amount_cents.tolist() == [[0, 8000]]


@pytest.mark.clause("5.6")
def test_a_month_under_no_promise_breaks_the_run():
    months = penalties_of(
        np.array([[36_000, 0, 36_000]]),
        T=np.array([[SEPTEMBER, 0, SEPTEMBER]]),
        target=Fraction(995, 1000),
        tiers=TIERS,
        fee_cents=np.array([[400_000, 400_000, 400_000]]),
        contract=np.array([0]),
        cap=Fraction(1, 10),
    )

    assert not months.right.any()


@enough
@given(
    counted=st.lists(
        st.lists(st.integers(0, SEPTEMBER), min_size=4, max_size=4), min_size=1, max_size=5
    ),
    fee=st.integers(0, 10**12),
    contract=st.lists(st.integers(0, 2), min_size=5, max_size=5),
    target=st.sampled_from([Fraction(995, 1000), Fraction(99_999_999_999, 10**11)]),
    cap=st.sampled_from([Fraction(1, 10), Fraction(1, 100), Fraction(1, 3 * 10**9)]),
)
def test_each_amount_is_what_fractions_say(counted, fee, contract, target, cap):
    fees = [fee + number for number in range(len(counted))]
    contracts = contract[: len(counted)]
    many = penalties_of(
        np.array(counted), T=np.full((len(counted), 4), SEPTEMBER), target=target, tiers=TIERS,
        fee_cents=np.array(fees), contract=np.array(contracts), cap=cap,
    )  # fmt: skip

    for month in range(4):
        amounts = [_amount(row, month, fee, target) for row, fee in zip(counted, fees, strict=True)]
        for number, amount in enumerate(amounts):
            mates = [n for n in range(len(counted)) if contracts[n] == contracts[number]]
            together = sum(amounts[n] for n in mates)
            most = int(cap * sum(fees[n] for n in mates))
            expected = amount if together <= most else amount * most // together
            assert many.amount_cents[number, month] == expected
            assert many.capped[number, month] == (amount > 0 and together > most)


def _amount(counted: list[int], month: int, fee: int, target: Fraction) -> int:
    rates = [1 - Fraction(seconds, SEPTEMBER) for seconds in counted]
    if not (month and rates[month] < target and rates[month - 1] < target):
        return 0
    short = target - rates[month]
    rate = next(t.rate for t in TIERS if t.over < short and (t.upto is None or short <= t.upto))
    return int(fee * rate + Fraction(1, 2))

"""Rights to a penalty: streaks, tiers, bases and the shared cap."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.penalties import rights
from tenir.terms.pieces import BadQuestion
from tenir.terms.readings import changed_at
from tests.terms.missed_months import DOWN, MISSED, PLAIN, TARGET, a_year, fees


@pytest.fixture
def opened(agreement):
    """The rights of those rates, by month."""

    def found(rates, fees=PLAIN, *, under=None, **more):
        terms = agreement.reading(under or {}).terms()
        return {r.month: r for r in rights(terms, rates=rates, fees=fees, **more).value}

    return found


@pytest.fixture
def months_with_a_right(opened):
    return lambda rates, **more: [m for m, r in opened(rates, **more).items() if r.right]


@pytest.fixture
def second_of_two(opened):
    """The right of September 2026, missed with August."""

    def found(rate=MISSED, fees=PLAIN, **more):
        return opened({"2026-08": MISSED, "2026-09": rate}, fees, **more)["2026-09"]

    return found


# --- which months ----------------------------------------------------------------------------


@pytest.mark.clause("5.6")
@pytest.mark.parametrize(
    ("missed", "rights"),
    [
        ((3,), ()),
        ((3, 4), (4,)),
        ((3, 4, 5), (4, 5)),
        ((3, 5), ()),
        ((3, 4, 6, 7, 8), (4, 7, 8)),
        ((11, 12), (12,)),
    ],
)
def test_the_second_missed_month_and_each_one_after_it_give_a_right(
    months_with_a_right, missed, rights
):
    assert months_with_a_right(a_year(*missed)) == [f"2026-{month:02d}" for month in rights]


@pytest.mark.clause("5.6")
@pytest.mark.parametrize(
    ("missed", "rights"), [((3,), ()), ((3, 4), (3, 4)), ((3, 4, 5), (3, 4, 5)), ((1, 3), ())]
)
def test_every_month_of_a_run_gives_a_right_under_the_other_reading(
    months_with_a_right, missed, rights
):
    found = months_with_a_right(a_year(*missed), under={"5.6.months": "both"})
    assert found == [f"2026-{month:02d}" for month in rights]


def test_a_run_goes_on_over_the_new_year(months_with_a_right):
    """Clause: 5.6."""
    assert months_with_a_right({"2027-01": MISSED, "2026-12": MISSED}) == ["2027-01"]


def test_a_month_left_out_breaks_the_run(months_with_a_right):
    """Clause: 5.6."""
    assert months_with_a_right({"2026-07": MISSED, "2026-09": MISSED}) == []


def test_a_month_without_a_rate_breaks_the_run(months_with_a_right):
    """Clause: 5.3, 5.6."""
    rates = {"2026-07": MISSED, "2026-08": None, "2026-09": MISSED, "2026-10": MISSED}
    assert months_with_a_right(rates) == ["2026-10"]


@pytest.mark.clause("5.6")
@pytest.mark.parametrize("following", [{}, {"2026-10": None}, {"2026-10": TARGET}])
def test_a_single_miss_gives_no_right_under_the_other_reading(months_with_a_right, following):
    rates = {"2026-09": MISSED, **following}
    assert months_with_a_right(rates, under={"5.6.months": "both"}) == []


def test_three_months_in_a_row_may_be_asked_for(agreement):
    """Clause: 5.6."""
    change = {"months": 3, "indemnifies": "whole_run"}
    raw = changed_at(agreement.raw, ("terms", "penalty.trigger"), change)
    terms = Agreement(type(agreement.convention).model_validate(raw), raw, "sha256:0").terms()
    found = rights(terms, rates=a_year(3, 4, 6, 7, 8), fees=PLAIN).value
    assert [right.month for right in found if right.right] == ["2026-06", "2026-07", "2026-08"]


def test_a_rate_of_exactly_the_target_is_no_miss(months_with_a_right):
    """Clause: 5.6."""
    assert months_with_a_right({"2026-08": TARGET, "2026-09": TARGET}) == []


def test_the_run_is_counted_month_by_month(opened):
    """Clause: 5.6."""
    found = opened(a_year(3, 4, 5))
    assert [found[f"2026-{month:02d}"].run for month in range(2, 7)] == [0, 1, 2, 3, 0]


def test_a_month_without_a_right_owes_nothing_and_has_no_last_day(opened):
    """Clause: 5.6."""
    found = opened(a_year(3))["2026-03"]
    owed = (found.tier_rate, found.uncapped, found.amount, found.cap, found.claim_by, found.capped)
    assert owed == (0, 0, 0, 0, None, False)


def test_a_month_without_a_right_still_tells_its_base(opened):
    """Clause: 5.6."""
    assert opened(a_year(3))["2026-03"].base == 4000


@pytest.mark.parametrize("rate", ["1e-999999999", "2", "-1/2", "1/0", "NaN", "", "99.5 %", True])
def test_what_is_no_rate_is_refused_at_once(ask, rate):
    """Clause: 5.3."""
    with pytest.raises(BadQuestion, match="rate_exact"):
        ask("penalty", months=[{"month": "2026-09", "rate_exact": rate}], monthly_fee="1.00")


@pytest.mark.parametrize("rate", ["199/200", "0.995", 0.995, "1", 1, "9.95e-1"])
def test_a_rate_may_be_a_fraction_or_a_decimal(ask, rate):
    """Clause: 5.3."""
    months = [{"month": "2026-09", "rate_exact": rate}]
    assert ask("penalty", months=months, monthly_fee="1.00")[0]["right"] is False


# --- which tier ------------------------------------------------------------------------------


@pytest.mark.clause("5.6")
@pytest.mark.parametrize(
    ("points", "percent"),
    [
        ("0.000001", 1),
        ("1.5", 1),
        ("1.500001", 4),
        ("5", 4),
        ("5.000001", 7),
        ("7", 7),
        ("7.000001", 10),
        ("99.5", 10),
    ],
)
def test_a_shortfall_belongs_to_the_tier_that_it_does_not_exceed(second_of_two, points, percent):
    found = second_of_two(TARGET - Fraction(points) / 100)
    assert found.tier_rate == Fraction(percent, 100)


def test_each_month_has_the_tier_of_its_own_shortfall(opened):
    """Clause: 5.6."""
    rates = {"2026-07": MISSED, "2026-08": Fraction(90, 100), "2026-09": Fraction(97, 100)}
    found = opened(rates)
    assert [found[m].tier_rate * 100 for m in ("2026-08", "2026-09")] == [10, 4]


# --- which base, and the cents ---------------------------------------------------------------


def test_one_percent_of_4000_euros_is_40(second_of_two):
    """Clause: 5.6."""
    assert str(second_of_two().amount) == "40.00"


@pytest.mark.clause("5.6")
@pytest.mark.parametrize(
    ("fee", "amount"), [("333.33", "3.33"), ("333.50", "3.34"), ("0.49", "0.00"), ("0.50", "0.01")]
)
def test_half_a_cent_is_rounded_up(second_of_two, fee, amount):
    assert str(second_of_two(fees=fees(fee, "10000.00")).amount) == amount


def test_the_base_is_the_line_of_the_product(second_of_two):
    """Clause: 5.8."""
    found = second_of_two(fees=fees("4000.00", "10000.00"))
    assert (found.base, found.amount) == (4000, 40)


def test_the_base_is_the_whole_contract_under_the_other_reading(second_of_two):
    """Clause: 5.6."""
    found = second_of_two(fees=fees("4000.00", "10000.00"), under={"5.6.base": "whole-contract"})
    assert (found.base, found.amount) == (10_000, 100)


# --- the cap ---------------------------------------------------------------------------------


def test_a_penalty_that_reaches_the_cap_is_not_cut(second_of_two):
    """Clause: 5.8."""
    found = second_of_two(DOWN)
    assert (found.amount, found.cap, found.capped) == (400, 400, False)


def test_the_cap_is_shared_in_proportion_with_the_other_penalties_of_the_month(second_of_two):
    """Clause: 5.8."""
    found = second_of_two(DOWN, fees("3000.00", "4000.00", others={"2026-09": Decimal("500.00")}))
    assert (found.uncapped, found.amount, found.capped) == (300, 150, True)


def test_a_share_of_the_cap_is_rounded_down(second_of_two):
    """Clause: 5.8."""
    found = second_of_two(DOWN, fees("1000.00", "2000.00", others={"2026-09": Decimal("200.00")}))
    assert str(found.amount) == "66.66"


def test_the_cap_itself_is_rounded_down(second_of_two):
    """Clause: 5.8."""
    assert str(second_of_two(fees=fees("100.00", "100.09")).cap) == "10.00"


def test_other_penalties_of_another_month_leave_the_cap_alone(second_of_two):
    """Clause: 5.8."""
    found = second_of_two(DOWN, fees(others={"2026-08": Decimal("500.00")}))
    assert found.amount == 400


def test_one_cent_over_the_cap_is_shared(second_of_two):
    """Clause: 5.8."""
    found = second_of_two(DOWN, fees(others={"2026-09": Decimal("0.01")}))
    assert (str(found.amount), found.capped) == ("399.99", True)


def test_the_cap_is_that_of_all_the_contracts_of_the_client_under_the_other_reading(second_of_two):
    """Clause: 5.8."""
    wide = fees(client="9000.00", others={"2026-09": Decimal("500.00")})
    found = second_of_two(DOWN, wide, under={"5.8.base": "all-contracts"})
    assert (found.cap, found.amount) == (900, 400)


def test_the_other_contracts_do_not_matter_under_the_reading_taken(second_of_two):
    """Clause: 5.8."""
    assert second_of_two(DOWN, fees(client="9000.00")).cap == 400


def test_a_client_whose_other_contracts_are_not_known_has_the_cap_of_this_one(second_of_two):
    """Clause: 5.8."""
    assert second_of_two(DOWN, under={"5.8.base": "all-contracts"}).cap == 400

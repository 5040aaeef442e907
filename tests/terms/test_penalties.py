"""Rights to a penalty: streaks, tiers, bases, the shared cap and the last day to claim."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.agreement import Agreement
from tenir.terms.calendars import OutOfReach
from tenir.terms.dates import next_month
from tenir.terms.penalties import Fees, claim_in_time, rights
from tenir.terms.pieces import BadQuestion
from tenir.terms.readings import changed_at
from tests.terms.examples import tried_on
from tests.terms.paris import at, between, iso

TARGET = Fraction(995, 1000)
MISSED = Fraction(99, 100)
MET = Fraction(1)
YEAR = [f"2026-{month:02d}" for month in range(1, 13)]
few = tried_on(5, many=50)


def fees(line="4000.00", contract=None, client=None, others=None):
    return Fees(Decimal(line), Decimal(contract or line), client and Decimal(client), others)


PLAIN = fees()


def a_year(*missed):
    """The rates of 2026, missed in the months of those numbers."""
    return {month: MISSED if int(month[5:]) in missed else MET for month in YEAR}


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

DOWN = Fraction(9, 10)  # 9.5 points short: 10 % of the fee


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


# --- claims ----------------------------------------------------------------------------------


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    ("month", "due"),
    [
        ("2026-09", "2026-10-15 00:00"),
        ("2026-04", "2026-05-20 00:00"),  # 1, 8 and 14 May are holidays
        ("2026-12", "2027-01-16 00:00"),
        ("2026-03", "2026-04-16 00:00"),  # Easter Monday
        ("2026-02", "2026-03-14 00:00"),
        ("1970-01", "1970-02-14 00:00"),
    ],
)
def test_a_claim_has_ten_working_days_after_the_month(ask, month, due):
    assert ask("claim-by", month=month) == iso(due)


def test_good_friday_is_no_working_day_where_alsace_moselle_counts(ask):
    """Clause: 5.7."""
    due = ask("claim-by", month="2026-03", under={"working-day": "configurable"})
    assert due == iso("2026-04-17 00:00")


def test_a_closing_day_told_to_clients_gives_a_day_more_to_claim(ask):
    """Clause: 5.7."""
    closed = between("2026-10-02 00:00", "2026-10-03 00:00")
    assert ask("claim-by", month="2026-09", closures=[closed]) == iso("2026-10-16 00:00")


def test_half_a_closing_day_is_a_working_day_still(ask):
    """Clause: 5.7."""
    closed = between("2026-10-02 12:00", "2026-10-03 00:00")
    assert ask("claim-by", month="2026-09", closures=[closed]) == iso("2026-10-15 00:00")


def test_the_right_of_a_month_tells_its_last_day_with_the_closing_days(ask):
    """Clause: 5.7."""
    closed = between("2026-10-02 00:00", "2026-10-03 00:00")
    months = [{"month": m, "rate_exact": "99/100"} for m in ("2026-08", "2026-09")]
    rows = ask("penalty", months=months, monthly_fee="4000.00", closures=[closed])
    assert rows[1]["claim_by"] == iso("2026-10-16 00:00")


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    ("sent_at", "valid"),
    [
        ("2026-10-14 23:59:59", True),
        ("2026-10-15 00:00", False),
        ("2026-09-20 10:00", True),  # before the month ends
    ],
)
def test_a_claim_is_valid_until_the_midnight_that_ends_its_last_day(ask, sent_at, valid):
    assert ask("claim", month="2026-09", sent_at=iso(sent_at)) is valid


def test_a_closing_day_told_to_clients_keeps_a_claim_in_time(ask):
    """Clause: 5.7."""
    closed = between("2026-10-02 00:00", "2026-10-03 00:00")
    sent_at = iso("2026-10-15 12:00")
    assert ask("claim", month="2026-09", sent_at=sent_at, closures=[closed]) is True


SENT, RECEIVED = "2026-10-14 18:00", "2026-10-16 09:00"


def test_a_claim_counts_from_its_date_of_sending(ask):
    """Clause: 5.7."""
    assert ask("claim", month="2026-09", sent_at=iso(SENT), received_at=iso(RECEIVED)) is True


def test_a_claim_counts_from_its_date_of_receipt_under_the_other_reading(ask):
    """Clause: 5.7."""
    under = {"5.7.date": "receipt"}
    dated = {"sent_at": iso(SENT), "received_at": iso(RECEIVED)}
    assert ask("claim", month="2026-09", **dated, under=under) is False


def test_a_claim_not_yet_received_is_dated_by_its_sending(ask):
    """Clause: 5.7."""
    under = {"5.7.date": "receipt"}
    assert ask("claim", month="2026-09", sent_at=iso(SENT), under=under) is True


def test_a_late_claim_is_refused_with_its_last_day(agreement):
    """Clause: 5.7."""
    reason = claim_in_time(agreement.terms(), month="2026-09", sent_at=at(RECEIVED)).reason
    assert reason.sentence("en") == (
        "claim of 16 Oct 2026 09:00 is late: it was to be sent by 14 Oct 2026 24:00"
    )


def test_a_claim_in_time_is_told_with_how_its_last_day_was_reckoned(agreement):
    """Clause: 5.7."""
    reason = claim_in_time(agreement.terms(), month="2026-09", sent_at=at(SENT)).reason
    told = [(step.sentence("en"), step.value) for step in reason.walk()][:2]
    assert told == [
        ("claim of 14 Oct 2026 18:00 is in time: by 14 Oct 2026 24:00", True),
        (
            "penalty of 09/2026 to be claimed by 14 Oct 2026 24:00 (10 working days after the "
            "month)",
            at("2026-10-15 00:00"),
        ),
    ]


def test_a_last_day_names_the_readings_that_it_rests_on(agreement):
    """Clause: 5.7."""
    reason = claim_in_time(agreement.terms(), month="2026-09", sent_at=at(SENT)).reason
    used = {reading.id for step in reason.walk() for reading in step.readings}
    assert used == {"5.7.date", "working-day", "roll-over"}


# --- reasons ---------------------------------------------------------------------------------

WORKED = {  # 4 h 59 min 50 s in August, 8 h 30 min in September
    "2026-08": 1 - Fraction(17_990, 2_678_400),
    "2026-09": 1 - Fraction(30_600, 2_592_000),
}


def sentences(agreement, rates, given=PLAIN, language="en"):
    reason = rights(agreement.terms(), rates=rates, fees=given).reason
    return [step.sentence(language) for step in reason.walk()]


def test_a_penalty_is_told_in_one_sentence(agreement):
    """Clause: 5.6, 5.7, 5.8."""
    assert sentences(agreement, WORKED)[2] == (
        "Penalty for 09/2026: €40.00 = 1 % x €4,000 (target missed 2 months running; 08/2026: "
        "99.328 %, 09/2026: 98.819 %; d = 0.681 → tier 1; cap €400 not reached; claim by "
        "14 Oct 2026 24:00)"
    )


def test_a_penalty_is_told_in_french(agreement):
    """Clause: 5.6, 5.7, 5.8."""
    told = sentences(agreement, WORKED, language="fr")[2].replace("\u202f", " ")
    assert told == (
        "Pénalité 09/2026 : 40,00 € = 1 % x 4 000 € (objectif manqué 2 mois de suite ; 08/2026 : "
        "99,328 %, 09/2026 : 98,819 % ; d = 0,681 → palier 1 ; plafond 400 € non atteint ; à "
        "demander avant le 14/10/2026 24:00)"
    )


def test_the_steps_of_a_penalty_stand_below_it(agreement):
    """Clause: 5.6, 5.7, 5.8."""
    assert sentences(agreement, WORKED)[3:] == [
        "tier 1: d = 0.681 → 1 % of €4,000 = €40.00",
        "cap 10 % of €4,000 = €400, not reached (€40.00 in all)",
        "penalty of 09/2026 to be claimed by 14 Oct 2026 24:00 (10 working days after the month)",
        "10 working days, the first day not counted; the last need not be a working day",
        "hours of “working days”: Mon, Tue, Wed, Thu and Fri, 00:00-24:00",
    ]


def test_each_step_of_a_penalty_has_its_exact_value(agreement):
    """Clause: 5.6, 5.7, 5.8."""
    reason = rights(agreement.terms(), rates=WORKED, fees=PLAIN).reason
    values = [step.value for step in reason.walk()][:6]
    assert values == [40, False, 40, Fraction(1, 100), 400, at("2026-10-15 00:00")]


def test_a_rate_of_zero_is_told(agreement):
    """Clause: 5.6."""
    told = sentences(agreement, {"2026-08": Fraction(0), "2026-09": MISSED})
    assert "08/2026: 0.000 %, 09/2026: 99.000 %" in told[2]


def test_a_cap_just_reached_is_told_as_such(agreement):
    """Clause: 5.8."""
    told = sentences(agreement, {"2026-08": MISSED, "2026-09": DOWN})
    assert "cap €400 just reached" in told[2]
    assert told[4] == "cap 10 % of €4,000 = €400, reached and not exceeded (€400.00 in all)"


def test_a_shared_cap_is_told(agreement):
    """Clause: 5.8."""
    given = fees("4000.00", "4000.00", others={"2026-09": Decimal("600.00")})
    told = sentences(agreement, {"2026-08": MISSED, "2026-09": DOWN}, given)
    assert told[2].startswith("Penalty for 09/2026: €160.00, the share of 10 % x €4,000 under the")
    assert told[4] == (
        "cap 10 % of €4,000 = €400, exceeded (€1,000.00 in all): shared in proportion, €160.00 here"
    )


def test_a_month_without_a_right_says_why(agreement):
    """Clause: 5.6."""
    rates = {"2026-07": None, "2026-08": MET, "2026-09": MISSED}
    assert sentences(agreement, rates) == [
        "0 month(s) give a right to a penalty (from 2 missed months in a row): €0.00",
        "07/2026: rate unknown, the run is broken",
        "08/2026: target met, no penalty",
        "09/2026: target missed; 2 months in a row are needed, this is no. 1",
    ]


def test_no_right_at_all_is_zero_euros_to_the_cent(agreement):
    """Clause: 5.6."""
    assert str(rights(agreement.terms(), rates=a_year(), fees=PLAIN).reason.value) == "0.00"


def test_the_amounts_of_all_months_are_summed(agreement):
    """Clause: 5.6."""
    assert sentences(agreement, a_year(3, 4, 5))[0] == (
        "2 month(s) give a right to a penalty (from 2 missed months in a row): €80.00"
    )


# --- whatever the history --------------------------------------------------------------------

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


def test_working_days_are_not_known_past_2100(ask):
    """Clause: 5.7."""
    with pytest.raises(OutOfReach, match="2100"):
        ask("claim-by", month="2100-12")

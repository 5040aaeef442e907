"""What is left of a month, what a miss would cost, and how fast it burns."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tenir.terms.dates import month_span
from tenir.terms.dossier import Dossier, Line, Observed
from tenir.terms.margin import at_stake, burning, counted_spans, margin, may_miss
from tenir.terms.months import Months
from tenir.terms.sampled import sampling

START, END = month_span("2026-09", "Europe/Paris")
HOUR = 3600


def months_with(agreement, *outages, fee="4000", august=0, earlier=None):
    """September with these outages, August with so many seconds down, July before them well."""
    july = month_span("2026-07", "Europe/Paris")[0]
    missed = ((START - 40 * HOUR, START - 40 * HOUR + august),) if august else ()
    seen = Observed((*missed, *outages), (), (), (july, END))
    yearly = None if fee is None else Decimal(fee) * 12
    line = Line("drive", product="drive", yearly_fee=yearly)
    return Months(Dossier(agreement, line, seen, earlier=earlier or {}))


def september(agreement, *outages):
    return months_with(agreement, *outages).month("2026-09").value


@pytest.mark.clause("5.1", "5.3")
@pytest.mark.parametrize("down", [0, 12_960, 12_961, 90_000])
def test_a_month_may_be_missed_where_it_is_with_nothing_excluded(agreement, down):
    found = september(agreement, *([(START, START + down)] if down else []))
    assert may_miss(agreement.terms(), "2026-09", down) != found.met


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    "reading", ["5.3.unmeasured=counts-down", "5.3.partial-month=covered-part"]
)
def test_a_month_of_which_the_seconds_down_do_not_tell_may_always_be_missed(agreement, reading):
    read = agreement.reading(dict([reading.split("=")]))
    assert may_miss(read.terms(), "2026-09", 0)


@pytest.mark.clause("5.1", "5.3")
@pytest.mark.parametrize(("down", "left"), [(0, 12_960), (12_960, 0), (12_961, -1)])
def test_a_month_of_thirty_days_may_count_216_minutes(agreement, down, left):
    found = september(agreement, *([(START, START + down)] if down else []))
    judged = margin(agreement.terms(), found)
    assert judged.value.left_seconds == left
    assert (left >= 0) == found.met
    assert judged.reason.sentence("fr")


@pytest.mark.clause("5.6")
def test_a_first_miss_would_open_no_right_and_a_second_would(agreement):
    first = at_stake(months_with(agreement), "2026-09")
    second = at_stake(months_with(agreement, august=20_000), "2026-09")
    assert (first.value.right, second.value.right) == (False, True)
    assert second.value.amount == Decimal("40.00")


@pytest.mark.clause("5.6")
def test_a_month_already_missed_is_at_the_tier_that_it_stands_in(agreement):
    missed = months_with(agreement, (START, START + 60 * HOUR), august=20_000)
    assert at_stake(missed, "2026-09").value.amount == missed.rights("2026-09").value[-1].amount
    assert at_stake(missed, "2026-09").value.tier_rate == Fraction(10, 100)


@pytest.mark.clause("5.6")
def test_a_month_that_an_earlier_version_judges_is_at_stake_all_the_same(agreement):
    judged_by = {month: (agreement, {}) for month in ("2026-08", "2026-09")}
    held = months_with(agreement, august=20_000, earlier=judged_by)
    assert at_stake(held, "2026-09") == at_stake(months_with(agreement, august=20_000), "2026-09")


def test_without_a_fee_nothing_is_at_stake(agreement):
    assert at_stake(months_with(agreement, fee=None), "2026-09") is None


@pytest.mark.clause("5.1")
@pytest.mark.parametrize(
    ("outage", "pace"),
    [
        ((-300, 0), "page"), ((-200, 0), None), ((-3600, -400), "ticket"),
        ((-7 * HOUR, -6 * HOUR), None), ((-5 * HOUR, -3 * HOUR), "watch"), ((-20, 0), None),
    ],
)  # fmt: skip
def test_the_pace_needs_both_that_it_matters_and_that_it_goes_on(agreement, outage, pace):
    now = START + 200 * HOUR
    found = burning(agreement.terms(), counted=[(now + outage[0], now + outage[1])], now=now)
    assert (found and found.value.pace) == pace
    assert found is None or found.reason.sentence("en")


@pytest.mark.clause("5.5")
def test_what_counts_is_what_is_down_and_not_excluded(agreement):
    found = september(agreement, (START + 5, START + 9))
    assert counted_spans(found) == [(START + 5, START + 9)]


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(("interval", "error"), [(60, 120), (0, 0)])
def test_two_outages_sampled_each_minute_are_known_to_two_minutes(agreement, interval, error):
    found = september(agreement, (START, START + 600), (START + 900, START + 1200))
    judged = sampling(agreement.terms(), found, interval=interval)
    assert judged.value == error
    assert ("Give or take" in judged.reason.sentence("en")) == bool(interval)

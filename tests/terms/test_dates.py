"""Days, months and instants in Paris, over the nights on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.dates import (
    BadInstant,
    at_local,
    clock_seconds,
    day_after,
    epoch,
    instant_of,
    later,
    local,
    midnight_after,
    month_of,
    month_span,
    months_after,
    next_month,
)
from tenir.terms.quantities import BadQuantity, Length, length_of
from tests.terms.examples import tried_on
from tests.terms.paris import at

PARIS = "Europe/Paris"
few = tried_on(5, many=100)


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("month", "minutes"),
    [
        ("2026-03", 44_580),
        ("2026-10", 44_700),
        ("2026-02", 40_320),
        ("2028-02", 41_760),
        ("2100-02", 40_320),
        ("1970-01", 44_640),
        ("2100-12", 44_640),
    ],
)
def test_a_month_in_paris_has_an_hour_less_in_march_and_one_more_in_october(month, minutes):
    start, end = month_span(month, PARIS)
    assert end - start == minutes * 60


def test_the_month_begins_at_midnight_in_paris():
    """Clause: 5.3."""
    assert month_span("2026-07", PARIS)[0] == utc("2026-06-30T22:00:00")


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "2026", "1969-12", "2101-01", ""])
def test_a_month_that_does_not_exist_is_refused(text):
    with pytest.raises(BadInstant, match="is not a month"):
        month_of(text)


@pytest.mark.parametrize("text", ["", "NaN", "2026-02-30T10:00+01:00", "tomorrow", None, 5])
def test_an_instant_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadInstant, match=r"is not|cannot|instant"):
        instant_of(text)


def test_an_instant_without_an_offset_is_refused():
    with pytest.raises(BadInstant) as refused:
        instant_of("2026-09-10T05:30:00")
    assert refused.value.key == "instant.naive"


@pytest.mark.parametrize("year", ["1969", "2101"])
def test_an_instant_out_of_reach_is_refused(year):
    with pytest.raises(BadInstant) as refused:
        instant_of(f"{year}-06-01T00:00:00+00:00")
    assert refused.value.key == "instant.range"


@pytest.mark.parametrize("text", ["1970-01-01T00:00:00+00:00", "2100-12-31T23:59:59+00:00"])
def test_the_first_and_the_last_second_within_reach_are_read(text):
    assert instant_of(text) == instant_of(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    "text", ["1969-12-31T23:59:59.999999+00:00", "2099-01-01T00:00:00.999999+00:00"]
)
def test_a_fraction_of_a_second_is_dropped(text):
    found = datetime.fromisoformat(text)
    assert epoch(found) == epoch(found.replace(microsecond=0))


def test_0230_on_the_spring_night_of_2026_is_read_with_the_offset_before():
    assert at_local(date(2026, 3, 29), clock_seconds("02:30"), PARIS) == utc("2026-03-29T01:30:00")


def test_0230_on_the_autumn_night_of_2026_is_the_first_of_the_two():
    assert at_local(date(2026, 10, 25), clock_seconds("02:30"), PARIS) == utc("2026-10-25T00:30:00")


def test_24_00_is_the_midnight_that_ends_the_day():
    assert at_local(date(2026, 12, 31), clock_seconds("24:00"), PARIS) == utc("2026-12-31T23:00:00")
    assert midnight_after(date(2026, 12, 31), PARIS) == at("2027-01-01 00:00")


def test_a_month_after_31_january_2027_is_28_february():
    """Clause: 3.1."""
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)


def test_a_month_after_31_january_2028_is_29_february():
    """Clause: 3.1."""
    assert months_after(date(2028, 1, 31), 1) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("count", "found"), [(1, "2027-01"), (-11, "2026-01"), (-12, "2025-12"), (13, "2028-01")]
)
def test_months_follow_each_other_over_the_new_year(count, found):
    """Clause: 5.6."""
    assert next_month("2026-12", count) == found


def test_a_delay_in_weeks_is_seven_times_its_days():
    assert day_after(date(2026, 9, 1), length_of("4 weeks")) == date(2026, 9, 29)


def test_a_delay_in_hours_is_no_delay_in_days():
    with pytest.raises(BadQuantity, match="working_hours"):
        day_after(date(2026, 9, 1), Length(8, "working_hours"))


def test_72_hours_pass_as_elapsed_time_over_the_spring_night_of_2026():
    """Clause: 10.3."""
    assert later(at("2026-03-28 12:00"), length_of("72 hours")) == at("2026-03-31 13:00")


def test_three_days_keep_the_clock_time_over_the_spring_night_of_2026():
    """Clause: 6.4."""
    assert later(at("2026-03-28 12:00:07"), length_of("3 days")) == at("2026-03-31 12:00:07")


@few
@given(st.integers(0, 4_133_980_800))
def test_an_instant_is_the_same_in_its_zone(second):
    assert epoch(local(second, PARIS)) == second


@few
@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)), st.integers(-1200, 1200))
def test_months_forward_and_back_end_on_the_same_day_or_the_last_of_the_month(day, count):
    """Clause: 3.1."""
    back = months_after(months_after(day, count), -count)
    assert back == day or (back.day < day.day and day - back < timedelta(days=4))

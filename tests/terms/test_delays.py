"""Delays to the midnight that ends their last day."""

from __future__ import annotations

from datetime import date

import pytest

from tenir.terms.delays import last_midnight
from tenir.terms.quantities import BadQuantity, length_of
from tests.terms.paris import at

ROLLED = {"roll-over": "next-working-day"}


@pytest.mark.clause("5.7", "8.9", "3.1")
@pytest.mark.parametrize(
    ("after", "length", "midnight"),
    [
        (date(2026, 4, 30), "10 working_days", "2026-05-20 00:00"),
        (date(2026, 12, 31), "10 working_days", "2027-01-16 00:00"),
        (date(2026, 9, 1), "30 days", "2026-10-02 00:00"),
        (date(2026, 1, 31), "1 month", "2026-03-01 00:00"),
        (date(2026, 9, 30), "4 weeks", "2026-10-29 00:00"),
    ],
)
def test_the_first_day_is_not_counted_and_the_last_ends_at_midnight(
    agreement, after, length, midnight
):
    found = last_midnight(agreement.terms(), after=after, length=length_of(length))
    assert found == at(midnight)


def test_a_last_day_on_labour_day_2026_is_not_put_off(agreement):
    """Clause: 8.9."""
    found = last_midnight(agreement.terms(), after=date(2026, 4, 1), length=length_of("30 days"))
    assert found == at("2026-05-02 00:00")


def test_a_last_day_on_labour_day_2026_is_put_off_to_monday_under_the_other_reading(agreement):
    """Clause: 8.9."""
    terms = agreement.reading(ROLLED).terms()
    found = last_midnight(terms, after=date(2026, 4, 1), length=length_of("30 days"))
    assert found == at("2026-05-05 00:00")


def test_a_last_day_that_is_a_working_day_stays_under_the_other_reading(agreement):
    """Clause: 8.9."""
    terms = agreement.reading(ROLLED).terms()
    found = last_midnight(terms, after=date(2026, 9, 1), length=length_of("30 days"))
    assert found == at("2026-10-02 00:00")


def test_a_delay_in_working_hours_has_no_last_day(agreement):
    """Clause: 3.1."""
    with pytest.raises(BadQuantity, match="days, weeks, months"):
        last_midnight(
            agreement.terms(), after=date(2026, 9, 1), length=length_of("8 working_hours")
        )

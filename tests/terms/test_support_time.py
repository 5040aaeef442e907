"""Time charged, and what response times come to."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tenir.terms.support_time import (
    at_rank,
    charge,
    charged_minutes,
    expires_soon,
    hours_left,
    in_force,
    share_in_time,
)


@pytest.mark.clause("7.22")
@pytest.mark.parametrize(
    ("real", "rounding", "minimum", "charged"),
    [
        (0, 15, 30, 0), (1, 1, 0, 1), (20, 15, 0, 30), (30, 15, 0, 30), (5, 15, 30, 30),
        (31, 15, 30, 45),
    ],
)  # fmt: skip
def test_minutes_are_rounded_up_as_the_contract_says(
    real: int, rounding: int, minimum: int, charged: int
) -> None:
    assert charged_minutes(real, rounding=rounding, minimum=minimum) == charged


@pytest.mark.clause("7.22")
def test_prepaid_minutes_go_first_and_the_rest_is_charged_to_the_cent() -> None:
    found = charge(50, hourly_rate=Decimal("95.50"), rounding=15, prepaid=20)
    assert found == (60, 20, Decimal("63.67"))
    assert charge(10, hourly_rate=Decimal("95.50"), rounding=1, prepaid=60).amount == 0


@pytest.mark.clause("7.22")
@pytest.mark.parametrize(
    ("left", "full", "level"),
    [(0, 0, ""), (600, 600, ""), (121, 600, ""), (120, 600, "low"), (1, 600, "low"),
     (0, 600, "empty")],
)  # fmt: skip
def test_prepaid_hours_are_low_at_a_fifth_and_empty_at_none(
    left: int, full: int, level: str
) -> None:
    assert hours_left(left, full) == level


@pytest.mark.clause("7.22")
@pytest.mark.parametrize(
    ("expires_on", "soon"),
    [(None, False), (date(2026, 6, 8), False), (date(2026, 6, 9), True), (date(2026, 7, 9), True),
     (date(2026, 7, 10), False)],
)  # fmt: skip
def test_hours_expire_soon_from_thirty_days_before_their_last_day(
    expires_on: date | None, soon: bool
) -> None:
    assert expires_soon(expires_on, date(2026, 6, 9)) is soon


@pytest.mark.clause("7.13", "7.14")
def test_a_share_is_never_rounded_up_to_what_was_missed() -> None:
    assert (share_in_time(1999, 2000), share_in_time(0, 0)) == (Decimal("99.9"), None)


@pytest.mark.parametrize(
    ("values", "median", "ninth"), [([], None, None), ([7], 7, 7), ([4, 1, 3, 2], 2, 4)]
)
def test_the_median_and_the_ninetieth_of_a_hundred(
    values: list[int], median: int | None, ninth: int | None
) -> None:
    assert (at_rank(values, 50), at_rank(values, 90)) == (median, ninth)


@pytest.mark.parametrize(
    ("begun", "nth"),
    [("09:59:59", None), ("10:00:00", 0), ("11:59:59", 0), ("12:00:00", 1), ("18:00:00", 1)],
)
def test_the_announcement_that_held_is_the_last_by_the_minute(begun: str, nth: int | None) -> None:
    """Clause: 7.22."""
    told = [datetime.fromisoformat(f"2026-06-09T{at}+02:00") for at in ("10:00:42", "12:00:01")]
    assert in_force(told, datetime.fromisoformat(f"2026-06-09T{begun}+02:00")) == nth
    assert in_force([], told[0]) is None

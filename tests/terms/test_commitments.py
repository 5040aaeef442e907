"""When to warn of a promise, and how much time it has left, in its own time base.

In June 2026, Tuesday 9 to Thursday 11 are plain working days of 7 h 30.
"""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.commitments import calendar_of_base, remaining, steps
from tenir.terms.hours import Closure
from tenir.terms.opening import MissingCalendar
from tests.terms.paris import at, span


def test_working_hours_are_warned_of_in_working_hours(agreement: Agreement) -> None:
    """Recorded on Tuesday at 12:45, due on Wednesday at 14:00: 8 h, of which 4 are half.

    Clause: 7.13.
    """
    found = steps(
        agreement.terms(), started_at=at("2026-06-09 12:45"), due_at=at("2026-06-10 14:00"),
        base="support",
    )  # fmt: skip
    assert found == ((50, at("2026-06-10 09:00")), (80, at("2026-06-10 11:24")))


def test_working_days_are_warned_of_without_counting_weekends(agreement: Agreement) -> None:
    """Ten working days to the midnight that ends 14 October 2026: after five, then after eight."""
    found = steps(
        agreement.terms(), started_at=at("2026-10-01 00:00"), due_at=at("2026-10-15 00:00"),
        base="working-days",
    )  # fmt: skip
    assert found == ((50, at("2026-10-08 00:00")), (80, at("2026-10-13 00:00")))


def test_calendar_time_is_warned_of_across_the_hour_that_comes_twice(agreement: Agreement) -> None:
    """24 and 25 October 2026 have 49 hours: half of them are spent at 00:30, not at midnight."""
    found = steps(
        agreement.terms(), started_at=at("2026-10-24 00:00"), due_at=at("2026-10-26 00:00"),
        base="calendar",
    )  # fmt: skip
    assert found[0] == (50, at("2026-10-25 00:30"))


@pytest.mark.parametrize("base", ["calendar", "support", "working-days"])
def test_a_promise_without_time_has_no_warnings(agreement: Agreement, base: str) -> None:
    saturday = at("2026-06-13 10:00")
    found = steps(agreement.terms(), started_at=saturday, due_at=saturday, base=base)
    assert found == ()


def test_a_closure_told_before_the_clock_started_moves_the_warnings(agreement: Agreement) -> None:
    """Clause: 7.15."""
    told, _ = span("2026-06-01 09:00", "09:00")
    closed = Closure(*span("2026-06-10 08:30", "17:00"), announced_at=told)
    found = steps(
        agreement.terms(), started_at=at("2026-06-09 08:30"), due_at=at("2026-06-11 17:00"),
        base="support", closures=[closed],
    )  # fmt: skip
    assert found[0] == (50, at("2026-06-09 17:00"))


def test_a_promise_in_a_calendar_that_the_agreement_lacks_is_refused(agreement: Agreement) -> None:
    with pytest.raises(MissingCalendar):
        steps(
            agreement.terms(), started_at=at("2026-06-09 12:00"), due_at=at("2026-06-10 14:00"),
            base="lunar",
        )  # fmt: skip


# --- how much is left


@pytest.mark.parametrize(
    ("now", "base", "left", "said"),
    [
        ("2026-06-10 08:50", "support", 15_000, "4 h 10 min of working time left"),
        ("2026-06-10 12:45", "support", 1_800, "30 min of working time left"),
        ("2026-06-10 14:20", "support", -1_200, "20 min of working time past"),
        ("2026-06-10 14:00", "support", 0, "0 s of working time left"),
        ("2026-06-09 14:00", "calendar", 86_400, "24 h left"),
        ("2026-06-10 15:00", "calendar", -3_600, "1 h past"),
    ],
)
def test_the_time_left_is_told_in_the_promises_own_base(
    agreement: Agreement, now: str, base: str, left: int, said: str
) -> None:
    """Due on Wednesday 10 June 2026 at 14:00. Clause: 7.13."""
    found = remaining(agreement.terms(), now=at(now), due_at=at("2026-06-10 14:00"), base=base)
    assert found.value == left
    assert found.reason.sentence("en").startswith(said)


def test_the_time_left_says_which_hours_it_counts(agreement: Agreement) -> None:
    """Clause: 7.15."""
    found = remaining(
        agreement.terms(), now=at("2026-06-10 08:50"), due_at=at("2026-06-10 14:00"),
        base="support", started_at=at("2026-06-09 12:45"),
    )  # fmt: skip
    assert found.reason.clauses == ("7.15",)
    assert found.reason.sentence("fr") == (
        "il reste 4 h 10 min ouvrées jusqu'au 10/06/2026 14:00"
    )  # fmt: skip


def test_a_promise_is_counted_in_the_calendar_of_its_base(agreement: Agreement) -> None:
    """Clause: 7.15."""
    terms, started = agreement.terms(), at("2026-06-09 12:45")
    hours = calendar_of_base(terms, "support", started_at=started)
    assert hours is not None
    assert not hours.is_open(started)
    assert calendar_of_base(terms, "calendar", started_at=started) is None

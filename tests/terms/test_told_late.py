"""Which clocks a closure told now may still move."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.agreement import Agreement
from tenir.terms.convention import WeekCalendar
from tenir.terms.dates import epoch
from tenir.terms.hours import Closure
from tenir.terms.support import response_due
from tenir.terms.told_late import movable_since
from tests.terms.paris import at

MONDAY = at("2026-06-08 00:00")
MINUTES = st.integers(0, 7 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("told", "since"),
    [
        ("2026-06-09 10:00", "2026-06-09 10:00"),  # support is open: every clock runs
        ("2026-06-09 13:00", "2026-06-09 12:00"),  # over lunch: the telephone closed at noon
        ("2026-06-09 21:00", "2026-06-09 17:00"),
        ("2026-06-14 10:00", "2026-06-12 17:00"),  # on a Sunday
    ],
)
def test_a_clock_that_counts_from_before_the_last_closing_time_runs(
    agreement: Agreement, told: str, since: str
) -> None:
    """Clause: 7.15."""
    assert movable_since(agreement.terms(), told_at=at(told)) == at(since)


def test_where_late_closures_count_every_clock_may_move(agreement: Agreement) -> None:
    """Clause: 7.15."""
    terms = agreement.reading({"7.15.late-closure": "counts"}).terms()
    assert movable_since(terms, told_at=MONDAY) is None


def test_a_calendar_that_knows_no_closure_holds_none_back(agreement: Agreement) -> None:
    """Clause: 7.15, 7.16."""
    always = WeekCalendar.model_validate(
        {"clause": ["7.16"], "days": ["sat"], "hours": ["00:00-24:00"], "closures": "none"}
    )
    terms = agreement.terms().with_calendar("support", always)
    assert movable_since(terms, told_at=at("2026-06-09 10:00")) == at("2026-06-09 10:00")


def test_where_nothing_opened_for_two_months_all_of_them_are_looked_at(
    agreement: Agreement,
) -> None:
    """Clause: 7.15."""
    told = at("2026-06-09 10:00")
    shut = Closure(epoch(told) - 80 * 86400, epoch(told) + 86400, announced_at=0)
    since = movable_since(agreement.terms(), told_at=told, closures=[shut])
    assert since == told - timedelta(days=60)


@given(recorded=MINUTES, told=MINUTES, days=st.integers(0, 9))
def test_no_clock_from_before_is_ever_moved(
    agreement: Agreement, recorded: datetime, told: datetime, days: int
) -> None:
    """Clause: 7.13, 7.14, 7.15."""
    terms = agreement.terms()
    since = movable_since(terms, told_at=told)
    assert since is not None
    on = date(2026, 6, 8) + timedelta(days=days)
    closed = Closure(0, 86400, on, epoch(told))
    due = [
        response_due(
            terms, recorded_at=recorded, impact="high", urgency="critical", closures=closures
        ).value
        for closures in ([], [closed])
    ]
    assert recorded >= since or due[0] == due[1]

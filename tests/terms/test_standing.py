"""What a deadline shows: how much is spent and left, in the promise's own time.

In June 2026, Tuesday 9 to Thursday 11 are plain working days of 7 h 30, lunch at 12:30 to 14:00.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.calendars import Calendar
from tenir.terms.hours import Hours
from tenir.terms.opening import named_calendar
from tenir.terms.standing import Standing, standing
from tests.terms.paris import at

HOUR = 3600
START, DUE = at("2026-06-09 12:00"), at("2026-06-10 11:00")


@pytest.fixture
def support(agreement: Agreement) -> Calendar:
    return named_calendar(agreement.terms(), "support")


def stands(calendar: Calendar | None, now: str, **more: object) -> Standing:
    return standing(calendar, started_at=START, due_at=DUE, now=at(now), **more)  # type: ignore[arg-type]


@pytest.mark.clause("7.13", "7.15")
def test_the_night_spends_nothing_of_working_time(support: Calendar) -> None:
    evening, morning = stands(support, "2026-06-09 20:00"), stands(support, "2026-06-10 07:00")
    assert evening == morning
    assert evening.working
    assert evening.spent + evening.left == evening.total
    assert evening.left == 2 * HOUR + HOUR // 2


@pytest.mark.clause("5.7")
def test_a_calendar_open_day_and_night_counts_days(agreement: Agreement, support: Calendar) -> None:
    days = named_calendar(agreement.terms(), "working-days")
    found = stands(days, "2026-06-09 20:00")
    assert (found.working, found.days, found.left) == (True, True, 15 * HOUR)
    assert not stands(support, "2026-06-09 20:00").days
    assert not stands(None, "2026-06-09 20:00").days
    assert not Hours("Europe/Paris").whole_days  # which is never open


def test_clock_time_runs_at_night() -> None:
    found = stands(None, "2026-06-10 10:00")
    assert (found.total, found.spent, found.left) == (23 * HOUR, 22 * HOUR, HOUR)
    assert (found.kind, found.share, found.working) == ("risk", 95, False)


def test_a_promise_is_at_risk_once_warned_of_or_past_four_fifths() -> None:
    assert stands(None, "2026-06-09 13:00").kind == "running"
    assert stands(None, "2026-06-09 13:00", warned=True).kind == "risk"


def test_a_promise_past_its_due_instant_says_by_how_much(support: Calendar) -> None:
    found = stands(support, "2026-06-10 11:22")
    assert (found.kind, found.left, found.share) == ("overdue", -22 * 60, 100)


@pytest.mark.clause("7.14")
def test_a_pause_that_lasts_spends_nothing(support: Calendar) -> None:
    since = [(at("2026-06-09 14:30"), None)]
    found = stands(support, "2026-06-10 10:00", pauses=since)
    assert found.kind == "paused"
    assert found.spent == stands(support, "2026-06-09 14:30").spent


def test_a_pause_that_ended_is_taken_off_what_was_granted_and_spent() -> None:
    slept = [(at("2026-06-09 13:00"), at("2026-06-09 15:00"))]
    found = stands(None, "2026-06-09 16:00", pauses=slept)
    assert (found.kind, found.total, found.spent) == ("running", 21 * HOUR, 2 * HOUR)


@pytest.mark.parametrize(
    ("state", "done_at", "kind"),
    [
        ("kept", "2026-06-10 11:00", "kept"),
        ("missed", "2026-06-10 12:00", "late"),
        ("missed", None, "missed"),
        ("waived", None, "waived"),
        ("running", None, "overdue"),
    ],
)
def test_what_is_settled_is_named_for_how_it_ended(
    state: str, done_at: str | None, kind: str
) -> None:
    done: datetime | None = at(done_at) if done_at else None
    assert stands(None, "2026-06-12 09:00", state=state, done_at=done).kind == kind


def test_what_was_done_in_time_stops_counting_then() -> None:
    early = stands(None, "2026-06-12 09:00", state="kept", done_at=at("2026-06-09 18:00"))
    assert (early.spent, early.left) == (6 * HOUR, 17 * HOUR)


def test_no_time_granted_is_all_spent_and_a_clock_that_has_not_started_has_spent_none() -> None:
    none = standing(None, started_at=DUE, due_at=DUE, now=DUE)
    assert (none.share, none.left) == (100, 0)
    assert stands(None, "2026-06-09 09:00").spent == 0

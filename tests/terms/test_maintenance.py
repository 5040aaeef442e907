"""Maintenance windows and the notice of works: nights, Sundays, holidays, the stop of Annex 2."""

from __future__ import annotations

import pytest

from tenir.terms.kinds_availability import Window
from tenir.terms.maintenance import announced_by, free_time, notice_due, window_at, window_spans
from tenir.terms.quantities import BadQuantity, Length
from tenir.terms.readings import changed_at
from tests.terms.paris import at, between, iso, span

NIGHTS = {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "20:00", "to": "06:00"}


@pytest.fixture
def with_windows(agreement):
    """The terms of an agreement with other windows."""

    def found(**change):
        path = ("terms", "maintenance.window")
        raw = changed_at(agreement.raw, path, {"holidays": "none", **change})
        kind = type(agreement)
        return kind(type(agreement.convention).model_validate(raw), raw, "sha256:0").terms()

    return found


@pytest.mark.clause("5.15")
@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2026-09-10 20:00", "2026-09-11 06:00"),  # a Thursday night, from its first second
        ("2026-09-11 05:59:59", "2026-09-11 06:00"),
        ("2026-09-11 21:00", "2026-09-12 06:00"),  # Friday night
        ("2026-09-12 21:00", "2026-09-14 00:00"),  # Saturday night runs into Sunday
        ("2026-09-13 12:00", "2026-09-14 00:00"),
        ("2026-04-04 21:00", "2026-04-07 06:00"),  # Saturday, Easter, Easter Monday, its night
        ("2026-04-30 20:00", "2026-05-02 06:00"),  # Labour Day, a Friday
        ("2026-07-14 12:00", "2026-07-15 06:00"),  # the national day, a Tuesday
        ("2026-12-24 20:00", "2026-12-26 06:00"),
        ("2026-12-31 20:00", "2027-01-02 06:00"),
        ("2026-03-28 22:00", "2026-03-30 00:00"),  # the 23-hour Sunday
        ("2026-10-24 22:00", "2026-10-26 00:00"),  # the 25-hour Sunday
    ],
)
def test_a_window_lasts_until_it_closes_for_good(ask, text, until):
    assert ask("window", at=iso(text))["until"] == iso(until)


@pytest.mark.clause("5.15")
@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("2026-09-11 06:00", "2026-09-11 20:00"),
        ("2026-09-10 19:59:59", "2026-09-10 20:00"),
        ("2026-09-12 06:00", "2026-09-12 20:00"),
        ("2026-09-14 00:00", "2026-09-14 20:00"),  # a night belongs to the day it begins on
        ("2026-09-14 05:59:59", "2026-09-14 20:00"),
        ("2026-05-07 12:00", "2026-05-07 20:00"),
    ],
)
def test_outside_the_windows_the_next_one_is_told(ask, text, opens):
    expected = {"inside": False, "until": None, "next_opens_at": iso(opens)}
    assert ask("window", at=iso(text)) == expected


def test_on_saturday_night_the_next_window_opens_on_monday_at_20_00(ask):
    """Clause: 5.15."""
    assert ask("window", at=iso("2026-09-12 20:00"))["next_opens_at"] == iso("2026-09-14 20:00")


def test_monday_0300_is_a_window_under_the_other_reading(ask):
    """Clause: 5.15."""
    found = ask("window", at=iso("2026-09-12 20:00"), under={"5.15.monday": "window"})
    assert found["until"] == iso("2026-09-14 06:00")


@pytest.mark.clause("5.15")
@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-09-14 00:00", "2026-09-21 00:00", 5 * 10 + 4 + 24),
        ("2026-03-28 12:00", "2026-03-30 12:00", 4 + 23),
        ("2026-10-24 12:00", "2026-10-26 12:00", 4 + 25),
        ("2026-05-01 00:00", "2026-05-02 00:00", 24),
        ("2026-09-10 06:00", "2026-09-10 20:00", 0),
        ("2026-09-10 21:00", "2026-09-10 21:00", 0),
    ],
)
def test_the_hours_of_window_between_two_instants(ask, start, end, hours):
    found = ask("window", from_=iso(start), to=iso(end))
    assert found == {"inside_seconds": hours * 3600}


def test_annex_2_leaves_its_products_the_sunday_stop_only(ask):
    """Clause: 5.16, A2."""
    found = ask("window", at=iso("2026-09-09 22:00"), product="document-viewer")
    assert found == {"inside": False, "until": None, "next_opens_at": iso("2026-09-13 00:00")}


def test_the_sunday_stop_of_annex_2_ends_at_six(ask):
    """Clause: 5.16, A2."""
    found = ask("window", at=iso("2026-09-13 03:00"), product="document-viewer")
    assert found["until"] == iso("2026-09-13 06:00")


def test_annex_2_adds_to_the_general_windows_under_the_other_reading(ask):
    """Clause: 5.16, A2."""
    adds = {"5.16.sunday": "adds"}
    found = ask("window", at=iso("2026-09-13 03:00"), product="document-viewer", under=adds)
    assert found["until"] == iso("2026-09-14 00:00")


def test_the_sunday_stop_has_five_hours_when_the_clocks_go_forward(ask):
    """Clause: 5.16, A2."""
    day = between("2026-03-29 00:00", "2026-03-30 00:00")
    found = ask("window", **day, product="document-viewer")
    assert found == {"inside_seconds": 5 * 3600}


def test_why_not_annex_2_is_answered(agreement):
    """Clause: 2.4, A2."""
    reason = window_at(agreement.terms("drive"), at=at("2026-09-13 03:00")).reason
    (annex,) = [use for use in reason.layers if use.id == "annex2.sunday"]
    assert (annex.outcome, "Drive" in annex.why["en"]) == ("not_applicable", True)


def test_free_time_is_what_other_works_leave_of_the_windows(agreement):
    """Clause: 5.14, 5.15."""
    taken = [span("2026-09-10 22:00", "23:00")]
    bounds = span("2026-09-10 12:00", "2026-09-11 12:00")
    assert free_time(agreement.terms(), bounds=bounds, taken=taken) == [
        span("2026-09-10 20:00", "22:00"),
        span("2026-09-10 23:00", "2026-09-11 06:00"),
    ]


def test_windows_that_never_close_have_no_end(with_windows):
    """Clause: 5.15."""
    always = {
        "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        "from": "00:00",
        "to": "24:00",
    }
    judged = window_at(with_windows(weekly=[always]), at=at("2026-09-10 12:00"))
    found = judged.value
    assert (found.inside, found.until, found.next_opens_at) == (True, None, None)
    assert "more than a year" in judged.reason.sentence("en")


def test_an_agreement_without_windows_never_opens_one(with_windows):
    """Clause: 5.15."""
    judged = window_at(with_windows(weekly=[]), at=at("2026-09-10 12:00"))
    assert (judged.value.inside, judged.value.next_opens_at) == (False, None)
    assert "none opens within a year" in judged.reason.sentence("en")


def test_a_window_on_holidays_only_is_found_months_ahead(with_windows):
    """Clause: 5.15."""
    holidays = {"days": ["holiday"], "from": "00:00", "to": "24:00"}
    terms = with_windows(holidays="FR", weekly=[holidays])
    found = window_at(terms, at=at("2026-08-16 12:00")).value
    assert found.next_opens_at == at("2026-11-01 00:00")


def test_a_window_that_ends_with_the_day_does_not_touch_the_next_night(with_windows):
    """Clause: 5.15."""
    terms = with_windows(weekly=[NIGHTS])
    spans = window_spans(
        terms.get("maintenance.window", Window), span("2026-09-11 12:00", "2026-09-14 12:00")
    )
    assert spans == [span("2026-09-11 20:00", "2026-09-12 06:00")]


@pytest.mark.clause("5.12")
@pytest.mark.parametrize(
    ("starts_at", "due"),
    [
        ("2026-09-15 10:00", "2026-09-09 00:00"),  # announced on Tuesday 8 at the latest
        ("2026-09-13 21:00", "2026-09-07 00:00"),  # works on a Sunday
        ("2026-05-18 09:00", "2026-05-11 00:00"),  # over Ascension Day
        ("2027-01-04 09:00", "2026-12-28 00:00"),  # over the New Year
        ("2026-10-26 00:00", "2026-10-20 00:00"),  # over the autumn night
        ("1970-01-02 09:00", "1969-12-26 00:00"),  # Friday 26, Monday 29 to Wednesday 31, Friday 2
    ],
)
def test_works_are_announced_five_working_days_before_the_day_itself_not_counted(
    ask, starts_at, due
):
    assert ask("notice-due", starts_at=iso(starts_at)) == iso(due)


def test_a_closing_day_told_to_clients_is_no_working_day_of_the_notice(ask):
    """Clause: 5.12."""
    closed = between("2026-09-11 00:00", "2026-09-12 00:00")
    due = ask("notice-due", starts_at=iso("2026-09-15 10:00"), closures=[closed])
    assert due == iso("2026-09-08 00:00")


def test_the_notice_lists_the_days_that_it_counts(agreement):
    """Clause: 5.12."""
    reason = notice_due(agreement.terms(), starts_at=at("2026-09-15 10:00")).reason
    assert reason.inputs["counted"] == [
        "2026-09-09", "2026-09-10", "2026-09-11", "2026-09-14", "2026-09-15"
    ]  # fmt: skip


def test_a_notice_in_hours_is_refused(agreement):
    """Clause: 5.12."""
    with pytest.raises(BadQuantity, match="working_days"):
        announced_by(agreement.terms(), 0, Length(5, "hours"))

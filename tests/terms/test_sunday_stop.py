"""The Sunday stop of Annex 2: sixty minutes before six, without notice, that do not count."""

from __future__ import annotations

import pytest

from tenir.terms.availability import month_availability
from tenir.terms.facts import Outage
from tests.terms.paris import THURSDAY_NIGHT, between, span, works

VIEWER = "document-viewer"  # a product of Annex 2


@pytest.fixture
def sunday(counted):
    """The minutes that count of stops of a product of Annex 2."""
    return lambda *outages, **more: counted(*outages, product=VIEWER, **more)


@pytest.mark.clause("5.16", "A2")
@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-09-13 00:00", "01:00", 0),
        ("2026-09-13 02:00", "2026-09-13 03:00:01", 1 / 60),
        ("2026-09-13 05:30", "06:30", 30),
        ("2026-09-12 23:30", "2026-09-13 00:30", 30),
        ("2026-09-13 00:00", "06:00", 300),
        ("2026-09-14 00:00", "00:30", 30),  # a Monday
        ("2026-09-12 01:00", "01:30", 30),  # a Saturday
        ("2026-03-01 00:00", "00:40", 0),  # the first day of a month
        ("2026-05-31 05:00", "06:00", 0),  # the last
        ("2026-03-29 01:30", "03:30", 0),  # one hour only, by the clocks of spring
        ("2026-10-25 02:00", "03:00", 60),  # two hours, by those of autumn
    ],
)
def test_sixty_minutes_of_a_sunday_before_six_do_not_count(sunday, start, end, minutes):
    assert sunday(between(start, end)) == pytest.approx(minutes)


def test_two_stops_of_one_sunday_share_the_sixty_minutes(sunday):
    """Clause: 5.16, A2."""
    stops = [between("2026-09-13 01:00", "01:40"), between("2026-09-13 04:00", "04:40")]
    assert sunday(*reversed(stops)) == 20


def test_each_sunday_has_its_own_sixty_minutes(sunday):
    """Clause: 5.16, A2."""
    assert sunday(between("2026-09-13 01:00", "02:00"), between("2026-09-20 01:00", "02:00")) == 0


def test_a_saturday_night_over_a_month_end_is_judged_in_each_month(sunday):
    """Clause: 5.16, A2."""
    stop = between("2026-02-28 23:30", "2026-03-01 00:30")
    assert (sunday(stop), sunday(stop, month="2026-03")) == (30, 0)


def test_the_sunday_stop_needs_no_notice_and_says_where_it_comes_from(agreement):
    """Clause: 5.16, A2."""
    found = month_availability(
        agreement.terms(VIEWER), month="2026-09",
        outages=[Outage(span("2026-09-13 01:00", "01:10"))],
    ).value  # fmt: skip
    assert [(part.reason, part.evidence) for part in found.excluded] == [
        ("planned-maintenance", "A2")
    ]


def test_a_product_of_annex_2_has_no_other_planned_window(sunday):
    """Clause: 5.16, A2."""
    assert sunday(between(*THURSDAY_NIGHT), works=[works(*THURSDAY_NIGHT)]) == 60


def test_works_on_sunday_before_six_do_not_widen_the_stop(sunday):
    """Clause: 5.16, A2."""
    night = ("2026-09-13 01:00", "04:00")
    assert sunday(between(*night), works=[works(*night)]) == 120


def test_another_product_has_no_sunday_stop(counted):
    """Clause: 5.16, A2."""
    assert counted(between("2026-09-13 01:00", "01:40"), product="drive") == 40


def test_the_stop_adds_to_the_general_windows_under_one_reading(sunday):
    """Clause: 5.16, A2."""
    outages = [between("2026-09-13 01:00", "03:00"), between(*THURSDAY_NIGHT)]
    told = [works(*THURSDAY_NIGHT)]
    assert sunday(*outages, works=told, under={"5.16.sunday": "adds"}) == 60


def test_works_inside_a_general_window_leave_the_sixty_minutes_whole_under_that_reading(sunday):
    """Clause: 5.16, A2."""
    told = [works("2026-09-13 01:00", "02:00")]
    found = sunday(between("2026-09-13 01:00", "03:00"), works=told, under={"5.16.sunday": "adds"})
    assert found == 0


@pytest.mark.clause("5.16", "A2")
@pytest.mark.parametrize(("end", "minutes"), [("01:59", 0), ("02:00", 60), ("02:30", 90)])
def test_a_stop_of_an_hour_or_more_counts_whole_under_another_reading(sunday, end, minutes):
    other = {"5.16.sunday": "whole-counts"}
    assert sunday(between("2026-09-13 01:00", end), under=other) == minutes


def test_a_fortuitous_outage_of_a_sunday_keeps_the_limit_of_annex_2(sunday):
    """Clause: 5.5, 5.16."""
    other = {"5.5.fortuitous": "excluded"}
    assert sunday(between("2026-09-13 01:00", "03:00"), under=other) == 60


def test_a_stop_that_overruns_six_counts_whole_where_outages_are_all_or_nothing(sunday):
    """Clause: 5.5, 5.16."""
    other = {"5.5.overlap": "all-or-nothing"}
    stops = [between("2026-09-13 05:30", "06:10"), between("2026-09-13 01:00", "01:30")]
    assert sunday(*stops, under=other) == 40


def test_time_excluded_as_planned_by_a_person_is_not_taken_from_the_sixty_minutes(sunday):
    """Clause: 5.5, 5.16."""
    ruled = between("2026-09-13 01:00", "02:00", reason="planned-maintenance")
    assert sunday(between("2026-09-13 01:00", "03:00"), exclusions=[ruled]) == 0


def test_a_product_with_its_own_offer_is_judged_by_the_general_terms_and_told_so(agreement):
    """Clause: A2."""
    reason = month_availability(agreement.terms("cyber-waf"), month="2026-09").reason
    told = reason.children[-1]
    assert "Cyber WAF offer" in told.sentence("en")
    assert "offre Cyber WAF" in told.sentence("fr")

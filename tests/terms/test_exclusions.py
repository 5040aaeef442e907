"""What does not count of an outage: announced works, urgent ones, and what a person ruled out."""

from __future__ import annotations

import pytest

from tenir.terms.availability import month_availability
from tenir.terms.exclusions import UnknownExclusion
from tenir.terms.facts import Excluded, Outage, Works
from tests.terms.paris import MIDDAY, THURSDAY_NIGHT, between, span, works

REASONS = [
    "non-production",
    "client-misuse",
    "prerequisites-not-met",
    "contrary-to-documentation",
    "unauthorised-intervention",
    "client-environment",
    "infrastructure-destroyed",
]
MINUTE = 60


# --- planned maintenance ---------------------------------------------------------------------


def test_an_outage_inside_notified_works_on_a_thursday_night_does_not_count(month):
    """Clause: 5.5, 5.14."""
    found = month(between(*THURSDAY_NIGHT), works=[works(*THURSDAY_NIGHT)])
    assert found["excluded"] == {"planned-maintenance": 3600}


def test_60_of_the_90_minutes_from_0530_to_0700_count(counted):
    """Clause: 5.5."""
    found = counted(
        between("2026-09-10 05:30", "07:00"), works=[works("2026-09-10 05:00", "08:00")]
    )
    assert found == 60


def test_what_overruns_the_works_inside_the_window_counts(counted):
    """Clause: 5.5."""
    assert counted(between("2026-09-10 22:00", "23:30"), works=[works(*THURSDAY_NIGHT)]) == 30


def test_works_in_a_monday_night_before_six_are_outside_the_windows(counted):
    """Clause: 5.14, 5.15."""
    night = ("2026-09-14 01:00", "02:00")
    assert counted(between(*night), works=[works(*night)]) == 60


def test_works_on_monday_before_six_are_inside_under_the_other_reading(counted):
    """Clause: 5.15."""
    night = ("2026-09-14 01:00", "02:00")
    other = {"5.15.monday": "window"}
    assert counted(between(*night), works=[works(*night)], under=other) == 0


@pytest.mark.clause("5.5")
@pytest.mark.parametrize(
    ("announced", "minutes"),
    [("2026-09-10 21:59:59", 0), ("2026-09-10 22:00", 60), ("2026-09-10 22:30", 60)],
)
def test_works_inside_a_window_may_be_announced_until_they_begin(counted, announced, minutes):
    told = works(*THURSDAY_NIGHT, announced=announced)
    assert counted(between(*THURSDAY_NIGHT), works=[told]) == minutes


def test_works_that_nobody_announced_exclude_nothing(counted):
    """Clause: 5.14."""
    untold = between(*THURSDAY_NIGHT, kind="planned")
    assert counted(between(*THURSDAY_NIGHT), works=[untold]) == 60


@pytest.mark.clause("5.5")
@pytest.mark.parametrize(
    ("announced", "minutes"), [("2026-09-03 23:59:59", 0), ("2026-09-04 00:00", 60)]
)
def test_works_are_announced_five_working_days_before_under_the_other_reading(
    counted, announced, minutes
):
    told = works(*THURSDAY_NIGHT, announced=announced)
    other = {"5.5.notice": "five-working-days"}
    assert counted(between(*THURSDAY_NIGHT), works=[told], under=other) == minutes


def test_an_outage_partly_in_works_counts_whole_or_not_at_all_under_the_other_reading(counted):
    """Clause: 5.5."""
    outages = [between("2026-09-10 05:30", "06:10"), between("2026-09-10 05:00", "05:20")]
    told = [works("2026-09-10 05:00", "08:00")]
    assert counted(*outages, works=told, under={"5.5.overlap": "all-or-nothing"}) == 40


def test_a_fortuitous_outage_inside_a_window_counts(counted):
    """Clause: 5.5."""
    assert counted(between("2026-09-10 05:30", "07:00")) == 90


def test_a_fortuitous_outage_inside_a_window_is_excluded_under_the_other_reading(counted):
    """Clause: 5.5."""
    other = {"5.5.fortuitous": "excluded"}
    assert counted(between("2026-09-10 05:30", "07:00"), under=other) == 60


def test_works_keep_their_evidence_where_fortuitous_outages_are_excluded_too(agreement):
    """Clause: 5.5."""
    terms = agreement.reading({"5.5.fortuitous": "excluded"}).terms()
    found = month_availability(
        terms, month="2026-09", outages=[Outage(span("2026-09-10 21:00", "23:00"))],
        works=[Works(span("2026-09-10 22:00", "23:00"), "planned", 0, "W-12")],
    ).value  # fmt: skip
    told = [(part.span, part.evidence) for _, parts in found.outages for part in parts]
    assert told == [
        (span("2026-09-10 21:00", "22:00"), ""),
        (span("2026-09-10 22:00", "23:00"), "W-12"),
    ]


def test_works_without_impact_exclude_nothing(counted):
    """Clause: 5.10."""
    told = works(*THURSDAY_NIGHT, kind="no-impact")
    assert counted(between(*THURSDAY_NIGHT), works=[told]) == 60


# --- urgent maintenance ----------------------------------------------------------------------


def test_urgent_maintenance_for_security_does_not_count_at_any_time(month):
    """Clause: 5.5, 5.13."""
    found = month(between(*MIDDAY), works=[between(*MIDDAY, kind="urgent-security")])
    assert found["excluded"] == {"urgent-security-maintenance": 3600}


def test_urgent_maintenance_that_is_not_for_security_counts(counted):
    """Clause: 5.5, 5.13."""
    assert counted(between(*MIDDAY), works=[between(*MIDDAY, kind="urgent")]) == 60


def test_urgent_maintenance_is_excluded_under_the_other_reading(month):
    """Clause: 5.5, 5.13."""
    other = {"5.5.urgent": "excluded"}
    found = month(between(*MIDDAY), works=[between(*MIDDAY, kind="urgent")], under=other)
    assert found["excluded"] == {"planned-maintenance": 3600}


def test_planned_works_stay_excluded_beside_urgent_ones_under_the_other_reading(counted):
    """Clause: 5.5."""
    told = [works(*THURSDAY_NIGHT), between(*MIDDAY, kind="urgent")]
    outages = [between(*THURSDAY_NIGHT), between(*MIDDAY)]
    assert counted(*outages, works=told, under={"5.5.urgent": "excluded"}) == 0


def test_urgent_works_take_nothing_else_with_them_under_the_other_reading(counted):
    """Clause: 5.5."""
    told = [between(*MIDDAY, kind="no-impact"), between(*MIDDAY, kind="urgent-security")]
    outages = [between(*MIDDAY), between("2026-09-10 13:00", "14:00")]
    assert counted(*outages, works=told, under={"5.5.urgent": "excluded"}) == 60


# --- exclusions that a person decided --------------------------------------------------------


@pytest.mark.clause("5.5")
@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_of_the_agreement_takes_its_seconds_out(month, reason):
    ruled = between("2026-09-10 12:30", "14:00", reason=reason)
    found = month(between(*MIDDAY), exclusions=[ruled])
    assert (found["excluded"], found["counted_seconds"]) == ({reason: 1800}, 1800)


def test_a_reason_that_the_agreement_does_not_have_is_refused(counted):
    """Clause: 5.5."""
    with pytest.raises(UnknownExclusion, match=r"bad-luck.*non-production, client-misuse"):
        counted(between(*MIDDAY), exclusions=[between(*MIDDAY, reason="bad-luck")])


def test_works_and_a_persons_ruling_may_share_one_reason(month):
    """Clause: 5.5."""
    ruled = between("2026-09-10 12:00", "12:30", reason="urgent-security-maintenance")
    told = between("2026-09-10 12:30", "12:50", kind="urgent-security")
    found = month(between(*MIDDAY), works=[told], exclusions=[ruled])
    assert found["excluded"] == {"urgent-security-maintenance": 50 * MINUTE}


def test_a_second_with_two_reasons_is_told_under_the_first_of_the_agreement(month):
    """Clause: 5.5."""
    ruled = [
        between("2026-09-10 12:00", "12:40", reason="client-environment"),
        between("2026-09-10 12:20", "13:00", reason="client-misuse"),
    ]
    excluded = {"client-misuse": 40 * MINUTE, "client-environment": 20 * MINUTE}
    assert month(between(*MIDDAY), exclusions=ruled)["excluded"] == excluded


def test_planned_maintenance_comes_before_every_other_reason(month):
    """Clause: 5.5."""
    ruled = [between(*THURSDAY_NIGHT, reason=reason) for reason in REASONS]
    urgent = between(*THURSDAY_NIGHT, kind="urgent-security")
    found = month(
        between(*THURSDAY_NIGHT), works=[urgent, works(*THURSDAY_NIGHT)], exclusions=ruled
    )
    assert found["excluded"] == {"planned-maintenance": 3600}


def test_an_exclusion_outside_the_outages_takes_nothing_out(month):
    """Clause: 5.5."""
    ruled = between("2026-09-11 12:00", "13:00", reason="client-misuse")
    assert month(between(*MIDDAY), exclusions=[ruled])["excluded_seconds"] == 0


def test_an_excluded_span_carries_its_evidence(agreement):
    """Clause: 5.5."""
    down = span("2026-09-10 21:00", "2026-09-11 01:00")
    found = month_availability(
        agreement.terms(), month="2026-09", outages=[Outage(down)],
        works=[Works(span(*THURSDAY_NIGHT), "planned", 0, "W-12"),
               Works(span("2026-09-10 23:00", "23:30"), "urgent-security", None, "W-13")],
        exclusions=[Excluded(span("2026-09-11 00:00", "02:00"), "client-misuse", "ticket 7")],
    ).value  # fmt: skip
    assert [part.evidence for part in found.excluded] == ["W-12", "W-13", "ticket 7"]


def test_each_outage_knows_its_excluded_parts(agreement):
    """Clause: 5.5."""
    first, second = span("2026-09-10 12:00", "13:00"), span("2026-09-10 14:00", "15:00")
    halves = [span("2026-09-10 12:30", "14:30"), span("2026-09-10 12:00", "12:10")]
    found = month_availability(
        agreement.terms(), month="2026-09", outages=[Outage(second), Outage(first)],
        exclusions=[Excluded(halves[0], "client-misuse"), Excluded(halves[1], "non-production")],
    ).value  # fmt: skip
    parts = [(outage, [part.span for part in parts]) for outage, parts in found.outages]
    assert parts == [
        (first, [span("2026-09-10 12:00", "12:10"), span("2026-09-10 12:30", "13:00")]),
        (second, [span("2026-09-10 14:00", "14:30")]),
    ]

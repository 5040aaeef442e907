"""The availability of a month: what was measured, the rate that follows, and its target."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.availability import NotCovered, floored, month_availability
from tenir.terms.facts import Excluded, Outage, Works
from tenir.terms.resolution import MissingTerm
from tests.terms.paris import MIDDAY, THURSDAY_NIGHT, between, span

MINUTE = 60


# --- the rate --------------------------------------------------------------------------------


def test_216_minutes_of_a_month_of_30_days_are_exactly_the_target(month):
    """Clause: 5.1, 5.3."""
    found = month(between("2026-09-10 08:00", "11:36"))
    assert (found["rate_exact"], found["rate"], found["met"]) == ("199/200", "99.500", True)


def test_217_minutes_are_a_miss_that_is_printed_as_one(month):
    """Clause: 5.1, 5.3."""
    found = month(between("2026-09-10 08:00", "11:37"))
    assert (found["rate"], found["met"], found["shortfall_points"]) == ("99.497", False, "0.003")


def test_one_second_too_many_is_a_miss_printed_below_the_target(month):
    """Clause: 5.3."""
    found = month(between("2026-09-10 08:00", "2026-09-10 11:36:01"))
    assert (found["rate"], found["met"], found["shortfall_points"]) == ("99.499", False, "0.001")


def test_a_month_without_an_outage_is_met_in_full(month):
    """Clause: 5.3."""
    assert month() == {
        "T_seconds": 2_592_000,
        "down_seconds": 0,
        "excluded_seconds": 0,
        "excluded": {},
        "counted_seconds": 0,
        "unmeasured_seconds": 0,
        "rate_exact": "1/1",
        "rate": "100.000",
        "met": True,
        "shortfall_points": "0.000",
    }


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("name", "minutes"),
    [("2026-03", 44_580), ("2026-10", 44_700), ("2028-02", 41_760), ("1970-01", 44_640),
     ("2100-12", 44_640)],
)  # fmt: skip
def test_t_is_every_minute_of_the_month_in_paris(month, name, minutes):
    assert month(month=name)["T_seconds"] == minutes * MINUTE


def test_outages_that_overlap_on_10_september_2026_count_once(counted):
    """Clause: 5.3."""
    pieces = [("08:00", "09:00"), ("08:30", "08:45"), ("08:50", "09:10"), ("09:10", "09:15")]
    assert counted(*(between(f"2026-09-10 {a}", b) for a, b in pieces)) == 75


def test_an_outage_over_the_end_of_september_2026_is_cut_at_midnight(counted):
    """Clause: 5.3."""
    outage = between("2026-09-30 23:10", "2026-10-01 00:30")
    assert (counted(outage), counted(outage, month="2026-10")) == (50, 30)


def test_the_hour_that_comes_twice_on_25_october_2026_counts_twice(counted):
    """Clause: 5.3."""
    assert counted(between("2026-10-25 01:00", "04:00")) == 240


def test_a_partial_degradation_does_not_count(counted):
    """Clause: 5.3."""
    assert counted(between("2026-09-10 08:00", "09:00", total=False)) == 0


def test_another_environment_than_production_does_not_count(month):
    """Clause: 5.2."""
    found = month(between("2026-09-10 08:00", "09:00", environment="test"))
    assert (found["down_seconds"], found["counted_seconds"]) == (0, 0)


def test_a_rate_is_cut_and_not_rounded():
    """Clause: 5.3."""
    assert str(floored(Fraction(994999999, 10_000_000), 3)) == "99.499"


def test_a_rate_of_nothing_is_written_out():
    """Clause: 5.3."""
    assert str(floored(Fraction(0), 3)) == "0.000"


@pytest.fixture
def promising(agreement):
    """The terms of an agreement with another promise."""

    def found(**promise):
        raw: Any = {**agreement.raw, "terms": dict(agreement.raw["terms"])}
        raw["terms"]["availability.target"] = {**raw["terms"]["availability.target"], **promise}
        return Agreement(type(agreement.convention).model_validate(raw), raw, "sha256:0").terms()

    return found


@pytest.mark.clause("5.2")
@pytest.mark.parametrize(("scope", "minutes"), [({"environment": "test"}, 20), ({}, 60)])
def test_an_agreement_says_which_environment_it_promises(promising, scope, minutes):
    outages = [
        Outage(span(*MIDDAY)),
        Outage(span("2026-09-10 14:00", "14:20"), environment="test"),
    ]
    found = month_availability(promising(scope=scope), month="2026-09", outages=outages).value
    assert found.counted_seconds == minutes * MINUTE


def test_an_agreement_that_promises_no_rate_judges_none(promising):
    """Clause: 5.1."""
    with pytest.raises(MissingTerm) as refused:
        month_availability(promising(value=None), month="2026-09")
    assert refused.value.values == {"key": "availability.target.value"}


# --- time that nobody measured ---------------------------------------------------------------

SILENT = [between("2026-09-10 08:30", "10:00")]


def silent(pieces=SILENT):
    return [[piece["from"], piece["to"]] for piece in pieces]


def test_time_not_measured_on_10_september_2026_is_neither_up_nor_down(month):
    """Clause: 5.3."""
    found = month(between("2026-09-10 08:00", "09:00"), unmeasured=silent())
    assert (found["down_seconds"], found["unmeasured_seconds"]) == (30 * MINUTE, 90 * MINUTE)


def test_time_not_measured_never_shrinks_t(month):
    """Clause: 5.3."""
    assert month(unmeasured=silent())["T_seconds"] == 43_200 * MINUTE


def test_time_not_measured_counts_as_down_under_one_reading(month):
    """Clause: 5.3."""
    found = month(
        between("2026-09-10 08:00", "09:00"), unmeasured=silent(),
        under={"5.3.unmeasured": "counts-down"},
    )  # fmt: skip
    assert (found["counted_seconds"], found["unmeasured_seconds"]) == (120 * MINUTE, 0)


def test_time_not_measured_counts_as_up_under_another(month):
    """Clause: 5.3."""
    found = month(
        between("2026-09-10 08:00", "09:00"), unmeasured=silent(),
        under={"5.3.unmeasured": "counts-up"},
    )  # fmt: skip
    assert (found["counted_seconds"], found["unmeasured_seconds"]) == (30 * MINUTE, 0)


def test_time_not_measured_cannot_be_excluded(month):
    """Clause: 5.3, 5.5."""
    ruled = between("2026-09-10 08:00", "10:00", reason="client-misuse")
    found = month(between("2026-09-10 08:00", "09:00"), exclusions=[ruled], unmeasured=silent())
    assert (found["excluded_seconds"], found["unmeasured_seconds"]) == (1800, 5400)


# --- readings of the measure -----------------------------------------------------------------


def test_whole_minutes_leave_the_last_seconds_out_under_the_other_reading(month):
    """Clause: 5.3."""
    outage = between("2026-09-10 08:00", "2026-09-10 11:36:59")
    found = month(outage, under={"5.3.resolution": "whole-minutes"})
    assert (found["counted_seconds"], found["met"]) == (216 * MINUTE, True)


COVERED = [between("2026-09-16 00:00", "2027-09-16 00:00")]


def test_a_contract_from_16_september_2026_is_judged_on_the_whole_month(month):
    """Clause: 5.3."""
    assert month(covered=silent(COVERED)[0])["T_seconds"] == 30 * 86400


def test_a_contract_from_16_september_2026_is_judged_on_15_days_under_the_other_reading(month):
    """Clause: 5.3."""
    found = month(
        between("2026-09-15 23:00", "2026-09-16 01:00"),
        covered=silent(COVERED)[0], under={"5.3.partial-month": "covered-part"},
    )  # fmt: skip
    assert (found["T_seconds"], found["counted_seconds"]) == (15 * 86400, 3600)


@pytest.mark.parametrize("reading", ["whole-month", "covered-part"])
def test_a_month_before_the_contract_is_not_judged(month, reading):
    """Clause: 5.3."""
    with pytest.raises(NotCovered, match="2026-08"):
        month(month="2026-08", covered=silent(COVERED)[0], under={"5.3.partial-month": reading})


# --- reasons ---------------------------------------------------------------------------------


def sentences(agreement, *outages, told=()):
    down = [Outage(span(*when)) for when in outages]
    reason = month_availability(agreement.terms(), month="2026-09", outages=down, works=told).reason
    return [step.sentence("en") for step in reason.walk()]


def test_the_reasons_of_a_month_tell_every_figure(agreement):
    """Clause: 5.3, 5.5."""
    told = [Works(span("2026-09-10 05:00", "06:00"), "planned", 0, "W-1")]
    assert sentences(agreement, ("2026-09-10 05:30", "07:00"), told=told) == [
        "Availability 09/2026: 99.861 %, target 99.5 % met (1 h of outage counted)",
        "t = 1 h of T = 720 h: 1 h 30 min of total outage, 30 min of it excluded, 0 s not "
        "measured; rate = 1 - t/T = 99.861 %",
        "30 min excluded of 1 h 30 min of total outage, the rest counts",
        "30 min excluded: planned maintenance (5.5 a)",
        "1 h of 1 h 30 min counted, from 10 Sep 2026 05:30 to 10 Sep 2026 07:00",
        "maintenance windows that hold for the product",
    ]


def test_each_step_of_a_month_has_its_exact_value(agreement):
    """Clause: 5.3, 5.5."""
    ruled = Excluded(span("2026-09-10 12:00", "12:30"), "client-misuse")
    reason = month_availability(
        agreement.terms(), month="2026-09", outages=[Outage(span(*MIDDAY))], exclusions=[ruled]
    ).reason
    values = [step.value for step in reason.walk()]
    assert values == [True, Fraction(1439, 1440), 1800, 1800, 1800, None]


def test_the_measure_of_a_month_quotes_what_it_rests_on(agreement):
    """Clause: 5.3."""
    measured = month_availability(agreement.terms(), month="2026-09").reason.children[0]
    assert dict(measured.inputs) == {
        "month": "2026-09", "total_seconds": 2_592_000, "down": 0, "excluded": 0, "counted": 0,
        "unmeasured": 0, "rate": 100,
    }  # fmt: skip


def test_a_month_without_an_outage_needs_no_reason_of_exclusion(agreement):
    """Clause: 5.3."""
    assert len(sentences(agreement)) == 2


def test_a_missed_month_says_by_how_much(agreement):
    """Clause: 5.3."""
    missed = sentences(agreement, ("2026-09-10 08:00", "11:37"))[0]
    assert missed.startswith("Availability 09/2026: 99.497 %, target 99.5 % missed by 0.003 points")


def test_an_outage_that_counts_names_the_readings_that_made_it_count(agreement):
    """Clause: 5.5."""
    reason = month_availability(
        agreement.terms(), month="2026-09", outages=[Outage(span(*THURSDAY_NIGHT))]
    ).reason
    used = {reading.id for step in reason.walk() for reading in step.readings}
    assert {"5.5.fortuitous", "5.5.notice", "5.5.overlap", "5.5.urgent", "5.15.monday"} <= used


def test_a_reading_is_named_once(agreement):
    """Clause: 5.5."""
    told = Works(span("2026-09-10 05:00", "06:00"), "planned", 0)
    reason = month_availability(
        agreement.terms(), month="2026-09", outages=[Outage(span("2026-09-10 05:30", "07:00"))],
        works=[told],
    ).reason  # fmt: skip
    used = [reading.id for step in reason.walk() for reading in step.readings]
    assert sorted(used) == sorted(set(used))

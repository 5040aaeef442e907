"""The availability of a month: which second is in which bucket, and the rate that follows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.availability import NotCovered, floored, month_availability
from tenir.terms.exclusions import UnknownExclusion
from tenir.terms.facts import Excluded, Outage, Works
from tenir.terms.resolution import MissingTerm
from tests.terms.paris import between, span, works

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
THURSDAY_NIGHT = ("2026-09-10 22:00", "23:00")
VIEWER = "document-viewer"  # a product of Annex 2


@pytest.fixture
def month(ask):
    """The figures of the month in which the first outage begins."""

    def asked(*outages, **question):
        when = question.pop("month", outages[0]["from"][:7] if outages else "2026-09")
        return ask("availability", month=when, outages=outages, **question)

    return asked


@pytest.fixture
def counted(month):
    """The minutes that count in that month."""
    return lambda *outages, **question: month(*outages, **question)["counted_seconds"] / MINUTE


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

MIDDAY = ("2026-09-10 12:00", "13:00")


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


def test_time_not_measured_cannot_be_excluded(month):
    """Clause: 5.3, 5.5."""
    ruled = between("2026-09-10 08:00", "10:00", reason="client-misuse")
    found = month(between("2026-09-10 08:00", "09:00"), exclusions=[ruled], unmeasured=silent())
    assert (found["excluded_seconds"], found["unmeasured_seconds"]) == (1800, 5400)


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


# --- the Sunday stop of Annex 2 --------------------------------------------------------------


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

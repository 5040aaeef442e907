"""Support: how urgent, answered by when, and why then.

In 2026, 14 May (Ascension Day), a Thursday, is a holiday, as are Fridays 1 and 8 May.
"""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.judge import judge
from tenir.terms.reasons import Reason
from tenir.terms.support import Requalified, response_due, stopped_at
from tests.terms.conftest import Ask, readings
from tests.terms.paris import WEDNESDAY_10, at, closed, iso

URGENT = {"impact": "high", "urgency": "critical"}


def due(ask: Ask, recorded: str, **more: object) -> tuple[str, str]:
    found = ask("response-due", recorded_at=iso(recorded), **{**URGENT, **more})
    return found["p1_due"], found["all_due"]


def phrases(reason: Reason) -> list[str]:
    return [step.phrase for step in reason.walk()]


# --- priority


@pytest.mark.parametrize(
    ("urgency", "row"),
    [
        ("critical", ["P1", "P1", "P2"]),
        ("major", ["P1", "P2", "P3"]),
        ("normal", ["P2", "P3", "P3"]),
    ],
)
def test_the_matrix_gives_a_priority_to_each_impact_and_urgency(
    ask: Ask, urgency: str, row: list[str]
) -> None:
    """Clause: 7.17."""
    found = [ask("priority", impact=i, urgency=urgency) for i in ("high", "medium", "low")]
    assert found == row


def test_a_priority_is_told_in_words_never_in_bare_letters(agreement: Agreement) -> None:
    """Clause: 7.18."""
    reason = judge(agreement, "priority", {"impact": "low", "urgency": "major"}).reason
    assert reason.sentence("fr") == (
        "P3 (Normale) : « La production est touchée, un contournement existe », "
        "« Un seul utilisateur est touché »"
    )
    assert "One user is affected" in reason.sentence("en")


# --- the response that is due


@pytest.mark.parametrize(
    ("recorded", "p1_due"),
    [
        ("2026-06-09 09:00", "2026-06-10 09:30"),
        ("2026-06-09 08:30", "2026-06-10 09:00"),
        ("2026-06-09 12:45", "2026-06-10 14:00"),
        ("2026-06-09 06:00", "2026-06-10 09:00"),
        ("2026-06-13 10:00", "2026-06-16 09:00"),
        ("2026-06-15 16:30", "2026-06-16 17:00"),
        ("2026-05-07 16:00", "2026-05-11 16:30"),
        ("2026-10-23 16:00", "2026-10-26 16:30"),
    ],
)
def test_a_p1_is_taken_in_charge_within_eight_working_hours(
    ask: Ask, recorded: str, p1_due: str
) -> None:
    """Clause: 7.13, 7.15."""
    assert due(ask, recorded)[0] == iso(p1_due)


def test_a_p2_has_no_firm_response(ask: Ask) -> None:
    """Clause: 7.13."""
    assert due(ask, "2026-06-09 09:00", urgency="major", impact="medium")[0] is None


@pytest.mark.parametrize(
    ("recorded", "all_due"),
    [
        ("2026-06-09 09:00", "2026-06-11 17:00"),
        ("2026-06-09 23:59", "2026-06-11 17:00"),
        ("2026-06-12 18:00", "2026-06-16 17:00"),
        ("2026-06-14 10:00", "2026-06-16 17:00"),
        ("2026-05-07 08:30", "2026-05-12 17:00"),
    ],
)
def test_every_request_has_two_working_days_after_that_of_recording(
    ask: Ask, recorded: str, all_due: str
) -> None:
    """Clause: 7.14."""
    assert due(ask, recorded)[1] == iso(all_due)


def test_two_days_are_fifteen_hours_under_the_other_reading_on_9_june(ask: Ask) -> None:
    """Clause: 7.14."""
    other = {"7.14.days": "fifteen-hours"}
    assert due(ask, "2026-06-09 09:00", under=other)[1] == iso("2026-06-11 09:00")


def test_a_delay_that_fills_16_june_ends_at_the_next_opening_under_the_other_reading(
    ask: Ask,
) -> None:
    """Clause: 7.13."""
    other = {"7.13.edge": "next-opening"}
    assert due(ask, "2026-06-15 16:30", under=other)[0] == iso("2026-06-17 08:30")


def test_a_wait_for_the_client_pushes_both_instants_by_its_working_time(ask: Ask) -> None:
    """Clause: 7.13, 7.14."""
    wait = [[iso("2026-06-09 10:00"), iso("2026-06-09 14:30")]]
    assert due(ask, "2026-06-09 09:00", pauses=wait) == (
        iso("2026-06-10 14:00"),
        iso("2026-06-12 12:00"),
    )


def test_the_reasons_tell_how_much_was_paused_overlaps_counted_once(agreement: Agreement) -> None:
    """Clause: 7.13."""
    waits = [(at("2026-06-09 10:00"), at("2026-06-09 12:00"))] * 2
    reason = response_due(
        agreement.terms(), recorded_at=at("2026-06-09 09:00"), impact="high", urgency="critical",
        pauses=waits,
    ).reason  # fmt: skip
    paused = [step for step in reason.walk() if step.phrase == "response.hours_paused"]
    assert [step.inputs["paused"] for step in paused] == [7200]
    assert "response.days_paused" in phrases(reason)


def test_the_reasons_name_every_doubt_that_the_due_instant_rests_on(agreement: Agreement) -> None:
    """Clause: 7.13, 7.14, 7.15, 7.19."""
    change = Requalified(at("2026-06-09 10:00"), "high", "critical")
    reason = response_due(
        agreement.terms(), recorded_at=at("2026-06-09 09:00"), impact="low", urgency="normal",
        requalified=[change],
    ).reason  # fmt: skip
    assert readings(reason) == {
        "7.13.stop", "7.13.edge", "7.14.days", "7.15.late-closure", "7.19.raised",
    }  # fmt: skip


def test_an_instant_in_another_zone_is_told_in_that_of_the_agreement(agreement: Agreement) -> None:
    asked = {"recorded_at": "2026-06-09T07:00:00Z", **URGENT}
    found = judge(agreement, "response-due", asked)
    assert "9 Jun 2026 09:00" in found.reason.sentence("en")


# --- raised to P1 later


def raised(*steps: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"at": iso(when), "impact": impact, "urgency": u} for when, impact, u in steps]


def test_a_request_raised_to_p1_on_10_june_is_due_from_its_recording_the_day_before(
    ask: Ask,
) -> None:
    """Clause: 7.19."""
    changes = raised(("2026-06-10 09:00", "high", "critical"))
    found = due(ask, "2026-06-09 09:00", impact="low", urgency="normal", requalified=changes)
    assert found[0] == iso("2026-06-10 09:30")


def test_it_is_due_from_the_change_under_the_other_reading(ask: Ask) -> None:
    """Clause: 7.19."""
    changes = raised(("2026-06-10 09:00", "high", "critical"))
    other = {"7.19.raised": "from-change"}
    asked = {"impact": "low", "urgency": "normal", "requalified": changes}
    found = due(ask, "2026-06-09 09:00", under=other, **asked)
    assert found == (iso("2026-06-11 09:30"), iso("2026-06-11 17:00"))


def test_lowered_then_raised_again_the_last_change_to_p1_counts_under_that_reading(
    ask: Ask,
) -> None:
    """Clause: 7.19."""
    changes = raised(
        ("2026-06-11 09:00", "high", "critical"),
        ("2026-06-10 09:00", "low", "normal"),
        ("2026-06-12 09:00", "medium", "critical"),
    )
    other = {"7.19.raised": "from-change"}
    found = due(ask, "2026-06-09 09:00", requalified=changes, under=other)
    assert found[0] == iso("2026-06-12 09:30")


def test_a_request_lowered_from_p1_keeps_only_the_two_days(ask: Ask) -> None:
    """Clause: 7.19."""
    changes = raised(("2026-06-09 10:00", "medium", "normal"))
    found = due(ask, "2026-06-09 09:00", requalified=changes)
    assert found == (None, iso("2026-06-11 17:00"))


# --- closures


@pytest.mark.parametrize(
    ("told", "p1_due"),
    [
        (None, "2026-06-11 09:30"),
        ("2026-06-08 10:00", "2026-06-11 09:30"),
        ("2026-06-09 09:00", "2026-06-11 09:30"),
        ("2026-06-09 09:01", "2026-06-10 09:30"),
        ("2026-06-10 10:00", "2026-06-10 09:30"),
    ],
)
def test_a_closing_day_counts_for_a_clock_of_9_june_if_told_before_it_started(
    ask: Ask, told: str | None, p1_due: str
) -> None:
    """Clause: 7.15."""
    closures = closed(*WEDNESDAY_10, told)
    assert due(ask, "2026-06-09 09:00", closures=closures)[0] == iso(p1_due)


def test_recorded_on_a_saturday_the_clock_starts_on_monday_so_sunday_is_not_too_late_to_tell(
    ask: Ask,
) -> None:
    """Clause: 7.13, 7.15."""
    closures = closed("2026-06-15 00:00", "2026-06-16 00:00", "2026-06-14 12:00")
    assert due(ask, "2026-06-13 10:00", closures=closures)[0] == iso("2026-06-17 09:00")


def test_a_closure_told_late_counts_under_the_other_reading(ask: Ask) -> None:
    """Clause: 7.15."""
    closures = closed(*WEDNESDAY_10, "2026-06-10 10:00")
    other = {"7.15.late-closure": "counts"}
    found = due(ask, "2026-06-09 09:00", closures=closures, under=other)
    assert found[0] == iso("2026-06-11 09:30")


# --- what stops the clock


@pytest.mark.parametrize(
    ("taken", "answered", "stopped"),
    [
        ("2026-06-09 11:00", "2026-06-09 10:00", "2026-06-09 10:00"),
        ("2026-06-09 11:00", "2026-06-09 12:00", "2026-06-09 11:00"),
        (None, "2026-06-09 12:00", "2026-06-09 12:00"),
        ("2026-06-09 11:00", None, "2026-06-09 11:00"),
        (None, None, None),
    ],
)
def test_taking_in_charge_or_an_answer_before_it_stops_the_clock(
    agreement: Agreement, taken: str | None, answered: str | None, stopped: str | None
) -> None:
    """Clause: 7.8, 7.13."""
    found = stopped_at(
        agreement.terms(),
        taken_in_charge_at=at(taken) if taken else None,
        answered_at=at(answered) if answered else None,
    )
    assert found.value == (at(stopped) if stopped else None)
    assert readings(found.reason) == {"7.13.stop"}


def test_an_answer_does_not_stop_it_under_the_other_reading(ask: Ask) -> None:
    """Clause: 7.8."""
    other = {"7.13.stop": "taken-in-charge-only"}
    answered = {"answered_at": iso("2026-06-09 10:00")}
    assert ask("response-stop", under=other, **answered) is None


# --- admission


def test_a_question_is_admitted_at_urgency_normal(agreement: Agreement) -> None:
    """Clause: 2.1, 7.5."""
    found = judge(agreement, "admission", {"reproducible_anomaly": False})
    assert found.value is True
    assert found.reason.sentence("fr").endswith("en urgence « normale »")


def test_an_anomaly_is_admitted_under_either_reading_and_a_question_refused_under_one(
    ask: Ask,
) -> None:
    """Clause: 7.5."""
    other = {"7.5.question": "refused"}
    assert ask("admission", reproducible_anomaly=True, under=other) is True
    assert ask("admission", reproducible_anomaly=False, under=other) is False

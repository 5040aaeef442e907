"""A security incident in figures, and the clocks of the law beside it."""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.crisis import BackwardIncident, UnknownMark, incident_times, legal_clocks
from tests.terms.conftest import Ask
from tests.terms.paris import at, iso

OCTOBER = {
    "began_at": iso("2026-10-23 16:20"), "detected_at": iso("2026-10-23 18:00"),
    "contained_at": iso("2026-10-23 21:30"), "informed_at": iso("2026-10-23 22:00"),
    "recovered_at": iso("2026-10-25 09:00"),
}  # fmt: skip


def test_the_times_of_an_incident_are_elapsed_even_when_an_hour_comes_twice(ask: Ask) -> None:
    """Clause: 10.2."""
    found = ask("incident-times", marks=OCTOBER)
    assert found == {"detect": 6000, "contain": 12600, "inform": 14400, "recover": 40 * 3600}


def test_a_time_is_pending_while_its_end_is_not_recorded(agreement: Agreement) -> None:
    """Clause: 10.2."""
    marks = {"began_at": at("2026-10-23 16:20"), "detected_at": at("2026-10-23 18:00")}
    found = incident_times(agreement.terms(), marks=marks)
    assert found.value == {"detect": 6000, "inform": None, "contain": None, "recover": None}
    assert [step.sentence("fr") for step in found.reason.children][:2] == [
        "détection : 1 h 40 min", "information : pas encore mesuré",
    ]  # fmt: skip


def test_an_incident_recovered_before_it_is_detected_is_refused(ask: Ask) -> None:
    marks = OCTOBER | {"recovered_at": iso("2026-10-23 17:00")}
    with pytest.raises(BackwardIncident, match="“recovered_at” comes before “detected_at”"):
        ask("incident-times", marks=marks)


@pytest.mark.parametrize("rule", ["incident-times", "legal-clocks"])
def test_a_misspelt_fact_does_not_leave_its_clock_silent(ask: Ask, rule: str) -> None:
    with pytest.raises(UnknownMark, match=r"“awareat”.*aware_at"):
        ask(rule, marks={"awareat": iso("2026-10-23 18:00")})


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("2026-11-15", (1, 0, 0)),
        ("2026-11-16", (0, 1, 0)),
        (None, (0, 1, 0)),
    ],
)
def test_an_action_due_on_15_november_is_in_time_to_the_end_of_that_day(
    ask: Ask, closed: str | None, expected: tuple[int, int, int]
) -> None:
    """Clause: 10.2."""
    action = {"due_on": "2026-11-15", "closed_on": closed}
    found = ask("review-actions", actions=[action], on="2026-11-30")
    assert (found["in_time"], found["late"], found["pending"]) == expected


def test_seen_before_it_is_due_or_closed_an_action_is_still_to_come(ask: Ask) -> None:
    """Clause: 10.2."""
    action = {"due_on": "2026-11-15", "closed_on": "2026-11-16"}
    found = ask("review-actions", actions=[action], on="2026-11-15")
    assert found == {"in_time": 0, "late": 0, "pending": 1}


def test_the_clocks_of_the_law_run_in_elapsed_hours_over_the_clock_change(ask: Ask) -> None:
    """Clause: 10.3."""
    found = ask("legal-clocks", marks={"aware_at": iso("2026-10-23 18:00")})
    assert found == {
        "gdpr-authority": iso("2026-10-26 17:00"), "gdpr-client": None,
        "nis2-early-warning": iso("2026-10-24 18:00"), "nis2-notification": iso("2026-10-26 17:00"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("notified", "due"),
    [
        ("2026-10-26 16:00", "2026-11-26 16:00"),
        ("2026-01-31 16:00", "2026-02-28 16:00"),
        ("2026-02-28 16:00", "2026-03-28 16:00"),
        ("2026-03-15 16:00", "2026-04-15 16:00"),
    ],
)
def test_the_final_report_is_due_a_month_after_the_notification(
    ask: Ask, notified: str, due: str
) -> None:
    """Clause: 10.3."""
    assert ask("legal-clocks", marks={"notified_at": iso(notified)}) == {
        "nis2-final-report": iso(due)
    }


def test_a_clock_without_a_figure_says_without_undue_delay(agreement: Agreement) -> None:
    """Clause: 10.3."""
    reason = legal_clocks(agreement.terms(), marks={"aware_at": at("2026-10-23 18:00")}).reason
    said = [step.sentence("en") for step in reason.children]
    assert said[1] == (
        "GDPR art. 33(2), each client as controller: without undue delay since 23 Oct 2026 18:00"
    )

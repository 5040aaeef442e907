"""The holidays and closures that a clock steps over, named. Whit Monday of 2026: 25 May."""

from datetime import date

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.holiday_names import holiday_named
from tenir.terms.hours import Closure, Hours
from tenir.terms.opening import calendar_of, named_calendar
from tenir.terms.reasons import Judgement
from tenir.terms.stepped import stepped_over
from tenir.terms.support import ResponseDue, response_due
from tests.terms.paris import at

DAY = 86400
TUESDAY = date(2026, 5, 26)


def told(when: str) -> int:
    return int(at(when).timestamp())


def due(agreement: Agreement, recorded: str, *closures: Closure) -> Judgement[ResponseDue]:
    return response_due(
        agreement.terms(), recorded_at=at(recorded), impact="high", urgency="critical",
        closures=closures,
    )  # fmt: skip


def named(judged: Judgement[ResponseDue], language: str = "en") -> list[list[str]]:
    """The lines below each of the two delays, the firm one first."""
    _, firm, best, _ = judged.reason.children
    return [[step.sentence(language) for step in delay.children] for delay in (firm, best)]  # type: ignore[arg-type]


@pytest.mark.clause("7.13", "7.14", "7.15")
def test_the_deadline_names_whit_monday_and_the_closure_announced(agreement: Agreement) -> None:
    closed = Closure(0, DAY, TUESDAY, told("2026-05-20 10:00"))
    found = due(agreement, "2026-05-22 16:45", closed)
    assert found.value.p1_due == at("2026-05-28 08:45")
    monday = "Whit Monday, 25 May 2026: a public holiday, closed"
    tuesday = "exceptional closure on 26 May 2026, announced on 20 May 2026 10:00"
    assert named(found) == [[monday, tuesday]] * 2
    assert named(found, "fr")[0] == [
        "Lundi de Pentecôte, 25/05/2026 : jour férié, fermé",
        "fermeture exceptionnelle le 26/05/2026, annoncée le 20/05/2026 10:00",
    ]
    assert {step.clauses for step in found.reason.children[1].children} == {("7.15",)}


@pytest.mark.clause("7.15")
def test_a_closure_told_once_the_clock_ran_is_not_named(agreement: Agreement) -> None:
    late = Closure(0, DAY, TUESDAY, told("2026-05-22 16:50"))
    assert "exceptional" not in str(named(due(agreement, "2026-05-22 16:45", late)))


def test_reasons_that_are_written_down_are_made_once_and_are_those_that_are_read(
    agreement: Agreement,
) -> None:
    reason = due(agreement, "2026-05-22 16:45").reason
    assert reason.as_kept() == reason.to_json()
    assert reason.as_kept() is reason.as_kept()
    assert reason.to_json() is not reason.to_json()


def test_a_holiday_of_a_weekend_moves_nothing_and_is_not_named(agreement: Agreement) -> None:
    """15 August 2026 is a Saturday."""
    assert named(due(agreement, "2026-08-14 16:45")) == [[], []]


def test_a_part_of_a_day_and_what_was_known_beforehand_are_told_so(agreement: Agreement) -> None:
    afternoon = Closure(13 * 3600, DAY, TUESDAY, told("2026-05-20 10:00"))
    known = Closure(told("2026-05-27 08:00"), told("2026-05-27 12:00"))
    whole = Closure(0, DAY, date(2026, 5, 28))
    lines = named(due(agreement, "2026-05-22 16:45", whole, known, afternoon))[1]
    assert (
        lines[1:]
        == [
            "exceptional closure from 26 May 2026 13:00 to 26 May 2026 24:00, "
            "announced on 20 May 2026 10:00",
            "exceptional closure from 27 May 2026 08:00 to 27 May 2026 12:00, known beforehand",
            "exceptional closure on 28 May 2026, known beforehand",
        ][: len(lines) - 1]
    )
    assert len(lines) >= 3


def test_a_day_that_a_pause_covers_moved_nothing(agreement: Agreement) -> None:
    calendar = named_calendar(agreement.terms(), "support")
    week = {"start": at("2026-05-22 16:00"), "end": at("2026-05-29 09:00")}
    assert len(stepped_over(calendar, **week)) == 1
    paused = [(at("2026-05-22 16:30"), at("2026-05-26 10:00"))]
    assert stepped_over(calendar, **week, pauses=paused) == ()


def test_hours_that_keep_no_country_s_holidays_name_none() -> None:
    always = calendar_of(Hours("Europe/Paris", (((0, DAY),),) * 7))
    week = {"start": at("2026-05-22 16:00"), "end": at("2026-05-29 09:00")}
    assert stepped_over(always, **week) == ()


@pytest.mark.parametrize(
    ("holiday", "names"),
    [
        ("FR 2026-05-01", ("Fête du Travail", "Labour Day")),
        ("FR-57 2026-12-26", ("Saint-Étienne", "Saint Stephen's Day")),
        ("FR 2026-05-26", ("", "")),
    ],
)
def test_a_holiday_is_named_in_both_languages(holiday: str, names: tuple[str, str]) -> None:
    assert (holiday_named(holiday, "fr"), holiday_named(holiday, "en")) == names

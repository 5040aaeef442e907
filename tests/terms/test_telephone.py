"""Until when the line is open, and the calendars that say so.

In 2026, 14 May (Ascension Day), a Thursday, is a holiday.
"""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.hours import Closure
from tenir.terms.opening import MissingCalendar, named_calendar
from tenir.terms.support import telephone
from tests.terms.conftest import Ask, readings
from tests.terms.paris import WEDNESDAY_10, at, closed, iso, span


@pytest.mark.parametrize(
    ("when", "until", "opens"),
    [
        ("2026-06-09 08:29:59", None, "2026-06-09 08:30"),
        ("2026-06-09 08:30", "2026-06-09 12:00", "2026-06-09 13:30"),
        ("2026-06-09 12:00", None, "2026-06-09 13:30"),
        ("2026-06-09 16:59", "2026-06-09 17:00", "2026-06-10 08:30"),
        ("2026-06-12 17:00", None, "2026-06-15 08:30"),
        ("2026-05-14 10:00", None, "2026-05-15 08:30"),
    ],
)
def test_the_telephone_says_until_when_it_is_open_and_when_it_opens(
    ask: Ask, when: str, until: str | None, opens: str
) -> None:
    """Clause: 7.4."""
    assert ask("telephone", at=iso(when)) == {
        "open": until is not None, "until": iso(until) if until else None, "opens_at": iso(opens),
    }  # fmt: skip


def test_the_telephone_is_open_on_ascension_day_under_the_other_reading(ask: Ask) -> None:
    """Clause: 7.4."""
    other = {"7.4.holidays": "open"}
    assert ask("telephone", at=iso("2026-05-14 10:00"), under=other)["open"] is True


@pytest.mark.parametrize(
    ("told", "open_"), [("2026-06-09 18:00", False), ("2026-06-10 09:00", True)]
)
def test_the_telephone_keeps_a_closing_day_told_before_it_begins(
    ask: Ask, told: str, open_: bool
) -> None:
    """Clause: 7.4."""
    closures = closed(*WEDNESDAY_10, told)
    assert ask("telephone", at=iso("2026-06-10 10:00"), closures=closures)["open"] is open_


def test_the_telephone_names_the_doubt_about_holidays(agreement: Agreement) -> None:
    """Clause: 7.4."""
    found = telephone(agreement.terms(), at=at("2026-06-09 10:00"))
    assert readings(found.reason) == {"7.4.holidays"}
    assert found.reason.sentence("en") == "line open until 9 Jun 2026 12:00"


def test_a_calendar_that_the_agreement_does_not_describe_is_refused(agreement: Agreement) -> None:
    with pytest.raises(MissingCalendar, match="“night”"):
        named_calendar(agreement.terms(), "night")


def test_a_calendar_without_closures_keeps_no_closing_day(agreement: Agreement) -> None:
    under = agreement.reading({"7.4.holidays": "open"})
    shut = Closure(*span("2026-06-10 00:00", "2026-06-11 00:00"))
    calendar = named_calendar(under.terms(), "telephone", closures=[shut])
    assert calendar.is_open(at("2026-06-10 10:00"))

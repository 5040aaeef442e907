"""When a new version of the agreement takes effect."""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.evolution import effective
from tests.terms.conftest import Ask
from tests.terms.paris import at, iso


@pytest.mark.parametrize(
    ("notified", "in_force"),
    [
        ("2026-01-31 10:00", "2026-03-01 00:00"),
        ("2026-01-28 10:00", "2026-03-01 00:00"),
        ("2026-01-27 23:59", "2026-02-28 00:00"),
        ("2028-01-31 10:00", "2028-03-01 00:00"),
        ("2028-01-28 10:00", "2028-02-29 00:00"),
        ("2026-02-28 10:00", "2026-03-29 00:00"),
        ("2026-03-31 00:00", "2026-05-01 00:00"),
        ("2026-09-30 16:45", "2026-10-31 00:00"),
        ("2026-12-15 10:00", "2027-01-16 00:00"),
    ],
)
def test_a_month_s_notice_goes_from_date_to_date(ask: Ask, notified: str, in_force: str) -> None:
    """Clause: 3.1."""
    assert ask("effective", notified_at=iso(notified)) == iso(in_force)


def test_the_day_is_that_of_the_agreement_s_zone_on_new_year_s_eve(ask: Ask) -> None:
    """Clause: 3.1."""
    assert ask("effective", notified_at="2025-12-31T23:30:00Z") == iso("2026-02-02 00:00")


def test_thirty_days_are_counted_under_the_other_reading(ask: Ask) -> None:
    """Clause: 3.1."""
    found = ask("effective", notified_at=iso("2026-01-31 10:00"), under={"3.1.month": "30-days"})
    assert found == iso("2026-03-03 00:00")


def test_a_notice_that_ends_on_a_sunday_ends_there_but_under_the_other_reading(ask: Ask) -> None:
    """Clause: 3.1."""
    asked = {"notified_at": iso("2026-02-01 10:00")}  # to Sunday 1 March
    assert ask("effective", **asked) == iso("2026-03-02 00:00")
    other = {"roll-over": "next-working-day"}
    assert ask("effective", under=other, **asked) == iso("2026-03-03 00:00")


@pytest.mark.parametrize("reason", ["security", "law"])
def test_security_and_law_take_effect_at_once(ask: Ask, reason: str) -> None:
    """Clause: 3.5."""
    asked = {"notified_at": "2026-05-06T19:30:00Z", "reason": reason}
    assert ask("effective", **asked) == iso("2026-05-06 21:30")


@pytest.mark.parametrize("reason", ["commercial", "", "  ", None])
def test_no_other_reason_does(ask: Ask, reason: str | None) -> None:
    """Clause: 3.5."""
    found = ask("effective", notified_at=iso("2026-05-06 21:30"), reason=reason)
    assert found == iso("2026-06-07 00:00")


def test_any_recorded_reason_does_under_the_other_reading_but_not_the_lack_of_one(
    ask: Ask,
) -> None:
    """Clause: 3.5."""
    other = {"3.5.reasons": "any-reason"}
    asked = {"notified_at": iso("2026-05-06 21:30")}
    assert ask("effective", reason="commercial", under=other, **asked) == iso("2026-05-06 21:30")
    assert ask("effective", under=other, **asked) == iso("2026-06-07 00:00")


def test_the_reasons_say_why_another_reason_had_to_wait(agreement: Agreement) -> None:
    """Clause: 3.1, 3.5."""
    reason = effective(
        agreement.terms(), notified_at=at("2026-05-06 21:30"), reason="commercial"
    ).reason
    refused, counted = reason.children
    assert refused.sentence("fr") == "« commercial » n'est pas un motif d'effet immédiat"
    assert counted.sentence("en").startswith("1 month, the first day not counted")
    used = {reading.id for step in reason.walk() for reading in step.readings}
    assert used == {"3.1.month", "3.5.reasons", "roll-over"}


def test_the_reason_is_told_in_words(agreement: Agreement) -> None:
    found = effective(agreement.terms(), notified_at=at("2026-05-06 21:30"), reason="law")
    assert found.reason.sentence("fr").endswith("pour motif de loi ou règlement")

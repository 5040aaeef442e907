"""A claim for a penalty: its last day, and what its date is."""

from __future__ import annotations

import pytest

from tenir.terms.calendars import OutOfReach
from tenir.terms.penalties import claim_in_time
from tests.terms.paris import at, between, iso


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    ("month", "due"),
    [
        ("2026-09", "2026-10-15 00:00"),
        ("2026-04", "2026-05-20 00:00"),  # 1, 8 and 14 May are holidays
        ("2026-12", "2027-01-16 00:00"),
        ("2026-03", "2026-04-16 00:00"),  # Easter Monday
        ("2026-02", "2026-03-14 00:00"),
        ("1970-01", "1970-02-14 00:00"),
    ],
)
def test_a_claim_has_ten_working_days_after_the_month(ask, month, due):
    assert ask("claim-by", month=month) == iso(due)


def test_good_friday_is_no_working_day_where_alsace_moselle_counts(ask):
    """Clause: 5.7."""
    due = ask("claim-by", month="2026-03", under={"working-day": "configurable"})
    assert due == iso("2026-04-17 00:00")


def test_a_closing_day_told_to_clients_gives_a_day_more_to_claim(ask):
    """Clause: 5.7."""
    closed = between("2026-10-02 00:00", "2026-10-03 00:00")
    assert ask("claim-by", month="2026-09", closures=[closed]) == iso("2026-10-16 00:00")


def test_half_a_closing_day_is_a_working_day_still(ask):
    """Clause: 5.7."""
    closed = between("2026-10-02 12:00", "2026-10-03 00:00")
    assert ask("claim-by", month="2026-09", closures=[closed]) == iso("2026-10-15 00:00")


def test_the_right_of_a_month_tells_its_last_day_with_the_closing_days(ask):
    """Clause: 5.7."""
    closed = between("2026-10-02 00:00", "2026-10-03 00:00")
    months = [{"month": m, "rate_exact": "99/100"} for m in ("2026-08", "2026-09")]
    rows = ask("penalty", months=months, monthly_fee="4000.00", closures=[closed])
    assert rows[1]["claim_by"] == iso("2026-10-16 00:00")


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    ("sent_at", "valid"),
    [
        ("2026-10-14 23:59:59", True),
        ("2026-10-15 00:00", False),
        ("2026-09-20 10:00", True),  # before the month ends
    ],
)
def test_a_claim_is_valid_until_the_midnight_that_ends_its_last_day(ask, sent_at, valid):
    assert ask("claim", month="2026-09", sent_at=iso(sent_at)) is valid


def test_a_closing_day_told_to_clients_keeps_a_claim_in_time(ask):
    """Clause: 5.7."""
    closed = between("2026-10-02 00:00", "2026-10-03 00:00")
    sent_at = iso("2026-10-15 12:00")
    assert ask("claim", month="2026-09", sent_at=sent_at, closures=[closed]) is True


SENT, RECEIVED = "2026-10-14 18:00", "2026-10-16 09:00"


def test_a_claim_counts_from_its_date_of_sending(ask):
    """Clause: 5.7."""
    assert ask("claim", month="2026-09", sent_at=iso(SENT), received_at=iso(RECEIVED)) is True


def test_a_claim_counts_from_its_date_of_receipt_under_the_other_reading(ask):
    """Clause: 5.7."""
    under = {"5.7.date": "receipt"}
    dated = {"sent_at": iso(SENT), "received_at": iso(RECEIVED)}
    assert ask("claim", month="2026-09", **dated, under=under) is False


def test_a_claim_not_yet_received_is_dated_by_its_sending(ask):
    """Clause: 5.7."""
    under = {"5.7.date": "receipt"}
    assert ask("claim", month="2026-09", sent_at=iso(SENT), under=under) is True


def test_a_late_claim_is_refused_with_its_last_day(agreement):
    """Clause: 5.7."""
    reason = claim_in_time(agreement.terms(), month="2026-09", sent_at=at(RECEIVED)).reason
    assert reason.sentence("en") == (
        "claim of 16 Oct 2026 09:00 is late: it was to be sent by 14 Oct 2026 24:00"
    )


def test_a_claim_in_time_is_told_with_how_its_last_day_was_reckoned(agreement):
    """Clause: 5.7."""
    reason = claim_in_time(agreement.terms(), month="2026-09", sent_at=at(SENT)).reason
    told = [(step.sentence("en"), step.value) for step in reason.walk()][:2]
    assert told == [
        ("claim of 14 Oct 2026 18:00 is in time: by 14 Oct 2026 24:00", True),
        (
            "penalty of 09/2026 to be claimed by 14 Oct 2026 24:00 (10 working days after the "
            "month)",
            at("2026-10-15 00:00"),
        ),
    ]


def test_a_last_day_names_the_readings_that_it_rests_on(agreement):
    """Clause: 5.7."""
    reason = claim_in_time(agreement.terms(), month="2026-09", sent_at=at(SENT)).reason
    used = {reading.id for step in reason.walk() for reading in step.readings}
    assert used == {"5.7.date", "working-day", "roll-over"}


def test_working_days_are_not_known_past_2100(ask):
    """Clause: 5.7."""
    with pytest.raises(OutOfReach, match="2100"):
        ask("claim-by", month="2100-12")

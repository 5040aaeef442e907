"""How a penalty is paid: on which yearly fee, or refunded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tenir.terms.credits import Paid, left_to_credit, next_yearly_fee, paid_by, paid_how

SINCE, DAY = date(2025, 4, 1), date(2026, 10, 20)


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(
    ("ends_on", "due"),
    [
        (None, "2027-04-02T00:00:00+02:00"),
        (date(2027, 3, 31), "2027-04-01T00:00:00+02:00"),
        (date(2026, 9, 30), "2026-10-21T00:00:00+02:00"),
    ],
    ids=["by the next yearly fee", "refunded at the end", "refunded at once, once it has ended"],
)
def test_on_20_october_2026_it_is_owed_until_the_end_of_that_day(agreement, ends_on, due):
    judged = paid_by(
        agreement.terms(), starts_on=SINCE, ends_on=ends_on, issued_on=DAY, zone="Europe/Paris"
    )
    assert judged.value.isoformat() == due
    assert judged.reason.clauses == ("5.9",)


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(
    ("ends_on", "paid"),
    [
        (None, Paid("credit", date(2027, 4, 1))),
        (date(2027, 4, 1), Paid("credit", date(2027, 4, 1))),
        (date(2027, 3, 31), Paid("refund")),
    ],
)
def test_on_20_october_2026_it_is_paid_by_the_fee_of_1_april_2027_if_there_is_one(
    agreement, ends_on, paid
):
    judged = paid_how(agreement.terms(), starts_on=SINCE, ends_on=ends_on, at=DAY)
    assert judged.value == paid
    assert judged.reason.clauses == ("5.9",)
    assert all("{" not in judged.reason.sentence(language) for language in ("fr", "en"))


@pytest.mark.clause("5.9")
def test_under_the_other_reading_nothing_is_paid_without_a_next_fee(agreement):
    terms = agreement.reading({"5.9.refund": "nothing"}).terms()
    assert paid_how(terms, starts_on=SINCE, ends_on=DAY, at=DAY).value == Paid("nothing")


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(
    ("starts_on", "after", "due"),
    [
        (date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2024, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2026, 6, 1), date(2027, 1, 1)),
    ],
)
def test_the_fee_is_due_on_each_anniversary(starts_on, after, due):
    assert next_yearly_fee(starts_on, after=after) == due


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(
    ("amount", "left"), [("80.00", "40.00"), ("40.00", "0.00"), ("0.00", "0.00")]
)
def test_a_month_credited_with_40_euros_and_revised_owes_what_is_more_and_takes_nothing_back(
    amount, left
):
    assert str(left_to_credit(Decimal(amount), credited=Decimal("40.00"))) == left

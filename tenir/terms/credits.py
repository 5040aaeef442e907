"""How a penalty is paid: as a credit on the next yearly fee, or otherwise where there is none.

Clause: 5.9.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tenir.terms.dates import midnight_after
from tenir.terms.kinds_availability import Credit
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms

BY_VAT = {  # how a buyer abroad is addressed by its VAT number: country → EAS scheme
    "AT": "9914", "BE": "9925", "BG": "9926", "CH": "9927", "CY": "9928", "CZ": "9929",
    "DE": "9930", "EE": "9931", "ES": "9920", "GB": "9932", "GR": "9933", "HR": "9934",
    "IE": "9935", "LI": "9936", "LT": "9937", "LU": "9938", "LV": "9939", "MC": "9940",
    "MT": "9943", "NL": "9944", "PL": "9945", "PT": "9946", "RO": "9947", "SI": "9949",
    "SK": "9950",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paid:
    """`how` is "credit", "refund" or "nothing"; `on` the day of the yearly fee credited."""

    how: str
    on: date | None = None


def paid_how(terms: Terms, *, starts_on: date, ends_on: date | None, at: date) -> Judgement[Paid]:
    """How a penalty owed on that day is paid, by when the subscription's next yearly fee is due.

    The fee is due each year on the day on which the subscription began; `ends_on` is its last day.
    Clause: 5.9.
    """
    held = terms.get("penalty.credit", Credit)
    following = next_yearly_fee(starts_on, after=at)
    if ends_on is None or following <= ends_on:
        paid = Paid("credit", following)
        return Judgement(paid, held.because("credit.next_fee", paid.how, on=following))
    paid = Paid(held.term.otherwise)
    phrase = "credit.refund" if paid.how == "refund" else "credit.nothing"
    return Judgement(paid, held.because(phrase, paid.how, on=ends_on))


def paid_by(
    terms: Terms, *, starts_on: date, ends_on: date | None, issued_on: date, zone: str
) -> Judgement[datetime]:
    """By when a credit issued on that day is paid: the end of the day of the next yearly fee.

    A refund, which has no such day, by the end of the subscription's last day, or of the day on
    which it was issued, if that is later: the agreement gives it no delay.
    Clause: 5.9.
    """
    judged = paid_how(terms, starts_on=starts_on, ends_on=ends_on, at=issued_on)
    last = judged.value.on or max(ends_on or issued_on, issued_on)
    due = midnight_after(last, zone)
    inputs = {"how": judged.value.how, "on": last}
    reason = Reason(
        "credit.paid_by", "credit.paid_by", due, ("5.9",), inputs, children=(judged.reason,)
    )
    return Judgement(due, reason)


def left_to_credit(amount: Decimal, *, credited: Decimal) -> Decimal:
    """What a month that comes to that amount still owes beside its credit notes, in euros.

    A claim is of the month's penalty, whatever it comes to: a revision that raises it owes the
    difference. One that lowers it takes nothing back: the credit was stated, and paid in full
    discharge.
    Clause: 5.7, 5.8, 5.9.
    """
    return max(amount - credited, Decimal("0.00"))


def next_yearly_fee(starts_on: date, *, after: date) -> date:
    """The first anniversary past that day; of a 29 February, 1 March where the year has none.

    Clause: 5.9.
    """
    found = starts_on
    year = max(starts_on.year, after.year)
    while found <= after:
        found = _in_year(starts_on, year)
        year += 1
    return found


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)

"""Months missed and the fees of their contract, as the tests of penalties tell them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tenir.terms.penalties import Fees

TARGET = Fraction(995, 1000)
MISSED = Fraction(99, 100)
MET = Fraction(1)
DOWN = Fraction(9, 10)  # 9.5 points short: 10 % of the fee
YEAR = [f"2026-{month:02d}" for month in range(1, 13)]


def fees(line="4000.00", contract=None, client=None, others=None):
    return Fees(Decimal(line), Decimal(contract or line), client and Decimal(client), others)


PLAIN = fees()


def a_year(*missed):
    """The rates of 2026, missed in the months of those numbers."""
    return {month: MISSED if int(month[5:]) in missed else MET for month in YEAR}

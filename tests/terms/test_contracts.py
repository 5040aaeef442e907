"""Contracts as data: lines, fees, and the terms that a contract changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.contracts import read_contracts, subscriptions_of
from tenir.terms.convention import Threshold
from tenir.terms.dossier import Line
from tenir.terms.loading import FaultyConvention

TEXT = """\
format: contracts/1
contracts:
  - id: C-1
    client: Ateliers du Brévent
    lines:
      - {target: drive-eu, product: drive, hosting: shared, seats: 20, yearly_fee: 48000.00 EUR, from: 2026-01-01}
      - {target: process-eu, product: process, yearly_fee: 1000.00 EUR, until: 2026-12-31}
      - {target: portal-eu}
    overrides:
      - {id: special.target, layer: contract.special, replaces: availability.target, set: {value: 99.9 %}, clause: "1.2"}
"""  # noqa: E501 - a contract's line is a line


def faults(agreement: Agreement, *replaced: tuple[str, str]) -> list[str]:
    text = TEXT
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(FaultyConvention) as refused:
        read_contracts(text, agreement)
    return [fault.message() for fault in refused.value.faults]


def test_a_line_has_a_twelfth_of_its_yearly_fee_a_month(agreement: Agreement) -> None:
    """Clause: 5.6."""
    drive, process, portal = read_contracts(TEXT, agreement)
    fees = [item.line.monthly_fee for item in (drive, process, portal)]
    assert fees == [Decimal("4000.00"), Decimal("83.33"), None]


def test_the_contracts_total_is_that_of_its_lines(agreement: Agreement) -> None:
    """Clause: 5.8."""
    totals = {item.contract_monthly_fee for item in read_contracts(TEXT, agreement)}
    assert totals == {Decimal("4083.33")}


def test_a_line_keeps_its_client_and_its_dates(agreement: Agreement) -> None:
    drive, process, _ = read_contracts(TEXT, agreement)
    assert (drive.line.client, drive.line.contract) == ("Ateliers du Brévent", "C-1")
    assert (drive.line.starts_on, process.line.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_contracts_special_terms_prevail(agreement: Agreement) -> None:
    """Clause: 1.2."""
    (drive, *_) = read_contracts(TEXT, agreement)
    terms = agreement.terms("drive", "shared", drive.overrides)
    assert str(terms.get("availability.target", Threshold).term.value) == "999/1000"


def test_a_line_without_a_contract_is_its_own_total() -> None:
    (alone,) = subscriptions_of([Line("drive", yearly_fee=Decimal("1200.00"))])
    assert alone.contract_monthly_fee == Decimal("100.00")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("48000.00 EUR", "48000.00", "no currency"),
        ("48000.00 EUR", "NaN EUR", "is not an amount"),
        ("product: drive", "product: abacus", "no product “abacus”"),
        ("hosting: shared", "hosting: moon", "no hosting “moon”"),
        ("seats: 20", "seets: 20", "did you mean “seats”"),
        ("until: 2026-12-31", "from: 2027-01-01, until: 2026-12-31", "comes before"),
        ("from: 2026-01-01", "from: 2026-02-30", "2026-02-30"),
        ("layer: contract.special", "layer: nowhere", "no layer “nowhere”"),
        ("client: Ateliers du Brévent", "clent: x", "clent"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    agreement: Agreement, old: str, new: str, said: str
) -> None:
    told = faults(agreement, (old, new))
    assert any(said in message and "contracts.yaml:" in message for message in told), told


def test_all_mistakes_are_told_at_once(agreement: Agreement) -> None:
    layer = ("layer: contract.special", "layer: x")
    told = faults(agreement, ("product: drive", "product: abacus"), layer)
    assert len(told) == 2


def test_two_special_terms_for_one_case_are_an_error_never_an_order(
    agreement: Agreement,
) -> None:
    """Clause: 1.2."""
    again = (
        "- {id: again, layer: contract.special, replaces: availability.target, set: {value: 99 %}"
    )
    told = faults(
        agreement, ("    overrides:\n", f'    overrides:\n      {again}, clause: "1.2"}}\n')
    )
    assert len(told) == 1
    assert "“again” and “special.target” have the same rank (contract.special)" in told[0]

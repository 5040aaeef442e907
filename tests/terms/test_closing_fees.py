"""The fees of a closed month: the line's, its contract's, and the cap that lines share."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tenir.terms.closing import uncapped
from tenir.terms.convention import Override
from tenir.terms.dossier import Line
from tests.terms.closed_months import months, september

__all__ = ["months", "september"]


@pytest.mark.clause("5.8")
@pytest.mark.parametrize(
    ("yearly", "monthly"), [("48000.00", "4000.00"), ("100.00", "8.33"), ("100.14", "8.35")]
)
def test_a_yearly_fee_is_divided_by_twelve_half_a_cent_up(yearly, monthly):
    assert str(Line("food-x", yearly_fee=Decimal(yearly)).monthly_fee) == monthly


def test_the_contract_is_the_line_where_it_has_no_other(september):
    """Clause: 5.8."""
    found = september()
    assert (found["subscription"]["contract_monthly_fee"], found["penalty"]["cap"]) == (
        "4000.00",
        "400.00",
    )


def test_the_penalties_of_the_other_lines_share_the_cap(september):
    """Clause: 5.8."""
    found = september(others={"2026-09": Decimal("760.00")})["penalty"]
    assert (found["amount"], found["capped"]) == ("20.00", True)


def test_a_penalty_before_the_cap_is_told_to_the_other_lines(months):
    """Clause: 5.8."""
    found = months(others={"2026-09": Decimal("760.00")})
    assert [uncapped(found, month) for month in ("2026-08", "2026-09")] == [0, 40]


def test_a_penalty_before_the_cap_is_of_the_whole_contract_under_the_other_reading(months):
    """Clause: 5.6, 5.8."""
    found = months(contract_monthly_fee=Decimal("6000.00"), under={"5.6.base": "whole-contract"})
    assert uncapped(found, "2026-09") == 60


def test_a_line_without_a_fee_takes_no_part_in_the_cap(months):
    """Clause: 5.8."""
    assert uncapped(months(line={"yearly_fee": None}), "2026-09") == 0


def test_the_contracts_own_terms_are_applied(september):
    """Clause: 1.2, 5.1."""
    special = Override(
        id="special", layer="contract.special", replaces="availability.target",
        set={"value": "98 %"}, clause="5.1",
    )  # fmt: skip
    found = september(overrides=(special,))["availability"]
    assert (found["target"], found["met"]) == ("98", True)


def test_what_was_granted_alone_moves_with_others_that_share_its_cap(months):
    """Clause: 5.8."""
    alone = months()
    amount = alone.rights("2026-09").value[-1].amount
    together = alone.lent(others={"2026-09": Decimal("760.00")})
    assert together.rights("2026-09").value[-1].amount < amount
    assert alone.rights("2026-09").value[-1].amount == amount

"""A penalty as its reasons tell it, in one sentence and step by step."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tenir.terms.penalties import rights
from tests.terms.missed_months import DOWN, MET, MISSED, PLAIN, a_year, fees
from tests.terms.paris import at

WORKED = {  # 4 h 59 min 50 s in August, 8 h 30 min in September
    "2026-08": 1 - Fraction(17_990, 2_678_400),
    "2026-09": 1 - Fraction(30_600, 2_592_000),
}


def sentences(agreement, rates, given=PLAIN, language="en"):
    reason = rights(agreement.terms(), rates=rates, fees=given).reason
    return [step.sentence(language) for step in reason.walk()]


def test_a_penalty_is_told_in_one_sentence(agreement):
    """Clause: 5.6, 5.7, 5.8."""
    assert sentences(agreement, WORKED)[2] == (
        "Penalty for 09/2026: €40.00 = 1 % x €4,000 (target missed 2 months running; 08/2026: "
        "99.328 %, 09/2026: 98.819 %; d = 0.681 → tier 1; cap €400 not reached; claim by "
        "14 Oct 2026 24:00)"
    )


def test_a_penalty_is_told_in_french(agreement):
    """Clause: 5.6, 5.7, 5.8."""
    told = sentences(agreement, WORKED, language="fr")[2].replace("\u202f", " ")
    assert told == (
        "Pénalité 09/2026 : 40,00 € = 1 % x 4 000 € (objectif manqué 2 mois de suite ; 08/2026 : "
        "99,328 %, 09/2026 : 98,819 % ; d = 0,681 → palier 1 ; plafond 400 € non atteint ; à "
        "demander avant le 14/10/2026 24:00)"
    )


def test_the_steps_of_a_penalty_stand_below_it(agreement):
    """Clause: 5.6, 5.7, 5.8."""
    assert sentences(agreement, WORKED)[3:] == [
        "tier 1: d = 0.681 → 1 % of €4,000 = €40.00",
        "cap 10 % of €4,000 = €400, not reached (€40.00 in all)",
        "penalty of 09/2026 to be claimed by 14 Oct 2026 24:00 (10 working days after the month)",
        "10 working days, the first day not counted; the last need not be a working day",
        "hours of “working days”: Mon, Tue, Wed, Thu and Fri, 00:00-24:00",
    ]


def test_each_step_of_a_penalty_has_its_exact_value(agreement):
    """Clause: 5.6, 5.7, 5.8."""
    reason = rights(agreement.terms(), rates=WORKED, fees=PLAIN).reason
    values = [step.value for step in reason.walk()][:6]
    assert values == [40, False, 40, Fraction(1, 100), 400, at("2026-10-15 00:00")]


def test_a_rate_of_zero_is_told(agreement):
    """Clause: 5.6."""
    told = sentences(agreement, {"2026-08": Fraction(0), "2026-09": MISSED})
    assert "08/2026: 0.000 %, 09/2026: 99.000 %" in told[2]


def test_a_cap_just_reached_is_told_as_such(agreement):
    """Clause: 5.8."""
    told = sentences(agreement, {"2026-08": MISSED, "2026-09": DOWN})
    assert "cap €400 just reached" in told[2]
    assert told[4] == "cap 10 % of €4,000 = €400, reached and not exceeded (€400.00 in all)"


def test_a_shared_cap_is_told(agreement):
    """Clause: 5.8."""
    given = fees("4000.00", "4000.00", others={"2026-09": Decimal("600.00")})
    told = sentences(agreement, {"2026-08": MISSED, "2026-09": DOWN}, given)
    assert told[2].startswith("Penalty for 09/2026: €160.00, the share of 10 % x €4,000 under the")
    assert told[4] == (
        "cap 10 % of €4,000 = €400, exceeded (€1,000.00 in all): shared in proportion, €160.00 here"
    )


def test_a_month_without_a_right_says_why(agreement):
    """Clause: 5.6."""
    rates = {"2026-07": None, "2026-08": MET, "2026-09": MISSED}
    assert sentences(agreement, rates) == [
        "0 month(s) give a right to a penalty (from 2 missed months in a row): €0.00",
        "07/2026: rate unknown, the run is broken",
        "08/2026: target met, no penalty",
        "09/2026: target missed; 2 months in a row are needed, this is no. 1",
    ]


def test_no_right_at_all_is_zero_euros_to_the_cent(agreement):
    """Clause: 5.6."""
    assert str(rights(agreement.terms(), rates=a_year(), fees=PLAIN).reason.value) == "0.00"


def test_the_amounts_of_all_months_are_summed(agreement):
    """Clause: 5.6."""
    assert sentences(agreement, a_year(3, 4, 5))[0] == (
        "2 month(s) give a right to a penalty (from 2 missed months in a row): €80.00"
    )

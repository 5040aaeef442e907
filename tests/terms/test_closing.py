"""A month closed: the statement that both parties can recompute."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tenir.terms.carried import dossier_carried, evidence_csv, inputs_json
from tenir.terms.closing import statement
from tenir.terms.facts import Excluded, Works
from tenir.terms.months import months_shown
from tenir.terms.stretches import records_of
from tests.terms.closed_months import (
    AUGUST,
    FIRST_RECORD,
    SEPTEMBER,
    WORKS,
    months,
    observed,
    september,
)
from tests.terms.paris import at, iso, span

__all__ = ["months", "september"]


# --- what a statement says -------------------------------------------------------------------


def test_a_penalty_of_september_2026_is_stated(september):
    """Clause: 5.6, 5.7, 5.8."""
    assert september()["penalty"] == {
        "right": True,
        "tier_rate": "1",
        "base": "4000.00",
        "amount": "40.00",
        "capped": False,
        "cap": "400.00",
        "claim_by": "2026-10-15T00:00:00+02:00",
        "months_missed_in_a_row": 2,
    }


def test_the_availability_of_september_2026_is_stated(september):
    """Clause: 5.3, 5.4."""
    assert september()["availability"] == {
        "T_seconds": 2_592_000,
        "down_seconds": 32_400,
        "excluded_seconds": 1800,
        "excluded": {"planned-maintenance": 1800},
        "counted_seconds": 30_600,
        "unmeasured_seconds": 0,
        "rate_exact": "1423/1440",
        "rate": "98.819",
        "met": False,
        "shortfall_points": "0.681",
        "up_seconds": 2_559_600,
        "degraded_seconds": 0,
        "target": "99.5",
    }


def test_each_outage_is_stated_with_what_of_it_counts_and_why_not(september):
    """Clause: 5.4, 5.5."""
    assert september()["outages"][0] == {
        "from": "2026-09-10T05:30:00+02:00",
        "to": "2026-09-10T07:00:00+02:00",
        "seconds": 5400,
        "counted_seconds": 3600,
        "excluded": [
            {
                "from": "2026-09-10T05:30:00+02:00",
                "to": "2026-09-10T06:00:00+02:00",
                "reason": "planned-maintenance",
                "clause": "5.5a",
                "evidence": "W-12",
            }
        ],
    }


def test_the_twelve_months_that_end_with_it_are_stated(september):
    """Clause: 5.4, 5.6."""
    history = september()["history"]
    assert [row["month"] for row in history] == months_shown("2026-09")
    assert history[-2:] == [
        {"month": "2026-08", "rate_exact": "266041/267840", "rate": "99.328", "met": False,
         "unmeasured_seconds": 0},
        {"month": "2026-09", "rate_exact": "1423/1440", "rate": "98.819", "met": False,
         "unmeasured_seconds": 0},
    ]  # fmt: skip


def test_a_month_of_which_nothing_was_measured_has_no_rate(september):
    """Clause: 5.3."""
    assert september()["history"][2] == {
        "month": "2025-12",
        "rate_exact": None,
        "rate": None,
        "met": None,
        "unmeasured_seconds": 31 * 86400,
    }


def test_the_agreement_and_the_readings_that_differ_are_stated(september, agreement):
    """Clause: 5.4."""
    found = september(
        under={"5.3.unmeasured": "counts-down", "5.6.months": "completing-and-following"}
    )
    assert found["agreement"]["readings"] == {"5.3.unmeasured": "counts-down"}
    assert found["agreement"]["digest"] == agreement.digest


def test_the_subscription_is_stated_with_its_fees(september):
    """Clause: 5.6, 5.8."""
    line = {"hosting": "shared", "client": "c", "contract": "C-1", "starts_on": date(2025, 1, 1),
            "ends_on": date(2027, 12, 31)}  # fmt: skip
    assert september(line=line, contract_monthly_fee=Decimal("6000.00"))["subscription"] == {
        "target": "food-x",
        "product": "drive",
        "product_name": "Drive",
        "hosting": "shared",
        "client": "c",
        "contract": "C-1",
        "yearly_fee": "48000.00",
        "monthly_fee": "4000.00",
        "contract_monthly_fee": "6000.00",
        "currency": "EUR",
        "from": "2025-01-01",
        "until": "2027-12-31",
    }


def test_a_line_without_a_product_goes_by_its_target(september):
    """Clause: 5.4."""
    assert september(line={"product": None})["subscription"]["product_name"] == "food-x"


def test_a_line_without_a_fee_states_no_penalty(september):
    """Clause: 5.6."""
    found = september(line={"yearly_fee": None})
    assert (found["penalty"], len(found["reasons"])) == (None, 1)


def test_the_source_is_stated_with_its_first_and_last_record(september):
    """Clause: 5.3."""
    assert september()["source"] == {
        "name": "food.csv",
        "silence_seconds": 3600,
        "first_record_at": iso(FIRST_RECORD),
        "last_record_at": iso("2026-11-01 00:00"),
    }


def test_degraded_time_is_shown_where_the_target_was_up(september):
    """Clause: 5.3."""
    slow = span("2026-09-10 06:30", "08:00")
    found = september(observed_as=observed(*SEPTEMBER, degraded=[slow]))
    assert found["availability"]["degraded_seconds"] == 3600
    assert found["degraded"] == [{"from": iso("2026-09-10 07:00"), "to": iso("2026-09-10 08:00")}]


def test_unmeasured_time_is_stated_span_by_span(september):
    """Clause: 5.3."""
    found = september(
        observed_as=observed(unmeasured=[span("2026-09-30 22:00", "2026-10-01 03:00")])
    )
    assert found["unmeasured"] == [{"from": iso("2026-09-30 22:00"), "to": iso("2026-10-01 00:00")}]


def test_the_works_and_the_exclusions_of_the_month_are_stated(september):
    """Clause: 5.5, 5.14."""
    elsewhere = Works(span("2026-10-01 00:00", "01:00"), "planned")
    untold = Works(span("2026-09-05 01:00", "02:00"), "urgent")
    ruled = Excluded(span("2026-09-15 08:00", "08:10"), "client-misuse", "ticket 7", "Olga")
    found = september(works=(WORKS, elsewhere, untold), exclusions=(ruled,))
    assert found["works"] == [
        {"id": "", "from": iso("2026-09-05 01:00"), "to": iso("2026-09-05 02:00"),
         "announced_at": None, "kind": "urgent"},
        {"id": "W-12", "from": iso("2026-09-10 05:00"), "to": iso("2026-09-10 06:00"),
         "announced_at": iso("2026-09-01 09:00"), "kind": "planned"},
    ]  # fmt: skip
    assert found["exclusions"] == [
        {"from": iso("2026-09-15 08:00"), "to": iso("2026-09-15 08:10"),
         "reason": "client-misuse", "clause": "5.5d", "decided_by": "Olga", "evidence": "ticket 7"}
    ]  # fmt: skip


def test_a_statement_is_plain_json(september):
    """Clause: 5.4."""
    found = september()
    assert json.loads(json.dumps(found)) == found


def test_the_same_dossier_gives_the_same_statement(september):
    """Clause: 5.4."""
    assert september() == september()


# --- which months count ----------------------------------------------------------------------


def test_a_month_before_the_contract_is_no_part_of_a_run(september):
    """Clause: 5.3, 5.6."""
    found = september(line={"starts_on": date(2026, 9, 1)})
    assert found["penalty"]["right"] is False
    assert found["history"][-2]["rate"] is None


def test_a_month_that_the_contract_covers_in_part_is_judged_whole(september):
    """Clause: 5.3."""
    found = september(line={"starts_on": date(2026, 8, 31), "ends_on": date(2026, 9, 15)})
    assert (found["availability"]["T_seconds"], found["penalty"]["right"]) == (2_592_000, True)


def test_a_month_that_the_contract_covers_in_part_is_cut_under_the_other_reading(september):
    """Clause: 5.3."""
    found = september(
        line={"ends_on": date(2026, 9, 15)}, under={"5.3.partial-month": "covered-part"}
    )
    assert (found["from"], found["to"]) == (iso("2026-09-01 00:00"), iso("2026-09-16 00:00"))


def test_a_part_of_a_month_that_nobody_measured_has_no_rate(months):
    """Clause: 5.3."""
    late = observed(first="2026-09-16 00:00")
    assert months(line={"ends_on": date(2026, 9, 15)}, observed_as=late).rate("2026-09") is None


def test_months_before_the_first_record_are_unknown_even_where_unknown_counts_as_down(months):
    """Clause: 5.3, 5.6."""
    found = months(under={"5.3.unmeasured": "counts-down"})
    assert found.rate("2025-12") is None


def test_a_month_is_judged_once(months):
    """Clause: 5.4."""
    found = months()
    assert found.month("2026-09") is found.month("2026-09")


def test_nothing_is_shown_before_1970():
    """Clause: 5.4."""
    assert months_shown("1970-03") == ["1970-01", "1970-02", "1970-03"]


def test_the_bounds_of_the_month_are_stated_in_paris(months):
    """Clause: 5.3."""
    found = statement(months(), "2026-03")
    assert (found["from"], found["to"]) == (
        at("2026-03-01").isoformat(),
        at("2026-04-01").isoformat(),
    )


# --- the error of sampling --------------------------------------------------------------------


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(("interval", "error"), [(60, 120), (0, 0)])
def test_a_statement_says_how_far_its_time_down_may_be_from_what_was_measured(
    september, interval, error
):
    seen = replace(observed(AUGUST, *SEPTEMBER), interval=interval)
    told = september(observed_as=seen)
    assert told["sampling"] == {"interval_seconds": interval, "error_seconds": error}
    assert ("Give or take" in told["reasons"][-1]["sentence"]["en"]) == bool(interval)


@pytest.mark.clause("5.3", "5.4")
def test_months_frozen_before_it_was_kept_say_nothing_of_it_and_recompute(months, agreement):
    for interval in (None, 60):
        seen = replace(observed(AUGUST, *SEPTEMBER), interval=interval)
        mine = months(observed_as=seen)
        inputs = inputs_json(mine.dossier, "2026-09")
        assert (b"interval_seconds" in inputs) == (interval is not None)
        proof = evidence_csv("food-x", records_of(seen.seen, ()))
        again, month = dossier_carried(
            json.loads(inputs), proof, agreement, earlier=lambda _: agreement
        )
        assert again.dossier.observed.interval == interval
        assert ("sampling" in statement(again, month)) == (interval is not None)

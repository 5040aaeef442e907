"""A month closed: the statement that both parties can recompute."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tenir.terms.carried import dossier_carried, evidence_csv, inputs_json
from tenir.terms.closing import Dossier, Line, Months, Observed, months_shown, statement, uncapped
from tenir.terms.convention import Override
from tenir.terms.facts import Excluded, Works
from tenir.terms.stretches import records_of
from tests.terms.paris import at, iso, span

EVER = 2**53
FIRST_RECORD = "2026-01-01 00:00"
AUGUST = span("2026-08-12 08:00", "2026-08-12 12:59:50")
SEPTEMBER = (span("2026-09-10 05:30", "07:00"), span("2026-09-15 08:00", "15:30"))
WORKS = Works(
    span("2026-09-10 05:00", "06:00"), "planned", span("2026-09-01 09:00", "10:00")[0], "W-12"
)


def observed(*outages, degraded=(), unmeasured=(), first=FIRST_RECORD):
    """What monitoring saw from its first record to the end of October."""
    seen = span(first, "2026-11-01 00:00")
    unknown = ((-EVER, seen[0]), *unmeasured, (seen[1], EVER))
    return Observed(tuple(outages), tuple(degraded), unknown, seen, silence=3600, source="food.csv")


@pytest.fixture
def months(agreement):
    """The months of a line whose contract says so; two missed months unless said otherwise."""

    def found(*outages, under=None, line=None, observed_as=None, **more):
        told = {"target": "food-x", "product": "drive", "yearly_fee": Decimal("48000.00")}
        given = {"works": (WORKS,), **more}
        return Months(
            Dossier(
                agreement=agreement.reading(under or {}),
                line=Line(**{**told, **(line or {})}),
                observed=observed_as or observed(*(outages or (AUGUST, *SEPTEMBER))),
                **given,
            )
        )

    return found


@pytest.fixture
def september(months):
    return lambda *outages, **more: statement(months(*outages, **more), "2026-09")


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


# --- the fees of a contract ------------------------------------------------------------------


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


# --- the rules in words ----------------------------------------------------------------------


def rules(found, language="en"):
    return [rule[language].replace("\u202f", " ") for rule in found["rules"]]


def test_the_rules_that_judged_are_written_out(september):
    """Clause: 5.1, 5.6, 5.15."""
    found = september()
    assert [rule["clause"] for rule in found["rules"]] == [
        "5.1", "5.3", "5.5", "5.15", "5.6", "5.6", "5.7", "5.8"
    ]  # fmt: skip
    told = rules(found)
    assert told[0] == "Target: 99.5 % of availability a calendar month, in production."
    assert told[3] == (
        "Maintenance windows: Mon, Tue, Wed, Thu, Fri, Sat 20:00-06:00; Sun, public holidays "
        "00:00-24:00."
    )
    assert told[5].endswith("0 < d ≤ 1.5: 1 %; 1.5 < d ≤ 5: 4 %; 5 < d ≤ 7: 7 %; d > 7: 10 %.")


def test_the_tiers_are_written_out_in_french(september):
    """Clause: 5.6."""
    assert "1,5 < d ≤ 5 : 4 %" in rules(september(), "fr")[5]


def test_the_sunday_stop_is_written_out_for_a_product_of_annex_2(september):
    """Clause: 5.16."""
    found = september(line={"product": "document-viewer"})
    assert [rule["clause"] for rule in found["rules"]][3] == "5.16"
    assert "60 minutes" in rules(found)[3]


@pytest.mark.clause("5.3", "5.5", "5.6", "5.7", "5.8")
@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ({"5.3.resolution": "whole-minutes"}, "whole minutes"),
        ({"5.3.unmeasured": "counts-down"}, "not measured counts as down"),
        ({"5.3.unmeasured": "counts-up"}, "not measured counts as up"),
        ({"5.3.partial-month": "covered-part"}, "T is the part of the month"),
        ({"5.5.overlap": "all-or-nothing"}, "only if it lies wholly"),
        ({"5.5.fortuitous": "excluded"}, "fortuitous"),
        ({"5.5.urgent": "excluded"}, "Urgent maintenance"),
        ({"5.5.notice": "five-working-days"}, "announced 5 working days before"),
        ({"5.6.months": "both"}, "each month of a run"),
        ({"5.6.base": "whole-contract"}, "contract's monthly fee"),
        ({"5.7.date": "receipt"}, "date of receipt"),
        ({"5.8.base": "all-contracts"}, "all the client's contracts"),
        ({"5.15.monday": "window"}, "Mon 00:00-06:00"),
    ],
)
def test_the_rules_of_another_reading_are_written_out(september, reading, words):
    assert words in " ".join(rules(september(under=reading)))
    assert words not in " ".join(rules(september()))


def test_the_bounds_of_the_month_are_stated_in_paris(months):
    """Clause: 5.3."""
    found = statement(months(), "2026-03")
    assert (found["from"], found["to"]) == (
        at("2026-03-01").isoformat(),
        at("2026-04-01").isoformat(),
    )


def test_what_was_granted_alone_moves_with_others_that_share_its_cap(months):
    """Clause: 5.8."""
    alone = months()
    amount = alone.rights("2026-09").value[-1].amount
    together = alone.lent(others={"2026-09": Decimal("760.00")})
    assert together.rights("2026-09").value[-1].amount < amount
    assert alone.rights("2026-09").value[-1].amount == amount


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

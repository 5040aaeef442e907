"""What is refused of a question to a rule: which field, and what to write instead."""

from typing import Any

import pytest

from tenir.terms.agreement import Agreement, UnknownProduct
from tenir.terms.errors import Refused
from tenir.terms.judge import UnknownRule, judge
from tenir.terms.pieces import BadQuestion
from tests.terms.paris import iso
from tests.terms.test_judge import NINE, P1

AUGUST = {"month": "2026-08", "rate_exact": "9/10"}


@pytest.mark.parametrize(
    ("rule", "question", "where", "said"),
    [
        ("priority", {"impact": "high"}, "urgency", "“urgency” is missing"),
        ("priority", {**P1, "impact": "huge"}, "impact", "write one of these: high, medium, low"),
        ("claim-by", {"month": "2026-13"}, "month", "“2026-13” is not a month"),
        ("claim-by", {"month": 202609}, "month", "is not a month"),
        ("notice-due", {"starts_at": "2026-05-21T10:00:00"}, "starts_at", "has no offset"),
        ("notice-due", {"starts_at": "tomorrow"}, "starts_at", "is not an instant"),
        ("notice-due", {"starts_at": "3026-05-21T10:00:00Z"}, "starts_at", "outside the years"),
        ("notice-due", {"starts_at": None}, "starts_at", "is not an instant"),
        (
            "availability",
            {"month": "2026-09", "outages": [{"from": NINE, "to": iso("2026-06-09 08:00")}]},
            "outages.0",
            "comes before the start",
        ),
        (
            "availability",
            {"month": "2026-09", "outages": [{"from": NINE}]},
            "outages.0.to",
            "“to” is missing",
        ),
        ("availability", {"month": "2026-09", "outages": 3}, "outages", "is no list"),
        (
            "availability",
            {"month": "2026-09", "unmeasured": [[NINE]]},
            "unmeasured.0",
            "give [from, to]",
        ),
        (
            "availability",
            {"month": "2026-09", "unmeasured": [[NINE, iso("2026-06-08 09:00")]]},
            "unmeasured.0",
            "comes before",
        ),
        ("penalty", {"monthly_fee": "NaN", "months": [AUGUST]}, "monthly_fee", "is not an amount"),
        ("penalty", {"monthly_fee": -1, "months": [AUGUST]}, "monthly_fee", "is not an amount"),
        ("penalty", {"monthly_fee": 1, "months": []}, "months", "at least 1 needed"),
        (
            "penalty",
            {"monthly_fee": 1, "months": [{"month": "2026-09", "rate_exact": "3/2"}]},
            "months.0.rate_exact",
            "is not a rate",
        ),
        (
            "penalty",
            {"monthly_fee": 1, "months": [{"month": "2026-09", "rate_exact": "1/0"}]},
            "months.0.rate_exact",
            "is not a rate",
        ),
        (
            "penalty",
            {"monthly_fee": 1, "months": [{"month": "2026-09", "rate_exact": "1/1"}] * 2},
            "",
            "2026-09 is given twice",
        ),
        (
            "penalty",
            {
                "monthly_fee": 1,
                "months": [{"month": "2026-09", "rate_exact": "1/1"}],
                "others": [{"month": "2026-09", "amount": 1}] * 2,
            },
            "",
            "given twice",
        ),
        ("window", {}, "", "give `at` | `from`, `to`"),
        ("window", {"at": NINE, "from": NINE, "to": NINE}, "", "give `at` | `from`, `to`"),
        ("window", {"from": NINE}, "", "give `at` | `from`, `to`"),
        ("window", {"from": NINE, "to": iso("2026-06-08 09:00")}, "", "comes before"),
        ("working-time", {"calendar": "support", "start": NINE}, "", "give `seconds` | `end`"),
        (
            "working-time",
            {"calendar": "support", "start": NINE, "seconds": 1.5},
            "seconds",
            "no whole number",
        ),
        (
            "working-time",
            {"calendar": "night", "start": NINE, "seconds": 1},
            "calendar",
            "no calendar “night”",
        ),
        (
            "working-time",
            {"calendar": {"tz": "Europe/Lyon"}, "start": NINE, "seconds": 1},
            "calendar.tz",
            "no time zone",
        ),
        ("retention", {"copies": ["noon"], "now": NINE}, "copies.0", "is not an instant"),
        (
            "support-status",
            {
                "releases": [{"major": 1, "released_on": "2026-02-30"}],
                "installed": 1,
                "on": "2026-03-01",
            },
            "releases.0.released_on",
            "is no date",
        ),
        (
            "support-status",
            {"releases": [{"major": 1, "released_on": 0}], "installed": 1, "on": "2026-03-01"},
            "releases.0.released_on",
            "is no date",
        ),
        (
            "support-status",
            {
                "releases": [{"major": 1, "released_on": "2026-01-01"}],
                "installed": 1,
                "on": "9999-12-31",
            },
            "on",
            "outside the years",
        ),
        (
            "liability",
            {"piloted": "perhaps", "client_action_missing": True},
            "piloted",
            "neither true nor false",
        ),
        ("incident-times", {"marks": {"began_at": "noon"}}, "marks.began_at", "is not an instant"),
    ],
)
def test_a_bad_question_says_which_field_and_what_to_write(
    agreement: Agreement, rule: str, question: dict[str, Any], where: str, said: str
) -> None:
    with pytest.raises(Refused) as refusal:
        judge(agreement, rule, question)
    assert refusal.value.where == where
    assert said in refusal.value.message()
    assert refusal.value.message("fr") != refusal.value.message("en")


def test_a_rule_that_does_not_exist_is_refused_with_those_that_do(agreement: Agreement) -> None:
    with pytest.raises(UnknownRule, match=r"no rule “penalties”.*penalty"):
        judge(agreement, "penalties", {})


def test_a_product_that_does_not_exist_is_refused_with_those_that_do(agreement: Agreement) -> None:
    with pytest.raises(UnknownProduct, match=r"“drives”.*drive, "):
        judge(agreement, "update-mode", {"product": "drives"})


def test_a_refusal_can_be_placed_inside_a_larger_document() -> None:
    placed = BadQuestion("judge.either", "start", expected="x").at("line 3")
    assert (type(placed), placed.where) == (BadQuestion, "line 3.start")
    assert placed.message() == "line 3.start: give x"

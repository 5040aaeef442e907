"""The rules as questions and answers in JSON."""

import json
from typing import Any

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.answers import ANSWERS
from tenir.terms.judge import judge, rule_names
from tenir.terms.pieces import BadQuestion
from tests.terms.conftest import Ask
from tests.terms.paris import between, iso

NINE = iso("2026-06-09 09:00")
P1 = {"impact": "high", "urgency": "critical"}
RELEASES = [
    {"major": 11, "released_on": "2024-05-02"},
    {"major": "12", "released_on": "2025-06-10"},
]

# A question to each rule, and the value that it must give, whole.
ASKED: dict[str, tuple[dict[str, Any], Any]] = {
    "admission": ({"reproducible_anomaly": True}, True),
    "availability": (
        {
            "month": "2026-09",
            "outages": [between("2026-09-10 05:30", "07:00", total=True, environment="production")],
            "works": [
                between(
                    "2026-09-10 05:00",
                    "07:00",
                    announced_at=iso("2026-09-09 12:00"),
                    kind="planned",
                    id="W-1",
                )
            ],
            "exclusions": [
                between(
                    "2026-09-10 06:30",
                    "06:40",
                    reason="client-environment",
                    evidence="mail 12",
                    decided_by="Sam",
                )
            ],
            "unmeasured": [[iso("2026-09-11 00:00"), iso("2026-09-11 01:00")]],
            "covered": [iso("2026-09-01 00:00"), iso("2026-10-01 00:00")],
        },
        {
            "T_seconds": 2592000,
            "down_seconds": 5400,
            "excluded_seconds": 2400,
            "excluded": {"planned-maintenance": 1800, "client-environment": 600},
            "counted_seconds": 3000,
            "unmeasured_seconds": 3600,
            "rate_exact": "863/864",
            "rate": "99.884",
            "met": True,
            "shortfall_points": "0.000",
        },
    ),
    "channels": ({"priority": "P2"}, ["email", "portal"]),
    "claim": ({"month": "2026-09", "sent_at": iso("2026-10-14 23:59")}, True),
    "claim-by": ({"month": "2026-09"}, iso("2026-10-15 00:00")),
    "contact": ({"act": "open", "person": "Alice", "contacts": ["Alice"]}, True),
    "effective": ({"notified_at": NINE, "reason": None}, iso("2026-07-10 00:00")),
    "incident-times": (
        {"marks": {"began_at": NINE, "detected_at": iso("2026-06-09 09:01")}},
        {"detect": 60, "inform": None, "contain": None, "recover": None},
    ),
    "legal-clocks": (
        {"marks": {"notified_at": NINE}},
        {"nis2-final-report": iso("2026-07-09 09:00")},
    ),
    "liability": ({"piloted": True, "client_action_missing": False}, True),
    "notice-due": ({"starts_at": iso("2026-05-21 10:00")}, iso("2026-05-15 00:00")),
    "penalty": (
        {
            "monthly_fee": "1000.00",
            "contract_monthly_fee": "2000.00",
            "client_monthly_fee": "9000",
            "others": [{"month": "2026-09", "amount": "150"}],
            "months": [
                {"month": "2026-08", "rate_exact": "9/10"},
                {"month": "2026-09", "rate_exact": "9/10"},
            ],
        },
        [
            {
                "month": "2026-08",
                "right": False,
                "tier_rate": "0",
                "amount": "0.00",
                "capped": False,
                "claim_by": None,
            },
            {
                "month": "2026-09",
                "right": True,
                "tier_rate": "10",
                "amount": "80.00",
                "capped": True,
                "claim_by": iso("2026-10-15 00:00"),
            },
        ],
    ),
    "platform": (
        {
            "month": "2026-09",
            "outages": [between("2026-09-10 02:00", "03:00")],
            "works": [between("2026-09-10 02:00", "03:00", kind="urgent")],
            "unmeasured": [],
        },
        {
            "T_seconds": 2592000,
            "down_seconds": 3600,
            "excluded_seconds": 3600,
            "counted_seconds": 0,
            "unmeasured_seconds": 0,
            "rate_exact": "1/1",
            "rate": "100.000",
        },
    ),
    "priority": (P1, "P1"),
    "response-due": (
        {"recorded_at": NINE, **P1, "pauses": []},
        {"p1_due": iso("2026-06-10 09:30"), "all_due": iso("2026-06-11 17:00")},
    ),
    "response-stop": ({"taken_in_charge_at": NINE}, NINE),
    "retention": (
        {"copies": [NINE], "now": NINE},
        {"keep": [NINE], "expires": {NINE: iso("2026-09-09 09:00")}},
    ),
    "review-actions": (
        {"actions": [{"due_on": "2026-06-09", "closed_on": "2026-06-09"}], "on": "2026-06-10"},
        {"in_time": 1, "late": 0, "pending": 0},
    ),
    "rpo": (
        {"copies": [NINE], "from": NINE, "to": iso("2026-06-10 12:00")},
        {
            "worst_gap_seconds": 97200,
            "breaches": [
                {
                    "from": iso("2026-06-10 09:00"),
                    "to": iso("2026-06-10 12:00"),
                    "gap_seconds": 97200,
                }
            ],
        },
    ),
    "signature": ({"main": True, "changed": ["email"]}, True),
    "support-status": (
        {"releases": RELEASES, "installed": "11", "on": "2026-06-10"},
        {"supported": True, "until": "2026-06-10"},
    ),
    "telephone": (
        {"at": NINE, "closures": []},
        {"open": True, "until": iso("2026-06-09 12:00"), "opens_at": iso("2026-06-09 13:30")},
    ),
    "update-mode": ({"product": "mobile-sales", "hosting": "dedicated"}, "piloted"),
    "validate-by": ({"received_at": NINE}, iso("2026-07-10 00:00")),
    "validation": ({"received_at": NINE, "now": NINE, "answer": None}, "awaited"),
    "version-kind": (
        {"previous": "1.0", "number": "2.0", "major": True, "reason": "new engine"},
        "major",
    ),
    "window": (
        {"product": "drive", "hosting": "shared", "at": iso("2026-09-08 21:00")},
        {
            "inside": True,
            "until": iso("2026-09-09 06:00"),
            "next_opens_at": iso("2026-09-09 20:00"),
        },
    ),
    "working-time": (
        {"calendar": "support", "start": NINE, "seconds": 28800},
        iso("2026-06-10 09:30"),
    ),
}


def test_each_rule_is_asked_here() -> None:
    assert sorted(ASKED) == rule_names() == sorted(ANSWERS)


@pytest.mark.parametrize("rule", ASKED)
def test_each_rule_answers_in_plain_json_with_reasons_in_both_languages(
    agreement: Agreement, rule: str
) -> None:
    question, expected = ASKED[rule]
    said = json.loads(json.dumps({"id": "a-1", **question}))
    answer = judge(agreement, rule, said, others=True).to_json()
    assert json.loads(json.dumps(answer)) == answer
    assert (answer["id"], answer["value"]) == ("a-1", expected)
    assert set(answer["reasons"]["sentence"]) == {"fr", "en"}


@pytest.mark.parametrize("rule", ASKED)
def test_a_field_that_a_rule_does_not_have_is_refused(agreement: Agreement, rule: str) -> None:
    with pytest.raises(BadQuestion, match="no field “surprise”"):
        judge(agreement, rule, {**ASKED[rule][0], "surprise": 1})


def test_what_the_others_would_give_stands_beside_each_reading(agreement: Agreement) -> None:
    asked = ASKED["response-due"][0]
    answer = judge(agreement, "response-due", asked, others=True)
    assert answer.others["7.14.days"] == {
        "fifteen-hours": {"p1_due": iso("2026-06-10 09:30"), "all_due": iso("2026-06-11 09:00")}
    }
    told = [
        use["would_give"]
        for child in answer.to_json()["reasons"]["children"] for use in child["reading"]
        if use["id"] == "7.14.days"
    ]  # fmt: skip
    assert told == [answer.others["7.14.days"]]


def test_unless_asked_for_the_others_are_not_run(agreement: Agreement) -> None:
    answer = judge(agreement, "claim-by", {"month": "2026-09"})
    assert answer.others == {}
    assert "would_give" not in json.dumps(answer.to_json())


def test_a_rule_that_met_no_doubt_tells_none(agreement: Agreement) -> None:
    assert judge(agreement, "channels", {"priority": "P1"}, others=True).others == {}


def test_reasons_can_be_left_out_and_a_question_without_an_id_gets_none(
    agreement: Agreement,
) -> None:
    answer = judge(agreement, "claim-by", {"month": "2026-09"})
    assert answer.to_json(reasons=False) == {"value": iso("2026-10-15 00:00")}


@pytest.mark.parametrize("id", ["a", 12, 1.5, True, ["a", 1], {"line": 3}])
def test_an_id_of_any_kind_is_echoed(agreement: Agreement, id: Any) -> None:
    assert judge(agreement, "priority", {"id": id, **P1}).to_json()["id"] == id


# --- other shapes of a question


def test_working_time_between_two_instants_is_in_seconds(ask: Ask) -> None:
    """Clause: 7.15."""
    asked = {"calendar": "support", "start": NINE, "end": iso("2026-06-09 14:00")}
    assert ask("working-time", **asked) == 14400
    pauses = [[iso("2026-06-09 09:00"), iso("2026-06-09 10:00")]]
    assert ask("working-time", pauses=pauses, **asked) == 10800


def test_working_time_reads_a_calendar_of_one_s_own(ask: Ask) -> None:
    calendar = {"tz": "Europe/Paris", "weekly": {"sat": [["22:00", "04:00"]]}}
    asked = {"calendar": calendar, "start": iso("2026-03-28 22:00"), "seconds": 14400}
    assert ask("working-time", **asked) == iso("2026-03-29 03:00")


def test_a_calendar_of_one_s_own_cites_no_clause_and_one_of_the_agreement_its_own(
    agreement: Agreement,
) -> None:
    """Clause: 7.15."""
    weekly = {"mon": [["09:00", "17:00"]]}
    asked = {"start": NINE, "seconds": 3600}
    own = judge(agreement, "working-time", {"calendar": {"tz": "UTC", "weekly": weekly}, **asked})
    ours = judge(agreement, "working-time", {"calendar": "support", **asked})
    assert (own.reason.clauses, ours.reason.clauses) == ((), ("7.15",))
    assert [use.id for use in ours.reason.children[0].readings] == ["7.15.late-closure"]


def test_zero_seconds_give_back_the_start(ask: Ask) -> None:
    asked = {"calendar": "support", "start": iso("2026-06-13 10:00"), "seconds": 0}
    assert ask("working-time", **asked) == iso("2026-06-13 10:00")


def test_the_free_time_of_a_window_is_in_seconds(ask: Ask) -> None:
    """Clause: 5.15."""
    found = ask("window", from_=iso("2026-09-08 19:00"), to=iso("2026-09-08 21:00"))
    assert found == {"inside_seconds": 3600}


def test_without_a_contract_s_fee_the_line_s_is_the_contract_s(ask: Ask) -> None:
    """Clause: 5.8."""
    months = [{"month": f"2026-0{n}", "rate_exact": "9/10"} for n in (8, 9)]
    assert ask("penalty", monthly_fee=1000, months=months)[1]["amount"] == "100.00"


def test_a_month_without_a_rate_is_unknown(ask: Ask) -> None:
    """Clause: 5.6."""
    months = [{"month": "2026-08", "rate_exact": None}, {"month": "2026-09", "rate_exact": "9/10"}]
    assert ask("penalty", monthly_fee=1000, months=months)[1]["right"] is False

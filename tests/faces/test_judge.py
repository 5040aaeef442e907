"""`tenir judge RULE`: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces.conftest import Tenir, answers

OCTOBER = {
    "id": "october",
    "month": "2026-10",
    "outages": [{"from": "2026-10-06T09:00:00+02:00", "to": "2026-10-06T13:00:00+02:00"}],
}


def test_four_hours_down_in_october_2026_miss_the_target_and_say_why(tenir: Tenir) -> None:
    """Clause: 5.3."""
    (answer,) = answers(tenir("judge", "availability", stdin=json.dumps(OCTOBER)))
    assert answer["id"] == "october"
    assert (answer["value"]["rate"], answer["value"]["met"]) == ("99.463", False)
    assert answer["reasons"]["clause"] == ["5.1", "5.2"]


def test_answers_come_in_input_order_with_ids_and_a_bad_line_does_not_stop_the_others(
    tenir: Tenir,
) -> None:
    lines = [
        '{"id": "a", "impact": "high", "urgency": "critical"}',
        '{"id": "b", "impact": "enormous", "urgency": "critical"}',
        '{"id": "c", "impact": ',
        "",
        '{"id": "d", "impact": "low", "urgency": "normal"}',
    ]
    result = tenir("judge", "priority", "--no-reasons", stdin="\n".join(lines))
    first, second, third, fourth = answers(result)
    assert (first, fourth) == ({"id": "a", "value": "P1"}, {"id": "d", "value": "P3"})
    assert second["id"] == "b"
    assert second["error"]["where"] == "line 2, impact"
    assert third["error"]["where"] == "line 3"
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("rule", "question", "said"),
    [
        ("availability", '{"month": "2026-13"}', "“2026-13” is not a month"),
        ("working-time", '{"calendar": "support", "start": "2026-10-06T09:00:00", "seconds": 1}',
         "has no offset"),
        ("working-time", '{"calendar": {"tz": "Mars/Olympus"}, "start": "2026-10-06T09:00Z", '
         '"seconds": 1}', "Mars/Olympus"),
        ("working-time", '{"calendar": "support", "start": "2026-10-06T09:00Z", "seconds": NaN}',
         "not JSON"),
        ("availability", '{"month": "2026-10", "outages": [{"from": "2026-10-06T13:00Z", '
         '"to": "2026-10-06T09:00Z"}]}', "comes before"),
        ("availability", '{"month": "2026-10", "product": "abacus"}', "no product “abacus”"),
        ("availability", '{"month": "2026-10", "outagse": []}', "no field “outagse”"),
        ("availability", '[]', "must be a JSON object"),
        ("claim-by", '{}', "“month” is missing"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_clear_error_and_exit_code_2(
    tenir: Tenir, rule: str, question: str, said: str
) -> None:
    result = tenir("judge", rule, stdin=question)
    assert said in answers(result)[0]["error"]["message"]
    assert result.exit_code == 2


def test_bytes_that_are_no_text_are_an_error_line(tenir: Tenir) -> None:
    result = tenir("judge", "claim-by", stdin=b'\xff\xfe\n{"month": "2026-09"}\n')
    bad, good = answers(result)
    assert "not JSON" in bad["error"]["message"]
    assert good["value"] == "2026-10-15T00:00:00+02:00"


def test_errors_are_in_the_readers_language(tenir: Tenir) -> None:
    result = tenir("--lang", "fr", "judge", "availability", stdin='{"month": "2026-13"}')
    error = answers(result)[0]["error"]
    assert error == {
        "message": "« 2026-13 » n'est pas un mois ; écrivez par exemple 2026-03",
        "where": "ligne 1, month",
    }


def test_a_rule_that_does_not_exist_names_those_that_do(tenir: Tenir) -> None:
    result = tenir("judge", "astrology", stdin="{}")
    assert result.exit_code == 2
    assert "there is no rule “astrology”" in result.stderr
    assert "availability" in result.stderr


def test_another_reading_changes_the_value(tenir: Tenir) -> None:
    """Clause: 5.3."""
    question = {"month": "2026-10", "unmeasured": [["2026-10-06T09:00Z", "2026-10-06T15:00Z"]]}
    plain = answers(tenir("judge", "availability", "--no-reasons", stdin=json.dumps(question)))
    other = answers(tenir("judge", "availability", "--no-reasons", "--reading",
                          "5.3.unmeasured=counts-down", stdin=json.dumps(question)))  # fmt: skip
    assert (plain[0]["value"]["met"], other[0]["value"]["met"]) == (True, False)


@pytest.mark.parametrize("choice", ["5.3.unmeasured", "9.9.no=x", "5.3.unmeasured=no"])
def test_a_reading_that_does_not_exist_is_refused(tenir: Tenir, choice: str) -> None:
    result = tenir("judge", "availability", "--reading", choice, stdin="{}")
    assert (result.exit_code, result.stdout) == (2, "")


def test_reasons_tell_what_each_other_reading_would_give(tenir: Tenir) -> None:
    (answer,) = answers(
        tenir("judge", "retention", stdin=json.dumps({
            "copies": ["2026-09-01T02:00Z", "2026-11-22T02:00Z"], "now": "2026-11-22T03:00Z"}))
    )  # fmt: skip
    (reading,) = answer["reasons"]["reading"]
    assert reading["id"] == "6.4.copies"
    assert "2026-09-01T02:00Z" in reading["would_give"]["coverage"]["keep"]


def test_explain_prints_sentences_for_a_person(tenir: Tenir) -> None:
    result = tenir("judge", "availability", "--explain", stdin=json.dumps(OCTOBER))
    assert "october: {" in result.stdout
    assert "target 99.5 % missed by 0.037 points" in result.stdout
    assert "[5.3]" in result.stdout


def test_questions_come_from_a_file_too(tenir: Tenir, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"month": "2026-09"}\n')
    assert answers(tenir("judge", "claim-by", questions, "--no-reasons")) == [
        {"value": "2026-10-15T00:00:00+02:00"}
    ]


def test_a_file_that_is_not_there_is_refused(tenir: Tenir, tmp_path: Path) -> None:
    result = tenir("judge", "claim-by", tmp_path / "none.jsonl")
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_the_program_itself_answers_through_a_pipe() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from tenir.faces.cli.app import main; main()",
         "--lang", "fr", "judge", "priority", "--explain"],
        input=b'{"impact": "high", "urgency": "critical"}\n', capture_output=True, check=True,
    )  # fmt: skip
    assert "P1 (Haute)" in run.stdout.decode()


def test_a_line_of_gigabytes_is_refused_and_the_next_one_answered(
    tenir: Tenir, tmp_path: Path
) -> None:
    questions = tmp_path / "questions.jsonl"
    with questions.open("wb") as file:
        file.truncate(200 << 20)  # zeros, and no end of line
        file.seek(0, 2)
        file.write(b'\n{"month": "2026-09"}\n')
    bad, good = answers(tenir("judge", "claim-by", questions, "--no-reasons"))
    assert "over 16 MiB" in bad["error"]["message"]
    assert good == {"value": "2026-10-15T00:00:00+02:00"}

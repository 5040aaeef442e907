"""The acceptance cases that travel with an agreement."""

from __future__ import annotations

import re

import pytest
import yaml

from tenir.terms.agreement import Agreement
from tenir.terms.cases import agrees, case_count, failing_cases
from tenir.terms.errors import Refused
from tenir.terms.judge import judge
from tenir.terms.phrases import LANGUAGES, Language, renamed
from tests.terms.conftest import REFERENCE

CASES = REFERENCE.with_name("cases.yaml")
CASE = """\
- name: une demande urgente qui touche tout le monde est P1
  clause: "7.17"
  rule: priority
  question: {impact: high, urgency: critical}
  expect: P1
"""


def test_every_case_of_the_reference_comes_out(agreement: Agreement) -> None:
    text = CASES.read_text(encoding="utf-8")
    assert [fault.message() for fault in failing_cases(agreement, text)] == []
    assert case_count(text) > 60


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("expect: P1", "expect: P2", "gives P1, not P2"),
        ("impact: high", "impact: enormous", "cannot be judged"),
        ('clause: "7.17"', 'clause: "7.99"', "cannot be judged"),
        ("rule: priority", "rule: astrology", "cannot be judged"),
        ("  expect: P1\n", "", "the case must have"),
        ("  expect: P1\n", "  expect: P1\n  mood: good\n", "the case must have"),
        ("- name", "- 3\n- name", "the case must have"),
    ],
)
def test_a_case_that_fails_is_told_with_its_line(
    agreement: Agreement, old: str, new: str, said: str
) -> None:
    (fault,) = failing_cases(agreement, CASE.replace(old, new), "cases.yaml")
    assert fault.where.startswith("cases.yaml:1:")
    assert said in fault.message()


def test_a_case_may_ask_under_another_reading(agreement: Agreement) -> None:
    case = CASE.replace("rule: priority", "rule: admission").replace(
        "question: {impact: high, urgency: critical}", "question: {reproducible_anomaly: false}"
    )
    refused = case.replace("expect: P1", "expect: false\n  readings: {7.5.question: refused}")
    assert failing_cases(agreement, refused) == []


def test_a_file_that_is_no_list_is_one_mistake(agreement: Agreement) -> None:
    assert len(failing_cases(agreement, "name: alone\n")) == 1


@pytest.mark.parametrize(
    ("value", "expected", "same"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        (3, {"a": 1}, False),
        ([{"a": 1, "b": 2}], [{"b": 2}], True),
        ([1, 2], [1], False),
        (1, [1], False),
        ("99.5", "99.5", True),
    ],
)
def test_a_mapping_may_be_expected_in_part(value: object, expected: object, same: bool) -> None:
    assert agrees(value, expected) is same


def test_no_reason_of_a_case_quotes_an_identifier_of_the_agreement(agreement: Agreement) -> None:
    held = agreement.convention
    ids = {*held.calendars, *held.products, *(each.id for each in held.overrides)} - {"support"}
    quoted = re.compile(r"[“«(\s]\s?([a-z0-9]+(?:[.-][a-z0-9]+)*)\s?[”»)\s]")
    for case in yaml.safe_load(CASES.read_text(encoding="utf-8")):
        try:
            reason = judge(agreement, case["rule"], case["question"]).reason
        except Refused:
            continue  # dates that this reader of YAML makes of texts
        for step in reason.walk():
            for language in LANGUAGES:
                told = [
                    step.sentence(language),
                    *(use.why.get(language, "") for use in step.layers),
                ]
                for said in told:
                    named = {each for each in quoted.findall(said) if "-" in each or "." in each}
                    assert not named & ids, said


@pytest.mark.parametrize(
    ("kept", "language", "told"),
    [
        ("heures de « working-days » : lun.", "fr", "heures de « jours ouvrés » : lun."),
        ("overridden by “annex2.sunday” (annex)", "en", "overridden by “Sunday stop” (annex)"),
        ("“drive-24-7” (the contract's special terms)", "en",
         "“drive-24-7” (the contract's special terms)"),  # as who wrote it called it
        ("« telephone »", "fr", "« telephone »"),
    ],
)  # fmt: skip
def test_identifiers_in_sentences_kept_before_are_said_in_words(
    kept: str, language: Language, told: str
) -> None:
    assert renamed(kept, language) == told

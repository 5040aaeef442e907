"""Reasons as a tree: a sentence for a person, plain exact values for a machine."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tenir.terms.availability import month_availability
from tenir.terms.judge import judge
from tenir.terms.quantities import Length
from tenir.terms.reasons import LayerUse, ReadingUse, Reason, exact, exact_of, lines
from tests.terms.paris import at


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(3, 6), "1/2"),
        (Fraction(1), "1/1"),
        (Decimal("40.00"), "40.00"),
        (at("2026-03-29 03:00"), "2026-03-29T03:00:00+02:00"),
        (date(2026, 3, 29), "2026-03-29"),
        ({1: (Decimal("0.10"), None)}, {"1": ["0.10", None]}),
        (True, True),
        (60, 60),
        ("P1", "P1"),
        (Length(1, "months"), "1 month"),
    ],
)
def test_nothing_is_lost_in_json(value, written):
    assert exact(value) == written


def test_the_values_of_a_mapping_are_written_one_by_one():
    assert exact_of({"rate": Fraction(1, 3)}) == {"rate": "1/3"}


def test_a_tree_is_walked_from_top_to_bottom():
    leaf = Reason("c", "clock.all", 0)
    tree = Reason(
        "a", "clock.all", 0, children=(Reason("b", "clock.all", 0, children=(leaf,)), leaf)
    )
    assert [step.rule for step in tree.walk()] == ["a", "b", "c", "c"]


def test_a_layer_says_its_override_and_why_it_gave_way():
    """Clause: 1.2."""
    used = LayerUse("annex", "not_applicable", "A2", "annex2.sunday", {"fr": "non", "en": "no"})
    assert used.to_json() == {
        "layer": "annex",
        "outcome": "not_applicable",
        "clause": "A2",
        "id": "annex2.sunday",
        "why": {"fr": "non", "en": "no"},
    }


def test_a_layer_that_applies_says_no_more_than_it_must():
    """Clause: 1.2."""
    used = LayerUse("agreement", "applied", "5.1")
    assert used.to_json() == {"layer": "agreement", "outcome": "applied", "clause": "5.1"}


def test_a_reading_says_what_was_taken_and_what_else_can_be_run():
    used = ReadingUse(
        "5.6.months", "both", "both", {"fr": "a", "en": "b"}, "1188", ("other",),
        {"fr": "c", "en": "d"},
    )  # fmt: skip
    assert used.to_json() == {
        "id": "5.6.months",
        "taken": "both",
        "applied": "both",
        "doubt": {"fr": "c", "en": "d"},
        "says": {"fr": "a", "en": "b"},
        "basis": "1188",
        "others": ["other"],
    }


def test_a_reason_is_a_sentence_in_both_languages_and_its_exact_inputs():
    inputs = {"month": "2026-09", "run": 1, "months": 2}
    reason = Reason("penalty.trigger", "penalty.first", False, ("5.6",), inputs)
    assert reason.to_json() == {
        "rule": "penalty.trigger",
        "clause": ["5.6"],
        "value": False,
        "sentence": {"fr": reason.sentence("fr"), "en": reason.sentence("en")},
        "inputs": inputs,
        "reading": [],
        "layers": [],
        "children": [],
    }
    assert reason.sentence("en") == (
        "09/2026: target missed; 2 months in a row are needed, this is no. 1"
    )


def test_a_terminal_shows_each_step_with_its_clause_its_readings_and_the_layers_that_gave_way():
    """Clause: 1.2, A2."""
    layers = (
        LayerUse("agreement", "overridden", "5.15", why={"fr": "remplacé", "en": "overridden"}),
        LayerUse("annex", "applied", "A2"),
    )
    reading = ReadingUse("5.16.sunday", "replaces", "replaces", {"fr": "non", "en": "it replaces"},
                         "1192", ("adds", "whole-counts"), {"en": "the Sunday stop"})  # fmt: skip
    window = Reason("w", "availability.window", None, ("5.16", "A2"), {}, layers, (reading,))
    tree = Reason("a", "penalty.met", None, (), {"month": "2026-09"}, children=(window,))
    head, step, read, gave_way = lines(tree, "en")
    assert head == "09/2026: target met, no penalty"
    assert step == "  maintenance windows that hold for the product  [5.16, A2]"
    told = "reading 5.16.sunday, the Sunday stop: it replaces (others: adds, whole-counts)"
    assert read == f"    {told}"
    assert gave_way == "    overridden"


def test_the_whole_tree_of_a_month_is_json(agreement):
    """Clause: 5.4."""
    reason = month_availability(agreement.terms("drive"), month="2026-09").reason
    assert json.loads(json.dumps(reason.to_json())) == reason.to_json()


def test_a_reading_met_on_the_way_says_what_its_other_would_have_given(agreement):
    """Clause: 5.15."""
    monday = {"at": at("2026-09-14 03:00").isoformat()}
    answer = judge(agreement, "window", monday, others=True).to_json()
    (reading,) = answer["reasons"]["reading"]
    assert reading["id"] == "5.15.monday"
    assert reading["would_give"]["window"]["inside"] is True
    assert answer["value"]["inside"] is False

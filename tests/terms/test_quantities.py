"""Figures with their unit, exact or refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tenir.terms.quantities import (
    BadQuantity,
    Length,
    LengthText,
    Percent,
    Points,
    amount_of,
    decimal_text,
    length_of,
    ratio_of,
)
from tests.terms.examples import tried_on


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("10 working_days", Length(10, "working_days")),
        ("1 month", Length(1, "months")),
        ("60  minutes", Length(60, "minutes")),
    ],
)
def test_a_length_is_a_whole_number_and_a_unit(text, length):
    assert length_of(text) == length


@pytest.mark.parametrize("text", ["10", "days", "1.5 days", "-1 days", "10 Days", None, "9" * 5000])
def test_a_length_without_a_unit_is_refused(text):
    with pytest.raises(BadQuantity) as refused:
        length_of(text)
    assert refused.value.key == "quantity.length"


@pytest.mark.parametrize("text", ["3 fortnights", "3 dayss"])
def test_an_unknown_unit_is_refused_with_those_that_are_known(text):
    with pytest.raises(BadQuantity, match="working_days"):
        length_of(text)


@pytest.mark.parametrize("text", ["999999999999 seconds", "1305 months", "36501 working_days"])
def test_a_length_over_a_century_is_refused(text):
    with pytest.raises(BadQuantity, match="century"):
        length_of(text)


def test_a_century_itself_is_a_length():
    assert length_of("36500 days").count == 36_500


def test_eight_working_hours_have_28_800_seconds():
    assert length_of("8 working_hours").seconds == 28_800


@pytest.mark.parametrize("text", ["1 day", "2 days", "5 working_days"])
def test_a_length_is_written_as_it_is_read(text):
    assert str(length_of(text)) == text


@pytest.mark.parametrize(
    ("text", "unit", "ratio"),
    [("99.5 %", "%", Fraction(199, 200)), ("1.5pt", "pt", Fraction(3, 200))],
)
def test_a_percentage_is_a_fraction_of_one(text, unit, ratio):
    assert ratio_of(text, unit) == ratio


@pytest.mark.parametrize("text", ["99.5", "1.5 pt", "-1 %", "1e9 %", "NaN %", "99,5 %", "%"])
def test_a_percentage_without_its_sign_or_below_zero_is_refused(text):
    with pytest.raises(BadQuantity, match="lacks its unit"):
        ratio_of(text, "%")


@pytest.mark.parametrize("given_amount", ["4000.00", 4000, Decimal(4000), 4000.0])
def test_an_amount_is_exact(given_amount):
    assert amount_of(given_amount) == 4000


@pytest.mark.parametrize(
    "text",
    ["NaN", "sNaN", "Infinity", "-1", "4 000", "", None, True, "1e15", "1e999999999", "1e-31"],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(BadQuantity, match="is not an amount"):
        amount_of(text)


@pytest.mark.parametrize("text", ["999999999999999.99", "0", "33.333333333333336", "1e-30"])
def test_the_largest_and_the_smallest_amounts_are_read(text):
    assert amount_of(text) == Decimal(text)


@tried_on(5, many=100)
@given(st.decimals(0, 100, places=6))
def test_a_fraction_with_finite_decimals_is_written_out_in_full(value):
    written = decimal_text(Fraction(value))
    assert Fraction(written) == Fraction(value)
    assert "E" not in written


@pytest.mark.parametrize(
    ("kind", "text"), [(Percent, "99.5 %"), (Points, "1.5 pt"), (LengthText, "5 working_days")]
)
def test_a_figure_of_a_file_is_written_back_as_it_stood(kind, text):
    figure = TypeAdapter(kind)
    once = figure.validate_python(text)
    assert figure.validate_python(once) == once
    assert figure.dump_python(once) == text


@pytest.mark.parametrize("kind", [Percent, Points, LengthText])
def test_an_editor_is_told_how_a_figure_is_written(kind):
    assert {"pattern", "examples"} <= TypeAdapter(kind).json_schema().keys()

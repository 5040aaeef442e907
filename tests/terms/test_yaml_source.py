"""What is read of YAML, and what is refused with its place."""

from __future__ import annotations

import pytest

from tenir.terms.yaml_source import UnreadableYaml, read

NAME = "mine.yaml"


def test_a_scalar_is_what_it_looks_like_and_a_figure_keeps_its_decimals() -> None:
    text = (
        "{a: no, b: 010, c: 8:30, d: 0.50, e: 2026-03-01, f: ~, g: true, h: 0x1F, i: 0b1, j: '7'}"
    )
    assert read(text, NAME).value == {
        "a": "no", "b": 10, "c": "8:30", "d": "0.50", "e": "2026-03-01", "f": None, "g": True,
        "h": 31, "i": "0b1", "j": "7",
    }  # fmt: skip


def test_a_number_of_five_thousand_digits_stays_text() -> None:
    assert read(f"a: {'9' * 5000}", NAME).value == {"a": "9" * 5000}


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("", NAME, "the file is empty"),
        ("# nothing\n", NAME, "the file is empty"),
        ("a: [1,\n  b: 2", f"{NAME}:2:", "this is not YAML"),
        ("a: 1\n---\nb: 2", f"{NAME}:2:1", "this is not YAML"),
        ("a: \x00", NAME, "this is not YAML"),
        ("[" * 100_000, NAME, "more than 50 parts"),
        ("a: &x [*x]", f"{NAME}:1:1", "an alias"),
        ("a: &x 1\nb: *x", f"{NAME}:2:1", "an alias"),
        ("&x [*x]", f"{NAME}:1:1", "an alias"),
    ],
)
def test_what_is_not_read_is_refused_with_its_place(text: str, where: str, said: str) -> None:
    with pytest.raises(UnreadableYaml) as refusal:
        read(text, NAME)
    assert refusal.value.where.startswith(where)
    assert said in refusal.value.message()
    assert refusal.value.message("fr") != refusal.value.message("en")


def test_a_place_inside_what_has_none_is_that_of_the_part_around_it() -> None:
    source = read("a:\n  b: 1\n", NAME)
    assert source.where(("a", "c", 3)) == f"{NAME}:1:1"
    assert source.where(("a", "b")) == f"{NAME}:2:3"

"""A name is on one line, and reads as it was written."""

import pytest

from tenir.terms.one_line import is_one_line


@pytest.mark.parametrize(
    "name", ["Zoé Martin", "O’Neil-Ferré, Dr.", "علی‌رضا", "李 小龙", "👩\u200d🔧 & Co", ""]
)
def test_names_of_any_script_are(name: str) -> None:
    assert is_one_line(name)


@pytest.mark.parametrize(
    "sign", ["\n", "\r", "\t", "\0", "\x1b", "\x85", "\u2028", "\u2029", "\u202e", "\u2067"]
)
def test_what_breaks_a_line_or_turns_its_order_is_not(sign: str) -> None:
    assert not is_one_line(f"Zoé{sign}Martin")

"""A key that anyone may have written is a number of a database, or none."""

from __future__ import annotations

import pytest

from tenir.ui.keys import key_of


def test_a_key_is_read() -> None:
    assert [key_of("7"), key_of("0042"), key_of("9" * 18)] == [7, 42, 10**18 - 1]


@pytest.mark.parametrize("given", ["", "²", "٣", "-1", "+1", "1.0", " 1", "1_0", "x", "9" * 19])
def test_what_is_no_key_is_none(given: str) -> None:
    assert key_of(given) is None

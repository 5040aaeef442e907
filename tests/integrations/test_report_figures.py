"""The words and figures of a report, in the manner of its reader."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.integrations.report import figures
from tenir.integrations.report.fields import FIELDS
from tenir.integrations.report.phrases import PHRASES


@pytest.mark.parametrize("table", [PHRASES, FIELDS])
def test_every_phrase_says_the_same_in_both_languages(table: dict[str, tuple[str, str]]) -> None:
    for key, (french, english) in table.items():
        assert bool(french) == bool(english), key
        assert fields_of(french) == fields_of(english), key


def fields_of(phrase: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase)} - {None}


def test_a_figure_is_written_in_its_reader_s_manner() -> None:
    assert figures.percent("99.328", "fr") == "99,328\u202f%"
    assert figures.percent("99.328", "en") == "99.328\u202f%"
    assert figures.money("1234.56", "EUR", "fr") == "1\u202f234,56\u202f€"
    assert figures.money("1234.56", "EUR", "en") == "€1,234.56"
    assert figures.money("40", "CHF", "en") == "CHF\u202f40.00"
    assert figures.day(figures.on("2026-10-15"), "fr") == "15/10/2026"
    assert figures.day(figures.on("2026-10-15"), "en") == "15 October 2026"


def test_points_agree_in_number_as_each_language_wants() -> None:
    assert figures.points("1.197", "fr") == "1,197\u202fpoint"
    assert figures.points("1.197", "en") == "1.197\u202fpoints"
    assert figures.points("2.000", "fr") == "2,000\u202fpoints"


def test_an_instant_bears_the_offset_of_its_season() -> None:
    winter, summer = "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"
    assert figures.at(winter, "Europe/Paris", "fr") == "29/03/2026 01:59:59 +01:00"
    assert figures.at(summer, "Europe/Paris", "en") == "29 Mar 2026 03:00:00 +02:00"


def test_the_midnight_that_ends_a_delay_is_said_as_24_00() -> None:
    end = "2026-10-15T00:00:00+02:00"
    assert figures.last_instant(end, "Europe/Paris", "fr") == "14/10/2026 24:00"


@given(st.lists(st.integers(0, 2_682_000), min_size=4, max_size=4).filter(any))
def test_the_shares_of_a_month_add_up_and_never_flatter_the_first(parts: list[int]) -> None:
    shares = figures.shares(parts)
    assert sum(shares) == 100
    assert shares[0] * sum(parts) <= 100 * parts[0]
    assert all(share == 0 for share, part in zip(shares, parts, strict=True) if not part)

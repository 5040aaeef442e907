"""Countries are told by their names, in the order in which a reader looks for them."""

from __future__ import annotations

import pytest

from tenir.terms.countries import countries, country_named, is_country
from tenir.terms.phrases import LANGUAGES


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("BE", "Belgique", "Belgium"), ("CI", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("DE", "Allemagne", "Germany"), ("ZZ", "ZZ", "ZZ"),
    ],
)  # fmt: skip
def test_a_country_is_told_by_its_name(code: str, french: str, english: str) -> None:
    assert [country_named(code, each) for each in LANGUAGES] == [french, english]


def test_those_of_iso_3166_and_kosovo_are_there_each_under_one_name() -> None:
    for language in LANGUAGES:
        found = countries(language)
        assert len(found) == len({name for _, name in found}) == 250
        assert {code for code, _ in found}.isdisjoint({"EU", "UN", "ZZ"})


def test_an_accent_sends_no_name_to_the_end() -> None:
    names = [name for _, name in countries("fr")]
    assert names.index("Égypte") < names.index("Espagne") < names.index("Zambie")
    assert names[-1] == "Zimbabwe"
    assert names.index("Émirats arabes unis") < names.index("France")


@pytest.mark.parametrize(
    ("code", "known"), [("FR", True), ("XK", True), ("XX", False), ("fr", False), ("", False)]
)
def test_two_letters_are_a_country_s_or_not(code: str, known: bool) -> None:
    assert is_country(code) is known

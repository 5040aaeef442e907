"""Countries as readers call them: everything else knows them by ISO 3166-1's two letters."""

from __future__ import annotations

from functools import cache

from tenir.terms.alphabet import alphabetical
from tenir.terms.country_names import NAMES


def country_named(code: str, language: str) -> str:
    """A country's name; its code, of one that has none here."""
    french, english = NAMES.get(code, (code, code))
    return french if language == "fr" else english


def is_country(code: str) -> bool:
    """Whether these two letters are a country's."""
    return code in NAMES


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Every country's code and name, in the order of the names for a reader."""
    named = [(code, country_named(code, language)) for code in NAMES]
    return tuple(sorted(named, key=lambda one: alphabetical(one[1])))

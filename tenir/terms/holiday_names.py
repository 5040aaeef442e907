"""What people call a public holiday, in both languages.

Clause: 7.15.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Literal

_SPOKEN: Mapping[str, str] = {"fr": "fr", "en": "en_US"}  # as the library names them
_BETTER: Mapping[str, str] = {"Pentecost Monday": "Whit Monday", "Labor Day": "Labour Day"}


def holiday_named(told: str, language: Literal["fr", "en"]) -> str:
    """The name of a holiday told as “FR 2026-05-25”: Whit Monday, Lundi de Pentecôte.

    In the country's own language where the reader's is not known; empty where it is no holiday.
    """
    code, _, on = told.partition(" ")
    found = _names(code, int(on[:4]), _SPOKEN[language]).get(date.fromisoformat(on), "")
    return _BETTER.get(found, found)


@lru_cache(maxsize=256)
def _names(code: str, year: int, spoken: str) -> Mapping[date, str]:
    country, _, part = code.partition("-")
    library = importlib.import_module("holidays")
    days: Mapping[date, str] = library.country_holidays(
        country, subdiv=part or None, years=year, expand=False, language=spoken
    )
    return dict(days)

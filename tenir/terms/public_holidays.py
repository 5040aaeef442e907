"""Public holidays of a country, reckoned offline for any year of the calendar's reach."""

from __future__ import annotations

import importlib
from datetime import date
from functools import lru_cache

from tenir.terms.errors import Refused


class UnknownHolidays(Refused):
    """A country or a part of it whose public holidays are not known."""


@lru_cache(maxsize=4096)
def public_holidays(code: str, *, year: int) -> frozenset[date]:
    """The public holidays of `FR`, or with those of one of its parts only: `FR-57`.

    A country alone means the days kept everywhere in it: for France neither Good Friday
    and 26 December (Alsace-Moselle) nor the days of the overseas departments.

    Clause: 7.15.
    """
    country, _, part = code.partition("-")
    # Half a second to import, every country of the world with it: only where a calendar asks.
    library = importlib.import_module("holidays")
    try:
        days = library.country_holidays(country, subdiv=part or None, years=year, expand=False)
    except NotImplementedError:
        raise UnknownHolidays("holidays.unknown", code=code) from None
    return frozenset(days)

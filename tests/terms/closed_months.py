"""The months of a line whose contract says what was agreed, two of them missed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tenir.terms.closing import statement
from tenir.terms.dossier import Dossier, Line, Observed
from tenir.terms.facts import Works
from tenir.terms.months import Months
from tests.terms.paris import span

EVER = 2**53
FIRST_RECORD = "2026-01-01 00:00"
AUGUST = span("2026-08-12 08:00", "2026-08-12 12:59:50")
SEPTEMBER = (span("2026-09-10 05:30", "07:00"), span("2026-09-15 08:00", "15:30"))
WORKS = Works(
    span("2026-09-10 05:00", "06:00"), "planned", span("2026-09-01 09:00", "10:00")[0], "W-12"
)


def observed(*outages, degraded=(), unmeasured=(), first=FIRST_RECORD):
    """What monitoring saw from its first record to the end of October."""
    seen = span(first, "2026-11-01 00:00")
    unknown = ((-EVER, seen[0]), *unmeasured, (seen[1], EVER))
    return Observed(tuple(outages), tuple(degraded), unknown, seen, silence=3600, source="food.csv")


@pytest.fixture
def months(agreement):
    """The months of a line whose contract says so; two missed months unless said otherwise."""

    def found(*outages, under=None, line=None, observed_as=None, **more):
        told = {"target": "food-x", "product": "drive", "yearly_fee": Decimal("48000.00")}
        given = {"works": (WORKS,), **more}
        return Months(
            Dossier(
                agreement=agreement.reading(under or {}),
                line=Line(**{**told, **(line or {})}),
                observed=observed_as or observed(*(outages or (AUGUST, *SEPTEMBER))),
                **given,
            )
        )

    return found


@pytest.fixture
def september(months):
    return lambda *outages, **more: statement(months(*outages, **more), "2026-09")

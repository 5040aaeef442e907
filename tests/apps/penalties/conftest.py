"""The same contract, and what was measured of it."""

from __future__ import annotations

import pytest

from tenir.apps.penalties.models import Right
from tests.apps.availability.conftest import drive, measure, measuring, reference, sign
from tests.apps.penalties.september import REDUCTION, claim, freeze, invoicing, issue
from tests.once import once

__all__ = ["drive", "measure", "reference", "sign"]


@pytest.fixture
@once
def measured(cast, drive):
    """August and September 2026 missed: a right of 40 € for September."""
    measuring(cast)(
        drive, ("2026-08-01 00:00", "up"), ("2026-08-12 08:00", "down"),
        ("2026-08-12 13:00", "up"), ("2026-09-15 08:00", "down"), ("2026-09-15 16:30", "up"),
        ("2026-11-01 00:00", "up"),
    )  # fmt: skip
    return drive


@pytest.fixture
@once
def right(cast, measured):
    freeze(cast, measured)
    return Right.objects.get()


@pytest.fixture
def credited(cast, measured, right):
    """The 40 € of September credited by AV-2026-00001."""
    invoicing(cast, **REDUCTION)
    return issue(cast, claim(cast.alice, measured))

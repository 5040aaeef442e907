"""The same contract, and what was measured of it."""

from __future__ import annotations

import pytest

from tests.apps.availability.conftest import drive, measure, measuring, reference, sign
from tests.apps.reports.freezing import AUGUST_AND_SEPTEMBER
from tests.once import once

__all__ = ["drive", "measure", "reference", "sign"]


@pytest.fixture
@once
def measured(cast, drive):
    measuring(cast)(drive, *AUGUST_AND_SEPTEMBER)
    return drive

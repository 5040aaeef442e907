"""The same contract, and what was measured of it."""

from __future__ import annotations

import pytest

from tests.apps.availability.conftest import drive, measure, reference, sign
from tests.apps.reports.freezing import AUGUST_AND_SEPTEMBER

__all__ = ["drive", "measure", "reference", "sign"]


@pytest.fixture
def measured(drive, measure):
    measure(drive, *AUGUST_AND_SEPTEMBER)
    return drive

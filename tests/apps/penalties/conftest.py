"""The same contract, and what was measured of it."""

from tests.apps.availability.conftest import drive, measure, reference, sign

__all__ = ["drive", "measure", "reference", "sign"]

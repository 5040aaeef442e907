"""The catalogue of the reference agreement."""

from datetime import UTC, datetime

import pytest

from tenir.apps.catalogue.services import load_catalogue
from tenir.integrations.agreement_files import reference
from tenir.terms.resolution import Terms
from tests.cast import Cast
from tests.once import once

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
@once
def catalogue(cast: Cast) -> Cast:
    """Everyone, and the catalogue loaded."""
    load_catalogue(reference(), actor=cast.rita, at=MONDAY)
    return cast


@pytest.fixture(scope="session")
def terms() -> Terms:
    """The reference agreement's general terms."""
    return reference().terms()

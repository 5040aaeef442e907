"""The terms in force, as the apps above hand them over."""

import pytest

from tenir.integrations.agreement_files import reference
from tenir.terms.resolution import Terms


@pytest.fixture(scope="session")
def terms() -> Terms:
    """The reference agreement's general terms."""
    return reference().terms()

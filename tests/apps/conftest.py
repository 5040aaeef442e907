"""What the apps' tests share."""

import pytest

from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    """Everyone, in the database."""
    return assemble()

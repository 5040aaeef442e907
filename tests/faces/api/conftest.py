"""The cast, and programs of theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tenir.faces.api import limits
from tests.cast import Cast
from tests.faces.api.programs import Program, program_of


@pytest.fixture(autouse=True)
def _a_minute_of_ones_own() -> Iterator[None]:
    """Calls drawn by another test are forgotten."""
    limits.forget()
    yield
    limits.forget()


@pytest.fixture
def anna(cast: Cast) -> Program:
    """A program of the accounts manager's, with every scope."""
    return program_of(cast.anna)

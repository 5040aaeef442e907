"""Everyone of the world at the door (tests/worlds.py builds it)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tenir import clock
from tests.once import undone
from tests.stories.visitors import Visitors
from tests.stories.world import NOW, World


@pytest.fixture(scope="module")
def visitors(world: World) -> Iterator[Visitors]:
    """Everyone's browser, on the world's own day; their cookies say who they are: a query less."""
    kept = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    with pytest.MonkeyPatch.context() as patched, undone(), kept:
        patched.setattr(clock, "now", lambda: NOW)
        yield Visitors(world)

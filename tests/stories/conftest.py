"""Everyone of the world at the door (tests/worlds.py builds it), and the desk of support."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tenir import clock
from tests.once import undone
from tests.stories.desk import Desk, opened
from tests.stories.june import NINE
from tests.stories.visitors import Visitors
from tests.stories.world import NOW, World


@pytest.fixture(scope="module")
def visitors(world: World) -> Iterator[Visitors]:
    """Everyone's browser, on the world's own day; their cookies say who they are: a query less."""
    kept = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    with pytest.MonkeyPatch.context() as patched, undone(), kept:
        patched.setattr(clock, "now", lambda: NOW)
        yield Visitors(world)


@pytest.fixture(scope="module")
def room(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """One desk for all the stories: each undoes what it did."""
    with django_db_blocker.unblock(), undone(), pytest.MonkeyPatch.context() as patched:
        yield opened(patched)


@pytest.fixture
def desk(room: Desk) -> Iterator[Desk]:
    with undone():
        room.at(NINE)
        yield room

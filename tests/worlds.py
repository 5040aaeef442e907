"""One world of both clients for the whole run: those who look at it come last, and undo all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.once import SHELF, once, settle, undone

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.stories.world import World


@pytest.fixture
@once
def cast(db: None) -> Cast:
    """Everyone, in the database."""
    from tests.cast import assemble  # noqa: PLC0415  Django is not set up before

    return assemble()


@pytest.fixture(scope="session")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Both clients with one of everything (tests/stories/world)."""
    from tests.stories.world import build  # noqa: PLC0415  Django is not set up before

    SHELF.stand([], django_db_blocker)
    with django_db_blocker.unblock(), undone():
        made = build()
        settle()
        yield made


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """No other test finds it in its database: it is built when they are done."""
    items.sort(key=lambda item: "world" in getattr(item, "fixturenames", ()))

"""One world of both clients for the whole run: those who look at it come last, and undo all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.stories.world import World


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Both clients with one of everything (tests/stories/world.py)."""
    from tests.stories.world import build  # noqa: PLC0415  Django is not set up before

    with django_db_blocker.unblock(), undone():
        yield build()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """No other test finds it in its database: it is built when they are done."""
    items.sort(key=lambda item: "world" in getattr(item, "fixturenames", ()))

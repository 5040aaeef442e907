"""What many tests start from, made once: each takes back what it added, and the next one finds it.

    @pytest.fixture
    @once
    def cast(db: None) -> Cast:
        return assemble()

is made once for all the tests that ask for it, which are put together; it may ask for others made
once and for nothing else, and returns something: each test has a copy of it. A test that commits
has it made for itself alone.

Underneath, each is a transaction that stays open, inside that of the one before it; the test's own
is inside the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

Build = Callable[..., Any]
Ground = pytest.FixtureDef[Any]
COMMITTING = {"transactional_db", "live_server"}
COPIES = pytest.StashKey[dict[Build, Any]]()


def once(build: Build) -> Build:
    """Say of a fixture's function that what it leaves in the database is made once."""
    build.once = True  # type: ignore[attr-defined]
    return build


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def settle() -> None:
    """Look at the foreign keys of what stands now: else each test that is undone does it again."""
    connection.check_constraints()


class Shelf:
    """What stands in the database now, each on what stood before it."""

    def __init__(self) -> None:
        self._standing: list[tuple[Build, ExitStack]] = []
        self.values: dict[Build, Any] = {}

    def stand(self, wanted: Sequence[Ground], blocker: DjangoDbBlocker) -> None:
        """Have these stand, in this order, and no others."""
        kept = 0
        for (build, _), each in zip(self._standing, wanted, strict=False):
            if build is not each.func:
                break
            kept += 1
        with blocker.unblock():
            while len(self._standing) > kept:
                build, opened = self._standing.pop()
                del self.values[build]
                opened.close()
            for each in wanted[kept:]:
                self._build(each, wanted)

    def _build(self, one: Ground, wanted: Sequence[Ground]) -> None:
        held = {each.argname: self.values[each.func] for each in wanted if each.func in self.values}
        with ExitStack() as opened:
            opened.enter_context(undone())
            self.values[one.func] = one.func(**{name: held.get(name) for name in one.argnames})
            settle()
            self._standing.append((one.func, opened.pop_all()))


SHELF = Shelf()


def grounds_of(item: pytest.Item) -> list[Ground]:
    """What a test stands on of what is made once, each after what it needs."""
    found: list[Ground] = []
    if not _commits(item):
        for name in getattr(item, "fixturenames", ()):
            _add(item, name, found)
    return found


def _add(item: pytest.Item, name: str, found: list[Ground]) -> None:
    known = item._fixtureinfo.name2fixturedefs.get(name)  # type: ignore[attr-defined]
    if known and hasattr(known[-1].func, "once") and known[-1] not in found:
        for below in known[-1].argnames:
            _add(item, below, found)
        found.append(known[-1])


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and bool(marker.kwargs.get("transaction"))
    return asked or bool(COMMITTING.intersection(getattr(item, "fixturenames", ())))


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: Ground, request: pytest.FixtureRequest) -> Any:
    """Before a test's own transaction is begun, have what it stands on stand; hand out copies."""
    if fixturedef.argname == "_django_db_helper":
        wanted = grounds_of(request.node)
        SHELF.stand(wanted, request.getfixturevalue("django_db_blocker"))
        if wanted:
            request.node.stash[COPIES] = deepcopy(SHELF.values)
    held = request.node.stash.get(COPIES, {})
    if fixturedef.func not in held:
        return None  # as ever
    fixturedef.cached_result = held[fixturedef.func], fixturedef.cache_key(request), None
    return held[fixturedef.func]


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A test's copies go with it."""
    item.stash.setdefault(COPIES, {}).clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Nothing stands any more when the run's database is taken away."""
    yield
    SHELF.stand([], django_db_blocker)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put together those that stand on the same; those of the world come last (tests/worlds.py)."""
    places: dict[Build, int] = {}

    def place(item: pytest.Item) -> list[int]:
        return [places.setdefault(each.func, len(places)) for each in grounds_of(item)]

    items.sort(key=place)

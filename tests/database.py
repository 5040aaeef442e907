"""`--database-only`: the tests that touch a database, for the run on the other one.

Those marked `either_database` stay out of it: what they show is no database's doing.
"""

from __future__ import annotations

import pytest

TOUCHING = {"db", "transactional_db", "django_db_setup", "live_server", "own_database"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="only the tests that touch a database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("database_only"):
        kept = [item for item in items if _touches(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _touches(item)])
        items[:] = kept


def _touches(item: pytest.Item) -> bool:
    asked = TOUCHING.intersection(getattr(item, "fixturenames", ()))
    touching = bool(asked) or item.get_closest_marker("django_db") is not None
    return touching and item.get_closest_marker("either_database") is None

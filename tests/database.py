"""`--database-only`: the tests that touch a database, for the run on the other one.

Those marked `either_database` stay out of it: what they show is no database's doing. So do the
tests of the faces but those marked `both_databases`: what a page says of what a service or a query
answers is the same on both, each query is asked there by its app's tests, and `test_pages` opens
every page. Where TENIR_THOROUGH is set, the faces' tests are tried there too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

TOUCHING = {"db", "transactional_db", "django_db_setup", "live_server", "own_database"}
FACES, MARK = Path(__file__).parent / "faces", "both_databases"
THOROUGH = "TENIR_THOROUGH" in os.environ


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="only the tests that touch a database"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of the faces without the mark is not even read: half of what there is to collect."""
    if THOROUGH or not config.getoption("database_only") or collection_path.suffix != ".py":
        return None
    of_faces = collection_path.is_relative_to(FACES) and collection_path.name.startswith("test_")
    return True if of_faces and MARK not in collection_path.read_text("utf-8") else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("database_only"):
        kept = [item for item in items if _touches(item) and _is_of_both(item)]
        config.hook.pytest_deselected(items=list(set(items).difference(kept)))
        items[:] = kept


def _touches(item: pytest.Item) -> bool:
    asked = TOUCHING.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _is_of_both(item: pytest.Item) -> bool:
    of_faces = item.path.is_relative_to(FACES)
    asked_of_both = item.get_closest_marker(MARK) or THOROUGH or not of_faces
    return bool(asked_of_both) and item.get_closest_marker("either_database") is None

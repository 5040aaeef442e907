"""The run's database, migrated once for each state of the migrations and copied after that.

Migrating costs ten seconds of a run that is often one test of one app. The copy lies in pytest's
cache (`.pytest_cache`), under the digest of all that makes it: SQLite's file, or what PostgreSQL's
pg_dump tells. `--create-db` makes it anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tenir import refusing
from tests import dumped

ON_SQLITE = settings.DATABASES["default"]["ENGINE"] == "tenir.sqlite"
NAME = settings.DATABASES["default"]["TEST"]["NAME"]
CALLED = re.compile(r"^from (tenir\.\S+) import", re.MULTILINE)  # by a migration
Keep = Callable[[], None]
KEPT = 3  # databases of other branches, for going back and forth


@pytest.fixture(scope="session")
def kept_database(pytestconfig: pytest.Config) -> Path | None:
    """Where the migrated database is kept, or will be; none where pg_dump is not at hand."""
    cache = getattr(pytestconfig, "cache", None)  # absent with -p no:cacheprovider
    if not cache or not (ON_SQLITE or dumped.program()):
        return None
    return Path(cache.mkdir("migrated") / f"{digest()}.{'sqlite3' if ON_SQLITE else 'sql'}")


@pytest.fixture(scope="session")
def alone(kept_database: Path | None) -> Iterator[ExitStack]:
    """Holds back another run that wants the same database, until this one has made it."""
    with ExitStack() as held:
        if kept_database:
            lock = held.enter_context(kept_database.with_suffix(".lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
            held.callback(fcntl.flock, lock, fcntl.LOCK_UN)  # for what was forked meanwhile too
        yield held


@pytest.fixture(scope="session")
def django_db_keepdb(
    kept_database: Path | None, alone: ExitStack, pytestconfig: pytest.Config
) -> Iterator[bool]:
    """Whether a migrated database was there to be copied: Django then has nothing to migrate."""
    wanted = not pytestconfig.getvalue("create_db")
    if not (kept_database and kept_database.exists() and wanted):
        yield False
        return
    kept_database.touch()
    if ON_SQLITE:
        copied(kept_database, Path(NAME))
        yield True
        return
    dumped.made(NAME, kept_database)
    alone.close()
    yield True
    dumped.dropped(NAME)


@pytest.fixture(scope="session")
def kept(kept_database: Path | None, django_db_keepdb: bool, alone: ExitStack) -> Keep:
    """Call it once the database is made: it is kept for the next run, which need not wait more."""

    def keep() -> None:
        if kept_database and not django_db_keepdb and _made():
            if ON_SQLITE:
                copied(Path(NAME), kept_database)
            else:
                dumped.dumped(NAME, kept_database)
            alike = kept_database.parent.glob(f"*{kept_database.suffix}")
            for old in sorted(alike, key=_age)[:-KEPT]:
                old.unlink(missing_ok=True)
        alone.close()

    return keep


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, kept: Keep) -> None:
    """The database of the run, kept for the next one where it was made."""
    kept()


@pytest.fixture(scope="session")
def tables(
    django_db_setup: None, kept_database: Path | None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database with the run's tables and no rows: its file, or its name on the server.

    Empty where the run has made none.
    """
    if ON_SQLITE:
        yield str(kept_database) if kept_database and kept_database.exists() else ""
    elif not _made():
        yield ""
    else:
        with django_db_blocker.unblock():
            connection.creation.clone_test_db("tables", verbosity=0)
            yield str(connection.creation.get_test_db_clone_settings("tables")["NAME"])
            connection.creation.destroy_test_db(suffix="tables", verbosity=0)


def _made() -> bool:
    """Whether a test of the run asked for the database."""
    return bool(connection.settings_dict["NAME"] == NAME)


def digest() -> str:
    """Of the migrations of every app, what they install, Django, Python and SQLite."""
    said = hashlib.sha256(f"{django.VERSION} {sys.version} {sqlite3.sqlite_version}".encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            text = path.read_text()
            said.update(f"{app.name} {path.name} {text}".encode())
            for module in CALLED.findall(text):
                said.update(Path(import_module(module).__file__ or "").read_bytes())
    said.update(Path(refusing.__file__).read_bytes())
    return said.hexdigest()[:32]


def copied(there: Path, here: Path) -> None:
    """The whole database, its log included, in one step that cannot be seen half done."""
    begun = here.with_suffix(f".{hashlib.sha256(str(there).encode()).hexdigest()[:8]}")
    source, copy = sqlite3.connect(there), sqlite3.connect(begun)
    with copy:
        source.backup(copy)
    source.close()
    copy.close()
    begun.replace(here)


def _age(path: Path) -> float:
    return path.stat().st_mtime

"""The database's tables against those of this version: behind, ahead, or the same."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements import services
from tenir.apps.catalogue import services as catalogue
from tenir.integrations.upkeep.searching import build_where_needed
from tenir.progress import Progress, unheard
from tenir.viewer import SYSTEM

Migration = tuple[str, str]
LOCK = 7_432_158  # any number, the same in every Tenir


@cache
def _files() -> MigrationLoader:
    """The migrations in this version's files; one read of them a process."""
    return MigrationLoader(None, ignore_no_migrations=True)


def _last() -> frozenset[Migration]:
    """The last one of each app."""
    return frozenset(_files().graph.leaf_nodes())


def _known() -> frozenset[Migration]:
    files = _files().disk_migrations
    return frozenset(files) | {name for one in files.values() for name in one.replaces}


def applied() -> set[Migration]:
    """The migrations that the database says it has had; none where it is empty."""
    return set(MigrationRecorder(connection).applied_migrations())


def behind() -> list[str]:
    """The apps' last migrations that the database lacks: `tenir migrate` applies them."""
    return sorted(f"{app}.{name}" for app, name in _last() - applied())


def ahead() -> list[str]:
    """Migrations that this version does not know: a newer Tenir has been at this database."""
    return unknown(applied())


def unknown(migrations: Iterable[Migration]) -> list[str]:
    """Which of those of our apps this version does not know."""
    ours = {config.label for config in apps.get_app_configs()}
    return sorted(f"{app}.{name}" for app, name in set(migrations) - _known() if app in ours)


def bring_up_to_date(progress: Progress = unheard) -> None:
    """Tables, the cache's table, the index of search, style sheets; two at once take turns.

    `progress` is told of each migration once it is done, and of how many there are to do.
    """
    with _one_at_a_time():
        left = len(_files().graph.nodes.keys() - applied())
        call_command(_Telling(left, progress), interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        build_where_needed()
    call_command("collectstatic", interactive=False, verbosity=0)


class _Telling(migrate.Command):
    """Django's command, which says how far it is."""

    def __init__(self, left: int, progress: Progress) -> None:
        super().__init__()
        self._done, self._left, self._progress = 0, left, progress

    def migration_progress_callback(self, action: str, *_rest: Any, **_named: Any) -> None:
        """What Django calls before and after each."""
        if action == "apply_success":
            self._done += 1
            self._progress(self._done, self._left)


def install_reference(at: datetime) -> None:
    """Where there is no agreement, the one that ships with Tenir and the products it names."""
    with _one_at_a_time():
        if agreements.versions(SYSTEM).exists():
            return
        for version in services.install_reference(actor=SYSTEM, at=at):
            catalogue.load_catalogue(agreements.agreement_of(version), actor=SYSTEM, at=at)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """PostgreSQL holds the second one back; on SQLite the lock of its folder, on one machine."""
    if connection.vendor != "postgresql":
        folder = os.open(Path(connection.settings_dict["NAME"]).parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

"""The database's tables against those of this version: behind, ahead, or the same."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migration = tuple[str, str]


@cache
def _last() -> frozenset[Migration]:
    """The last migration of each app in this version's files; one read of them a process."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


@cache
def _known() -> frozenset[Migration]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {name for one in loader.disk_migrations.values() for name in one.replaces}
    return frozenset(loader.disk_migrations) | replaced


def applied() -> set[Migration]:
    """The migrations that the database says it has had; none where it is empty."""
    return set(MigrationRecorder(connection).applied_migrations())


def behind() -> list[str]:
    """The apps' last migrations that the database lacks: `tenir migrate` applies them."""
    return sorted(f"{app}.{name}" for app, name in _last() - applied())


def ahead() -> list[str]:
    """Migrations that this version does not know: a newer Tenir has been at this database."""
    ours = {config.label for config in apps.get_app_configs()}
    return sorted(f"{app}.{name}" for app, name in applied() - _known() if app in ours)

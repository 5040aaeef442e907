"""Empties a test's database although the journal and what is frozen are never changed.

A test that commits (`transaction=True`) ends by emptying every table: the triggers that refuse it
are taken off for that moment. On PostgreSQL the few tables that hold something lose their rows:
Django would truncate all of them, each a new file on the disk.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from django.db import connection
from django.test import TransactionTestCase

REFUSING = (
    "tenir.apps.journal.append_only", "tenir.apps.reports.frozen_by_database",
    "tenir.apps.support.append_only",
)  # fmt: skip

_emptied = TransactionTestCase._fixture_teardown


def _rows_deleted(style: object, tables: Sequence[str], **_: object) -> list[str]:
    """A DELETE for each table that is not empty; foreign keys are looked at when it commits."""
    name = connection.ops.quote_name
    asked = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {name(table)})"
        for number, table in enumerate(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [f"DELETE FROM {name(tables[number])}" for (number,) in cursor.fetchall()]


@contextmanager
def forgettable() -> Iterator[None]:
    """What happened to a request can be removed meanwhile: to leave a shared world as it was."""
    history = import_module("tenir.apps.support.append_only")
    connection.check_constraints()
    history.lift(connection)
    yield
    connection.check_constraints()
    history.enforce(connection)


def _emptied_too(case: TransactionTestCase) -> None:
    triggers = [import_module(name) for name in REFUSING]  # once Django is set up
    for each in triggers:
        each.lift(connection)
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = _rows_deleted
    _emptied(case)
    for each in triggers:
        each.enforce(connection)


TransactionTestCase._fixture_teardown = _emptied_too

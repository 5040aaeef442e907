"""Many rows written at once, each to values of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models


class AsRead:
    """What rows said before they were changed, so that no more is written than was."""

    def __init__(self, rows: Sequence[models.Model], fields: Collection[str]) -> None:
        self._rows, self._fields = rows, fields
        self._said = [self._values(row) for row in rows]

    def changed(self) -> set[str]:
        """The fields of which one row at least says something else now; one not read has."""
        pairs = zip(self._rows, self._said, strict=True)
        return {
            name
            for row, said in pairs
            for name, old, new in zip(self._fields, said, self._values(row), strict=True)
            if old != new
        }

    def _values(self, row: models.Model) -> list[Any]:
        return [row.__dict__.get(name, self) for name in self._fields]


def update_each(rows: Sequence[models.Model], fields: Collection[str]) -> None:
    """Writes those fields of each row, in one preparation of one statement.

    Django's `bulk_update` makes an expression for every row and field, twenty times the work.
    """
    if not rows or not fields:
        return
    meta, name = rows[0]._meta, connection.ops.quote_name
    columns = [each for each in meta.concrete_fields if each.name in set(fields)]
    said = ", ".join(f"{name(str(column.column))} = %s" for column in columns)
    key = name(str(meta.pk.column))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {name(meta.db_table)} SET {said} WHERE {key} = %s",
            _written(rows, [*columns, meta.pk]),
        )


def insert_each(rows: Sequence[models.Model]) -> None:
    """Writes rows that are new, in one preparation of one statement; none learns its key.

    Django's `bulk_create` writes out a statement for each batch, with a mark for every value.
    """
    if not rows:
        return
    meta, name = rows[0]._meta, connection.ops.quote_name
    columns = [each for each in meta.concrete_fields if not each.primary_key]
    said = ", ".join(name(str(column.column)) for column in columns)
    marks = ", ".join("%s" for _ in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {name(meta.db_table)} ({said}) VALUES ({marks})", _written(rows, columns)
        )


def _written(
    rows: Sequence[models.Model], columns: Sequence[models.Field[Any, Any]]
) -> list[list[Any]]:
    """The values of those columns, row by row, as the database is given them."""
    told = [(column.get_db_prep_save, column.attname) for column in columns]
    database = connections[DEFAULT_DB_ALIAS]  # itself: what stands for it asks each time which
    return [[prepare(row.__dict__[name], database) for prepare, name in told] for row in rows]

"""Rows by the hundred thousand into a table: COPY on PostgreSQL, one prepared INSERT on SQLite."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

CHUNK = 20_000
Row = Sequence[Any]
_SQLITE: dict[type, Callable[[Any], Any]] = {
    datetime: lambda at: at.astimezone(UTC).replace(tzinfo=None).isoformat(" "),
    date: date.isoformat,
    Decimal: str,
    UUID: lambda uuid: uuid.hex,
    bool: int,
}


def stored(value: Any) -> Any:
    """A JSON value as the database keeps it: text, which PostgreSQL reads into jsonb."""
    return json.dumps(value)


def fill(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Writes the rows; how many. Values are Python's own, JSON already text (`stored`)."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _copied(cursor, f"COPY {table} ({names}) FROM STDIN", rows)
        marks = ", ".join("%s" for _ in columns)
        return _inserted(cursor, f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _copied(cursor: Any, statement: str, rows: Iterable[Row]) -> int:
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    return int(cursor.rowcount)


def _inserted(cursor: Any, statement: str, rows: Iterable[Row]) -> int:
    count, left = 0, iter(rows)
    while chunk := list(islice(_plain(left), CHUNK)):
        cursor.executemany(statement, chunk)
        count += len(chunk)
    return count


def _plain(rows: Iterable[Row]) -> Iterator[list[Any]]:
    """Values as Django's SQLite backend stores them."""
    find = _SQLITE.get
    for row in rows:
        yield [turn(value) if (turn := find(type(value))) else value for value in row]


def hurried() -> None:
    """No promise to survive a power cut while the world is built: it would be built again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
        else:
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SET maintenance_work_mem = '256MB'")


def numbered(models: Iterable[type[Model]]) -> None:
    """The sequences of PostgreSQL go on after what was written."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)

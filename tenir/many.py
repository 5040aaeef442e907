"""Many rows written at once, each to values of its own; a few of them, which learn their keys."""

from __future__ import annotations

from collections.abc import Callable, Collection, MutableMapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

Row = TypeVar("Row", bound=models.Model)
Texts: TypeAlias = MutableMapping[int, Any]  # JSON as it was written, by which object it was
_NOTHING = frozenset({type(None)})
_TEXT, _NUMBER = _NOTHING | {str}, _NOTHING | {int}
FEW = 12  # rows that are written out in one statement more cheaply than one by one


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


def update_each(
    rows: Sequence[models.Model], fields: Collection[str], *, texts: Texts | None = None
) -> None:
    """Writes those fields of each row, in one preparation of one statement.

    What several columns hold of JSON, the same object, is written out once: with `texts`, also
    what others wrote out who were given it, and who keep those objects as long.
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
            _written(rows, [*columns, meta.pk], texts),
        )


def insert_each(rows: Sequence[models.Model]) -> None:
    """Writes rows that are new, in one preparation of one statement; few of them learn their keys.

    Django's `bulk_create` writes out a statement for each batch, with a mark for every value.
    """
    if len(rows) <= FEW:
        insert_few(rows)
        return
    meta, name = rows[0]._meta, connection.ops.quote_name
    columns = [each for each in meta.concrete_fields if not each.primary_key]
    said = ", ".join(name(str(column.column)) for column in columns)
    marks = ", ".join("%s" for _ in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {name(meta.db_table)} ({said}) VALUES ({marks})", _written(rows, columns)
        )


def insert_few(
    rows: Sequence[Row], *, unless: str = "", instead: tuple[str, ...] = ()
) -> list[Row]:
    """Writes some dozens of rows that are new in one statement; each learns its key.

    `unless` is a unique field: a row whose value of it is there already is left out, or gives the
    row that is there its values of the fields `instead`. Gives those that were written. Django's
    own ways build the statement anew each time, and write out arrays.
    """
    if not rows:
        return []
    columns, sql = _insertion(type(rows[0]), len(rows), unless, instead)
    values = [value for row in _written(rows, columns) for value in row]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        told = cursor.fetchall()
    keys = dict(told) if unless else dict(enumerate(key for (key,) in told))
    made = []
    for n, row in enumerate(rows):
        key = keys.get(row.__dict__[unless] if unless else n)
        if key is not None:
            row.pk, row._state.adding, row._state.db = key, False, DEFAULT_DB_ALIAS
            made.append(row)
    return made


@lru_cache(maxsize=256)
def _insertion(
    model: type[models.Model], count: int, unless: str, instead: tuple[str, ...]
) -> tuple[list[models.Field[Any, Any]], str]:
    """The columns that so many new rows of a table are given, and the statement."""
    meta, name = model._meta, connection.ops.quote_name
    columns = [each for each in meta.concrete_fields if not isinstance(each, models.AutoField)]
    said = ", ".join(name(str(column.column)) for column in columns)
    each = "(" + ", ".join("%s" for _ in columns) + ")"
    key = name(str(meta.pk.column))
    told, kept = key, ""
    if unless:
        unique = name(str(meta.get_field(unless).column))  # type: ignore[union-attr]
        new = [name(str(meta.get_field(each).column)) for each in instead]  # type: ignore[union-attr]
        taken = ", ".join(f"{each} = EXCLUDED.{each}" for each in new)
        done = f"UPDATE SET {taken}" if taken else "NOTHING"
        told, kept = f"{unique}, {key}", f" ON CONFLICT ({unique}) DO {done}"
    sql = f"INSERT INTO {name(meta.db_table)} ({said}) VALUES {', '.join([each] * count)}{kept}"
    return columns, f"{sql} RETURNING {told}"


def _written(
    rows: Sequence[models.Model],
    columns: Sequence[models.Field[Any, Any]],
    texts: Texts | None = None,
) -> list[list[Any]]:
    """The values of those columns, row by row, as the database is given them."""
    database = connections[DEFAULT_DB_ALIAS]  # itself: what stands for it asks each time which
    texts = {} if texts is None else texts
    told = [(column.attname, _as_it_is(column), _writer(column, texts)) for column in columns]
    written = []
    for row in rows:
        said = row.__dict__
        values = []
        for name, plain, prepare in told:
            value = said[name]
            values.append(value if type(value) in plain else prepare(value, database))
        written.append(values)
    return written


def _writer(column: models.Field[Any, Any], texts: Texts) -> Callable[[Any, Any], Any]:
    """How such a column's values are written for a database; the same JSON once."""
    if not isinstance(column, models.JSONField):
        return column.get_db_prep_save

    def once(value: Any, database: Any) -> Any:
        known = texts.get(id(value))
        if known is None:
            known = texts[id(value)] = column.get_db_prep_save(value, database)
        return known

    return once


def _as_it_is(column: models.Field[Any, Any]) -> frozenset[type]:
    """The types of which such a column is given values as they are."""
    if isinstance(column, models.CharField | models.TextField):
        return _TEXT
    if isinstance(column, models.IntegerField | models.ForeignKey):
        return _NUMBER
    return _NOTHING

"""Questions asked at every act: Django writes the statement once, then only values are given."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.expressions import Expression
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
_LARGEST = 2**63 - 1


class Prepared(Generic[Row]):
    """A question that differs in its values alone: call it with them, in their order; its rows.

        _CONTACTS = Prepared(lambda client: Contact.objects.filter(client=client))
        contacts = _CONTACTS(organisation)

    Django builds and writes out a statement each time, for which it takes more of the processor
    than for asking it. Values are numbers, words, days and instants, which columns are equal to or
    lie before; TypeError of anything else: nothing at all and lists make other statements. A number
    larger than columns hold finds nothing.
    """

    def __init__(self, asked: Callable[..., QuerySet[Any, Row]]) -> None:
        self._asked, self._names = asked, tuple(inspect.signature(asked).parameters)
        self._written: QuerySet[Any, Row] | None = None

    def __call__(self, *values: Any) -> list[Row]:
        """The rows for these values."""
        given = dict(zip(self._names, map(_stored, values), strict=True))
        if any(isinstance(value, int) and abs(value) > _LARGEST for value in values):
            return []
        if self._written is None:
            self._written = _written(self._asked(*map(_Given, self._names)))
        return list(_alike(self._written, _query=_alike(self._written.query, given=given)))


class _Given(Expression):
    """Stands for a value that is given each time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, *_: object, **__: object) -> tuple[str, Any]:
        """A mark for the value, and which it is."""
        return "%s", [self]


class _Written(Query):
    """A query whose statement is written out: it lacks its values."""

    by: _Compiler
    given: Mapping[str, Any]

    def get_compiler(self, *_: object, **__: object) -> SQLCompiler:
        """What asks it, on this thread's connection."""
        compiler = copy(self.by)
        compiler.connection, compiler.query = connections[DEFAULT_DB_ALIAS], self
        return compiler


class _Compiler(SQLCompiler):
    """Gives the statement as it was written, with the values of this time."""

    query: _Written
    statement: tuple[str, tuple[Any, ...]]
    converters: Any

    def get_converters(self, *_: object) -> Any:
        """What makes a value of what the database gives, by column: the same each time."""
        return self.converters

    def as_sql(self, *_: object, **__: object) -> tuple[str, tuple[Any, ...]]:
        """The statement and its values."""
        sql, marks = self.statement
        given = self.query.given
        return sql, tuple(given[mark.name] if type(mark) is _Given else mark for mark in marks)


def _written(rows: QuerySet[Any, Row]) -> QuerySet[Any, Row]:
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, marks = compiler.as_sql()
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    compiler.__class__, compiler.statement = _Compiler, (sql, tuple(marks))
    compiler.converters = converters
    query: Any = rows.query.chain(klass=_Written)
    query.by = compiler
    written: QuerySet[Any, Row] = _alike(rows, _query=query)
    return written


def _alike(held: Any, **but: Any) -> Any:
    """The same thing but for those attributes: copying rows would ask for them."""
    made = object.__new__(type(held))
    made.__dict__ = {**held.__dict__, **but}
    return made


def _stored(value: Any) -> Any:
    """A value as the database is given it."""
    operations = connections[DEFAULT_DB_ALIAS].ops
    if isinstance(value, datetime):
        return operations.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return operations.adapt_datefield_value(value)
    if isinstance(value, str | int):
        return value
    raise TypeError(f"a prepared question is given numbers, words and instants, not {value!r}")

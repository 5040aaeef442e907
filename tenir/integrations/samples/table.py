"""A file of samples as DuckDB reads it: the same columns whatever it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tenir.integrations.samples.header import (
    BrokenRecord,
    Columns,
    UnreadableFile,
    columns_among,
    is_parquet,
    names_in_csv,
    opened,
)

if TYPE_CHECKING:
    import duckdb

WITH_OFFSET = "TIMESTAMP WITH TIME ZONE"
# DuckDB would also take a date alone, the name of a zone and "epoch"; here they are no instants.
LOCAL = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?"
INSTANT = LOCAL + r"(Z|[+-][01]\d(:?[0-5]\d)?)"
STATES = "'unknown', 'up', 'degraded', 'down'"  # in the order of their codes


@dataclass(frozen=True)
class Table:
    """A query for the records of a file: target, instant, state, and the fault that each has.

    Beside them a `location`, empty where the file has no column of that name.
    `written` and `status` are what the file says, to be quoted.
    """

    path: Path
    columns: Columns
    records: str


LOCATION = "location"


def table_of(path: Path, connection: duckdb.DuckDBPyConnection) -> Table:
    """The records of a file, its format told by its name and its header.

    Raises UnreadableFile where a column is missing or of a type that is none.
    """
    if is_parquet(path):
        source = f"read_parquet({_file(path)})"
        with readable(path):
            described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        types = {column: kind for column, kind, *_ in described}
        names = list(types)
        columns = columns_among(names, path=path)
        _check_type(types[columns.at], columns, path)
        given = types[columns.at] == WITH_OFFSET
    else:
        names = names_in_csv(path)
        columns, given = columns_among(names, path=path), False
        source = _csv(path, names)
    placed = LOCATION in names
    return Table(path, columns, _records(source, columns, given=given, placed=placed))


def _check_type(kind: str, columns: Columns, path: Path) -> None:
    if kind not in (WITH_OFFSET, "VARCHAR"):
        wanted = f"{WITH_OFFSET} / VARCHAR (ISO 8601)"
        raise UnreadableFile(
            "samples.type", str(path), column=columns.at, found=kind, wanted=wanted
        )


def _csv(path: Path, names: list[str]) -> str:
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in names)
    packed = "gzip" if path.name.lower().endswith(".gz") else "none"
    return (
        f"read_csv({_file(path)}, compression = '{packed}', header = true, auto_detect = false,"
        f" delim = ',', quote = '\"', escape = '\"', columns = {{{columns}}})"
    )


def _records(source: str, columns: Columns, *, given: bool, placed: bool) -> str:
    target, at, status = (_name(c) for c in (columns.target, columns.at, columns.status))
    instant = at if given else f"TRY_CAST({at} AS {WITH_OFFSET})"
    form = "true" if given else f"regexp_full_match({at}, {_text(INSTANT)})"
    local = "false" if given else f"regexp_full_match({at}, {_text(LOCAL)})"
    place = f"coalesce(trim(CAST({_name(LOCATION)} AS VARCHAR)), '')" if placed else "''"
    return f"""
        SELECT CAST({target} AS VARCHAR) AS target, {instant} AS instant, {place} AS location,
               CAST({at} AS VARCHAR) AS written, CAST({status} AS VARCHAR) AS status,
               list_position([{STATES}], lower(trim(CAST({status} AS VARCHAR)))) - 1 AS state,
               CASE WHEN coalesce(trim(CAST({target} AS VARCHAR)), '') = '' THEN 'samples.no_target'
                    WHEN {local} THEN 'samples.naive'
                    WHEN NOT coalesce({form} AND isfinite({instant}), false) THEN 'samples.instant'
                    WHEN list_position([{STATES}], lower(trim(CAST({status} AS VARCHAR)))) IS NULL
                    THEN 'samples.status' END AS fault
        FROM {source}"""


def broken_record(table: Table, connection: duckdb.DuckDBPyConnection) -> BrokenRecord:
    """The first record that cannot be read: where it stands, and what is wrong with it."""
    number, target, written, status, fault = connection.execute(
        f"""SELECT number, target, written, status, fault
            FROM (SELECT row_number() OVER () AS number, * FROM ({table.records}))
            WHERE fault IS NOT NULL ORDER BY number LIMIT 1"""
    ).fetchall()[0]
    columns = table.columns
    column, found = {
        "samples.no_target": (columns.target, target),
        "samples.status": (columns.status, status),
    }.get(fault, (columns.at, written))
    place = number if is_parquet(table.path) else _line(table.path, number)
    return BrokenRecord(fault, f"{table.path}:{place}", column=column, found=found or "")


def _line(path: Path, record: int) -> int:
    """The line of a CSV on which a record stands: the header and blank lines are no records."""
    with opened(path) as file:
        written = (number for number, line in enumerate(file, start=1) if line.strip())
        return next(line for count, line in enumerate(written) if count == record)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Tell DuckDB's complaints in our own words, with the line where it gives one."""
    import duckdb  # noqa: PLC0415  27 MB, which no page needs

    try:
        yield
    except duckdb.Error as error:
        said = str(error)
        line = re.search(r"CSV Error on Line: (\d+)", said)
        fields = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", said)
        place = f"{path}:{line[1]}" if line else str(path)
        if fields:
            raise BrokenRecord("samples.line", place, wanted=fields[1], found=fields[2]) from error
        why = next((s for s in said.splitlines()[1:] if s and not s.startswith("Original")), said)
        raise UnreadableFile("samples.unreadable", place, why=why.strip()) from error


def _file(path: Path) -> str:
    """One file: DuckDB would take `*`, `?` and `[` as a pattern of several."""
    return _text(re.sub(r"([*?\[])", r"[\1]", str(path)))


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'

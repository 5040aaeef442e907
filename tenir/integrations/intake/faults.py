"""All that is wrong with a file of samples, each fault with its line, or with the row of a Parquet.

A CSV is read line by line with the standard library: DuckDB stops at the first line that is cut.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from tenir.integrations.samples.header import (
    Columns,
    UnreadableFile,
    columns_among,
    is_parquet,
    opened,
)
from tenir.integrations.samples.reading import samples_engine
from tenir.integrations.samples.table import INSTANT, LOCAL, readable, table_of
from tenir.terms.dates import BadInstant, instant_of
from tenir.terms.loading import Fault

MOST = 1000  # faults that are told
STATES = frozenset({"unknown", "up", "degraded", "down"})
_INSTANT, _LOCAL = re.compile(INSTANT), re.compile(LOCAL)


def faults_of(path: Path, *, latest: datetime) -> list[Fault]:
    """The first thousand faults, in the order of the file; an instant past `latest` is one.

    Raises UnreadableFile where the file cannot be read to its end.
    """
    found = _in_parquet(path, latest) if is_parquet(path) else _in_csv(path, latest)
    return list(islice(found, MOST))


def _in_csv(path: Path, latest: datetime) -> Iterator[Fault]:
    try:
        with opened(path) as raw:
            rows = csv.reader(io.TextIOWrapper(raw, "utf-8-sig", newline=""))
            names = next(rows, [])
            if not names:
                raise UnreadableFile("samples.empty", path.name)
            yield from _in_rows(rows, names, columns_among(names, path=path), path.name, latest)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile("samples.unreadable", path.name, why=str(error)) from error


def _in_rows(
    rows: Iterator[list[str]], names: Sequence[str], columns: Columns, name: str, latest: datetime
) -> Iterator[Fault]:
    target, at, status = (names.index(c) for c in (columns.target, columns.at, columns.status))
    line = 1
    for row in rows:
        place, line = f"{name}:{line + 1}", rows.line_num  # type: ignore[attr-defined]
        if not row:
            continue
        if len(row) != len(names):
            yield Fault("samples.line", place, wanted=len(names), found=len(row))
            continue
        yield from _in_record(columns, place, (row[target], row[at], row[status]), latest)


def _in_record(
    columns: Columns, place: str, record: tuple[str, str, str], latest: datetime
) -> Iterator[Fault]:
    """What is wrong with one: several things may be."""
    target, at, status = record
    if not target.strip():
        yield Fault("samples.no_target", place, column=columns.target)
    wrong = _wrong_instant(at, latest)
    if wrong:
        yield Fault(wrong, place, column=columns.at, found=at)
    if status.strip().lower() not in STATES:
        yield Fault("samples.status", place, column=columns.status, found=status)


def _wrong_instant(at: str, latest: datetime) -> str:
    if _LOCAL.fullmatch(at):
        return "samples.naive"
    if not _INSTANT.fullmatch(at):
        return "samples.instant"
    try:
        return "samples.ahead" if instant_of(at) > latest else ""
    except BadInstant:
        return "samples.instant"


def _in_parquet(path: Path, latest: datetime) -> Iterator[Fault]:
    with samples_engine() as connection, readable(path):
        table = table_of(path, connection)
        found = connection.execute(
            f"""SELECT number, target, written, status, coalesce(fault, 'samples.ahead')
                FROM (SELECT row_number() OVER () AS number, * FROM ({table.records}))
                WHERE fault IS NOT NULL OR instant > to_timestamp({latest.timestamp()})
                ORDER BY number LIMIT {MOST}"""
        ).fetchall()
    for number, target, written, status, fault in found:
        column, said = {
            "samples.no_target": (table.columns.target, target),
            "samples.status": (table.columns.status, status),
        }.get(fault, (table.columns.at, written))
        yield Fault(fault, f"{path.name}:{number}", column=column, found=said or "")

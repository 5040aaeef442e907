"""From a file of samples to outages, in one reading of the records and little memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import nanoarrow  # type: ignore[import-untyped]  # it ships no types
import numpy as np

from tenir.integrations.samples.header import Kind, UnreadableFile
from tenir.integrations.samples.table import Table, broken_record, readable, table_of
from tenir.progress import Progress
from tenir.terms.outages import EVER_AFTER, EVER_BEFORE, Measured, Measuring, OutOfOrder
from tenir.terms.samples import Samples, joined, samples_of
from tenir.terms.spans import Span

if TYPE_CHECKING:
    import duckdb

Silence: TypeAlias = int | Literal["default"] | None  # seconds; None: a state simply holds

DEFAULT_SILENCE: Literal["default"] = "default"
UPPTIME_SILENCE = 26 * 3600  # it records once a day, and GitHub's clocks are late
WHOLE = (EVER_BEFORE, EVER_AFTER)

HELPING = 1_000_000  # records measured at a time
IN_MEMORY = 20_000_000  # so many records out of order are sorted by NumPy; more by DuckDB, on disk
MEMORY = "1GB"  # DuckDB's share of the two gigabytes that a reading may take


@dataclass(frozen=True)
class Census:
    """What a file holds: whose records, how many, from when to when (UTC seconds)."""

    kind: Kind
    targets: tuple[str, ...]
    records: int
    first_at: int
    last_at: int


@dataclass(frozen=True)
class Measurement:
    """What a file says of its targets; a target's code is its place in `targets`.

    `silence` is the limit applied; `evidence` the fewest records that prove what was measured.
    """

    census: Census
    silence: int | None
    measured: Measured
    evidence: Samples

    @property
    def targets(self) -> tuple[str, ...]:
        """The names of the targets, in order."""
        return self.census.targets


class SamplesFile:
    """A file of samples, every record of which was found readable.

    CSV, CSV.gz or Parquet with the columns `target, at, status`, or an Upptime history with
    `commit_time, slug, status`; other columns are left alone. Instants carry an offset; parts of
    a second are cut off. Opening it reads it once: it raises UnreadableFile or BrokenRecord.
    """

    def __init__(self, path: Path, *, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._table = table_of(path, connection)
        self.census = _census(self._table, connection)

    def measure(
        self,
        *,
        silence: Silence = DEFAULT_SILENCE,
        proving: Span | None = None,
        progress: Progress | None = None,
    ) -> Measurement:
        """When each target was down, degraded, or not measured; see `outages_of`.

        By default silence is limited to 26 hours in an Upptime history, and not in other samples.
        """
        if silence == DEFAULT_SILENCE:
            silence = UPPTIME_SILENCE if self.census.kind == "upptime" else None
        measuring = Measuring(silence=silence, proving=proving)
        try:
            self._measure(measuring, "", progress)
        except OutOfOrder:
            measuring = Measuring(silence=silence, proving=proving)
            self._measure_unordered(measuring, progress)
        evidence = samples_of([], [], []) if proving is None else measuring.evidence()
        return Measurement(self.census, silence, measuring.measured(), evidence)

    def _measure_unordered(self, measuring: Measuring, progress: Progress | None) -> None:
        if self.census.records > IN_MEMORY:
            self._measure(measuring, "ORDER BY instant", progress)
        else:
            measuring.add(joined(*self._helpings("", progress)))

    def _measure(self, measuring: Measuring, order: str, progress: Progress | None) -> None:
        for helping in self._helpings(order, progress):
            measuring.add(helping)

    def _helpings(self, order: str, progress: Progress | None) -> Iterator[Samples]:
        """The records in the order of the file, or in that asked for, many at a time."""
        query = self._connection.sql(
            f"""SELECT enum_code(CAST(target AS target_name)) AS target,
                       epoch_us(instant) AS at, CAST(state AS TINYINT) AS state
                FROM ({self._table.records}) {order}"""
        )
        waiting: list[Samples] = []
        read = 0
        with readable(self.path):
            for batch in _batches(query):
                waiting.append(batch)
                read += len(batch.at)
                if sum(len(part.at) for part in waiting) >= HELPING:
                    yield joined(*waiting)
                    waiting = []
                    if progress is not None:
                        progress(read, self.census.records)
        if waiting:
            yield joined(*waiting)
        if progress is not None:
            progress(read, self.census.records)


def measure_file(
    path: Path | str,
    *,
    silence: Silence = DEFAULT_SILENCE,
    proving: Span | None = WHOLE,
    progress: Progress | None = None,
) -> Measurement:
    """The outages in a file of samples, and the evidence of a span: the shorter, the less memory.

    `progress` is told the records read so far, and how many there are.
    """
    with open_samples(path) as samples:
        return samples.measure(silence=silence, proving=proving, progress=progress)


@contextmanager
def open_samples(path: Path | str) -> Iterator[SamplesFile]:
    """A file of samples, open for measuring. Raises UnreadableFile, BrokenRecord."""
    with samples_engine() as connection:
        yield SamplesFile(Path(path), connection=connection)


@contextmanager
def samples_engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that takes a gigabyte at most, and spills to a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="tenir-") as spill, _engine(spill) as connection:
        yield connection


def _engine(spill: str) -> duckdb.DuckDBPyConnection:
    import duckdb  # noqa: PLC0415  27 MB, which no page needs

    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "temp_directory": spill,
            "autoinstall_known_extensions": False,  # nothing is fetched from the network
        }
    )
    connection.execute("SET enable_progress_bar = false")  # the face has its own
    return connection.execute("SET TimeZone = 'UTC'")


def _census(table: Table, connection: duckdb.DuckDBPyConnection) -> Census:
    """Look at every record once: is each readable, and whose is it?"""
    with readable(table.path):
        connection.execute(
            f"""CREATE TEMP TABLE census AS
                SELECT target, count(*) AS records, count(fault) AS faults,
                       min(epoch_us(instant)) AS first, max(epoch_us(instant)) AS last
                FROM ({table.records}) GROUP BY target"""
        )
    records, faults, first, last = connection.execute(
        "SELECT sum(records), sum(faults), min(first), max(last) FROM census"
    ).fetchall()[0]
    if not records:
        raise UnreadableFile("samples.empty", str(table.path))
    if faults:
        raise broken_record(table, connection)
    connection.execute(
        "CREATE TYPE target_name AS ENUM (SELECT target FROM census ORDER BY target)"
    )
    targets = connection.execute("SELECT target FROM census ORDER BY target").fetchall()
    return Census(
        kind=table.columns.kind,
        targets=tuple(target for (target,) in targets),
        records=int(records),
        first_at=first // 1_000_000,
        last_at=last // 1_000_000,
    )


def _batches(query: duckdb.DuckDBPyRelation) -> Iterator[Samples]:
    """The rows of a query as they come; no value of theirs is missing."""
    for batch in nanoarrow.ArrayStream(query):
        target, at, state = (
            np.asarray(column.buffer(1))[: len(batch)] for column in batch.iter_children()
        )
        yield samples_of(target, at // 1_000_000, state)

"""What a file of samples is: its format, its columns, whose history it tells."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, TypeAlias

from tenir.terms.errors import Refused

Kind: TypeAlias = Literal["samples", "upptime"]
KINDS: dict[Kind, tuple[str, str, str]] = {
    "samples": ("target", "at", "status"),
    "upptime": ("slug", "commit_time", "status"),
}
CSV, PARQUET = (".csv", ".csv.gz"), (".parquet",)


class UnreadableFile(Refused):
    """A file of samples that is missing, of another format, cut short, or empty."""


class BrokenRecord(Refused):
    """A record of a file that cannot be read: its place says the line, or the row of a Parquet."""


@dataclass(frozen=True)
class Columns:
    """The names under which a file holds a record's target, instant and state."""

    kind: Kind
    target: str
    at: str
    status: str


def is_parquet(path: Path) -> bool:
    """Is it a Parquet file, rather than a CSV? Raises UnreadableFile for any other."""
    if not path.is_file():
        raise UnreadableFile("samples.missing", path=path)
    if not path.name.lower().endswith(CSV + PARQUET):
        raise UnreadableFile("samples.kind", path=path)
    return path.name.lower().endswith(PARQUET)


def columns_among(names: list[str], *, path: Path) -> Columns:
    """The columns of samples, or those of an Upptime history; others are left alone."""
    for kind, (target, at, status) in KINDS.items():
        if {target, at, status} <= set(names):
            return Columns(kind, target, at, status)
    closest = min(KINDS.values(), key=lambda wanted: len(set(wanted) - set(names)))
    missing = ", ".join(f"`{name}`" for name in closest if name not in names)
    found = ", ".join(f"`{name}`" for name in names)
    raise UnreadableFile("samples.columns", str(path), missing=missing, found=found)


def names_in_csv(path: Path) -> list[str]:
    """The names in the header of a CSV file, which may be compressed."""
    try:
        with opened(path) as file:
            lines = csv.reader(io.TextIOWrapper(file, "utf-8-sig", newline=""))
            names = next(lines, [])
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile("samples.unreadable", str(path), why=str(error)) from error
    if not names:
        raise UnreadableFile("samples.empty", str(path))
    return names


def opened(path: Path) -> IO[bytes] | gzip.GzipFile:
    """The bytes of a CSV file, decompressed."""
    return gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb")

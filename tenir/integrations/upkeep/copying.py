"""`tenir backup`: the database at one instant, then the documents that it names.

Documents come second: a document's file is there before its row, and never changes. What is kept
meanwhile is not in the copy, and not in its database either.
"""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from tenir.apps.documents.queries import Document, place_of
from tenir.apps.journal.queries import Entry
from tenir.integrations.upkeep.archive import (
    DATABASES,
    Manifest,
    Writer,
    new_file,
    sweep,
    unpacking,
    verified,
)
from tenir.integrations.upkeep.postgresql_tools import run

APPLIED = "SELECT app, name FROM django_migrations ORDER BY 1, 2"
Ask = Callable[[str], list[tuple[Any, ...]]]
Snapshot = tuple[Ask, Path]  # questions to the copied instant, and its file


def copied(path: Path, *, at: datetime) -> Manifest:
    """Writes a copy of Tenir to that file, reads it again whole, and tells what it is."""
    sweep(path.parent, at=at)
    with (
        new_file(path) as file,
        unpacking(path) as folder,
        _snapshot(folder) as (ask, database),
    ):
        writer = Writer(file)
        with database.open("rb") as content:
            writer.add(DATABASES[connection.vendor], content, database.stat().st_size)
        manifest = _manifest(ask, at=at)
        if manifest.documents == "here":
            manifest.missing = list(_without_file(writer, ask))
        writer.close(manifest)
    return verified(path)


def _manifest(ask: Ask, *, at: datetime) -> Manifest:
    entry = Entry._meta.db_table
    head = ask(f"SELECT position, link FROM {entry} WHERE position IS NOT NULL"
               " ORDER BY position DESC LIMIT 1")  # fmt: skip
    documents = settings.TENIR.documents
    return Manifest(
        tenir=version("tenir"),
        taken_at=at.isoformat(),
        database=connection.vendor,
        migrations=[list(row) for row in ask(APPLIED)],
        head=list(head[0]) if head else [],
        documents=documents if documents.startswith("s3://") else "here",
    )  # fmt: skip


def _without_file(writer: Writer, ask: Ask) -> Iterator[str]:
    """Adds each document; the digests of those whose file is gone or is no longer itself."""
    table = Document._meta.db_table
    for (digest,) in ask(f"SELECT DISTINCT digest FROM {table} ORDER BY digest"):
        place = place_of(digest)
        if not default_storage.exists(place):
            yield digest
            continue
        with default_storage.open(place) as content:
            if writer.add(f"documents/{place}", content, content.size) != digest:
                yield digest


@contextmanager
def _snapshot(folder: Path) -> Iterator[Snapshot]:
    copying = _of_postgresql if connection.vendor == "postgresql" else _of_sqlite
    with copying(folder) as found:
        yield found


@contextmanager
def _of_sqlite(folder: Path) -> Iterator[Snapshot]:
    """SQLite's online copy: writers go on meanwhile, and the copy is of one instant."""
    plain, packed = folder / "copy.sqlite3", folder / "copy.sqlite3.gz"
    connection.ensure_connection()
    with closing(sqlite3.connect(plain)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without the log beside it
        with plain.open("rb") as content, gzip.open(packed, "wb", 6) as out:
            shutil.copyfileobj(content, out)
        yield (lambda sql: copy.execute(sql).fetchall()), packed


@contextmanager
def _of_postgresql(folder: Path) -> Iterator[Snapshot]:
    """pg_dump on the snapshot of our own transaction: our questions see what it copies."""
    dump = folder / "copy.dump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--schema=public",
            f"--snapshot={snapshot}", f"--file={dump}",
            doing=("pg_dump n'a pas pu copier la base", "pg_dump could not copy the database"),
        )  # fmt: skip

        def ask(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        yield ask, dump

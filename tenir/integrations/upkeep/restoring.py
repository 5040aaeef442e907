"""`tenir restore`: a copy put back, and what must not follow from its age.

A copy is older than what happened since: messages that it says are owed may have been sent, and
sessions that it has may have been ended. The first are held for a person, the second end.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from time import sleep

import psycopg
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, connections, transaction

from tenir.apps.documents.queries import place_of
from tenir.apps.documents.services import Damaged, check
from tenir.apps.journal.queries import verify
from tenir.apps.journal.services import record
from tenir.apps.notices.services import hold_owed_before
from tenir.integrations.upkeep import schema
from tenir.integrations.upkeep.archive import (
    Manifest,
    documents_of,
    extracted,
    sweep,
    unpacking,
    verified,
)
from tenir.integrations.upkeep.postgresql_tools import ASIDE, alone, refusals_told, run
from tenir.integrations.upkeep.stopped import Stopped
from tenir.terms.journal_chain import Mark, Verdict
from tenir.viewer import SYSTEM

LOOKS, MOMENT = 15, 0.2  # seconds between looks at who else is there
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@dataclass(frozen=True)
class Restored:
    """What was put back, what is held, what is missing, and whether the journal holds."""

    manifest: Manifest
    documents: int
    missing: list[Damaged]
    held: int
    sessions: int
    verdict: Verdict


def restorable(path: Path, *, replace: bool) -> Manifest:
    """The manifest of a copy that may be put into our database; Stopped says why not."""
    manifest = verified(path)
    if manifest.database != connection.vendor:
        raise Stopped(
            f"la sauvegarde vient de {manifest.database}, la base est {connection.vendor}."
            " Mettez une base de la même sorte dans TENIR_DATABASE_URL.",
            f"the copy is of {manifest.database}, the database is {connection.vendor}."
            " Set a database of the same kind in TENIR_DATABASE_URL.",
        )
    if unknown := schema.unknown((app, name) for app, name in manifest.migrations):
        raise Stopped(
            f"la sauvegarde vient de Tenir {manifest.tenir}, plus récent ({', '.join(unknown)})."
            " Installez cette version.",
            f"the copy is of Tenir {manifest.tenir}, which is newer ({', '.join(unknown)})."
            " Install that version.",
        )
    if not replace and connection.introspection.table_names():
        raise Stopped(
            "la base n'est pas vide. Donnez-en une vide, ou --replace pour perdre ce qu'elle a.",
            "the database is not empty. Give an empty one, or --replace to lose what it has.",
        )
    return manifest


def restored(path: Path, *, replace: bool, at: datetime) -> Restored:
    """Puts a copy back: database, tables of this version, the precautions, then documents.

    The precautions come first: whatever stops the documents, a full disk for one, nothing that the
    copy owes is sent again.
    """
    manifest = restorable(path, replace=replace)
    sweep(path.parent, at=at)
    with unpacking(path) as folder:
        file = extracted(path, manifest, folder)
        (_into_postgresql if connection.vendor == "postgresql" else _into_sqlite)(file)
    schema.bring_up_to_date()
    sessions, held = _precautions(manifest, at=at)
    kept = _documents(path, manifest)
    mark = Mark(*manifest.head) if manifest.head else None
    return Restored(manifest, kept, check(), held, sessions, verify(SYSTEM, mark=mark))


@transaction.atomic
def _precautions(manifest: Manifest, *, at: datetime) -> tuple[int, int]:
    """Sessions end; what was owed before now waits for a person; the journal is told."""
    store = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    sessions = store.objects.all().delete()[0]
    held = hold_owed_before(at, because=f"restored from {manifest.taken_at}", actor=SYSTEM, at=at)
    after = {"taken_at": manifest.taken_at, "tenir": manifest.tenir, "held": len(held)}
    record("tenir.restored", subject="tenir", actor=SYSTEM, at=at, after=after)
    return sessions, len(held)


def _documents(path: Path, manifest: Manifest) -> int:
    """Writes each document again under its digest, which the store checks; how many."""
    count = 0
    for digest, content in documents_of(path, manifest):
        default_storage.save(place_of(digest), File(content))
        count += 1
    return count


def _into_sqlite(file: Path) -> None:
    """Page by page into the same file, under its lock: whole, or not at all."""
    connections.close_all()
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        closing(sqlite3.connect(file)) as copy,
        closing(sqlite3.connect(target, timeout=2)) as ours,
    ):
        try:
            ours.execute("PRAGMA journal_mode=DELETE")  # refused while anybody else has it open
            copy.backup(ours)
        except sqlite3.OperationalError as error:
            raise _in_use(str(error)) from error


def _others(session: psycopg.Connection) -> int:
    """How many other sessions there are: one that was just left, as ours, takes a moment to end."""
    count = 0
    for _ in range(LOOKS):
        row = session.execute(OTHERS).fetchone()
        count = row[0] if row else 0
        if not count:
            break
        sleep(MOMENT)
    return count


def _into_postgresql(file: Path) -> None:
    """Into a new schema while the old one stands aside: whole, or the old one comes back."""
    with refusals_told(), alone() as session:
        if others := _others(session):
            raise _in_use(f"sessions: {others}")
        if session.execute("SELECT to_regnamespace(%s)", [ASIDE]).fetchone() != (None,):
            _back(session)  # an earlier attempt was cut off
        session.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
        try:
            session.execute("CREATE SCHEMA public")
            run(
                "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--schema=public",
                "--single-transaction", f"--dbname={connection.settings_dict['NAME']}", str(file),
                doing=("pg_restore n'a pas pu", "pg_restore could not"),
            )  # fmt: skip
        except (Stopped, psycopg.Error):
            _back(session)
            raise
        session.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _back(session: psycopg.Connection) -> None:
    """The schema that stood aside takes its place again."""
    session.execute("DROP SCHEMA IF EXISTS public CASCADE")
    session.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")


def _in_use(said: str) -> Stopped:
    return Stopped(
        f"la base est en service ({said}). Arrêtez d'abord `tenir serve` et `tenir worker`.",
        f"the database is in use ({said}). Stop `tenir serve` and `tenir worker` first.",
    )

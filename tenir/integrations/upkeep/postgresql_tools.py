"""pg_dump and pg_restore, told where to go by the environment and never by their arguments."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from tenir.integrations.upkeep.findings import Finding, ok, warning
from tenir.integrations.upkeep.stopped import Stopped
from tenir.logs import scrubbed

ASIDE = "tenir_replaced"  # the schema of what a restore replaces, until that is whole
DEBIAN = Path("/usr/lib/postgresql")
NAMES = {
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY", "connect_timeout": "PGCONNECT_TIMEOUT", "passfile": "PGPASSFILE",
    "service": "PGSERVICE", "options": "PGOPTIONS", "application_name": "PGAPPNAME",
    "target_session_attrs": "PGTARGETSESSIONATTRS", "host": "PGHOST",
}  # fmt: skip


def tool(name: str) -> str:
    """The newest of that name which this machine has and the server accepts; Stopped without."""
    found = [(_major(path), path) for path in _candidates(name)]
    best = max(found, default=(0, ""))
    needed = server_major()
    if best[0] < needed:
        raise Stopped(
            f"il manque {name} {needed} ou plus récent. Installez postgresql-client-{needed}.",
            f"there is no {name} {needed} or newer. Install postgresql-client-{needed}.",
        )
    return best[1]


def server_major() -> int:
    """The server's major version: a tool older than it is of no use."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def _candidates(name: str) -> Iterator[str]:
    if DEBIAN.is_dir():
        yield from (str(path) for path in DEBIAN.glob(f"*/bin/{name}"))
    if there := shutil.which(name):
        yield there


def _major(path: str) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", told)
    return int(number[1]) if number else 0


def run(name: str, *arguments: str, doing: tuple[str, str]) -> str:
    """Runs a tool on our database; what it complains of is told without names and passwords."""
    ran = subprocess.run(
        [tool(name), "--no-password", *arguments],
        env=os.environ | _environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        said = scrubbed(ran.stderr.strip().split("\n")[0])
        raise Stopped(f"{doing[0]}\u202f: {said}", f"{doing[1]}: {said}")
    return ran.stdout


@contextmanager
def refusals_told() -> Iterator[None]:
    """What the server refuses is Stopped with its words, without names and passwords."""
    try:
        yield
    except psycopg.Error as error:
        said = scrubbed(str(error).strip().split("\n")[0])
        raise Stopped(
            f"PostgreSQL refuse\u202f: {said}. Il faut être propriétaire de la base.",
            f"PostgreSQL refuses: {said}. One must own the database.",
        ) from None


@contextmanager
def alone() -> Iterator[psycopg.Connection]:
    """A connection of its own, each statement at once, with ours and our pool closed."""
    ours = parameters()
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    with closing(psycopg.connect(**ours, autocommit=True)) as session:
        yield session


def parameters() -> dict[str, Any]:
    """What a connection of its own is opened with, apart from the pool."""
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name != "pool"}


def _environment() -> dict[str, str]:
    given = connection.settings_dict
    told = {
        "PGHOST": given["HOST"], "PGPORT": given["PORT"], "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"], "PGDATABASE": given["NAME"],
    }  # fmt: skip
    options = {NAMES[k]: str(v) for k, v in given["OPTIONS"].items() if k in NAMES}
    return {name: value for name, value in (told | options).items() if value}


def copier() -> Iterator[Finding]:
    """`tenir backup` will find what it needs (PostgreSQL only)."""
    if connection.vendor != "postgresql" or connection.connection is None:
        return
    try:
        yield ok("backup", tool("pg_dump"), tool("pg_dump"))
    except Stopped as stopped:
        french, english = stopped.words
        yield warning(
            "backup",
            ("`tenir backup` ne marchera pas ici", "`tenir backup` will not work here"),
            (french, english),
        )

"""A database of PostgreSQL as pg_dump tells it, and made again from what it told.

What it tells goes through psycopg: no other program is asked to read it.
"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from tools.postgresql import found_programs

SERVER = os.environ.get("TENIR_TEST_DATABASE_URL", "")


@cache
def program() -> str:
    """The pg_dump that goes with the server; empty where there is none of its version."""
    programs = found_programs(os.environ)
    if not programs or not (there := programs / "pg_dump").exists():
        return ""
    with psycopg.connect(SERVER) as session:
        major = str(session.info.server_version // 10_000)
    said = subprocess.run([there, "--version"], capture_output=True, text=True, check=True).stdout
    return str(there) if said.split()[2].split(".")[0] == major else ""


def dumped(name: str, path: Path) -> None:
    """Writes that database's statements there, in one step that cannot be seen half done."""
    with psycopg.connect(SERVER, dbname=name) as session:
        parts = session.info.get_parameters() | {"password": session.info.password}
    begun = path.with_suffix(f".{os.getpid()}")
    told = " ".join(f"{key}='{parts[key]}'" for key in ("host", "port", "user", "dbname"))
    subprocess.run(
        [program(), "--inserts", "--no-owner", "--no-privileges", f"--file={begun}", told],
        env={**os.environ, "PGPASSWORD": parts["password"]}, check=True,
    )  # fmt: skip
    begun.replace(path)


def made(name: str, path: Path) -> None:
    """A new database of the server under that name, by those statements."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    statements = "".join(line for line in lines if not line.startswith("\\"))  # those are psql's
    _told("CREATE DATABASE {}", name)
    with psycopg.connect(SERVER, dbname=name) as session:
        session.execute(statements.encode())


def dropped(name: str) -> None:
    """No database of that name any more."""
    _told("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _told(statement: str, name: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as session:
        session.execute(sql.SQL(statement).format(sql.Identifier(name)))  # type: ignore[arg-type]

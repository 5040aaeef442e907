"""What commands say of a database that does not answer, or that nobody can work in."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.platforms import SERVER, Make, Platform

pytestmark = pytest.mark.both_databases

NOWHERE = "postgresql://tenir:hemlig@127.0.0.1:1/tenir"
COMMANDS = (["worker"], ["migrate"], ["journal", "verify"], ["restore", "copy.tar"], ["doctor"])
of_postgresql = pytest.mark.skipif(not SERVER, reason="only PostgreSQL has users and encodings")


@pytest.mark.either_database
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_server_that_does_not_answer_is_told_at_once_with_its_reason(
    own_database: Make, command: list[str]
) -> None:
    begun = time.monotonic()
    ran = replace(own_database(), database_url=NOWHERE).tenir(*command)
    told = ran.stdout + ran.stderr
    assert time.monotonic() - begun < 15  # the pool asks for twenty seconds
    assert ran.returncode == 2
    assert "does not answer: connection failed" in told
    assert "Connection refused" in told
    assert "See that the server runs, and TENIR_DATABASE_URL." in told
    assert "hemlig" not in told
    assert "Traceback" not in told


@pytest.mark.either_database
def test_it_is_told_in_french_too(own_database: Make) -> None:
    away = replace(own_database(), database_url=f"{NOWHERE}?pool=no")
    assert "✗ la base ne répond pas\u202f: " in away.tenir("--lang", "fr", "tick").stderr
    assert "✗ base de données\u202f: ne répond pas" in away.tenir("--lang", "fr", "doctor").stdout


@pytest.mark.either_database
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_no_database_is_named(own_database: Make, command: list[str]) -> None:
    here = own_database()
    here.database_url = f"sqlite:///{here.folder}/tenir.sqlite3"
    (here.folder / "tenir.sqlite3").write_bytes(b"no database" * 1000)
    ran = here.tenir(*command)
    told = ran.stdout + ran.stderr
    assert ran.returncode == 2
    assert "does not answer: file is not a database" in told
    assert f"See {here.folder}/tenir.sqlite3, its folder and their rights." in told
    assert "Traceback" not in told


@pytest.fixture
def stranger() -> Iterator[str]:
    """A user of the server who owns nothing there."""
    name = f"tenir_stranger_{os.getpid()}"
    with closing(psycopg.connect(SERVER, autocommit=True)) as session:
        session.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'stranger'")
        yield name
        session.execute(f"DROP ROLE {name}")


def seen_by(stranger: str, here: Platform) -> Platform:
    """That platform with the stranger in its URL."""
    parts = urlsplit(here.database_url)
    place = parts.netloc.rpartition("@")[2]
    return replace(
        here, database_url=parts._replace(netloc=f"{stranger}:stranger@{place}").geturl()
    )


@of_postgresql
@pytest.mark.parametrize("command", [*COMMANDS, ["serve"]], ids=" ".join)
def test_who_may_not_read_the_tables_is_told_whose_they_should_be(
    own_database: Make, stranger: str, command: list[str]
) -> None:
    ran = seen_by(stranger, own_database(migrated=True)).tenir(*command)
    told = ran.stdout + ran.stderr
    assert ran.returncode == 2
    assert f"does not let {stranger} work" in told
    assert f"OWNER TO {stranger}" in told
    assert "Traceback" not in told


@of_postgresql
def test_who_may_make_no_tables_is_told_so_by_migrate(own_database: Make, stranger: str) -> None:
    empty = own_database()
    with closing(psycopg.connect(empty.database_url, autocommit=True)) as session:
        session.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")  # as it is from 15 on
    ran = seen_by(stranger, empty).tenir("migrate")
    assert ran.returncode == 2
    assert f"does not let {stranger} work" in ran.stderr
    assert "Run `tenir migrate`" in seen_by(stranger, empty).tenir("worker").stderr


@of_postgresql
def test_an_encoding_that_lacks_letters_is_told_before_the_tables_are_made(
    own_database: Make,
) -> None:
    here = own_database()
    name = f"{urlsplit(here.database_url).path[1:]}_latin"
    with closing(psycopg.connect(SERVER, autocommit=True)) as session:
        session.execute(
            f"CREATE DATABASE {name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
            " TEMPLATE template0"
        )
        try:
            url = urlsplit(here.database_url)._replace(path=f"/{name}").geturl()
            ran = replace(here, database_url=url).tenir("migrate")
        finally:
            session.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert ran.returncode == 2
    assert "has the encoding LATIN1" in ran.stderr
    assert "--encoding UTF8 --template template0" in ran.stderr

"""Writers of SQLite: each begins as soon as the one before it has ended, or its time is up."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django.plugin import DjangoDbBlocker

from tenir.databases import database
from tenir.sqlite import base

Writer = base.DatabaseWrapper


@pytest.fixture
def held(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Who writes to a file, until it is rolled back."""
    with sqlite3.connect(tmp_path / "held.sqlite3", isolation_level=None) as one:
        one.execute("PRAGMA journal_mode=WAL")
        one.execute("BEGIN IMMEDIATE")
        yield one
    one.close()


@pytest.fixture
def writer(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[..., Writer]]:
    """Another connection to that file, as settings make one, with other options if any."""
    made: list[Writer] = []

    def another(**options: object) -> Writer:
        told = database(f"sqlite:///{tmp_path}/held.sqlite3") | {
            "TIME_ZONE": None, "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True,
            "ATOMIC_REQUESTS": False,
        }  # fmt: skip
        one = Writer(told | {"OPTIONS": told["OPTIONS"] | options}, "another")
        made.append(one)
        return one

    with django_db_blocker.unblock():  # it is a file of its own
        yield another
    for one in made:
        one.close()


def timeout_of(one: Writer) -> int:
    """How long SQLite itself waits there, in milliseconds."""
    (found,) = one.connection.execute("PRAGMA busy_timeout").fetchone()
    return int(found)


def begin(one: Writer) -> None:
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_a_writer_begins_at_its_first_try_after_the_one_before_it(
    held: sqlite3.Connection, writer: Callable[..., Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            held.rollback()

    monkeypatch.setattr(base, "sleep", sleep)
    one = writer()
    begin(one)
    assert one.connection.in_transaction
    assert slept == [base.PAUSE] * 3
    assert timeout_of(one) == 20_000  # readers and single statements wait as before


def test_a_writer_waits_its_time_and_says_what_sqlite_would(
    held: sqlite3.Connection, writer: Callable[..., Writer]
) -> None:
    one = writer(timeout=0.01)
    with pytest.raises(OperationalError, match="database is locked"):
        begin(one)
    assert not one.connection.in_transaction
    assert timeout_of(one) == 10
    held.rollback()
    begin(one)
    assert one.connection.in_transaction


def test_another_mistake_is_no_reason_to_wait(
    held: sqlite3.Connection, writer: Callable[..., Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    held.rollback()
    monkeypatch.setattr(base, "sleep", pytest.fail)
    one = writer()
    begin(one)
    with pytest.raises(OperationalError, match="within a transaction"):
        one._start_transaction_under_autocommit()

"""What docs/operations/failures.md says of a failing database, tried on a real one."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.sqlite3 import base as sqlite
from django.test.utils import CaptureQueriesContext

from tenir import clock
from tenir.apps.commitments.queries import Commitment
from tenir.apps.commitments.services import keep, promise, settle
from tenir.apps.journal.queries import Entry
from tenir.apps.notices.queries import Notice
from tenir.integrations.background import work
from tenir.viewer import SYSTEM
from tests.cast import assemble
from tests.promises import chosen

START = datetime(2026, 9, 1, 7, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def open_one(key: str, *, start: datetime = START) -> Commitment:
    return promise(
        chosen(start + timedelta(days=1)), key=key, subject="story/1", organisation=None,
        owed_by="publisher", answerable="releases", clauses=["5.1"], started_at=start, actor=SYSTEM,
        at=start,
    )  # fmt: skip


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@contextmanager
def ticking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tick's loop in a thread, its rounds close together."""
    monkeypatch.setattr(work, "PAUSE", 0.02)
    stop = threading.Event()
    thread = threading.Thread(target=work._part, args=(work.run_tick, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


GATES = (
    (sqlite.SQLiteCursorWrapper, "execute"), (sqlite.SQLiteCursorWrapper, "executemany"),
    (sqlite.DatabaseWrapper, "get_new_connection"),
)  # fmt: skip


def _nowhere(*_: object, **__: object) -> None:
    raise sqlite3.OperationalError("unable to open database file")


@contextmanager
def database_gone() -> Iterator[None]:
    """Nobody gets a connection, and those that were there are cut."""
    if connection.vendor == "sqlite":  # whose file, moved while threads have it open, is corrupted
        connections.close_all()
        with pytest.MonkeyPatch.context() as patch:
            for owner, name in GATES:
                patch.setattr(owner, name, _nowhere)
            yield
        return
    name = connection.settings_dict["NAME"]
    with _elsewhere() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
    connections.close_all()
    yield
    with _elsewhere() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@contextmanager
def _elsewhere() -> Iterator[object]:
    import psycopg  # noqa: PLC0415  only where it is the database

    held = connection.settings_dict
    with psycopg.connect(
        dbname="postgres", user=held["USER"], password=held["PASSWORD"], host=held["HOST"],
        port=held["PORT"], autocommit=True,
    ) as other:  # fmt: skip
        yield other.cursor()


def test_the_loops_outlive_a_database_that_goes_and_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failed, drop = list[int](), work._drop_connection
    monkeypatch.setattr(work, "_drop_connection", lambda: (failed.append(1), drop()))
    assemble()
    open_one("before")
    with ticking(monkeypatch):
        until(lambda: Commitment.objects.get(key="before").state == "missed")
        with database_gone():
            until(lambda: len(failed) > 2)
        open_one("after")
        until(lambda: Commitment.objects.get(key="after").state == "missed")
    assert Entry.objects.filter(verb="commitments.missed").count() == 2


@contextmanager
def disk_full() -> Iterator[None]:
    """The database can write no journal entry more."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER full BEFORE INSERT ON journal_entry"
                " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'No space left' USING ERRCODE = 'disk_full'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON journal_entry"
                " FOR EACH ROW EXECUTE FUNCTION full_disk()"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DROP TRIGGER full")
            else:
                cursor.execute("DROP TRIGGER full_disk ON journal_entry")
                cursor.execute("DROP FUNCTION full_disk()")


def test_a_full_disk_leaves_nothing_half_written_and_is_made_good() -> None:
    """The last write of the transaction fails: the promise and its notices go with it."""
    assemble()
    open_one("before")
    with disk_full():
        with pytest.raises(DatabaseError):
            open_one("refused")
        with pytest.raises(DatabaseError):
            settle(START + timedelta(days=2))
    assert not Commitment.objects.filter(key="refused").exists()
    assert Commitment.objects.get(key="before").state == "running"
    assert not Notice.objects.exists()
    assert settle(START + timedelta(days=2)).missed == 1
    assert Notice.objects.filter(channel="email").count() == 1


def test_a_tick_cut_off_half_way_has_done_nothing() -> None:
    """Cut off before the commit: the claim goes back with the rest, and the next tick has it."""
    assemble()
    open_one("k")
    with transaction.atomic():
        assert settle(START + timedelta(days=2)).missed == 1
        transaction.set_rollback(True)
    assert Commitment.objects.get().state == "running"
    assert not Notice.objects.exists()
    assert settle(START + timedelta(days=2)).missed == 1


def test_a_clock_that_stepped_forward_does_no_lasting_harm() -> None:
    """A year ahead for a moment: what was done in time is put right, all of it told."""
    assemble()
    open_one("k")
    settle(START + timedelta(days=365))
    settle(START + timedelta(hours=1))
    found = keep("k", kept_at=START + timedelta(hours=2), actor=SYSTEM, at=START)
    assert found.state == "kept"


def test_one_act_of_the_tick_that_fails_holds_back_none_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(now: datetime) -> None:
        raise LookupError("a bug in another article")

    assemble()
    open_one("k")
    monkeypatch.setattr(work, "TICK", (fail, *work.TICK))
    with pytest.raises(LookupError):
        work.run_tick(threading.Event(), once=True)
    assert Commitment.objects.get().state == "missed"
    assert not Entry.objects.filter(position=None).exists()
    assert clock.now() > START


def test_a_tick_with_nothing_due_reads_little() -> None:
    open_one("k", start=datetime(2999, 1, 1, tzinfo=UTC))
    with CaptureQueriesContext(connection) as asked:
        settle(clock.now())
    assert len(asked) == 1

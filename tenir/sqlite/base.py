"""The backend itself, under the name by which Django looks for one (decision 26)."""

from __future__ import annotations

from sqlite3 import SQLITE_BUSY, Connection, OperationalError
from time import monotonic, sleep

from django.db.backends.sqlite3 import base

PAUSE = 0.0003  # seconds between two tries; one that finds the place taken costs a few µs
PRIMARY = 0xFF  # the part of an error's code that tells its kind: SQLITE_BUSY_RECOVERY is a BUSY


class DatabaseWrapper(base.DatabaseWrapper):
    """Begins a transaction as soon as the one that writes has ended, and never upgrades a read.

    SQLite's own waiting sleeps 1, 2, 5, 10, 15, 20, then 25 ms between two tries, whoever writes
    for 4 ms: of two web processes one oversleeps most of its turns.
    """

    def _start_transaction_under_autocommit(self) -> None:
        """Begin as who writes; OperationalError after `timeout` seconds, as SQLite's own."""
        with self.wrap_database_errors:
            _begin(self.connection, float(self.settings_dict["OPTIONS"]["timeout"]))


def _begin(connection: Connection, wait: float) -> None:
    """Take the writer's place within that many seconds; SQLite's own waiting stays as it was."""
    until = monotonic() + wait
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while not _begun(connection, last=monotonic() >= until):
            sleep(PAUSE)
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(wait * 1000)}")


def _begun(connection: Connection, *, last: bool) -> bool:
    """Whether it was another's turn no longer; the last try says why it was."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except OperationalError as refused:
        if last or refused.sqlite_errorcode & PRIMARY != SQLITE_BUSY:
            raise
        return False
    return True

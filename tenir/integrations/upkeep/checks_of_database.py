"""The database as `tenir doctor` sees it: reachable, ours, safe under many writers, on time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from secrets import token_hex
from time import perf_counter

from django.core.cache import cache
from django.db import DatabaseError, connection

from tenir.integrations.upkeep import schema
from tenir.integrations.upkeep.findings import Finding, failed, ok, warning
from tenir.integrations.upkeep.reached import obstacle
from tenir.logs import scrubbed

DRIFT, DRIFT_THAT_HURTS = timedelta(seconds=2), timedelta(seconds=30)
SLOW = 0.25
OLDEST_SQLITE, OLDEST_POSTGRESQL = (3, 35), (14,)


def database(clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Everything about the database; where it does not answer, that alone."""
    if found := obstacle():
        yield failed("database", *found)
        return
    yield _version()
    yield from _tables()
    yield from _isolation()
    yield _written()
    yield from _clock(clock)


def _version() -> Finding:
    postgresql = connection.vendor == "postgresql"
    version = _version_of_postgresql() if postgresql else _version_of_sqlite()
    shown = f"{'PostgreSQL' if postgresql else 'SQLite'} {'.'.join(map(str, version))}"
    oldest = OLDEST_POSTGRESQL if postgresql else OLDEST_SQLITE
    if version < oldest:
        return failed("database", (f"{shown} est trop ancien", f"{shown} is too old"), (
            f"Installez la version {'.'.join(map(str, oldest))} ou une plus récente.",
            f"Install version {'.'.join(map(str, oldest))} or a newer one.",
        ))  # fmt: skip
    return ok("database", f"{shown} répond", f"{shown} answers")


def _version_of_postgresql() -> tuple[int, ...]:
    return tuple(divmod(int(_asked("SHOW server_version_num")), 10000))


def _version_of_sqlite() -> tuple[int, ...]:
    return tuple(int(part) for part in _asked("SELECT sqlite_version()").split("."))


def _asked(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0])


def _tables() -> Iterator[Finding]:
    ahead, behind = schema.ahead(), schema.behind()
    if ahead:
        yield failed(
            "tables",
            ("viennent d'un Tenir plus récent", "come from a newer Tenir"),
            ("Installez cette version, ou restaurez une sauvegarde.",
             "Install that version, or restore a copy."),
        )  # fmt: skip
    elif behind:
        listed = ", ".join(behind)
        yield failed(
            "tables",
            (f"en retard\u202f: {listed}", f"behind: {listed}"),
            ("Lancez `tenir migrate`.", "Run `tenir migrate`."),
        )
    else:
        yield ok("tables", "celles de cette version", "those of this version")


def _isolation() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        expected, found = "read committed", _asked("SHOW transaction_isolation")
    else:
        expected, found = "wal", _asked("PRAGMA journal_mode")
    if found == expected:
        yield ok("isolation", found, found)
    else:
        yield failed(
            "isolation",
            (f"{found}, et non {expected}", f"{found}, not {expected}"),
            ("Ôtez ce réglage de la base ou de l'adresse. SQLite\u202f: mettez le fichier sur un"
             " disque local.",
             "Take that setting off the database or the URL. SQLite: put the file on a local"
             " disk."),
        )  # fmt: skip


def _written() -> Finding:
    key, value, begun = f"doctor-{token_hex(8)}", token_hex(8), perf_counter()
    try:
        cache.set(key, value, 60)
        read = cache.get(key)
        cache.delete(key)
    except DatabaseError as error:
        read = scrubbed(str(error).strip().split("\n")[0])
    took = perf_counter() - begun
    if read != value:
        return failed(
            "writing",
            (f"une ligne écrite ne se relit pas\u202f: {read}",
             f"a row does not come back: {read}"),
            ("Vérifiez les droits, la place, et que la base n'est pas en lecture seule.",
             "See rights, space, and that the database is not read-only."),
        )  # fmt: skip
    shown = f"{took * 1000:.0f} ms"
    if took > SLOW:
        return warning(
            "writing",
            (f"écrire et relire prend {shown}", f"writing and reading takes {shown}"),
            ("Cherchez un disque ou un réseau lent.", "Look for a slow disk or network."),
        )
    return ok("writing", f"écrire et relire prend {shown}", f"writing and reading takes {shown}")


def _clock(clock: Callable[[], datetime]) -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return  # the same machine's
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        drift = abs(cursor.fetchone()[0] - clock())  # asked now: the doctor began a while ago
    shown = f"{drift.total_seconds():.1f} s"
    found = (
        f"{shown.replace('.', ',')} d'écart avec la base", f"{shown} away from the database's"
    )  # fmt: skip
    remedy = (
        "Réglez l'heure des deux machines par NTP (chrony, systemd-timesyncd).",
        "Set the time of both machines by NTP (chrony, systemd-timesyncd).",
    )
    if drift > DRIFT_THAT_HURTS:
        yield failed("clock", found, remedy)
    elif drift > DRIFT:
        yield warning("clock", found, remedy)
    else:
        yield ok("clock", *found)

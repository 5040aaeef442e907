"""A database from its URL, with the settings under which writers wait instead of failing."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl, unquote

from tenir.faults import Pair, split

SQLITE = {
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
        " PRAGMA wal_autocheckpoint=8000;"  # 32 MB: pages written again and again are copied once
        " PRAGMA cache_size=-16000; PRAGMA foreign_keys=ON"
    ),
}
POSTGRESQL = ("postgresql", "postgres")
POOL = 10  # connections a process, unless the URL says otherwise
# Values go apart from statements, which the server then reads once (a third of its processor).
BOUND: dict[str, Any] = {"server_side_binding": True}
PREPARED: dict[str, Any] = {"prepare_threshold": 3}  # times until it keeps one: never behind a pool
OPTIONS = frozenset(
    {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name",
     "target_session_attrs", "host", "passfile", "service", "keepalives_idle", "options"}
)  # fmt: skip


def database(url: str) -> dict[str, Any]:
    """Django's settings for sqlite:////a/file or postgresql://user:password@host:port/name.

    After `?`: what libpq knows (`sslmode=verify-full`), and `pool`: how many connections a process
    keeps, or `no` behind PgBouncer, which pools by itself.
    """
    parts = split(url)
    assert parts is not None, "faults_of_database tells it first"
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "tenir.sqlite",
            "NAME": name or ":memory:",
            "CONN_MAX_AGE": None,  # kept by each thread: to open it again costs 3 ms and its cache
            "OPTIONS": dict(SQLITE),
        }
    options = dict(parse_qsl(parts.query))
    pool = options.pop("pool", str(POOL))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        # behind a pool of transactions, a cursor does not outlive the one that opened it
        "DISABLE_SERVER_SIDE_CURSORS": pool == "no",
        "OPTIONS": options
        | BOUND
        | ({} if pool == "no" else PREPARED | {"pool": _pool(int(pool))}),
    }


def _pool(size: int) -> dict[str, int]:
    return {"min_size": 1, "max_size": size, "timeout": 20}


def faults_of_database(url: str) -> Iterator[Pair]:
    """What is wrong with that URL; its user and password are not quoted."""
    parts = split(url)
    if parts is None or parts.scheme not in {"sqlite", *POSTGRESQL} or len(parts.path) < 2:
        yield (
            "ce n'est pas l'adresse d'une base. Écrivez sqlite:////dossier/tenir.sqlite3 ou"
            " postgresql://nom:passe@hôte:5432/tenir.",
            "this is no database's address. Write sqlite:////folder/tenir.sqlite3 or"
            " postgresql://name:password@host:5432/tenir.",
        )
        return
    if parts.scheme == "sqlite":
        yield from _faults_of_file(parts.netloc, parts.query, parts.path)
        return
    if parts.fragment or set("/@") & set(parts.path[1:]):
        yield (
            "un signe particulier du nom ou du mot de passe s'écrit avec %\u202f: %40 pour @, %2F"
            " pour /, %23 pour #.",
            "a special character of the name or the password is written with %: %40 for @, %2F for"
            " /, %23 for #.",
        )
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    pool = given.pop("pool", "no")
    if pool != "no" and not (pool.isascii() and pool.isdigit() and int(pool) > 0):
        yield ("pool est un nombre de connexions, ou no derrière PgBouncer.",
               "pool is a number of connections, or no behind PgBouncer.")  # fmt: skip
    for name in sorted(given.keys() - OPTIONS):
        yield _unknown(name)


def _faults_of_file(netloc: str, query: str, path: str) -> Iterator[Pair]:
    if netloc or query or not path.startswith("//"):
        yield (
            "le fichier se donne depuis la racine, avec quatre barres"
            "\u202f: sqlite:////var/lib/tenir/tenir.sqlite3.",
            "give the file's path from the root, with four slashes:"
            " sqlite:////var/lib/tenir/tenir.sqlite3.",
        )


def _unknown(option: str) -> Pair:
    near = get_close_matches(option, [*sorted(OPTIONS), "pool"], n=1, cutoff=0.5)
    known = near[0] if near else ", ".join(sorted(OPTIONS))
    return (
        f"après «\u202f?\u202f», {option} est inconnu. Connu\u202f: {known}.",
        f"after ?, {option} is unknown. Known: {known}.",
    )

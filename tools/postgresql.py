"""Runs a command with a PostgreSQL to try things on: one started for it, or one that answers.

    python -m tools.postgresql COMMAND ...

The command finds its URL in TENIR_TEST_DATABASE_URL. In order: TENIR_TEST_POSTGRESQL; PGHOST and
its like; the server's programs, on a cluster made for the run and removed after it (it need not
outlive a crash, which halves the run); a server on this machine that lets `postgres` in; Debian's
programs, installed where we are root. Without any of them the command is not run, and the last
line says why: code 0, or 1 where CI is set.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from tools import debian
from tools.untried import untried

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
PLACES = "/usr/lib/postgresql"
CACHE = Path(__file__).parent.parent / ".postgresql"
SETTINGS = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200",
    "log_min_messages": "fatal", "shared_buffers": "256MB", "jit": "off",
}  # fmt: skip


class NoPostgreSQL(Exception):
    """There is none, and none can be started: why."""


@contextmanager
def server(environment: Mapping[str, str]) -> Iterator[str]:
    """The URL of a server that lets us make databases, for the time of the block."""
    programs = found_programs(environment)
    url = named(environment) or (None if programs else answering(environment))
    if url:
        yield url
        return
    with started(programs or installed(environment)) as url:
        yield url


def named(environment: Mapping[str, str]) -> str | None:
    """The server that the environment names; what TENIR_TEST_POSTGRESQL names must answer."""
    if given := environment.get("TENIR_TEST_POSTGRESQL"):
        if not _lets_in(given):
            raise NoPostgreSQL("what TENIR_TEST_POSTGRESQL names does not answer")
        return given
    libpq = _of_libpq(environment) if environment.get("PGHOST") else None
    return libpq if libpq and _lets_in(libpq) else None


def answering(environment: Mapping[str, str]) -> str | None:
    """A server that runs already on this machine, where the environment names no other."""
    return None if environment.get("PGHOST") or not _lets_in(LOCAL) else LOCAL


def _of_libpq(environment: Mapping[str, str]) -> str:
    user, password = environment.get("PGUSER", "postgres"), environment.get("PGPASSWORD", "")
    host, port = environment["PGHOST"], environment.get("PGPORT", "5432")
    named = quote(user) + (f":{quote(password)}" if password else "")
    return f"postgresql://{named}@{host}:{port}/{environment.get('PGDATABASE', 'postgres')}"


def _lets_in(url: str) -> bool:
    """Whether we may connect and make databases there."""
    try:
        with psycopg.connect(url, connect_timeout=3) as session:
            asked = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            row = session.execute(asked).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def found_programs(environment: Mapping[str, str]) -> Path | None:
    """The folder of the newest server's programs on this machine."""
    places = Path(environment.get("TENIR_TEST_POSTGRESQL_PLACES", PLACES))
    debian = sorted(places.glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if debian:
        return debian[-1].parent
    there = shutil.which("initdb", path=environment.get("PATH"))
    return Path(there).resolve().parent if there else None


def installed(environment: Mapping[str, str]) -> Path:
    """Debian's server, put on this machine where we may."""
    try:
        failed = debian.install(["postgresql"], environment=environment)
    except PermissionError:
        raise NoPostgreSQL("none answers, none is installed, and we may not install one") from None
    if failed:
        raise NoPostgreSQL(failed)
    if programs := found_programs(environment):
        return programs
    raise NoPostgreSQL("apt-get installed postgresql, and its programs are not found")


def standing(environment: Mapping[str, str]) -> str | None:
    """A server that outlives the run and keeps what it is told, named or found: to measure on."""
    return named(environment) or answering(environment)


@contextmanager
def started(programs: Path) -> Iterator[str]:
    """A cluster of its own, on a free port, gone afterwards."""
    become, folder = _user(), _folder()
    try:
        _do([*become, str(programs / "initdb"), "--no-sync", "--auth=trust", "--encoding=UTF8",
             "--locale=C.UTF-8", "--username=postgres", f"--pgdata={folder}/data"])  # fmt: skip
        port = _free_port()
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        control = [*become, str(programs / "pg_ctl"), f"--pgdata={folder}/data"]
        _do([*control, f"--log={folder}/log", "-o", f"-p {port} {options}", "-w", "start"])
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _do([*control, "--mode=immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> list[str]:
    """PostgreSQL refuses root: we become its own user, or nobody."""
    if os.getuid():
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    return ["runuser", "-u", "postgres" if "postgres" in names else "nobody", "--"]


def _folder() -> Path:
    """A new folder of that user: beside the code, or in /var/tmp where it may not look there."""
    become = _user()
    CACHE.mkdir(exist_ok=True)
    CACHE.chmod(0o755)
    seen = subprocess.run([*become, "test", "-x", str(CACHE)], check=False).returncode == 0
    made = Path(tempfile.mkdtemp(prefix="cluster-", dir=CACHE if seen else "/var/tmp"))
    if become:
        owner = pwd.getpwnam(become[2])
        os.chown(made, owner.pw_uid, owner.pw_gid)
    return made


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _do(command: Sequence[str]) -> None:
    ran = subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise NoPostgreSQL(f"{Path(command[-1]).name} failed: {ran.stderr.strip()[-300:]}")


def main(command: Sequence[str]) -> int:
    """Runs the command, or says in the last line why not."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the cluster is taken away first
    try:
        with server(os.environ) as url:
            ours = os.environ | {"TENIR_TEST_DATABASE_URL": url}
            return subprocess.run(command, env=ours, check=False).returncode
    except NoPostgreSQL as none:
        return untried(
            f"PostgreSQL was not tried: {none}. Install postgresql, or say where one is:"
            " TENIR_TEST_POSTGRESQL=postgresql://user:password@host/database"
        )
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

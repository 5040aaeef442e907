"""The support desk over 100,000 open requests, beside django-helpdesk in the same run.

Both answer through all their layers, without sockets, on SQLite with a write-ahead log. Opening:
ours judges the priority and the deadline with its reasons, promises twice, tells agents and writes
three facts to the journal; the peer stores a ticket and its mails, and keeps no clock. The queue:
the peer's page is empty until its script has asked for the rows, so both are added. A closure is
told in the evening for the next day: where every clock would be is worked out first; those that
were not running yet are moved with their promises, warnings and facts, behind the telling where
they are many, and shown meanwhile as they will be; at the worst, on another database, all of them,
each recorded after the desk had closed. Two processes open what they can, on SQLite, where one
writes at a time, and on PostgreSQL: one that answers, or one that is started, on loopback. Times
are the processor's, the database's included where it is in the process; what two processes open is
by the clock, so that the machine must be quiet.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.side_by_side import Row
from benchmarks.world import FOLDER, ROOT, environment
from tools.postgresql import NoPostgreSQL, server, standing

HERE = Path(__file__).parent
PEER, VERSION = "django-helpdesk", "2.6.1"
PROCESSES, SECONDS, TICKETS = 2, 10, 100_000


def rows() -> list[Row]:
    """Opening, the queue, a closure, and two processes."""
    theirs = _theirs()
    kept = f"sqlite:///{FOLDER / f'desk-{_key()}.sqlite3'}"
    ours = _ours(kept)
    two = _ours(kept, "rate")
    worst = _ours(f"sqlite:///{FOLDER / f'desk-night-{_key()}.sqlite3'}", "closing")
    return [
        _row("opening a request in one call, median", ours["opening"], "ms", theirs["opening"]),
        _row("sending a request written on the portal, median", ours["sending"], "ms"),
        _row("the queue of 100,000 open requests, median", ours["queue"], "ms",
             theirs["page"] + theirs["rows"]),
        *(
            _row(f"a closure over {each['running']:,} clocks, {each['moved']:,} moved{what}",
                 each[until], "s")
            for each in (ours["closing"], worst["closing"])
            for until, what in (("worked_out", ": each worked out before it is told"),
                                ("told", ": until it is told, and shown"),
                                ("seconds", ": until each is written"))
        ),
        _row("the queue while those clocks are still to be written, median",
             worst["closing"]["queue"], "ms"),
        _row(f"a request opened, of {PROCESSES} processes ({two['rate']:.0f} a second)",
             1000 / two["rate"], "ms", 1000 / theirs["rate"]),
        *_on_postgresql(),
    ]  # fmt: skip


def _on_postgresql() -> Iterator[Row]:
    """What two processes open there, and what each opening costs them; none where there is none."""
    try:
        with _database() as url:
            ours = _ours(url, "rate")
    except NoPostgreSQL as because:
        print(f"  without PostgreSQL: {because}", file=sys.stderr)
        return
    each = f"a request opened on PostgreSQL, of {PROCESSES} processes"
    yield _row(f"{each} ({ours['rate']:.0f} a second)", 1000 / ours["rate"], "ms")
    yield _row(f"{each}: the processor's time in them", ours["each"], "ms")


@contextmanager
def _database() -> Iterator[str]:
    """Where the desk lies on PostgreSQL: kept where a server answers, made anew on our own."""
    kept = standing(os.environ)
    with nullcontext(kept) if kept else server(os.environ) as url:
        base, name = url.rpartition("/")[0], f"tenir_desk_{_key()}"
        with psycopg.connect(url, autocommit=True) as session:
            known = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not (kept and known.fetchone()):
                session.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield f"{base}/{name}?pool=2"


def _ours(database: str, *what: str) -> Any:
    """The figures of that desk, which is built where it is not yet."""
    FOLDER.mkdir(exist_ok=True)
    out = FOLDER / "desk.json"
    command = [sys.executable, "-m", "benchmarks.desk_measured", str(out), str(PROCESSES),
               str(SECONDS), *what]  # fmt: skip
    told = environment(database)
    subprocess.run(command, env=told, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return json.loads(out.read_text())


def _key() -> str:
    """What that world depends on: how it is built; it is migrated where tables are new."""
    return sha256((HERE / "desk_world.py").read_bytes()).hexdigest()[:12]


def _theirs() -> Any:
    """The peer's figures: installed once, in an environment of its own."""
    home = FOLDER / f"helpdesk-{VERSION}"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        command = [str(python), "-m", "pip", "install", "--quiet", f"{PEER}=={VERSION}"]
        subprocess.run(command, check=True)
    plain = {name: value for name, value in os.environ.items() if name[:6] != "DJANGO"}
    with tempfile.TemporaryDirectory() as folder:
        words = [folder, str(TICKETS), str(PROCESSES), str(SECONDS)]
        command = [str(python), str(HERE / "peer_desk.py"), *words]
        ran = subprocess.run(command, env=plain, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(ran.stdout.splitlines()[-1])


def _row(name: str, value: float, unit: str, theirs: float | None = None) -> Row:
    return Row(
        name=name, value=float(f"{value:.3g}"), unit=unit, peer=PEER if theirs else None,
        peer_value=float(f"{theirs:.3g}") if theirs else None,
        ratio=float(f"{theirs / value:.3g}") if theirs else None,
    )  # fmt: skip

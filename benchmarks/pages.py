"""Pages over 1,000 clients, 100,000 promises and a journal of 1,000,000 entries.

The world is built once into `.bench/` (world.py), on SQLite and, where one answers, PostgreSQL.
Every page is opened as each role, and as those who see most sorted, filtered and at its last page,
in one process under the settings of production (visits.py); what each cost stands in
`.bench/pages-*.json`. A list of 50 is a page on which the list component (templates/tenir/list.html
of ui) shows 50 rows, whoever opened it and however it was sorted or filtered: each opening counts,
none is left out. Time is that of the processor, ours and the database's. The peer is Django's own
admin: the same table, columns and order, 50 rows. Weights are what a browser that has nothing yet
is sent (weight.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

from benchmarks import world
from benchmarks.side_by_side import Row
from benchmarks.visits import FULL

SLOW = 100  # ms, over which a page is named


def rows() -> list[Row]:
    """Each database: lists against the peer's, the share of quick pages, the heaviest view."""
    return [row for name, url in databases() for row in measured(name, url)]


def databases() -> Iterator[tuple[str, str]]:
    """SQLite, and a PostgreSQL where one answers and lets us make a database."""
    yield "SQLite", world.sqlite_url()
    import os

    import psycopg

    from tools.postgresql import standing

    if server := standing(os.environ):
        base, name = server.rpartition("/")[0], f"tenir_bench_{world.key()}"
        with psycopg.connect(server, autocommit=True) as session:
            known = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not known.fetchone():
                session.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield "PostgreSQL", f"{base}/{name}?pool=1"


def measured(name: str, url: str) -> Iterator[Row]:
    """What one database answers, in a process of its own."""
    world.ready(url)
    out = world.FOLDER / f"pages-{name.lower()}.json"
    command = [sys.executable, "-m", "benchmarks.visits", str(out)]
    subprocess.run(command, env=world.environment(url), check=True, stdout=subprocess.DEVNULL)
    told = json.loads(out.read_text())
    for pair in told["peers"]:
        ours, peer = median(pair["ours"]["cpu"]), median(pair["peer"]["cpu"])
        what = f"{name}: {pair['ours']['page']}, a list of 50"
        yield _row(what, ours, "ms", "Django's admin", peer)
    yield from summary(name, told)


def summary(name: str, told: dict[str, Any]) -> Iterator[Row]:
    """What the issue asks: 95 % under 100 ms, a list of 50 under 40 ms at p99, 250 kB."""
    visits = [visit for visit in told["visits"] if not visit["streamed"]]
    slow = [visit for visit in visits if p95(visit["cpu"]) > SLOW]
    share = 100 * (1 - len(slow) / len(visits))
    yield _row(f"{name}: of {len(visits)} pages and their filters, under 100 ms", share, "%")
    lists = [visit for visit in visits if visit["rows"] >= FULL]
    opened = [ms for visit in lists for ms in visit["cpu"]]
    if len(opened) > 1:
        what = f"{name}: {len(lists)} lists of 50 rows, {len(opened)} openings, 99th percentile"
        yield _row(what, quantiles(opened, n=100)[98], "ms")
    for visit in sorted(slow, key=lambda visit: -p95(visit["cpu"]))[:12]:
        yield _row(f"{name}: slow, {visit['role']} {visit['address']}", p95(visit["cpu"]), "ms")
    if told["first_views"]:
        first = told["first_views"][0]
        yield _row(f"{name}: heaviest first view, {first['page']}", first["total"] / 1000, "kB")


def p95(values: list[float]) -> float:
    """The 95th percentile; the largest of a few."""
    return quantiles(values, n=20)[18] if len(values) > 20 else max(values)


def _row(
    name: str, value: float, unit: str, peer: str | None = None, peer_value: float | None = None
) -> Row:
    ratio = None if peer_value is None else float(f"{peer_value / value:.3g}")
    theirs = None if peer_value is None else float(f"{peer_value:.3g}")
    return Row(name=name, value=float(f"{value:.3g}"), unit=unit, peer=peer, peer_value=theirs,
               ratio=ratio)  # fmt: skip

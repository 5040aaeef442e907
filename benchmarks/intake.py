"""A file of samples taken in: looked over, told to the targets, their ledgers made again.

The peer reads the same CSV with the standard library and puts its rows into a table of SQLite, no
more: no fault is looked for, nothing voted, no outage found. 1,000 targets every 30 s in order of
time, each down for one in a hundred of its twenty minutes. Times are the clock's.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.side_by_side import Row
from benchmarks.watched import INTERVAL, build, of_demonstration

TARGETS = 1_000
RECORDS = int(os.environ.get("TENIR_BENCH_RECORDS", "500000"))
FIRST = datetime(2026, 9, 1, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)


def rows() -> list[Row]:
    """A record taken in, and the most memory that it took."""
    with tempfile.TemporaryDirectory(prefix="tenir-bench-") as name:
        folder = Path(name)
        write(folder / "samples.csv")
        seconds, mebibytes, kept = _ours(folder)
        if kept != RECORDS:
            raise RuntimeError(f"{kept} of {RECORDS} records were kept")
        theirs = _peer(folder)
    name = f"file of {RECORDS:,} samples of {TARGETS:,} targets, a record taken in"
    return [
        Row(name=f"{name} ({RECORDS / seconds:,.0f} a second)",
            value=round(1e6 * seconds / RECORDS, 1), unit="µs",
            peer="csv into SQLite, rows alone", peer_value=round(1e6 * theirs / RECORDS, 1),
            ratio=float(f"{theirs / seconds:.3g}")),
        Row(name="the same, memory at most", value=round(mebibytes), unit="MiB", peer=None,
            peer_value=None, ratio=None),
    ]  # fmt: skip


def write(path: Path) -> None:
    """The file, in order of time."""
    with path.open("w", newline="") as file:
        told = csv.writer(file)
        told.writerow(("target", "at", "status"))
        for number in range(RECORDS):
            turn, target = divmod(number, TARGETS)
            at = FIRST + timedelta(seconds=INTERVAL * turn)
            down = hash((target, turn // 40)) % 100 == 0
            told.writerow((f"target-{target:05}", at.isoformat(), "down" if down else "up"))


def _ours(folder: Path) -> tuple[float, float, int]:
    """In a process of its own: seconds, mebibytes, records kept."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.intake", str(folder)], check=True, text=True,
        env=of_demonstration(folder), stdout=subprocess.PIPE,
    ).stdout.split()  # fmt: skip
    return float(told[0]), float(told[1]), int(told[2])


def _peer(folder: Path) -> float:
    begun = time.perf_counter()
    database = sqlite3.connect(folder / "peer.sqlite3")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE samples (target TEXT, at TEXT, status TEXT)")
    with (folder / "samples.csv").open(newline="") as file, database:
        read = csv.reader(file)
        next(read)
        database.executemany("INSERT INTO samples VALUES (?, ?, ?)", read)
    database.close()
    return time.perf_counter() - begun


def measured(folder: Path) -> None:
    """Takes the file in, and prints what it cost."""
    import django

    django.setup()
    build(TARGETS, silence=5 * INTERVAL)
    from tenir.integrations.intake.files import look_over, take_file
    from tenir.viewer import SYSTEM

    begun = time.perf_counter()
    found = look_over(folder / "samples.csv", now=LATER)
    taken = take_file(found, actor=SYSTEM, clock=lambda: LATER)
    seconds = time.perf_counter() - begun
    status = Path("/proc/self/status").read_text()
    most = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(seconds, int(most) / 1024, taken.kept)


if __name__ == "__main__":
    measured(Path(sys.argv[1]))

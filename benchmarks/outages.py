"""Samples to outages, outages to months, months to penalties; and files of samples.

DuckDB holds the same samples in a table of its own and finds the same outages with its windows,
on one processor, or on all by the clock on the wall. pandas finds the same counted seconds by
sweeping over all starts and ends; it does not tell the exclusions by reason, as ours does.
The samples are of 1,000 targets over a month, in random order; 1 % of the time is down.
On AMD's Zen 4 NumPy sorts with AVX2, as `tenir.processor` has it do.

Once, by hand: a Parquet of a billion samples of 1,000 targets, in order of time, was looked over
in 24 s and measured in 59 s (silence over an hour unmeasured), with 319 MiB at most.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd

from benchmarks.side_by_side import Row, against, alone
from tenir.integrations.samples import open_samples
from tenir.processor import DISABLED, sort_fast
from tenir.terms.outages import outages_of
from tenir.terms.portfolio import Allowances, Exclusions, MonthSeconds, Spans, months_of
from tenir.terms.portfolio_penalties import Penalties, Tier, penalties_of
from tenir.terms.samples import DOWN, UP, Samples, samples_of

GROWTH = (10_000, 100_000, 1_000_000, 10_000_000)
FILE_RECORDS = 50_000_000
START = int(datetime(2025, 12, 31, 23, tzinfo=UTC).timestamp())
MONTH = 31 * 86_400
TARGETS, SUBSCRIPTIONS, REASONS = 1_000, 10_000, 9
PARIS = ZoneInfo("Europe/Paris")
MONTHS = np.array(
    [int(datetime(2026 + m // 12, m % 12 + 1, 1, tzinfo=PARIS).timestamp()) for m in range(13)]
)
WINDOWS = f"""
    SELECT target, "at", status,
           coalesce(lead("at") OVER (PARTITION BY target ORDER BY "at"), last) AS until
    FROM (SELECT target, "at", status, max("at") OVER (PARTITION BY target) AS last,
                 lag(status) OVER (PARTITION BY target ORDER BY "at") AS before
          FROM samples)
    WHERE before IS DISTINCT FROM status
    QUALIFY status = {DOWN} AND "at" < until"""


def rows() -> list[Row]:
    """All of it, in a process where NumPy sorts as it does in `tenir`."""
    environ = dict(os.environ)
    sort_fast(environ)
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.outages"],
        env=environ,
        check=True,
        stdout=subprocess.PIPE,
    )
    found: list[Row] = json.loads(told.stdout)
    return found


def all_rows() -> list[Row]:
    return [*sorting(), *samples(), *months(), portfolio(), *files()]


# --- samples to outages --------------------------------------------------------------------------


def samples() -> list[Row]:
    """From ten thousand to ten million, against DuckDB's windows; and what is hard for us."""
    return [
        *[samples_against(count) for count in GROWTH],
        on_the_wall(GROWTH[-1]),
        *[
            alone(
                name,
                lambda s=s, silence=silence: outages_of(s, silence=silence),
                **each(GROWTH[-1]),
            )
            for name, s, silence in (
                ("samples to outages, silence over 1 h unmeasured", month_of(GROWTH[-1]), 3600),
                ("samples to outages, every second one down", half_down(GROWTH[-1]), None),
            )
        ],
    ]


def samples_against(count: int) -> Row:
    given = month_of(count)
    theirs = in_duckdb(given, threads=1)
    assert len(outages_of(given, silence=None).outages.start) == len(theirs())
    return against(
        f"samples to outages, {count:,} in random order",
        lambda: outages_of(given, silence=None), theirs,
        peer="DuckDB windows, 1 processor", rounds=3, **each(count),
    )  # fmt: skip


def on_the_wall(count: int) -> Row:
    """Ours on one processor, DuckDB on all."""
    given = month_of(count)
    theirs = in_duckdb(given, threads=os.cpu_count() or 1)
    value, peer = (
        min(clocked(work) for _ in range(3)) * 1e9 / count
        for work in (lambda: outages_of(given, silence=None), theirs)
    )
    name, them = f"samples to outages, {count:,}, wall clock", "DuckDB windows, all processors"
    return Row(
        name=name, value=round(value, 1), unit="ns",
        peer=them, peer_value=round(peer, 1), ratio=round(peer / value, 1),
    )  # fmt: skip


def month_of(count: int) -> Samples:
    """Samples in random order; each target is down for one in a hundred of its 20 minutes."""
    chance = np.random.default_rng(count)
    target, at = chance.integers(0, TARGETS, count), START + chance.integers(0, MONTH, count)
    down = chance.random((TARGETS, MONTH // 1200 + 1)) < 0.01
    return samples_of(target, at, np.where(down[target, (at - START) // 1200], DOWN, UP))


def half_down(count: int) -> Samples:
    target, at, _ = month_of(count)
    return samples_of(target, at, np.where(np.random.default_rng(1).random(count) < 0.5, DOWN, UP))


def in_duckdb(given: Samples, *, threads: int) -> Callable[[], Any]:
    connection = duckdb.connect(config={"threads": threads})
    frame = pd.DataFrame(given._asdict())
    connection.register("frame", frame)
    connection.execute("CREATE TABLE samples AS SELECT * FROM frame")
    return lambda: connection.execute(WINDOWS).fetchnumpy()["at"]


# --- outages to months ---------------------------------------------------------------------------


def months() -> list[Row]:
    """A million outages with 100,000 exclusions against pandas, and how the cost grows."""
    given = year_of(GROWTH[2])
    counted = counted_by_pandas(given)
    assert (by_month(given).counted == counted).all()
    return [
        against(
            "outages to months, 1,000,000 and 100,000 exclusions", lambda: by_month(given),
            lambda: counted_by_pandas(given), peer="pandas sweep", rounds=3, **each(GROWTH[2]),
        ),
        *[growing(count) for count in GROWTH],
    ]  # fmt: skip


def growing(count: int) -> Row:
    given = year_of(count)
    return alone(f"outages to months, {count:,}", lambda: by_month(given), rounds=3, **each(count))


def year_of(count: int) -> dict[str, Any]:
    """Outages of a quarter of an hour over a year of 10,000 subscriptions, in any order."""
    chance = np.random.default_rng(count)

    def some(number: int, mean: int) -> Spans:
        start = chance.integers(MONTHS[0], MONTHS[-1], number)
        length = 1 + chance.exponential(mean, number).astype(np.int64)
        return Spans(
            chance.integers(0, SUBSCRIPTIONS, number).astype(np.int32), start, start + length
        )

    reasons = chance.integers(0, REASONS, count // 10).astype(np.int32)
    return {
        "outages": some(count, 900),
        "exclusions": Exclusions(*some(count // 10, 7200), reasons),
        "unmeasured": some(count // 50, 3600),
    }


def by_month(given: dict[str, Any], allowances: Allowances | None = None) -> MonthSeconds:
    return months_of(
        given["outages"], subscriptions=SUBSCRIPTIONS, months=MONTHS, reasons=REASONS,
        exclusions=given["exclusions"], unmeasured=given["unmeasured"], allowances=allowances,
    )  # fmt: skip


def counted_by_pandas(given: dict[str, Any]) -> Any:
    """All starts and ends in order of subscription and time, and running sums of what holds."""
    parts = []
    for kind in ("outages", "exclusions", "unmeasured"):
        subscription, start, end = given[kind][:3]
        for at, step in ((start, 1), (np.minimum(end, MONTHS[-1]), -1)):
            parts.append(
                pd.DataFrame({"subscription": subscription, "at": at, kind: np.int8(step)})
            )
    months = np.tile(MONTHS, SUBSCRIPTIONS)
    every = np.repeat(np.arange(SUBSCRIPTIONS, dtype=np.int32), len(MONTHS))
    parts.append(pd.DataFrame({"subscription": every, "at": months, "month": np.int8(1)}))
    events = pd.concat(parts, ignore_index=True).fillna(0).sort_values(["subscription", "at"])
    running = events[["outages", "exclusions", "unmeasured", "month"]].cumsum()
    counts = (running["outages"] > 0) & (running["exclusions"] == 0) & (running["unmeasured"] == 0)
    seconds = (events["at"].shift(-1) - events["at"]).where(counts, 0)
    by_edge = seconds.groupby(running["month"]).sum().to_numpy()
    return by_edge.reshape(SUBSCRIPTIONS, len(MONTHS))[:, :-1].astype(np.int64)


def portfolio() -> Row:
    """Everything: outages, exclusions, Sundays of Annex 2, penalties with the cap of contracts."""
    given, sundays = year_of(GROWTH[2]), annex_2()
    return alone(
        "portfolio of 10,000 subscriptions x 12 months, a million outages, penalties included",
        lambda: penalties(by_month(given, sundays)), unit="s", per=1, rounds=3,
    )  # fmt: skip


def annex_2() -> Allowances:
    """The Sundays of a year, for four subscriptions in ten."""
    first = int(MONTHS[0]) + 3 * 86_400
    sunday = first + 7 * 86_400 * np.arange(52)
    subscription = np.repeat(np.arange(0, SUBSCRIPTIONS * 4 // 10, dtype=np.int32), len(sunday))
    start = np.tile(sunday, SUBSCRIPTIONS * 4 // 10)
    reason = np.zeros(len(start), np.int32)
    return Allowances(subscription, start, start + 6 * 3600, reason, np.full(len(start), 3600))


def penalties(seconds: MonthSeconds) -> Penalties:
    bounds = [Fraction(n, 1000) for n in (0, 15, 50, 70)]
    rates = [Fraction(n, 100) for n in (1, 4, 7, 10)]
    tiers = [Tier(*each) for each in zip(bounds, [*bounds[1:], None], rates, strict=True)]
    chance = np.random.default_rng(5)
    return penalties_of(
        seconds.counted, T=seconds.T, target=Fraction(995, 1000), tiers=tiers,
        fee_cents=chance.integers(10_000, 1_000_000, SUBSCRIPTIONS),
        contract=chance.integers(0, 4_000, SUBSCRIPTIONS).astype(np.int32), cap=Fraction(1, 100),
    )  # fmt: skip


# --- sorting, and files --------------------------------------------------------------------------


def sorting() -> list[Row]:
    """What NumPy's sort costs as `tenir` has it, and as it comes."""
    measure = (
        "import numpy as np, time; a = np.random.default_rng(0).integers(0, 2**62, 10**7);"
        "t = time.process_time(); np.sort(a); print((time.process_time() - t) * 100)"
    )
    plain = {name: value for name, value in os.environ.items() if name != DISABLED}
    value, peer = (
        min(float(told_by("-c", measure, environ=e)) for _ in range(3)) for e in (os.environ, plain)
    )
    return [
        Row(name="sort of 10,000,000 whole numbers", value=round(value, 1), unit="ns",
            peer="NumPy as it comes", peer_value=round(peer, 1), ratio=round(peer / value, 2))
    ]  # fmt: skip


def files() -> list[Row]:
    """A Parquet of fifty million samples: time, and the most memory that it took."""
    with tempfile.TemporaryDirectory(prefix="tenir-bench-") as folder:
        found = []
        for name, order in (
            ("in order of time", "i"),
            ("in random order", f"i * 1000003 % {FILE_RECORDS}"),
        ):
            path = Path(folder, "samples.parquet")
            write_parquet(path, order)
            seconds, mebibytes = map(float, told_by("-m", "benchmarks.outages", str(path)).split())
            title = f"Parquet of {FILE_RECORDS:,} samples {name}"
            found += [
                fact(f"{title}, read and measured, each", seconds * 1e9 / FILE_RECORDS, "ns"),
                fact(f"{title}, memory at most", mebibytes, "MiB"),
            ]
        return found


def write_parquet(path: Path, order: str) -> None:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(
        f"""COPY (SELECT 'target-' || (k % 1000) AS target,
                         to_timestamp({START} + k // 1000 * 30) AS "at",
                         if(hash(k % 1000 * 100003 + k // 40000) % 100 = 0, 'down', 'up') AS status
                  FROM (SELECT {order} AS k FROM range({FILE_RECORDS}) t(i))) TO '{path}'"""
    )


def read_file(path: str) -> None:
    """Measure a file in a process of its own, and print seconds and mebibytes."""
    start = time.perf_counter()
    with open_samples(path) as file:
        file.measure(silence=3600)
    seconds = time.perf_counter() - start
    # Not getrusage: its maximum is that of the parent, where the parent was larger.
    status = Path("/proc/self/status").read_text()
    most = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(seconds, int(most) / 1024)


def told_by(*arguments: str, environ: Any = None) -> str:
    return subprocess.run(
        [sys.executable, *arguments], env=environ, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def fact(name: str, value: float, unit: str) -> Row:
    return Row(name=name, value=round(value), unit=unit, peer=None, peer_value=None, ratio=None)


def each(count: int) -> dict[str, Any]:
    return {"unit": "ns", "per": count / 1e9}


def clocked(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read_file(sys.argv[1])
    else:
        print(json.dumps(all_rows()))

"""A portfolio closed with its reasons: 10,000 subscriptions, twelve months, a million outages.

Each month is judged as `tenir close` and the console judge it: the terms that hold, the buckets,
the rate, the right to a penalty, each with its reasons; on two processes, by the clock. The counted
seconds are those of the engine of whole portfolios, which tells no reasons (see Outages). Memory is
that of the two processes together. The promise is a minute and 2 GiB.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from itertools import repeat
from pathlib import Path

import numpy as np

from benchmarks.outages import MONTHS, fact
from benchmarks.side_by_side import Row
from tenir.integrations.agreement_files import reference
from tenir.terms.dates import next_month
from tenir.terms.dossier import Dossier, Line, Observed
from tenir.terms.months import Months
from tenir.terms.portfolio import Exclusions, Spans, months_of
from tenir.terms.spans import union

SUBSCRIPTIONS = int(os.environ.get("TENIR_BENCH_SUBSCRIPTIONS", "10000"))
OUTAGES, PROCESSES, SHARE = 100, 2, 250  # of a subscription; side by side; closed at a time


def rows() -> list[Row]:
    """Seconds and mebibytes; RuntimeError where the two engines differ."""
    shares = range(0, SUBSCRIPTIONS, SHARE)
    begun = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES) as pool:
        found = list(pool.map(closed, shares, repeat(SHARE)))
    seconds = time.perf_counter() - begun
    counted = sum(each for each, _, _ in found)
    if counted != sum(counted_at_once(first) for first in shares):
        raise RuntimeError("the two engines differ")
    processes = {process: 0.0 for _, process, _ in found}
    for _, process, most in found:
        processes[process] = max(processes[process], most)
    name = f"portfolio of {SUBSCRIPTIONS:,} subscriptions x 12 months, with reasons"
    return [
        Row(name=f"{name}, two processes, wall clock", value=round(seconds, 1), unit="s", peer=None,
            peer_value=None, ratio=None),
        fact(f"{name}, memory of both at most", sum(processes.values()), "MiB"),
    ]  # fmt: skip


def outages(first: int) -> tuple[np.ndarray, np.ndarray]:
    """When the outages of a share begin and end: a row a subscription."""
    chance = np.random.default_rng(first)
    start = chance.integers(MONTHS[0], MONTHS[-1] - 7200, (SHARE, OUTAGES))
    return start, start + 1 + chance.integers(0, 1800, (SHARE, OUTAGES))


def closed(first: int, count: int) -> tuple[int, int, float]:
    """The counted seconds of a share, the process that closed it, its mebibytes so far."""
    agreement, counted = reference(), 0
    start, end = outages(first)
    for number in range(count):
        spans = union(zip(start[number].tolist(), end[number].tolist(), strict=True))
        seen = Observed(tuple(spans), (), (), (int(MONTHS[0]), int(MONTHS[-1])))
        line = Line(f"line-{first + number}", product="drive", yearly_fee=Decimal(48_000))
        months = Months(Dossier(agreement, line, seen))
        for month in year():
            judged = months.month(month)
            months.rights(month)
            counted += judged.value.counted_seconds
    return counted, os.getpid(), _most()


def year() -> Iterator[str]:
    """The months of 2026."""
    month = "2026-01"
    while month < "2027-01":
        yield month
        month = next_month(month)


def counted_at_once(first: int) -> int:
    """The same by the engine of whole portfolios."""
    start, end = outages(first)
    whose = np.repeat(np.arange(SHARE, dtype=np.int32), OUTAGES)
    none = np.empty(0, np.int64)
    found = months_of(
        Spans(whose, start.ravel(), end.ravel()), subscriptions=SHARE, months=MONTHS, reasons=1,
        exclusions=Exclusions(none.astype(np.int32), none, none, none.astype(np.int32)),
        unmeasured=Spans(none.astype(np.int32), none, none),
    )  # fmt: skip
    return int(found.counted.sum())


def _most() -> float:
    status = Path("/proc/self/status").read_text()
    most = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(most) / 1024

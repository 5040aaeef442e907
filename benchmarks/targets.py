"""What the issues ask of a figure, and whether it was met: stated beside it, asserted nowhere.

A row whose name begins as one of these has its target; the first that fits counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.side_by_side import Row


@dataclass(frozen=True)
class Target:
    """At most that much (at least, where `least`), and so many times less than the peer."""

    begins: str
    limit: float
    unit: str
    issue: int
    least: bool = False
    ratio: float = 0

    def fits(self, row: Row) -> bool:
        """Whether it is about that row."""
        return row["unit"] == self.unit and re.match(self.begins, row["name"]) is not None

    def met(self, row: Row) -> bool:
        """Whether the figure is as asked; the ratio too, where there is a peer."""
        kept = row["value"] >= self.limit if self.least else row["value"] <= self.limit
        return kept and (row["ratio"] is None or row["ratio"] >= self.ratio)

    def __str__(self) -> str:
        said = f"{'≥' if self.least else '≤'} {self.limit:g} {self.unit}"
        return said + (f", ≥ {self.ratio:g} x" if self.ratio else "") + f" (issue {self.issue})"


TARGETS = (
    Target(r"working time: (due|elapsed), one request", 1, "µs", 2, ratio=8),
    Target(r"working time: (due|elapsed), a million", 10, "ns", 2, ratio=250),
    Target(r"working time: (due|elapsed), (1,000,000|10,000,000)", 10, "ns", 2),
    Target(r"working time: compile ten years$", 10, "ms", 2),
    Target(r"samples to outages, (1,000,000|10,000,000) in random order", 15, "ns", 2, ratio=8),
    Target(r"Parquet of .* memory at most", 2048, "MiB", 2),
    Target(r"outages to months, 1,000,000", 150, "ns", 2, ratio=4),
    Target(r"portfolio of .* a million outages", 2, "s", 2),
    Target(r"report PDF, (0|5|10) outages", 150, "ms", 2),
    Target(r".*pages and their filters, under 100 ms", 95, "%", 4, least=True),
    Target(r".*lists of 50 rows.*99th percentile", 40, "ms", 4),
    Target(r".*heaviest first view", 250, "kB", 4),
    Target(r"opening a request in one call, median", 50, "ms", 5),
    Target(r"sending a request written on the portal, median", 50, "ms", 5),
    Target(r"the queue (of 100,000 open requests|while those clocks)", 100, "ms", 5),
    Target(r"a closure over ", 5, "s", 5),
    Target(r"a request opened(?!.*the processor's time)", 10, "ms", 5),
    Target(r".*a turn begins late, 99th percentile", 2000, "ms", 6),
    Target(r"file of .* a record taken in", 200, "µs", 6),
    Target(r"the same, memory at most", 2048, "MiB", 6),
    Target(r"portfolio of .* wall clock", 60, "s", 6),
    Target(r"portfolio of .* memory of both at most", 2048, "MiB", 6),
    Target(r"status page of .* from its files", 500, "µs", 6),
)


def judged(rows: Iterable[Row]) -> list[Row]:
    """The rows with what was asked of them, where something was, and whether it was met."""
    return [_judged(row) for row in rows]


def _judged(row: Row) -> Row:
    found = next((each for each in TARGETS if each.fits(row)), None)
    told = Row(**row)
    told["target"] = None if found is None else str(found)
    told["met"] = None if found is None else found.met(row)
    return told

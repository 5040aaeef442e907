"""The page of results: what was measured, on what machine, with which versions."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType

from benchmarks.side_by_side import Row

LIBRARIES = ("numpy", "pandas", "duckdb", "workclock", "typst", "holidays", "tzdata")

HEAD = """\
# What is fast, measured against peers

`make bench` writes this page and results.json. CPU time, both sides in turns in one process, the
best of some rounds: trust the ratios, the figures themselves move from run to run. What
the issues ask stands beside each figure, and whether it was met in this run.

"""


def page(found: Mapping[ModuleType, Sequence[Row]]) -> str:
    """The whole page, a section for each module under its own docstring."""
    sections = [
        f"\n## {module.__name__.removeprefix('benchmarks.').replace('_', ' ').capitalize()}\n\n"
        f"{(module.__doc__ or '').strip()}\n\n{table(rows)}\n"
        for module, rows in found.items()
    ]
    return HEAD + machine() + "\n" + "".join(sections)


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    lines = [
        "| what | ours | peer | its cost | ratio | asked | met |", "|---|--:|---|--:|--:|---|---|",
    ]  # fmt: skip
    for row in rows:
        peer = row["peer"] or ""
        cost = "" if row["peer_value"] is None else f"{row['peer_value']:g} {row['unit']}"
        ratio = "" if row["ratio"] is None else f"{row['ratio']:g} x"
        met = {True: "yes", False: "**no**", None: ""}[row.get("met")]
        lines.append(
            f"| {row['name']} | {row['value']:g} {row['unit']} | {peer} | {cost} | {ratio} "
            f"| {row.get('target') or ''} | {met} |"
        )
    return "\n".join(lines)


def machine() -> str:
    """What it ran on, in a sentence or two."""
    versions = {found.metadata["Name"].lower(): found.version for found in distributions()}
    used = ", ".join(f"{name} {versions[name]}" for name in LIBRARIES if name in versions)
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Machine: {processor()}, {os.cpu_count()} processors, {gibibytes:.0f} GiB, "
        f"{platform.system()} {platform.machine()}. "
        f"Python {platform.python_version()}, {used}.\n"
    )


def processor() -> str:
    """The processor's own name where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()

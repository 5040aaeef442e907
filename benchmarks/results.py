"""The page of results: what was measured, on what machine, with which versions."""

from __future__ import annotations

import importlib
import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import distributions
from pathlib import Path
from typing import TypedDict, cast

from benchmarks.side_by_side import Row

HERE = Path(__file__).parent
RESULTS, PAGE = HERE / "results.json", HERE / "README.md"
LIBRARIES = ("numpy", "pandas", "duckdb", "workclock", "typst", "holidays", "tzdata")

HEAD = """\
# What is fast, measured against peers

`make bench` measures all of it and writes this page and results.json; `python -m benchmarks NAME`
writes one section anew. CPU time, both sides in turns in one process, the best of some rounds:
trust the ratios, the figures themselves move from run to run. What the issues ask stands beside
each figure, and whether it was met in that run.
"""


class Measured(TypedDict):
    """What a module found: when, by which commit, on what machine; results.json has it by name."""

    on: str
    commit: str
    machine: str
    rows: list[Row]


def measured(rows: Sequence[Row], *, on: date) -> Measured:
    """These rows, of that day, on this machine, by the code that is checked out."""
    return Measured(on=on.isoformat(), commit=_commit(), machine=machine(), rows=list(rows))


def kept() -> dict[str, Measured]:
    """What is known of each module, the last time that it was run."""
    return cast(dict[str, Measured], json.loads(RESULTS.read_text()))


def keep(found: Mapping[str, Measured]) -> None:
    """Writes results.json and the page, with what was found now in its place."""
    known = kept() | dict(found)
    told = {name: known[name] for name in sorted(known)}
    RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    PAGE.write_text(page(told))


def page(known: Mapping[str, Measured]) -> str:
    """The whole page, a section for each module under its own docstring."""
    return HEAD + "".join(
        f"\n## {name.replace('_', ' ').capitalize()}\n\n{_about(name)}\n\n"
        f"Measured on {found['on']} at {found['commit']}. {found['machine']}\n\n"
        f"{table(found['rows'])}\n"
        for name, found in known.items()
    )


def _about(name: str) -> str:
    return (importlib.import_module(f"benchmarks.{name}").__doc__ or "").strip()


def _commit() -> str:
    command = ["git", "rev-parse", "--short=7", "HEAD"]
    told = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "no commit"


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
        f"{processor()}, {os.cpu_count()} processors, {gibibytes:.0f} GiB, "
        f"{platform.system()} {platform.machine()}. "
        f"Python {platform.python_version()}, {used}."
    )


def processor() -> str:
    """The processor's own name where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()

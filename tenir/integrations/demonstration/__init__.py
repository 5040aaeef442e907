"""A small publisher of our own making: twelve months of monitoring, contracts, works, exclusions.

The same files each time: everything follows from one seed.
"""

from __future__ import annotations

import csv
import gzip
import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tenir.terms.dates import at_local, month_span

ZONE = "Europe/Paris"
FIRST_MONTH, LAST_MONTH = "2025-10", "2026-09"
HEARTBEAT = 3600
TARGETS = (
    "drive", "document-viewer", "b2b-e-commerce", "quality-management", "mobile-sales",
    "transformation-diagnostic",
)  # fmt: skip

# What happened that the reports tell of: target, from, to (local time), status.
STORIES = (
    ("drive", "2026-08-04T09:12", "2026-08-04T14:12", "down"),
    ("drive", "2026-09-15T08:40", "2026-09-15T17:10", "down"),
    ("document-viewer", "2026-09-06T05:30", "2026-09-06T07:00", "down"),  # a Sunday stop too long
    ("document-viewer", "2025-10-26T01:30", "2025-10-26T02:15", "down"),  # the clocks go back
    ("b2b-e-commerce", "2026-03-29T01:15", "2026-03-29T03:20", "down"),  # the clocks go forward
    ("quality-management", "2026-09-10T21:00", "2026-09-11T01:30", "down"),  # works in a window
    ("quality-management", "2026-09-22T05:00", "2026-09-22T07:30", "down"),  # works that overran
    ("mobile-sales", "2026-07-02T10:00", "2026-07-04T02:00", "down"),
    ("mobile-sales", "2026-08-11T09:00", "2026-08-13T21:00", "down"),
    ("mobile-sales", "2026-09-01T14:00", "2026-09-03T20:30", "down"),
    ("mobile-sales", "2026-09-18T11:00", "2026-09-18T12:30", "degraded"),
    ("transformation-diagnostic", "2026-09-24T10:00", "2026-09-24T11:40", "down"),  # the client's
)  # fmt: skip
SILENT = (("b2b-e-commerce", "2026-09-12T20:00", "2026-09-13T11:00"),)  # the probe was off

CONTRACTS = Path(__file__).with_name("contracts.yaml")
WORKS = (
    ("target", "from", "to", "announced_at", "kind", "id"),
    ("quality-management", "2026-09-10T21:00:00+02:00", "2026-09-11T02:00:00+02:00",
     "2026-09-03T10:00:00+02:00", "planned", "W-118"),
    ("quality-management", "2026-09-22T04:00:00+02:00", "2026-09-22T06:00:00+02:00",
     "2026-09-14T09:30:00+02:00", "planned", "W-121"),
    ("drive", "2026-09-27T22:00:00+02:00", "2026-09-28T00:00:00+02:00",
     "2026-09-20T09:00:00+02:00", "planned", "W-123"),
)  # fmt: skip
EXCLUSIONS = (
    ("target", "from", "to", "reason", "decided_by", "evidence"),
    ("transformation-diagnostic", "2026-09-24T10:00:00+02:00", "2026-09-24T11:40:00+02:00",
     "client-environment", "Olga Marchand", "power cut at the client's, their mail of 24/09"),
)  # fmt: skip


def write_demonstration(folder: Path) -> None:
    """The publisher's files: samples.csv.gz, contracts.yaml, works.csv, exclusions.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    # No file name and no date inside: the same bytes each time.
    packed = gzip.compress(_table(_samples()).encode(), mtime=0)
    (folder / "samples.csv.gz").write_bytes(packed)
    shutil.copyfile(CONTRACTS, folder / "contracts.yaml")
    (folder / "works.csv").write_text(_table(iter(WORKS)), encoding="utf-8")
    (folder / "exclusions.csv").write_text(_table(iter(EXCLUSIONS)), encoding="utf-8")


def _samples() -> Iterator[tuple[str, ...]]:
    yield ("target", "at", "status")
    start, end = month_span(FIRST_MONTH, ZONE)[0], month_span(LAST_MONTH, ZONE)[1]
    rows = sorted(
        (at, target, status)
        for target in TARGETS
        for at, status in _records(target, start, end).items()
    )
    for at, target, status in rows:
        yield target, datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), status


def _records(target: str, start: int, end: int) -> dict[int, str]:
    """A heartbeat an hour, each change of state at its second, nothing while the probe is off."""
    spells = [*_told(target), *_hiccups(target, start, end)]
    records = dict.fromkeys(range(start, end + 1, HEARTBEAT), "up")
    for first, last, status in spells:
        for at in [at for at in records if first <= at < last]:
            records[at] = status
        records[first] = status
        records[last] = "up"
    for first, last in _silences(target):
        for at in [at for at in records if first <= at < last]:
            del records[at]
    return records


def _told(target: str) -> Iterator[tuple[int, int, str]]:
    for name, first, last, status in STORIES:
        if name == target:
            yield _instant(first), _instant(last), status


def _silences(target: str) -> Iterator[tuple[int, int]]:
    for name, first, last in SILENT:
        if name == target:
            yield _instant(first), _instant(last)


def _hiccups(target: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """A few short outages, well inside what is promised, and some slow hours."""
    random = Random(f"tenir {target}")
    at = start
    while (at := at + random.randrange(6, 16) * 86400 + random.randrange(86400)) < end - 86400:
        if any(first - 7200 <= at < last + 7200 for first, last, _ in _told(target)):
            continue
        yield at, at + random.randrange(60, 1500), random.choice(("down", "down", "degraded"))


def _instant(text: str) -> int:
    at = datetime.fromisoformat(text)
    return at_local(at.date(), at.hour * 3600 + at.minute * 60, ZONE)


def _table(rows: Iterator[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()

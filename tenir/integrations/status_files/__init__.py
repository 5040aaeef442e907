"""The status page written out as files, for any web server to show while Tenir is down.

Each address becomes the file that a web server looks for there: `/status/fr/` is
`status/fr/index.html`. A file is replaced whole, and only where it changed; what this wrote once
and writes no more is taken away, and no other file is touched.

Clause: 10.4.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.http import Http404

from tenir.apps.maintenance.queries import Works
from tenir.apps.publishing import queries
from tenir.integrations.status_files.addresses import current, seldom
from tenir.integrations.status_files.asking import answered, assets_of, opened

KEPT = ".tenir-status.json"
FIRST = "fr"  # the page at the root


@dataclass(frozen=True, slots=True)
class Written:
    """How many files there are, how many of them changed, how many were taken away."""

    files: int
    changed: int
    gone: int


def write_out(folder: Path, now: datetime, *, whole: bool = False) -> Written:
    """Writes the page into that folder: what says how things are now; the rest where it changed.

    Clause: 10.4.
    """
    _make(folder)
    last, before = _kept(folder)
    with queries.one_board():
        pages = dict(_pages(current()))
    assets = assets_of(pages)
    stamp = _stamp(assets, now)
    if whole or last != stamp:
        pages |= dict(_pages(seldom(now)))
        pages |= dict(opened(assets))
        files = sorted(pages)
    else:
        files = sorted({*before, *pages})
    changed = sum(_put(folder / name, content) for name, content in pages.items())
    gone = [name for name in before if name not in files]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    _put(folder / KEPT, json.dumps({"stamp": stamp, "files": files}).encode())
    return Written(len(files), changed, len(gone))


def _pages(addresses: Iterator[str]) -> Iterator[tuple[str, bytes]]:
    """The file of each address, and what it holds; of an address that is no more, none."""
    for address in addresses:
        try:
            content = answered(address)
        except Http404:
            continue
        for name in _files_of(address):
            yield name, content


def _files_of(address: str) -> Iterator[str]:
    """Where it is written: also at the addresses that lead to it in the first language."""
    path = PurePosixPath(address.lstrip("/"))
    if not address.endswith("/"):
        yield str(path)
        if path.parts[:4] == ("status", FIRST, "api", "v2"):
            yield str(PurePosixPath(*path.parts[2:]))
        return
    yield str(path / "index.html")
    match path.parts:
        case ("status", lang) if lang == FIRST:
            yield from ("index.html", "status/index.html")
        case ("status", lang, "incidents", reference) if lang == FIRST:
            yield f"status/incidents/{reference}/index.html"


def _stamp(assets: frozenset[str], now: datetime) -> str:
    """What the pages that seldom change follow from."""
    told = [(row.reference, row.changed_at.isoformat()) for row in queries.public_incidents()]
    works = [_shown(row, now) for row in queries.public_works(now)]
    parts = [told, works, sorted(assets), f"{now:%Y-%m-%d}", settings.TENIR.url]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _shown(row: Works, now: datetime) -> list[str]:
    """What a month shows of works: their hours, and whether by these they go on or are over."""
    instants = (row.starts_at, row.ends_at, row.started_at, row.ended_at, row.expected_at,
                row.announced_at, row.withdrawn_at)  # fmt: skip
    reached = [at is not None and at <= now for at in instants]
    told = row.told_at  # type: ignore[attr-defined]  # public_works asks for it
    return [str(each) for each in (row.number, row.revision, told, *instants, *reached)]


def _kept(folder: Path) -> tuple[str, list[str]]:
    """What was written last: from which state, into which files."""
    try:
        found = json.loads((folder / KEPT).read_text())
    except (OSError, ValueError):
        return "", []
    return found["stamp"], found["files"]


def _make(folder: Path) -> None:
    """The folder, and those above it that lack: a web server goes through what we make."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)  # a service's mask keeps what it makes to itself


def _put(path: Path, content: bytes) -> bool:
    """The file, whole from one instant to the next; whether it changed."""
    try:
        if path.read_bytes() == content:
            return False
    except OSError:
        _make(path.parent)
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as draft:
        draft.write(content)
    os.chmod(draft.name, 0o644)
    os.replace(draft.name, path)
    return True

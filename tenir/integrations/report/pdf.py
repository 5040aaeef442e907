"""The report as a PDF/A-3 that is also PDF/UA, with the statement and its evidence inside."""

from __future__ import annotations

import functools
import json
import multiprocessing
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import typst

from tenir.integrations.report.files import STATEMENT, write_json
from tenir.integrations.report.page import document
from tenir.integrations.report.phrases import say
from tenir.integrations.report.reading import ReportRefused
from tenir.integrations.report.reckoning import UNKNOWN
from tenir.terms.phrases import Language
from tenir.terms.readings import Words

__all__ = ["STATEMENT", "Item", "ReservedName", "write_document", "write_many", "write_pdf"]

HERE = Path(__file__).parent
STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
TYPES = {
    ".json": "application/json", ".csv": "text/csv", ".txt": "text/plain", ".xml": "text/xml",
}  # fmt: skip
ALTERNATIVE = {"factur-x.xml"}  # the same invoice, for programs

_own = threading.local()  # a typst compiler serves one thread at a time


class ReservedName(ReportRefused):
    """Evidence that bears the statement's own name."""


@dataclass(frozen=True, slots=True)
class Item:
    """One report to write: what `write_pdf` is given."""

    statement: Mapping[str, Any]
    language: Language
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    readings: Words = field(default_factory=dict)


def write_pdf(
    statement: Mapping[str, Any], *, language: Language, attachments: Mapping[str, bytes],
    readings: Words = UNKNOWN,
) -> bytes:  # fmt: skip
    """The report of one subscription and month; equal inputs give the same bytes.

    The statement is attached as statement.json, each attachment under its name. `readings` are the
    words of the agreement's, by which those not applied are told.
    """
    if STATEMENT in attachments:
        raise ReservedName("refused.reserved", name=STATEMENT)
    said = document(statement, language=language, attachments=attachments, readings=readings)
    told = {STATEMENT: say("attachment.statement", language)} | {
        name: say("attachment.evidence", language, name=name) for name in attachments
    }
    bodies = {STATEMENT: write_json(statement), **attachments}
    return write_document(said, bodies, told, dated=statement["to"])


def write_document(
    said: Mapping[str, Any], bodies: Mapping[str, bytes], told: Mapping[str, str], *, dated: str
) -> bytes:
    """A document of this template as a PDF/A-3, with those files inside; `told` describes each.

    `dated` (ISO 8601) is the date that the file bears: equal inputs give the same bytes.
    """
    with tempfile.TemporaryDirectory() as folder:
        carried, inputs = _carried(bodies, told, Path(folder))
        inputs["document"] = json.dumps(said, ensure_ascii=False)
        inputs["attachments"] = json.dumps(carried, ensure_ascii=False)
        try:
            return _laid_out(inputs, folder, dated)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
            inputs["document"] = json.dumps(_displayable(said), ensure_ascii=False)
            return _laid_out(inputs, folder, dated)


def _laid_out(inputs: dict[str, str], folder: str, dated: str) -> bytes:
    written = _compiler().compile(
        _template(), format="pdf", sys_inputs=inputs, root=folder,
        pdf_standards=STANDARDS, timestamp=datetime.fromisoformat(dated),
    )  # fmt: skip
    return cast(bytes, written)


def _displayable(said: Any) -> Any:
    """The same with □ for what the fonts lack: PDF/UA forbids a letter without a shape."""
    if isinstance(said, str):
        return "".join(c if c == "\n" or ord(c) in _coverage() else "□" for c in said)
    if isinstance(said, dict):
        return {key: _displayable(value) for key, value in said.items()}
    return [_displayable(item) for item in said] if isinstance(said, list) else said


@functools.cache
def _coverage() -> frozenset[int]:
    runs = (HERE / "fonts" / "coverage.txt").read_text().split()
    ends = [[int(end, 16) for end in run.split("-")] for run in runs]
    return frozenset(point for first, last in ends for point in range(first, last + 1))


def write_many(items: Iterable[Item], *, workers: int = 2) -> Iterator[bytes]:
    """The reports of many, in order, on that many processes; few items are written right here.

    Threads gain next to nothing: typst shares one memory of past layouts in a process.
    """
    waiting = iter(items)
    first = [item for _, item in zip(range(_FEW), waiting, strict=False)]
    if workers < 2 or len(first) < _FEW:
        yield from map(_write, first)
        yield from map(_write, waiting)
        return
    # A forked child would inherit typst's sleeping threads and wait for them for ever.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        ahead: deque[Future[bytes]] = deque(pool.submit(_write, item) for item in first)
        while ahead:
            written = ahead.popleft().result()
            ahead.extend(pool.submit(_write, item) for item in _one(waiting))
            yield written


_FEW = 16  # below that, starting processes costs more than it saves; also how far they run ahead


def _one(items: Iterator[Item]) -> list[Item]:
    return [item for _, item in zip(range(1), items, strict=False)]


def _write(item: Item) -> bytes:
    return write_pdf(
        item.statement, language=item.language, attachments=item.attachments,
        readings=item.readings,
    )  # fmt: skip


def _carried(
    bodies: Mapping[str, bytes], told: Mapping[str, str], folder: Path
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """What the file carries: how each piece is described, and the pieces that are text.

    What is no text cannot pass through typst's inputs, so it goes by a file of that folder.
    """
    carried, inputs = [], {}
    for index, (name, body) in enumerate(bodies.items()):
        key = f"piece-{index}"
        text = _as_text(body)
        if text is None:
            (folder / key).write_bytes(body)
        else:
            inputs[key] = text
        carried.append({
            "name": name, "key": key, "binary": text is None, "description": told[name],
            "relationship": _relationship(name),
            "type": TYPES.get(Path(name).suffix, "application/octet-stream"),
        })  # fmt: skip
    return carried, inputs


def _relationship(name: str) -> str:
    if name in ALTERNATIVE:
        return "alternative"
    return "source" if name == STATEMENT else "data"


def _as_text(body: bytes) -> str | None:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


def _compiler() -> typst.Compiler:
    """This thread's compiler, its fonts and what it remembers of the template kept."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(_template(), font_paths=_fonts())
    return cast(typst.Compiler, _own.compiler)


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])


@functools.cache
def _template() -> bytes:
    return (HERE / "report.typ").read_bytes()

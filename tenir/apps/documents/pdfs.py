"""PDF files: no script, no action, no lock, and no attachment that is not kept alone."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from tenir.apps.documents.names import FileRefused, checked_name
from tenir.apps.documents.opened import Bytes

MOST_OBJECTS = 100_000
MOST_ATTACHED = 50 * 1024 * 1024
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/3DD"})
_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie"}
)
_HIDDEN = re.compile(rb"/(JavaScript|Launch)(?=[\s/<(\[])")  # in objects that the index leaves out
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_NAME = re.compile(rb"/[A-Za-z]{0,10}(?:#[0-9a-fA-F]{2}[A-Za-z]{0,10}){1,10}")

# It logs what it finds strange, in the file's own words: they belong to whoever sent it.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

Look = Callable[[str, Bytes], None]


def check_pdf(content: Bytes, *, look: Look) -> None:
    """FileRefused for a PDF that is broken, locked, or does anything when it is opened."""
    if _HIDDEN.search(content.whole) or any(map(_HIDDEN.match, _spelt_out(content))):
        raise FileRefused("documents.pdf_active", found="JavaScript, Launch")
    try:
        reader = PdfReader(content.stream())
        if reader.is_encrypted:
            raise FileRefused("documents.archive_locked")
        for found in _dictionaries(reader):
            _check(found, look)
        if not len(reader.pages):
            raise FileRefused("documents.broken", kind="PDF")
    except FileRefused:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError,
            RecursionError, OverflowError, NotImplementedError):  # fmt: skip
        # what a broken file makes of a reader cannot be listed more closely
        raise FileRefused("documents.broken", kind="PDF") from None


def _spelt_out(content: Bytes) -> Iterator[bytes]:
    """The names written with escapes, as a reader understands them: /J#61vaScript."""
    for found in _NAME.finditer(content.whole):
        yield _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), found[0]) + b" "


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, wherever it lies."""
    keys = [
        (number, generation) for generation, numbers in reader.xref.items() for number in numbers
    ] + [(number, 0) for number in reader.xref_objStm]
    if len(keys) > MOST_OBJECTS:
        raise FileRefused("documents.pdf_objects", most=MOST_OBJECTS)
    yield from _inside(reader.trailer)
    for number, generation in keys:
        yield from _inside(reader.get_object(IndirectObject(number, generation, reader)))


def _inside(value: PdfObject | None) -> Iterator[DictionaryObject]:
    """The dictionaries of one object, its references left to their own turn."""
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, DictionaryObject):
            yield item
            waiting += [dict.__getitem__(item, key) for key in item]
        elif isinstance(item, ArrayObject):
            waiting += list(list.__iter__(item))


def _check(found: DictionaryObject, look: Look) -> None:
    active = _ACTIVE_KEYS & found.keys() or _ACTIONS & {str(found.get("/S"))}
    if active:
        raise FileRefused("documents.pdf_active", found=", ".join(sorted(active)))
    if "/EF" in found:
        _check_attached(found, look)


def _check_attached(found: DictionaryObject, look: Look) -> None:
    name = checked_name(str(found.get("/UF") or found.get("/F") or ""))
    kept = found["/EF"]
    if not isinstance(kept, DictionaryObject):
        raise FileRefused("documents.broken", kind="PDF")
    for key in kept:
        body = kept[key]
        if isinstance(body, StreamObject):
            look(name, Bytes(body.get_data()[: MOST_ATTACHED + 1]))

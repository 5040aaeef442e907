"""A report read back: what it carries, what its pages say."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar, cast

from pypdf import PdfReader
from pypdf.generic import StreamObject

from tenir.integrations.report.files import STATEMENT
from tenir.integrations.report.phrases import say
from tenir.terms.errors import Refused
from tenir.terms.phrases import Language

Found = TypeVar("Found")

LARGEST = 256 * 2**20  # bytes of one attachment: a report of a few kB must not unfold to a disk


class ReportRefused(Refused):
    """A file that cannot be verified as a report; `message` says why in either language."""

    def message(self, language: Language = "en") -> str:
        """The refusal in the reader's language, its place first where it has one."""
        values = {k: v[language] if isinstance(v, Mapping) else v for k, v in self.values.items()}
        text = say(self.key, language, **values)
        return f"{self.where}: {text}" if self.where else text

    def __reduce__(self) -> tuple[Any, ...]:
        """Across processes by its parts, so that a worker's refusal is said in any language."""
        return _refused, (type(self), self.key, self.where, dict(self.values))


def _refused(
    kind: type[ReportRefused], key: str, where: str, values: dict[str, object]
) -> ReportRefused:
    return kind(key, where, **values)


class NotAPdf(ReportRefused):
    """The bytes are no PDF, or one too damaged to be read."""


class NoAttachment(ReportRefused):
    """The PDF does not carry the statement."""


class DamagedAttachment(ReportRefused):
    """An attachment whose bytes cannot be had back; `values["name"]` says which."""


class AttachmentNamedTwice(ReportRefused):
    """Two attachments bear one name, so none of them can be trusted."""


@dataclass(frozen=True)
class Reading:
    """A report's attachments by name, and its pages as text; `writer` names what wrote the PDF."""

    attachments: Mapping[str, bytes]
    language: Language
    writer: str
    body: bytes

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """What each page says, in the order in which it was written."""
        return _of(self.body, lambda pdf: tuple(page.extract_text() for page in pdf.pages))

    def page(self, index: int) -> str:
        """What that page says, from 0; the others are left unread."""
        return _of(self.body, lambda pdf: pdf.pages[index].extract_text())

    @cached_property
    def drawings(self) -> tuple[bytes, ...]:
        """What each page draws, unfolded: equal bytes are an equal page."""
        return _of(self.body, lambda pdf: tuple(_drawing(page) for page in pdf.pages))


def read_pdf(body: bytes) -> Reading:
    """The report in that PDF, its attachments checked to be whole and to bear distinct names."""
    return _of(body, lambda pdf: _reading(pdf, body))


logging.getLogger("pypdf").addHandler(logging.NullHandler())  # the refusal says it, once


def _of(body: bytes, read: Callable[[PdfReader], Found]) -> Found:
    """What `read` finds in that PDF; whatever pypdf stumbles on is one refusal."""
    try:
        return read(PdfReader(BytesIO(body), strict=False))
    except ReportRefused:
        raise
    except Exception as error:  # pypdf raises about anything on a damaged file
        raise NotAPdf("refused.not_pdf", why=str(error) or type(error).__name__) from error


def _reading(pdf: PdfReader, body: bytes) -> Reading:
    found: dict[str, bytes] = {}
    for name, stream in _attached(pdf):
        if name in found:
            raise AttachmentNamedTwice("refused.twice", name=name)
        found[name] = _unfolded(name, stream)
    if STATEMENT not in found:
        raise NoAttachment("refused.no_attachment", name=STATEMENT)
    language = str(pdf.root_object.get("/Lang", "en"))[:2]
    writer = str(pdf.metadata.creator or "") if pdf.metadata else ""
    return Reading(found, "fr" if language == "fr" else "en", writer, body)


def _attached(pdf: PdfReader) -> Iterator[tuple[str, StreamObject]]:
    """Each embedded file by its name, from the name tree and from the list of associated files.

    Both must be walked: a file hidden in one of them is a second answer to one name.
    """
    root: Any = pdf.root_object
    seen: set[int] = set()
    names: Any = root.get("/Names", {})
    tree = names.get_object().get("/EmbeddedFiles") if names else None
    for found in [*(_leaves(tree, depth=0) if tree else ()), *root.get("/AF", [])]:
        specification = found.get_object()
        stream = specification["/EF"]["/F"].get_object()
        name = str(specification.get("/UF") or specification["/F"])
        if id(stream) not in seen:
            seen.add(id(stream))
            yield name, stream


def _leaves(node: Any, *, depth: int) -> Iterator[Any]:
    node = node.get_object()
    if depth > 30:
        raise NotAPdf("refused.not_pdf", why="/EmbeddedFiles")
    yield from node.get("/Names", [])[1::2]
    for child in node.get("/Kids", []):
        yield from _leaves(child, depth=depth + 1)


def _unfolded(name: str, stream: StreamObject) -> bytes:
    """An attachment's bytes; zlib's checksum tells a damaged one; pypdf would patch it up."""
    kept = bytes(stream._data)
    folded = stream.get("/Filter")
    if folded is None:
        return kept
    if folded not in ("/FlateDecode", ["/FlateDecode"]):
        raise _damaged(name, "damaged.stream")
    unfolding = zlib.decompressobj()
    try:
        body = unfolding.decompress(kept, LARGEST)
    except zlib.error:
        raise _damaged(name, "damaged.stream") from None
    if unfolding.unconsumed_tail:
        raise _damaged(name, "damaged.large", mib=LARGEST // 2**20)
    if not unfolding.eof:
        raise _damaged(name, "damaged.stream")
    return body


def _damaged(name: str, why: str, **values: object) -> DamagedAttachment:
    told = {"fr": say(why, "fr", **values), "en": say(why, "en", **values)}
    return DamagedAttachment("refused.damaged", name=name, why=told)


def _drawing(page: Any) -> bytes:
    contents = page.get_contents()
    return cast(bytes, contents.get_data()) if contents is not None else b""

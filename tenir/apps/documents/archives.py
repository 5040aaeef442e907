"""Archives and office files: every entry bounded, and looked into like a file of its own."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise

from tenir.apps.documents.kinds import KINDS
from tenir.apps.documents.names import FileRefused, checked_name, ending_of
from tenir.apps.documents.opened import Bytes

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 1024 * 1024  # of zeros, honestly: below it a high ratio is no bomb
_HEADER = 30
_LEFTOVERS = (b"\0\5\x16\7", b"\0\0\0\1Bud1")  # what macOS leaves: AppleDouble, .DS_Store
_MACROS = ("/vbaproject", "/vbadata", "/activex/", "/basic/", "/scripts/", "/macrosheets/")
_UNREADABLE = (  # all that zipfile has been seen to make of broken bytes
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, RuntimeError,
    OSError, ValueError, IndexError,
)  # fmt: skip
_MAIN = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}

Look = Callable[[str, Bytes], None]


def check_archive(content: Bytes, *, look: Look) -> None:
    """FileRefused for an archive that is a bomb, climbs out, hides or holds what is not kept."""
    with _opened(content) as archive:
        for entry in _entries(archive):
            body = _read(archive, entry)
            if not (_is_leftover(entry.filename) and body.startswith(_LEFTOVERS)):
                for part in entry.filename.split("/")[:-1]:
                    checked_name(part)
                if ending_of(entry.filename) == "zip":
                    raise FileRefused("documents.archive_nested", name=entry.filename)
                look(entry.filename.split("/")[-1], Bytes(body))


def check_office(ending: str, content: Bytes, *, look: Look) -> None:
    """FileRefused for an office file of another kind, with macros, or that fetches or runs."""
    with _opened(content) as archive:
        names = {entry.filename.lower() for entry in archive.infolist()}
        if any(mark in f"/{name}" for name in names for mark in _MACROS):
            raise FileRefused("documents.office_macros")
        for entry in _entries(archive):
            _check_part(entry.filename, _read(archive, entry), look)
        if not _is_of(ending, archive):
            raise FileRefused("documents.broken", kind=ending)


def _opened(content: Bytes) -> zipfile.ZipFile:
    if not zipfile.is_zipfile(content.stream()):
        raise FileRefused("documents.broken", kind="zip")
    try:
        archive = zipfile.ZipFile(content.stream())
    except _UNREADABLE:
        raise FileRefused("documents.broken", kind="zip") from None
    end = len(content) - 22 - len(archive.comment)
    if archive.comment or content.whole[end : end + 4] != b"PK\5\6":
        raise FileRefused("documents.trailing")
    if min((entry.header_offset for entry in archive.infolist()), default=0):
        raise FileRefused("documents.two_kinds", other="zip")
    return archive


def _entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files of an archive, once the whole of it has been found sound."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise FileRefused("documents.archive_entries", most=MOST_ENTRIES)
    total, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if total > MOST_BYTES or (total > _SMALL and total > MOST_RATIO * packed) or _overlap(entries):
        raise FileRefused("documents.archive_bomb", most=MOST_BYTES // 1024 // 1024)
    for entry in entries:
        _check_entry(entry)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise FileRefused("documents.broken", kind="zip")
    return (entry for entry in entries if not entry.is_dir())


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes, as the entries of the densest bombs do."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    return any(
        one.header_offset + _HEADER + one.compress_size > two.header_offset
        for one, two in pairwise(ordered)
    )


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise FileRefused("documents.archive_locked")
    name = entry.orig_filename
    climbs = name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name[:2]
    if climbs or not entry.filename or stat.S_ISLNK(entry.external_attr >> 16) or "\0" in name:
        raise FileRefused("documents.archive_climbs", name=entry.filename)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except _UNREADABLE:
        raise FileRefused("documents.broken", kind="zip") from None


def _is_leftover(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] == ".DS_Store"


def _is_of(ending: str, archive: zipfile.ZipFile) -> bool:
    """Whether the parts are those of a file of that ending."""
    names = set(archive.namelist())
    if ending in _MAIN:
        types = "[Content_Types].xml"
        return types in names and _MAIN[ending] in archive.read(types)
    return "mimetype" in names and archive.read("mimetype") == KINDS[ending].media_type.encode()


def _check_part(name: str, body: bytes, look: Look) -> None:
    """One part of an office file: no DTD, nothing fetched, nothing that runs, nothing locked."""
    ending = ending_of(name)
    if ending in {"xml", "rels", "rdf"} and (b"<!DOCTYPE" in body or b"<!ENTITY" in body):
        raise FileRefused("documents.xml_entities")
    if ending == "rels" and _fetches(body):
        raise FileRefused("documents.office_fetches")
    if name == "META-INF/manifest.xml" and b"encryption-data" in body:
        raise FileRefused("documents.archive_locked")
    if body.startswith(b"\xd0\xcf\x11\xe0") or (ending == "bin" and "embed" in name):
        raise FileRefused("documents.office_embeds", name=name)
    if body.startswith(b"PK\3\4"):
        look(name.rpartition("/")[2], Bytes(body))


def _fetches(rels: bytes) -> bool:
    """Whether a relation to the outside is anything but a link for the reader to click."""
    return any(
        b'TargetMode="External"' in relation and b"/hyperlink" not in relation
        for relation in rels.split(b"<Relationship ")
    )

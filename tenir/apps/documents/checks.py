"""What is asked of every file before it is kept.

A file is what its bytes say, one thing only, and passive: it is refused where it could run, deceive
its reader, or exhaust the machine that opens it. docs/operations/documents.md lists what and why.
"""

from __future__ import annotations

import zipfile

from tenir.apps.documents.archives import check_archive, check_office
from tenir.apps.documents.images import check_image
from tenir.apps.documents.kinds import HEAD, IMAGES, OFFICE, Kind, kind_of
from tenir.apps.documents.names import FileRefused, checked_name, ending_of
from tenir.apps.documents.opened import Bytes
from tenir.apps.documents.pdfs import check_pdf
from tenir.apps.documents.texts import PAGE, check_json, check_text, check_xml

DEEPEST = 3  # a sheet in a letter in an archive


def checked(name: str, content: Bytes, *, claimed: str = "", depth: int = 0) -> Kind:
    """The kind of a file that can be kept under that name; FileRefused where it cannot."""
    name = checked_name(name)
    if not len(content):
        raise FileRefused("documents.empty", name=name)
    if depth > DEEPEST:
        raise FileRefused("documents.archive_nested", name=name)
    kind = kind_of(name, content.head, claimed=claimed)
    if kind.is_text:
        check_text(content)
    else:
        _check_one_kind(ending_of(name), content)
    _check_inside(ending_of(name), kind, content, depth)
    return kind


def _check_one_kind(ending: str, content: Bytes) -> None:
    """FileRefused for a file that is something else too, as soon as another program opens it."""
    is_zip = ending == "zip" or ending in OFFICE
    if not is_zip and zipfile.is_zipfile(content.stream()):
        raise FileRefused("documents.two_kinds", other="zip")
    if ending != "pdf" and b"%PDF-" in content.head:
        raise FileRefused("documents.two_kinds", other="pdf")
    if PAGE.search(content.whole if ending in IMAGES else content.head[:HEAD]):
        raise FileRefused("documents.two_kinds", other="html")


def _check_inside(ending: str, kind: Kind, content: Bytes, depth: int) -> None:
    def look(name: str, found: Bytes) -> None:
        checked(name, found, depth=depth + 1)

    if ending in IMAGES:
        check_image(kind.media_type, content)
    elif ending == "zip":
        check_archive(content, look=look)
    elif ending in OFFICE:
        check_office(ending, content, look=look)
    elif ending == "pdf":
        check_pdf(content, look=look)
    elif kind.media_type == "application/json":
        check_json(content)
    elif kind.media_type == "application/xml":
        check_xml(content)

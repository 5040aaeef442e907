"""Questions about files: each reader finds what its audience allows, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import quote
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from tenir.apps.documents.models import Document as Document
from tenir.apps.documents.storage import place_of as place_of
from tenir.viewer import NotSeen, StaffRole, Viewer

# What a browser shows and cannot run; anything else is saved.
PASSIVE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"})


class Served(NamedTuple):
    """A file open for reading, and the headers that go with it."""

    content: BinaryIO
    headers: Mapping[str, str]


def documents(
    viewer: Viewer, *, organisation: int | None = None, subject: str = ""
) -> QuerySet[Document]:
    """The files that the viewer may read, the latest first."""
    found = Document.objects.filter(_readable(viewer)).order_by("-kept_at", "id")
    if not viewer.has():
        found = found.filter(withdrawn_at=None)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found.filter(subject=subject) if subject else found


def kept_by(person: int | None, subjects: Collection[str]) -> QuerySet[Document]:
    """The files about those subjects that someone kept, also where others alone read them.

    For services, which have looked who may know of those subjects.
    """
    own = Document.objects.filter(kept_by=person, kept_by__isnull=False, withdrawn_at=None)
    return own.filter(subject__in=subjects)


def _readable(viewer: Viewer) -> Q:
    rule = Q(audience="everyone")
    rule |= Q(audience="client", **viewer.within("organisation"))
    if viewer.person is not None:
        rule |= Q(audience="keeper", kept_by=viewer.person)
    if viewer.is_staff:
        rule |= Q(audience="staff")
    if viewer.has(StaffRole.SECURITY_OFFICER):
        rule |= Q(audience="security")
    return rule


def document(viewer: Viewer, id: UUID | str) -> Document:
    """The file of that key; NotSeen where the viewer may not know of it."""
    try:
        return documents(viewer).get(pk=UUID(str(id)))
    except (Document.DoesNotExist, ValueError):
        raise NotSeen("documents.not_seen") from None


def opened(viewer: Viewer, id: UUID | str) -> BinaryIO:
    """The bytes of that file, open for reading."""
    return _opened(document(viewer, id))


def _opened(kept: Document) -> BinaryIO:
    return cast("BinaryIO", default_storage.open(place_of(kept.digest)))


def served(viewer: Viewer, id: UUID | str) -> Served:
    """That file and its headers: a browser shows what is passive, saves the rest, runs nothing."""
    return handed(document(viewer, id))


def handed(kept: Document) -> Served:
    """A file and its headers, once whoever calls has looked who asks for it."""
    media_type = f"{kept.media_type}; charset=utf-8" if _is_text(kept) else kept.media_type
    return Served(
        _opened(kept),
        {
            "Content-Type": media_type,
            "Content-Length": str(kept.size),
            "Content-Disposition": _disposition(kept),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "private, no-store",
        },
    )


def _is_text(kept: Document) -> bool:
    return kept.media_type.startswith("text/")


def _disposition(kept: Document) -> str:
    """RFC 6266: the name as it is, and in plain letters for what reads no other."""
    how = "inline" if kept.media_type in PASSIVE else "attachment"
    plain = "".join(c if " " <= c <= "~" and c not in '"\\%;' else "_" for c in kept.filename)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(kept.filename, safe='')}"

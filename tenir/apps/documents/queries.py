"""Questions about files: each reader finds what its audience allows, and nothing else."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from tenir.apps.documents.models import Document as Document
from tenir.viewer import NotSeen, StaffRole, Viewer


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


def _readable(viewer: Viewer) -> Q:
    rule = Q(audience="everyone")
    rule |= Q(audience="client", organisation__in=list(viewer.clients))
    if viewer.is_staff:
        rule |= Q(audience__in=["client", "staff"])
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
    return cast("BinaryIO", default_storage.open(f"{(d := document(viewer, id).digest)[:2]}/{d}"))

"""Which words find a document: its title and the name of its file, never what is in it."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.apps.documents.models import Document
from tenir.apps.search.services import Findable, forget, index

KIND = "document"


def findables() -> Iterator[Findable]:
    """Every document that was not withdrawn, nor waits to be sent."""
    rows = Document.objects.filter(withdrawn_at=None).exclude(audience=Document.Audience.KEEPER)
    rows = rows.order_by("pk")
    return map(_findable, rows.iterator(chunk_size=2000))


def index_document(document: Document) -> None:
    """A document is found as it is now: withdrawn, no more; before it is sent, not yet."""
    if document.withdrawn_at is not None or document.audience == Document.Audience.KEEPER:
        forget(KIND, [str(document.pk)])
        return
    index([_findable(document)])


def _findable(document: Document) -> Findable:
    return Findable(
        KIND, str(document.pk), document.audience, [document.title, document.filename],
        organisation=document.organisation_id, at=document.kept_at,
    )  # fmt: skip

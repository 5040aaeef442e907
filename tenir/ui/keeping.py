"""A file handed in with an act: kept with what it proves, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tenir.apps.documents import services as documents
from tenir.viewer import Viewer


@transaction.atomic
def with_document(
    file: Any,
    call: Callable[[UUID | None], Any],
    *,
    title: str,
    purpose: str,
    organisation: int | None,
    subject: str = "",
    actor: Viewer,
    at: datetime,
) -> Any:
    """Keeps the file for the client and its publisher, then does the act that it goes with."""
    if file is None:
        return call(None)
    kept = documents.keep(
        file, filename=file.name or "", title=title, purpose=purpose, organisation=organisation,
        audience="client", subject=subject, claimed=file.content_type or "",
        actor=actor, at=at,
    )  # fmt: skip
    return call(kept.pk)

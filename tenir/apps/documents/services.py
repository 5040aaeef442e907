"""Acts: keep a file."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, Literal

import puremagic
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from tenir.apps.documents.models import Document
from tenir.apps.journal.services import record
from tenir.viewer import Viewer

Audience = Literal["everyone", "client", "staff", "security"]


def place_of(digest: str) -> str:
    """The name in the storage of the content of that digest."""
    return f"{digest[:2]}/{digest}"


def keep(
    content: BinaryIO,
    *,
    filename: str,
    title: str,
    purpose: str,
    organisation: int | None,
    audience: Audience,
    subject: str = "",
    actor: Viewer,
    at: datetime,
) -> Document:
    """Keeps a file: its bytes first, then its row."""
    digest, size = sha256(content.read()).hexdigest(), content.tell()
    content.seek(0)
    media_type = puremagic.from_string(content.read(), mime=True, filename=filename)
    content.seek(0)
    default_storage.save(place_of(digest), File(content))
    with transaction.atomic():
        document = Document.objects.create(
            organisation_id=organisation, audience=audience, title=title, filename=filename,
            media_type=media_type, size=size, digest=digest, purpose=purpose, subject=subject,
            kept_by_id=actor.person, kept_at=at,
        )  # fmt: skip
        record(
            "documents.document_kept", subject=f"document/{document.pk}", actor=actor, at=at,
            client=organisation, after={"digest": digest, "size": size, "audience": audience},
            personal={"filename": filename, "title": title},
        )  # fmt: skip
    return document

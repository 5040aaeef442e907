"""Keeping a file: looked into, its bytes put away, then its row; withdrawing it."""

from __future__ import annotations

import tempfile
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, Literal, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import QuerySet

from tenir.apps.documents import queries
from tenir.apps.documents.checks import checked
from tenir.apps.documents.findable import index_document
from tenir.apps.documents.models import Document
from tenir.apps.documents.names import FileRefused, checked_name
from tenir.apps.documents.opened import Bytes
from tenir.apps.documents.programs import is_program, program
from tenir.apps.documents.scanning import scan
from tenir.apps.documents.storage import place_of
from tenir.apps.journal.services import record, release, reserve
from tenir.viewer import NotAllowed, NotSeen, StaffRole, Viewer

Audience = Literal["everyone", "client", "staff", "security", "keeper"]
_STEP = 1 << 16


class _Examined(NamedTuple):
    """What was found in a file that can be kept."""

    filename: str
    media_type: str
    size: int
    digest: str
    scanned: bool


def keep(
    content: BinaryIO,
    *,
    filename: str,
    title: str,
    purpose: str,
    organisation: int | None,
    audience: Audience,
    opens_to: Audience | Literal[""] = "",
    subject: str = "",
    claimed: str = "",
    programs: bool = False,
    actor: Viewer,
    at: datetime,
) -> Document:
    """Keeps a file; FileRefused where it could do harm, or is not what its name says.

    `programs`: it may be one, which the publisher hands to clients; from release managers alone.

    `opens_to` says whose it becomes once it is held back no more (`share`, `unrestrict`).
    `claimed` is the Content-Type that came with it. The same content is stored once, whoever
    sends it. If the caller's transaction fails, the bytes are left to `sweep`.
    """
    _may_keep(actor, organisation, audience, opens_to)
    if programs and not actor.has(StaffRole.RELEASES):
        raise NotAllowed("documents.programs_by_releases")
    with tempfile.TemporaryFile() as file:
        digest, size = _copied(content, file)
        found = _examined(file, filename, claimed, digest, size, programs=programs)
        _put_away(file, digest)
        with transaction.atomic():
            hold(digest)
            if not default_storage.exists(place_of(digest)):  # swept in between
                _put_away(file, digest)
            document = Document.objects.create(
                organisation_id=organisation, audience=audience,
                opens_to="" if opens_to == audience else opens_to,
                title=title[:200],
                filename=found.filename, media_type=found.media_type, size=size, digest=digest,
                purpose=purpose, subject=subject, kept_by_id=actor.person, kept_at=at,
                scanned_at=at if found.scanned else None,
            )  # fmt: skip
            index_document(document)
            record(
                "documents.document_kept", subject=subject_of(document), actor=actor, at=at,
                client=_whose(organisation, audience),
                after={
                    "digest": digest, "size": size, "media_type": found.media_type,
                    "audience": audience, "purpose": purpose, "about": subject,
                },
                personal={"filename": found.filename, "title": document.title},
            )  # fmt: skip
    return document


def look_into(content: BinaryIO, *, filename: str, claimed: str = "") -> None:
    """FileRefused where `keep` would refuse the file; nothing is kept."""
    with tempfile.TemporaryFile() as file:
        digest, size = _copied(content, file)
        _examined(file, filename, claimed, digest, size, programs=False)


def _may_keep(
    actor: Viewer, organisation: int | None, audience: Audience, opens_to: Audience | Literal[""]
) -> None:
    """Staff keep for anyone, a client's contacts for their client and its publisher.

    What they hand over about something held back goes to security officers until it opens to them.
    """
    if actor.is_staff:
        return
    if organisation is None or not actor.sees(organisation):
        raise NotSeen("documents.not_seen")
    held_back = (audience, opens_to) == ("security", "client")
    if not (held_back or audience in {"client", "keeper"}) or not actor.speaks_for(organisation):
        raise NotAllowed("documents.keep_not_allowed")


def _copied(content: BinaryIO, file: BinaryIO) -> tuple[str, int]:
    """The digest and size of what was sent, copied where it can be looked into."""
    made, size, most = sha256(), 0, settings.DOCUMENT_LARGEST
    while part := content.read(_STEP):
        size += len(part)
        if size > most:
            raise FileRefused("documents.large", most=most // 1024 // 1024)
        made.update(part)
        file.write(part)
    file.flush()
    return made.hexdigest(), size


def _examined(
    file: BinaryIO, name: str, claimed: str, digest: str, size: int, *, programs: bool
) -> _Examined:
    runs = programs and is_program(name)
    name = checked_name(name, runs=runs)
    if not size:
        raise FileRefused("documents.empty", name=name)
    content = Bytes.of(file)
    kind = program(name, content) if runs else checked(name, content, claimed=claimed)
    if settings.CLAMAV:
        scan(content, clamd=settings.CLAMAV)
    return _Examined(name, kind.media_type, size, digest, bool(settings.CLAMAV))


def _put_away(file: BinaryIO, digest: str) -> None:
    """Writes the bytes under their digest; once more where nobody owns them yet, to be young."""
    if default_storage.exists(place_of(digest)) and Document.objects.filter(digest=digest).exists():
        return
    file.seek(0)
    default_storage.save(place_of(digest), File(file))


def hold(digest: str) -> None:
    """Keeps `sweep` off that content until the transaction ends (SQLite has one writer anyway)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [digest])


def _whose(organisation: int | None, audience: str) -> int | None:
    """The client whose journal tells of it: none where the client may not know of it."""
    return organisation if audience in {"client", "everyone"} else None


def subject_of(document: Document) -> str:
    """What the journal calls that document."""
    return f"document/{document.pk}"


@transaction.atomic
def withdraw(id: UUID | str, *, actor: Viewer, at: datetime) -> Document:
    """Takes a file out of everyone's sight but administrators'; its row and journal stay."""
    document = queries.document(actor, id)
    if not actor.has(StaffRole.ACCOUNTS_MANAGER, StaffRole.SECURITY_OFFICER):
        raise NotAllowed("documents.withdraw_not_allowed")
    return take_out(document, actor=actor, at=at)


@transaction.atomic(savepoint=False)
def take_out(document: Document, *, actor: Viewer, at: datetime) -> Document:
    """The same of a file that another act takes out: a consequence, whoever calls has looked."""
    if Document.objects.filter(pk=document.pk, withdrawn_at=None).update(withdrawn_at=at):
        record(
            "documents.document_withdrawn", subject=subject_of(document), actor=actor, at=at,
            client=_whose(document.organisation_id, document.audience),
            after={"digest": document.digest},
        )  # fmt: skip
    document.refresh_from_db()
    index_document(document)
    return document


@transaction.atomic
def restrict(subject: str, *, actor: Viewer, at: datetime) -> int:
    """The files about that subject become security officers' alone; how many did.

    A consequence: whoever calls has looked who acts. `unrestrict` undoes it.
    """
    kept = list(_about(subject).exclude(audience=Document.Audience.SECURITY))
    for document in kept:
        opens_to = document.opens_to or document.audience
        _change(document, Document.Audience.SECURITY, opens_to=opens_to, actor=actor, at=at)
        reserve(subject_of(document), at=at)
    return len(kept)


@transaction.atomic
def unrestrict(subject: str, *, actor: Viewer, at: datetime) -> int:
    """The files about that subject are again whose they were before; how many are."""
    kept = list(_about(subject).filter(audience=Document.Audience.SECURITY))
    for document in kept:
        _opened_up(document, actor=actor, at=at)
        release(subject_of(document))
    return len(kept)


@transaction.atomic(savepoint=False)
def share(subject: str, *, actor: Viewer, at: datetime) -> int:
    """What its keeper alone saw is sent: the files about that subject open up; how many did."""
    kept = list(_about(subject).filter(audience=Document.Audience.KEEPER))
    for document in kept:
        _opened_up(document, actor=actor, at=at)
    return len(kept)


@transaction.atomic
def discard(subject: str, *, actor: Viewer, at: datetime) -> int:
    """What its keeper alone saw is thrown away with what it was for; how many files were.

    Their bytes go at the next sweep.
    """
    kept = list(_about(subject).filter(audience=Document.Audience.KEEPER))
    for document in kept:
        record(
            "documents.document_discarded", subject=subject_of(document), actor=actor, at=at,
            after={"digest": document.digest},
        )  # fmt: skip
        document.delete()
    return len(kept)


def _about(subject: str) -> QuerySet[Document]:
    return Document.objects.select_for_update().filter(subject=subject)


def _opened_up(document: Document, *, actor: Viewer, at: datetime) -> None:
    audience = document.opens_to or Document.Audience.CLIENT
    _change(document, audience, opens_to="", actor=actor, at=at)


def _change(
    document: Document, audience: str, *, opens_to: str, actor: Viewer, at: datetime
) -> None:
    before, document.audience, document.opens_to = document.audience, audience, opens_to
    document.save(update_fields=["audience", "opens_to"])
    index_document(document)
    record(
        "documents.audience_changed", subject=subject_of(document), actor=actor, at=at,
        before={"audience": before}, after={"audience": audience},
    )  # fmt: skip

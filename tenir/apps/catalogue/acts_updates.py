"""The files of a version, for those who subscribe to its product.

Clause: 7.3.
"""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from tenir.apps.catalogue.models import ProductVersion, UpdateFile
from tenir.apps.catalogue.rights import may_hand_programs, must_keep_catalogue
from tenir.apps.documents import services as documents
from tenir.apps.journal.services import record
from tenir.viewer import NotAllowed, NotSeen, Viewer

PURPOSE = "update"


@transaction.atomic
def attach_update_file(
    version: ProductVersion,
    content: BinaryIO,
    *,
    filename: str,
    claimed: str = "",
    actor: Viewer,
    at: datetime,
) -> UpdateFile:
    """Puts a file with a version: clients that subscribe to its product may fetch it at once.

    A release manager may put a program, which is saved by whoever fetches it and never opened here.
    The file itself is staff's. Raises FileRefused, NotAllowed.
    Clause: 7.3.
    """
    must_keep_catalogue(actor)
    programs = may_hand_programs(actor)
    if documents.is_program(filename) and not programs and not filename.lower().endswith(".zip"):
        raise NotAllowed("documents.programs_by_releases")
    subject = f"product/{version.product.key}"
    kept = documents.keep(
        content, filename=filename, title=f"{version}", purpose=PURPOSE, organisation=None,
        audience="staff", subject=subject, claimed=claimed, programs=programs, actor=actor, at=at,
    )  # fmt: skip
    update = UpdateFile.objects.create(version=version, document=kept)
    record(
        "catalogue.update_file_attached", subject=subject, actor=actor, at=at, clauses=("7.3",),
        after={"number": version.number, "document": str(kept.pk), "digest": kept.digest,
               "size": kept.size},
    )  # fmt: skip
    return update


@transaction.atomic
def withdraw_update_file(id: int, *, actor: Viewer, at: datetime) -> UpdateFile:
    """Takes a file of a version back: nobody fetches it any more; twice is once. Raises NotSeen.

    Clause: 7.3.
    """
    must_keep_catalogue(actor)
    rows = UpdateFile.objects.select_related("document", "version__product")
    update = rows.select_for_update(of=("self",)).filter(pk=id).first()
    if update is None:
        raise NotSeen("catalogue.no_update_file")
    document, version = update.document, update.version
    if document.withdrawn_at is None:
        documents.take_out(document, actor=actor, at=at)
        record(
            "catalogue.update_file_withdrawn", subject=f"product/{version.product.key}",
            actor=actor, at=at, clauses=("7.3",),
            after={"number": version.number, "document": str(document.pk),
                   "digest": document.digest},
        )  # fmt: skip
    return update

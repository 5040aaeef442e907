"""The files of a version, for those who subscribe to its product.

Clause: 7.3.
"""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from tenir.apps.catalogue.models import ProductVersion, UpdateFile
from tenir.apps.catalogue.rights import must_keep_catalogue
from tenir.apps.documents import services as documents
from tenir.apps.journal.services import record
from tenir.viewer import Viewer

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

    The file itself is staff's; it is withdrawn as any document is. Raises FileRefused.
    Clause: 7.3.
    """
    must_keep_catalogue(actor)
    subject = f"product/{version.product.key}"
    kept = documents.keep(
        content, filename=filename, title=f"{version}", purpose=PURPOSE, organisation=None,
        audience="staff", subject=subject, claimed=claimed, actor=actor, at=at,
    )  # fmt: skip
    update = UpdateFile.objects.create(version=version, document=kept)
    record(
        "catalogue.update_file_attached", subject=subject, actor=actor, at=at, clauses=("7.3",),
        after={"number": version.number, "document": str(kept.pk), "digest": kept.digest,
               "size": kept.size},
    )  # fmt: skip
    return update

"""Files of samples, taken in helping by helping: what was stopped goes on where it was.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tenir.apps.availability.models import TakenFile
from tenir.apps.availability.taking import Taken, Word, take_in
from tenir.apps.journal import services as journal
from tenir.viewer import NotAllowed, StaffRole, Viewer

MOST_NAMED = 200  # names that nobody watches, kept to be told


@transaction.atomic
def begin_file(digest: str, *, name: str, records: int, actor: Viewer, at: datetime) -> TakenFile:
    """That file's row: new, or what is known of it already, whole or in part.

    One that told of what nobody watched is begun anew: somebody may watch it by now.
    Clause: 5.3.
    """
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.measures")
    found, _ = TakenFile.objects.get_or_create(
        digest=digest,
        defaults={"name": name[:200], "records": records, "begun_at": at,
                  "taken_by_id": actor.person},
    )  # fmt: skip
    if found.ended_at is not None and found.unknown:
        found.done, found.ended_at, found.unknown = 0, None, []
        found.save(update_fields=["done", "ended_at", "unknown"])
    return found


@transaction.atomic
def take_helping(
    file: TakenFile, words: Sequence[Word], *, records: int, actor: Viewer, at: datetime
) -> Taken:
    """The next words of a file, and that so many more of its records are done, both or neither.

    Clause: 5.3.
    """
    taken = take_in(words, source=file.name, actor=actor, at=at)
    row = TakenFile.objects.select_for_update().get(pk=file.pk)
    row.done = min(file.done + records, row.records)
    row.kept, row.late = row.kept + taken.kept, row.late + taken.late
    row.unknown = sorted({*row.unknown, *taken.unknown})[:MOST_NAMED]
    row.save(update_fields=["done", "kept", "late", "unknown"])
    file.done, file.kept, file.late, file.unknown = row.done, row.kept, row.late, row.unknown
    return taken


@transaction.atomic
def end_file(file: TakenFile, *, actor: Viewer, at: datetime) -> TakenFile:
    """All of a file is taken in: a fact, once.

    Clause: 5.3.
    """
    if TakenFile.objects.filter(pk=file.pk, ended_at=None).update(ended_at=at):
        journal.record(
            "availability.file_taken", subject=file.subject, actor=actor, at=at, clauses=("5.3",),
            after={"digest": file.digest, "records": file.records, "kept": file.kept,
                   "late": file.late, "unknown": len(file.unknown)},
            personal={"name": file.name},
        )  # fmt: skip
    file.refresh_from_db()
    return file

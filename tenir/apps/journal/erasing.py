"""Erasing what entries say of people: the chain holds, and says that it was done."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal, TypeAlias

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from tenir.apps.journal.models import Personal
from tenir.apps.journal.recording import record
from tenir.viewer import NotAllowed, Viewer

ERASED = "journal.personal_erased"
Cause: TypeAlias = Literal["request", "retention", "mistake"]
_BATCH = 500


@transaction.atomic
def erase(
    *,
    because: Cause,
    actor: Viewer,
    at: datetime,
    person: str = "",
    entries: Iterable[int] = (),
    addresses: Collection[str] = (),
) -> int:
    """Erases, for good, what those entries say of people; how many entries were concerned.

    `person` is a pseudonym: all that this person did, or that was done to them, or where their
    pseudonym stands. `addresses` are theirs: wherever one is told of. Elsewhere they may be named
    by others: find it with queries.entries(text=…) and give the keys in `entries`. The facts stay,
    and verify still holds.
    """
    if not actor.has():
        raise NotAllowed("journal.erase_not_allowed")
    keys = sorted(_concerned(person, entries, addresses))
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        Personal.objects.filter(pk__in=part).delete()
        record(
            ERASED, subject=f"person/{person}" if person else "journal", actor=actor, at=at,
            after={"entries": part, "because": because},
        )  # fmt: skip
    return len(keys)


def _concerned(person: str, entries: Iterable[int], addresses: Collection[str]) -> set[int]:
    asked, found = list(entries), set[int]()
    for start in range(0, len(asked), _BATCH):
        part = asked[start : start + _BATCH]
        found.update(Personal.objects.filter(pk__in=part).values_list("pk", flat=True))
    told = Personal.objects.annotate(text=Cast("told", TextField()))
    for address in filter(None, addresses):
        whole = re.compile(rf"(?<![\w.+-]){re.escape(address)}(?![\w-])", re.IGNORECASE)
        holding = told.filter(text__icontains=address).values_list("pk", "text")
        found.update(key for key, text in holding if whole.search(text))
    if person:
        theirs = Q(entry__actor=person) | Q(entry__subject__endswith=person)
        found.update(told.filter(theirs | Q(text__contains=person)).values_list("pk", flat=True))
    return found


def erase_outlived(*, before: datetime, actor: Viewer, at: datetime) -> int:
    """Erases what entries recorded before that instant say of people."""
    old = Personal.objects.filter(entry__recorded_at__lt=before).values_list("pk", flat=True)
    return erase(entries=old.iterator(), because="retention", actor=actor, at=at)

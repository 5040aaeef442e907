"""Looking after the bytes: what nobody owns is swept, what is missing or altered is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from django.core.files.storage import default_storage
from django.db import transaction

from tenir.apps.documents.keeping import hold
from tenir.apps.documents.models import Document
from tenir.apps.documents.storage import place_of

YOUNG = timedelta(days=1)  # a transaction may still be about to own it


@dataclass(frozen=True, slots=True)
class Damaged:
    """A content that is not what was kept, and the documents that it was."""

    digest: str
    problem: Literal["missing", "altered"]
    documents: tuple[str, ...]


def sweep(now: datetime) -> int:
    """Deletes the bytes that no document owns, a day after they came; how many files."""
    return sum(_swept(name, now) for name in list(_names()))


def _names() -> Iterator[str]:
    for folder in default_storage.listdir("")[0]:
        for name in default_storage.listdir(folder)[1]:
            yield f"{folder}/{name}"


@transaction.atomic
def _swept(name: str, now: datetime) -> bool:
    digest = name.rpartition("/")[2]
    hold(digest)
    if Document.objects.filter(digest=digest).exists() or not default_storage.exists(name):
        return False
    if default_storage.get_modified_time(name) > now - YOUNG:
        return False
    default_storage.delete(name)
    return True


def check(*, most: int | None = None) -> list[Damaged]:
    """What is missing or altered of the bytes kept, read whole; of the `most` latest where told."""
    found = Document.objects.order_by("-kept_at").values_list("digest", "pk")
    owners: dict[str, list[str]] = {}
    for digest, key in found[:most]:
        owners.setdefault(digest, []).append(str(key))
    return [
        Damaged(digest, problem, tuple(keys))
        for digest, keys in owners.items()
        if (problem := _problem(digest))
    ]


def _problem(digest: str) -> Literal["missing", "altered"] | None:
    if not default_storage.exists(place_of(digest)):
        return "missing"
    read = sha256()
    with default_storage.open(place_of(digest)) as file:
        for chunk in file.chunks():
            read.update(chunk)
    return None if read.hexdigest() == digest else "altered"

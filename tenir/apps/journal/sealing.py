"""Sealing: entries written by transactions that have committed take their places in the chain.

The order of the chain is the order of sealing: a transaction may commit after one that began later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from django.db import connection, transaction

from tenir.apps.journal.models import Entry, Head
from tenir.terms.journal import CONTENT, digest_of, instant, link_after
from tenir.terms.journal_chain import Mark

BATCH = 1_000
_SEAL = (
    "UPDATE journal_entry SET position = %s, digest = %s, link = %s,"
    " client_position = %s, client_link = %s WHERE id = %s"
)


_Place: TypeAlias = tuple[int, str, str, int | None, str, int]


class _Row(NamedTuple):
    """The columns of an unsealed entry, in the order of CONTENT."""

    id: int
    content: dict[str, Any]


def seal(now: datetime, *, most: int | None = None) -> int:
    """Chains what is written and not sealed yet, in batches; how many entries were sealed.

    Whoever finds another sealing leaves it to them: what they miss is for the next one.
    """
    sealed = 0
    while count := _seal_batch(now):
        sealed += count
        if count < BATCH or (most is not None and sealed >= most):
            break
    return sealed


@transaction.atomic
def _seal_batch(now: datetime) -> int:
    head = _free_head()
    if head is None and Head.objects.get_or_create(pk=1)[1]:  # the chain begins
        head = _free_head()
    if head is None:
        return 0
    found = Entry.objects.filter(position=None).order_by("id").values_list("id", *CONTENT)
    rows = [_Row(row[0], content_of(row[1:])) for row in found[:BATCH]]
    if not rows:
        return 0
    at, places = _chained(rows, Mark(head.position, head.link))
    with connection.cursor() as cursor:
        cursor.executemany(_SEAL, places)
    Head.objects.filter(pk=1).update(position=at.position, link=at.link, sealed_at=now)
    return len(rows)


def _free_head() -> Head | None:
    """Where the chain ends, ours until the transaction does; None where another seals."""
    return Head.objects.select_for_update(skip_locked=True).filter(pk=1).first()


def content_of(columns: Iterable[Any]) -> dict[str, Any]:
    """The columns of CONTENT as they are digested."""
    content = dict(zip(CONTENT, columns, strict=True))
    content["happened_at"] = instant(content["happened_at"])
    content["recorded_at"] = instant(content["recorded_at"])
    return content


def _chained(rows: list[_Row], at: Mark) -> tuple[Mark, list[_Place]]:
    """The mark after these entries, and the columns that seal each."""
    places: list[_Place] = []
    own = {client: _last_of(client) for client in {row.content["client"] for row in rows} - {None}}
    for row in rows:
        digest, client = digest_of(row.content), row.content["client"]
        at = _next(at, digest)
        if client is not None:
            own[client] = _next(own[client], digest)
        theirs = own.get(client) or Mark(0, "")
        places.append((at.position, digest, at.link, theirs.position or None, theirs.link, row.id))
    return at, places


def _next(at: Mark, digest: str) -> Mark:
    return Mark(at.position + 1, link_after(at.link, digest))


def _last_of(client: int) -> Mark:
    """How far that client's own chain goes."""
    found = Entry.objects.filter(client=client).exclude(client_position=None)
    last = found.order_by("-client_position").values_list("client_position", "client_link").first()
    return Mark(last[0] or 0, last[1]) if last else Mark()

"""Sealing: entries written by transactions that have committed take their places in the chain.

The order of the chain is the order of sealing: a transaction may commit after one that began later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from django.db import connection, transaction
from django.db.models import QuerySet

from tenir.apps.journal.models import Entry, Head
from tenir.prepared import Prepared
from tenir.terms.journal import CONTENT, digest_of, instant, link_after
from tenir.terms.journal_chain import Mark

BATCH = 1_000
_SEAL = (
    "UPDATE journal_entry SET position = %s, digest = %s, link = %s,"
    " client_position = %s, client_link = %s WHERE id = %s"
)
_ENDS = "UPDATE journal_head SET position = %s, link = %s, sealed_at = %s WHERE id = 1"


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
    rows = [_Row(row[0], content_of(row[1:])) for row in _UNSEALED()]
    if not rows:
        return 0
    at, places = _chained(rows, Mark(head.position, head.link))
    with connection.cursor() as cursor:
        cursor.executemany(_SEAL, places)
        cursor.execute(_ENDS, [at.position, at.link, connection.ops.adapt_datetimefield_value(now)])
    return len(rows)


def _free_head() -> Head | None:
    """Where the chain ends, ours until the transaction does; None where another seals."""
    return next(iter(_HEAD()), None)


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
    last = next(iter(_LAST(client)), None)
    return Mark(*last) if last else Mark()


def _unsealed() -> QuerySet[Entry, Any]:
    found = Entry.objects.filter(position=None).order_by("id")
    return found.values_list("id", *CONTENT)[:BATCH]


def _last(client: Any) -> QuerySet[Entry, Any]:
    found = Entry.objects.filter(client=client).exclude(client_position=None)
    return found.order_by("-client_position").values_list("client_position", "client_link")[:1]


_HEAD = Prepared(lambda: Head.objects.select_for_update(skip_locked=True).filter(pk=1))
_UNSEALED, _LAST = Prepared(_unsealed), Prepared(_last)

"""Acts on the index, called by the apps whose things are found: inside their own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from tenir.apps.search import indexing, marks
from tenir.apps.search.folding import tokens, words_of
from tenir.apps.search.models import Found
from tenir.many import FEW, insert_few

EDITION = 4  # of the rules by which rows are written: a change builds the index anew
BATCH = 500
LARGEST = 4000  # letters of one text that count
_KEPT = ("kind", "of", "organisation", "audience", "name", "words", "at")


@dataclass(frozen=True, slots=True)
class Findable:
    """A thing as an app hands it to the index: whose it is, who finds it, and by which words.

    `audience` is everyone, client (with its `organisation`, and staff), staff or security; `names`
    are what it is called, whole; `words` what else it is found by; `at` orders likes, late first.
    """

    kind: str
    of: str
    audience: str
    names: Sequence[str]
    words: Sequence[str] = ()
    organisation: int | None = None
    at: datetime | None = None

    @property
    def key(self) -> str:
        """The row's own: a thing has one for each organisation by which it is found."""
        return f"{self.kind}/{self.of}" + (f"@{self.organisation}" if self.organisation else "")


def row_of(thing: Findable) -> Found:
    """The thing as a row of the index."""
    names = [name[:LARGEST] for name in thing.names if name]
    said = [*names, *(word[:LARGEST] for word in thing.words if word)]
    sides = marks.sides(thing.audience, thing.organisation)
    held = dict.fromkeys([
        *(marks.of_kind(thing.kind, side) for side in sides), *marks.exact(names),
        *words_of(said),
    ])  # fmt: skip
    return Found(
        key=thing.key, kind=thing.kind, of=thing.of, organisation=thing.organisation,
        audience=thing.audience, name=" ".join(tokens(" ".join(names)))[:200],
        words=" ".join(held), at=thing.at,
    )  # fmt: skip


@transaction.atomic(savepoint=False)
def index(things: Iterable[Findable]) -> None:
    """Those things are found from now on, by these words and no others."""
    rows = {thing.key: row_of(thing) for thing in things}
    if len(rows) <= FEW:
        insert_few(list(rows.values()), unless="key", instead=_KEPT)
        return
    Found.objects.bulk_create(
        rows.values(), batch_size=BATCH, update_conflicts=True, unique_fields=["key"],
        update_fields=_KEPT,
    )  # fmt: skip


@transaction.atomic
def index_again(kind: str, of: Iterable[str], things: Iterable[Findable]) -> None:
    """The same of things that may be found by fewer sides than before, or by nobody."""
    rows = list(things)
    lost = Found.objects.filter(kind=kind, of__in=list(of))
    lost.exclude(key__in=[thing.key for thing in rows]).delete()
    index(rows)


def forget(kind: str, of: Iterable[str]) -> None:
    """Those things are found no more."""
    Found.objects.filter(kind=kind, of__in=list(of)).delete()


def purge() -> None:
    """What is found no more is gone from the database's own index too: after an erasure."""
    indexing.purge(connection)

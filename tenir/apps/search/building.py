"""The index built anew, and compared with what there is to find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import connection, transaction

from tenir.apps.search.models import Built, Found
from tenir.apps.search.writing import EDITION, Findable, index, row_of

STEP = 2000
COMPARED = ("organisation", "audience", "name", "words")


@transaction.atomic
def rebuild(things: Iterable[Findable], *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Empties the index and fills it with those things; how many there are."""
    Found.objects.all().delete()
    count, left = 0, iter(things)
    while part := list(islice(left, STEP)):
        index(part)
        count += len(part)
        progress(count)
    Built.objects.update_or_create(id=1, defaults={"edition": EDITION})
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
    return count


def differences(things: Iterable[Findable]) -> Iterator[str]:
    """The keys of what is not in the index as it should be, and of what should not be there."""
    left = iter(things)
    known: set[str] = set()
    while part := list(islice(left, STEP)):
        wanted = {row.key: _told(row) for row in map(row_of, part)}
        there = {row.key: _told(row) for row in Found.objects.filter(key__in=wanted)}
        yield from (key for key, told in wanted.items() if there.get(key) != told)
        known |= wanted.keys()
    for key in Found.objects.values_list("key", flat=True).iterator(chunk_size=STEP):
        if key not in known:
            yield key


def _told(row: Found) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in COMPARED)

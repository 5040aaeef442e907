"""Rows in the order of what they hang on: a client's requests after those of the client before.

A database sorts them all by a name of another table; here few names are sorted, and the rows of
each, found by an index, are counted until the page is reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Model, Q, QuerySet

AT_ONCE = 32  # leaders whose rows are counted first; then twice as many, and so on


@dataclass(frozen=True, slots=True)
class Led:
    """An order by the foreign key `by`, by the field of its table called `name`, then by key."""

    by: str
    name: str
    back: bool = False


class Part(NamedTuple):
    """The rows of one leader that a page shows: from one to before another."""

    leader: Any
    first: int
    last: int


def led_keys(rows: QuerySet[Model], led: Led, first: int, last: int) -> list[Any]:
    """The keys of the rows from one place to before another, in that order."""
    rows = rows.order_by("-pk" if led.back else "pk")
    parts = list(_parts(rows, led, first, last))
    whole = [part.leader for part in parts[1:-1]]  # together they have less than a page
    held: dict[Any, list[Any]] = {leader: [] for leader in whole}
    if whole:
        for leader, key in rows.filter(_of(led, whole)).values_list(led.by, "pk"):
            held[leader].append(key)
    return [key for part in parts for key in held.get(part.leader) or _keys(rows, led, part)]


def _keys(rows: QuerySet[Model], led: Led, part: Part) -> list[Any]:
    mine = rows.filter(_of(led, [part.leader])).values_list("pk", flat=True)
    return list(mine[part.first : part.last])


def _parts(rows: QuerySet[Model], led: Led, first: int, last: int) -> Iterator[Part]:
    """Which rows of which leaders lie there."""
    passed = 0
    for leader, number in _counted(rows, led):
        begins, ends = max(first - passed, 0), min(last - passed, number)
        passed += number
        if begins < ends:
            yield Part(leader, begins, ends)
        if passed >= last:
            return


def _counted(rows: QuerySet[Model], led: Led) -> Iterator[tuple[Any, int]]:
    """The leaders that have rows, in order, and how many."""
    waiting, most = list(_leaders(rows, led)), AT_ONCE
    while waiting:
        some, waiting, most = waiting[:most], waiting[most:], most * 2
        mine = rows.order_by().filter(_of(led, some))
        numbers = dict(mine.values_list(led.by).annotate(number=Count("pk")))
        yield from ((leader, numbers[leader]) for leader in some if leader in numbers)


def _leaders(rows: QuerySet[Model], led: Led) -> Iterator[Any]:
    """Their keys in order; None, of rows that hang on nothing, where the database has it."""
    field: Any = rows.model._meta.get_field(led.by)
    turned = "-" if led.back else ""
    found = field.related_model._base_manager.order_by(f"{turned}{led.name}", f"{turned}pk")
    none_first = connection.features.order_by_nulls_first != led.back
    if field.null and none_first:
        yield None
    yield from found.values_list("pk", flat=True)
    if field.null and not none_first:
        yield None


def _of(led: Led, leaders: Sequence[Any]) -> Q:
    """Rows that hang on one of these."""
    known = [leader for leader in leaders if leader is not None]
    asked = Q(**{f"{led.by}__in": known}) if known else Q(pk__in=())
    return asked | Q(**{f"{led.by}__isnull": True}) if None in leaders else asked

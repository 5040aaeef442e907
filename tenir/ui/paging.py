"""The pages of a list, however long it is: never all counted, and wide rows never sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import Any, TypeAlias, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet

from tenir.ui.leading import Led, led_keys

Row = TypeVar("Row", bound=Model)
# Which rows, and in which order, one part after another; no row is in two of them.
Parts: TypeAlias = Sequence[tuple[Q, Sequence[str]]]
AT_ONCE = 500  # rows read at once for a file
COUNTED = 10_000  # at most: nobody turns two hundred pages, and a million rows take their time


class Pages(Paginator[Any]):
    """Counts up to COUNTED; finds a page's keys first, so that only keys are sorted, then its rows.

    Whoever looks for something older narrows the list. `led` says where the order is that of what
    rows hang on, of which there are few; `parts`, where it is one order after another.
    """

    def __init__(
        self, rows: Any, per_page: int, *, led: Led | None = None, parts: Parts = ()
    ) -> None:
        super().__init__(rows, per_page)
        self.led, self.parts = led, parts

    @cached_property
    def count(self) -> int:
        """How many rows there are, COUNTED where there are more."""
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        return rows.order_by().values("pk")[:COUNTED].count()  # and nothing that is told of each

    @property
    def more(self) -> bool:
        """Whether there may be more rows than are counted."""
        return self.count >= COUNTED

    def page(self, number: int | str) -> Page[Any]:
        """That page, its rows read."""
        rows, number = self.object_list, self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if not isinstance(rows, QuerySet):
            return Page(rows[first:last], number, self)
        return Page(self._rows_between(rows, first, last), number, self)

    def first_of_all(self, most: int) -> Iterator[Any]:
        """So many rows of all the pages, read some at a time."""
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return iter(rows[:most])
        ordered = [rows.filter(which).order_by(*order) for which, order in self.parts] or [rows]
        return islice(chain.from_iterable(
            part[:most].iterator(chunk_size=AT_ONCE) for part in ordered
        ), most)  # fmt: skip

    def _rows_between(self, rows: QuerySet[Any], first: int, last: int) -> list[Any]:
        if self.parts:
            return _named(rows, _parted_keys(rows, self.parts, first, last))
        return _between(rows, first, last, self.led)


def the_first(rows: QuerySet[Row], most: int) -> list[Row]:
    """So many rows of a list, uncounted."""
    return _between(rows, 0, most)


def _between(rows: QuerySet[Row], first: int, last: int, led: Led | None = None) -> list[Row]:
    if led:
        keys = led_keys(rows, led, first, last)
    else:
        keys = list(rows.values_list("pk", flat=True)[first:last])
    return _named(rows, keys)


def _parted_keys(rows: QuerySet[Any], parts: Parts, first: int, last: int) -> list[Any]:
    """The keys from one place to before another, each part read by an index of its own."""
    keys: list[Any] = []
    passed = 0
    for which, order in parts:
        mine = rows.filter(which).order_by(*order).values_list("pk", flat=True)
        begins = max(first - passed, 0)
        found = list(mine[begins : last - passed])
        keys += found
        if len(keys) >= last - first:
            break
        passed += begins + len(found) if found or not begins else mine.order_by().count()
    return keys


def _named(rows: QuerySet[Row], keys: Sequence[Any]) -> list[Row]:
    """The rows of those keys, in their order."""
    found = {row.pk: row for row in _of(rows, keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _of(rows: QuerySet[Row], keys: Sequence[Any]) -> QuerySet[Row]:
    """The rows of those keys, which met every condition: asked again, it would choose the index."""
    found = rows.order_by()
    found.query.where = type(found.query.where)()
    return found.filter(pk__in=keys)

"""The pages of a list, however long it is: never all counted, and wide rows never sorted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

from tenir.ui.leading import Led, led_keys

Row = TypeVar("Row", bound=Model)
COUNTED = 10_000  # at most: nobody turns two hundred pages, and a million rows take their time


class Pages(Paginator[Any]):
    """Counts up to COUNTED; finds a page's keys first, so that only keys are sorted, then its rows.

    Whoever looks for something older narrows the list. `led` says where the order is that of what
    rows hang on, of which there are few.
    """

    def __init__(self, rows: Any, per_page: int, *, led: Led | None = None) -> None:
        super().__init__(rows, per_page)
        self.led = led

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
        return Page(_between(rows, first, last, self.led), number, self)


def the_first(rows: QuerySet[Row], most: int) -> list[Row]:
    """So many rows of a list, uncounted."""
    return _between(rows, 0, most)


def _between(rows: QuerySet[Row], first: int, last: int, led: Led | None = None) -> list[Row]:
    if led:
        keys = led_keys(rows, led, first, last)
    else:
        keys = list(rows.values_list("pk", flat=True)[first:last])
    found = {row.pk: row for row in _of(rows, keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _of(rows: QuerySet[Row], keys: Sequence[Any]) -> QuerySet[Row]:
    """The rows of those keys, which met every condition: asked again, it would choose the index."""
    found = rows.order_by()
    found.query.where = type(found.query.where)()
    return found.filter(pk__in=keys)

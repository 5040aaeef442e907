"""The pages of a list, however long it is: never all counted, and wide rows never sorted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
COUNTED = 10_000  # at most: nobody turns two hundred pages, and a million rows take their time


class Pages(Paginator[Any]):
    """Counts up to COUNTED; finds a page's keys first, so that only keys are sorted, then its rows.

    Whoever looks for something older narrows the list.
    """

    first: list[Any] | None = None  # the keys of the first page and the one after, once read

    @cached_property
    def count(self) -> int:
        """How many rows there are, COUNTED where there are more."""
        rows = self.object_list
        return rows.order_by()[:COUNTED].count() if isinstance(rows, QuerySet) else len(rows)

    @property
    def more(self) -> bool:
        """Whether there may be more rows than are counted."""
        return self.count >= COUNTED

    def get_page(self, number: float | str | None) -> Page[Any]:
        """That page, or the nearest; where the first holds all, nothing is counted."""
        if number in {None, "", "1", 1} and isinstance(self.object_list, QuerySet):
            self.first = list(self.object_list.values_list("pk", flat=True)[: self.per_page + 1])
            if len(self.first) <= self.per_page:
                vars(self)["count"] = len(self.first)
        return super().get_page(number)

    def page(self, number: int | str) -> Page[Any]:
        """That page, its rows read."""
        rows, number = self.object_list, self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if not isinstance(rows, QuerySet):
            return Page(rows[first:last], number, self)
        if number == 1 and self.first is not None:
            return Page(_read(rows, self.first[: self.per_page]), number, self)
        return Page(_between(rows, first, last), number, self)


def the_first(rows: QuerySet[Row], most: int) -> list[Row]:
    """So many rows of a list, uncounted."""
    return _between(rows, 0, most)


def _between(rows: QuerySet[Row], first: int, last: int) -> list[Row]:
    return _read(rows, list(rows.values_list("pk", flat=True)[first:last]))


def _read(rows: QuerySet[Row], keys: Sequence[Any]) -> list[Row]:
    found = {row.pk: row for row in _of(rows, keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _of(rows: QuerySet[Row], keys: Sequence[Any]) -> QuerySet[Row]:
    """The rows of those keys, which met every condition: asked again, it would choose the index."""
    found = rows.order_by()
    found.query.where = type(found.query.where)()
    return found.filter(pk__in=keys)

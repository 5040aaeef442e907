"""Lists: filtered, sorted, in pages of bounded size and depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from pydantic import BaseModel, Field

COUNTED = 10_000  # beyond, a count costs more than the page itself


class Asked(BaseModel):
    """Which page of a list, of how many, in which order.

    `sorts` says by which field each word sorts, `narrows` by which lookup each filter narrows, or
    by which of several.
    """

    page: int = Field(1, ge=1, le=1000, description="Which page, from 1.")
    per_page: int = Field(50, ge=1, le=200, description="How many of the list a page holds.")

    sorts: ClassVar[Mapping[str, str]] = {}
    narrows: ClassVar[Mapping[str, str | tuple[str, ...]]] = {}

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that the filters leave, in the order asked for."""
        for name, given in self.narrows.items():
            value = getattr(self, name)
            if value is not None and value != "":
                lookups = (given,) if isinstance(given, str) else given
                rows = rows.filter(reduce(or_, (Q(**{each: value}) for each in lookups)))
        asked = getattr(self, "sort", "")
        order = self.sorts.get(asked.removeprefix("-"))
        if order is None:
            return rows
        return rows.order_by(f"-{order}" if asked.startswith("-") else order, "pk")


def paged(
    request: HttpRequest,
    asked: Asked,
    rows: QuerySet[Any],
    *,
    helped: Callable[[Sequence[Any]], None] | None = None,
) -> dict[str, Any]:
    """The page that is asked for; its neighbours go into the Link header.

    `helped` is told the rows before they are given.
    """
    rows = asked.narrowed(rows)
    counted = rows.order_by().values("pk")[: COUNTED + 1].count()
    start = (asked.page - 1) * asked.per_page
    items = list(rows[start : start + asked.per_page + 1])
    more = len(items) > asked.per_page
    total = min(counted, COUNTED)
    if helped:
        helped(items)
    pages = max(1, -(-total // asked.per_page))
    _linked(request, asked.page, pages, more=more)
    return {
        "items": items[: asked.per_page],
        "page": asked.page,
        "pages": pages,
        "total": total,
        "total_exact": counted <= COUNTED,
    }


def _linked(request: HttpRequest, page: int, pages: int, *, more: bool) -> None:
    wanted = {"first": 1, "prev": page - 1 if page > 1 else 0, "next": page + 1 if more else 0,
              "last": pages}  # fmt: skip
    links = []
    for relation, number in wanted.items():
        if number:
            query = request.GET.copy()
            query["page"] = str(number)
            links.append(f'<{request.path}?{query.urlencode()}>; rel="{relation}"')
    request.links = ", ".join(links)  # type: ignore[attr-defined]

"""A list as every page shows it: filtered, sorted, in pages, exported.

A face describes its columns and filters once; what the reader asks for (`?state=missed&sort=-due`)
is read here, and what makes no sense is ignored rather than an error.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from tenir.ui.paging import Pages

PER_PAGE = 50
LARGEST_EXPORT = 100_000
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it shows of a row, and by which field it sorts.

    `kind` names the cell: text, moment, day, number, money, state, clauses; `href` makes a link.
    """

    key: str
    label: Any
    value: Callable[[Any], Any]
    sort: str = ""
    kind: str = "text"
    href: Callable[[Any], str] | None = None
    lead: bool = False
    note: Callable[[Any], str] | None = None  # a smaller line below


@dataclass(frozen=True)
class Filter:
    """One question that narrows the list; without choices, a text to look for.

    Without `narrow`, the page asks its query for it.
    """

    key: str
    label: Any
    narrow: Callable[[Any, str], Any] | None = None
    choices: Sequence[tuple[str, Any]] = ()


@dataclass(frozen=True)
class Cell:
    """What stands in one place of the table."""

    column: Column
    value: Any
    href: str
    note: str = ""


@dataclass
class Listing:
    """The list as asked for: `rows` of cells, the page, the filters with what was chosen."""

    page: Page[Any]
    columns: Sequence[Column]
    filters: Sequence[tuple[Filter, str]]
    asked: Mapping[str, str]
    sort: str
    empty: Any = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[list[Cell]]:
        """The rows of this page."""
        for row in self.page:
            yield [_cell(column, row) for column in self.columns]

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(chosen for _, chosen in self.filters)

    @property
    def headings(self) -> Iterator[tuple[Column, str, str]]:
        """Each column, the address that sorts by it, and how it is sorted now (aria-sort)."""
        for column in self.columns:
            now = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "none")
            wanted = f"-{column.key}" if now == "ascending" else column.key
            yield column, self.address(sort=wanted), now

    def address(self, **changed: str) -> str:
        """The same list with something else asked."""
        return "?" + urlencode({k: v for k, v in {**self.asked, **changed}.items() if v})

    @property
    def export(self) -> str:
        """The address of the whole list as CSV."""
        return self.address(format="csv", page="")

    @property
    def previous(self) -> str:
        """The address of the page before, empty on the first."""
        page = self.page
        return self.address(page=str(page.previous_page_number())) if page.has_previous() else ""

    @property
    def following(self) -> str:
        """The address of the page after, empty on the last."""
        page = self.page
        return self.address(page=str(page.next_page_number())) if page.has_next() else ""


def _cell(column: Column, row: Any) -> Cell:
    href = column.href(row) if column.href else ""
    return Cell(column, column.value(row), href, column.note(row) if column.note else "")


def listing(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    columns: Sequence[Column],
    filters: Sequence[Filter] = (),
    sort: str = "",
    empty: Any = "",
    per_page: int = PER_PAGE,
) -> Listing:
    """The list that the request asks for; `sort` is a column's key, with `-` from last to first."""
    # PostgreSQL has no NUL in its texts
    given = {key: str(value).replace("\0", "").strip()[:200] for key, value in request.GET.items()}
    chosen = [(f, given.get(f.key, "")) for f in filters]
    for narrowing, value in chosen:
        known = not narrowing.choices or value in {str(choice[0]) for choice in narrowing.choices}
        if value and known and narrowing.narrow:
            rows = narrowing.narrow(rows, value)
    by = {c.key: c.sort for c in columns if c.sort}
    asked_sort = given.get("sort", sort)
    if asked_sort.removeprefix("-") not in by:
        asked_sort = sort
    if asked_sort:
        order = by[asked_sort.removeprefix("-")]
        turned = "-" if asked_sort.startswith("-") else ""
        rows = rows.order_by(f"{turned}{order}", f"{turned}pk")  # one way: an index gives both
    asked = {f.key: value for f, value in chosen} | {
        "sort": asked_sort if asked_sort != sort else ""
    }
    page = Pages(rows, per_page).get_page(given.get("page"))
    return Listing(page, columns, chosen, asked, asked_sort, empty)


def wants_csv(request: HttpRequest) -> bool:
    """Whether the list is asked for as a file."""
    return request.GET.get("format") == "csv"


def csv_of(found: Listing, name: str) -> StreamingHttpResponse:
    """The whole list as CSV, UTF-8 with a mark that spreadsheets know, formulas disarmed."""
    rows: Iterable[Model] = found.page.paginator.object_list[:LARGEST_EXPORT]
    if isinstance(rows, QuerySet):
        rows = rows.iterator(chunk_size=2000)
    lines = _lines(found.columns, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + str(writer.writerow([str(column.label) for column in columns]))
    for row in rows:
        yield str(writer.writerow([plain(column.value(row)) for column in columns]))


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def plain(value: Any) -> str:
    """A cell as text for a spreadsheet: instants in the reader's zone, no formula ever run."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdigit()

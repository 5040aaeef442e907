"""A list as every page shows it: filtered, sorted, in pages, exported.

A face describes its columns and filters once; what the reader asks for (`?state=missed&sort=-due`)
is read here, and what makes no sense is ignored rather than an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest

from tenir.ui.leading import Led
from tenir.ui.pages import viewer_of
from tenir.ui.paging import Pages, Parts
from tenir.ui.views import View, views_of

PER_PAGE = 50


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it shows of a row, and by which field it sorts, or which ones.

    `by` is the foreign key that `sort` begins with, where many rows hang on few things: leading.py.
    `kind` names the cell: text, brief (a number or the like, which needs little room), moment, day,
    deadline, chip (the value is a ui.deadlines.Deadline, or drawn already), digest, length, number,
    money (with its cents), month (2026-11, which files keep), state, answer (to a
    version), scopes, clauses, fact and subject (of the journal), pick (the row itself, to choose by
    a box). `href` makes a link.
    """

    key: str
    label: Any
    value: Callable[[Any], Any]
    sort: str = ""
    kind: str = "text"
    href: Callable[[Any], str] | None = None
    lead: bool = False
    note: Callable[[Any], Any] | None = None  # a smaller line below
    by: str = ""
    of: str = ""  # before a code that is a state of it, as "request.": files tell it in words too
    below: bool = False  # the page has it as another's note: a column of its own in files alone

    @property
    def states(self) -> str | None:
        """What its codes begin with in ui/states.py; None where it has no states."""
        return self.of if self.of or self.kind == "state" else None

    def in_file(self, row: Any) -> Any:
        """What a file has of the row: a state without the family that ui/states.py puts it in."""
        value = self.value(row)
        return value.rpartition(".")[2] if self.kind == "state" and value else value


@dataclass(frozen=True)
class Filter:
    """One question that narrows the list; without choices, a text to look for (`kind`: or a date).

    Some choices under one heading are (heading, choices). Without `narrow`, the page asks its query
    for it. `whole` says what is shown where nothing is chosen. With `named`, a code that is none of
    the choices narrows too, and is called so.
    """

    key: str
    label: Any
    narrow: Callable[[Any, str], Any] | None = None
    choices: Sequence[tuple[str, Any]] = ()
    kind: str = "search"  # or "date", "month": one of them, in words
    whole: Any = ""
    named: Callable[[str], Any] | None = None

    def offering(self, chosen: str) -> Filter:
        """The same, which offers what is chosen too."""
        if not chosen or not self.named or chosen in _values(self.choices):
            return self
        return replace(self, choices=[(chosen, self.named(chosen)), *self.choices])

    def takes(self, value: str) -> bool:
        """Whether that narrows."""
        return not self.choices or bool(self.named) or value in _values(self.choices)


@dataclass
class Listing:
    """The list as asked for: the page, its columns, the filters with what was chosen."""

    page: Page[Any]
    columns: Sequence[Column]
    filters: Sequence[tuple[Filter, str]]
    asked: Mapping[str, str]
    sort: str
    empty: Any = ""
    act: tuple[Any, str] | None = None  # what to do where there is nothing: its words, its address
    extra: dict[str, Any] = field(default_factory=dict)
    views: Sequence[View] = ()
    page_name: str = ""
    may_share: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(chosen for _, chosen in self.filters)

    @property
    def on_the_page(self) -> Sequence[Column]:
        """The columns of the table: files have those too that stand below another here."""
        return [column for column in self.columns if not column.below]

    @property
    def headings(self) -> Iterator[tuple[Column, str, str]]:
        """Each column, the address that sorts by it, and how it is sorted now (aria-sort)."""
        for column in self.on_the_page:
            now = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "none")
            wanted = f"-{column.key}" if now == "ascending" else column.key
            yield column, self.address(sort=wanted), now

    def address(self, **changed: str) -> str:
        """The same list with something else asked."""
        return "?" + urlencode({k: v for k, v in {**self.asked, **changed}.items() if v})

    @property
    def asked_now(self) -> str:
        """What is asked, as a saved view keeps it."""
        return self.address()[1:]

    @property
    def exports(self) -> Sequence[tuple[str, str]]:
        """Each kind of file, and the address of the whole list as that."""
        return [(kind.upper(), self.address(format=kind, page="")) for kind in ("csv", "json")]

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


def listing(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    *,
    columns: Sequence[Column],
    filters: Sequence[Filter] = (),
    sort: str = "",
    parts: Parts = (),
    empty: Any = "",
    act: tuple[Any, str] | None = None,
    per_page: int = PER_PAGE,
) -> Listing:
    """The list that the request asks for; `sort` is a column's key, with `-` from last to first.

    Where no column is asked for and `sort` names none, it is in `parts`, one after another.
    `empty` and `act` say what to do where there is nothing at all.
    """
    # PostgreSQL has no NUL in its texts
    given = {key: str(value).replace("\0", "").strip()[:200] for key, value in request.GET.items()}
    chosen = [(f.offering(given.get(f.key, "")), given.get(f.key, "")) for f in filters]
    for narrowing, value in chosen:
        if value and narrowing.takes(value) and narrowing.narrow:
            rows = narrowing.narrow(rows, value)
    by = {c.key: c.sort for c in columns if c.sort}
    asked_sort = given.get("sort", sort)
    if asked_sort.removeprefix("-") not in by:
        asked_sort = sort
    led = _led(columns, asked_sort) if isinstance(rows, QuerySet) else None
    if asked_sort and isinstance(rows, QuerySet):
        fields = [*by[asked_sort.removeprefix("-")].split(), "pk"]
        turned = "-" if asked_sort.startswith("-") else ""
        rows = rows.order_by(*(f"{turned}{name}" for name in fields))  # one way: an index gives all
    elif asked_sort and not isinstance(rows, QuerySet):
        rows = _in_order(rows, by[asked_sort.removeprefix("-")], back=asked_sort.startswith("-"))
    asked = {f.key: value for f, value in chosen} | {
        "sort": asked_sort if asked_sort != sort else ""
    }
    pages = Pages(rows, per_page, led=led, parts=() if asked_sort else parts)
    found = Listing(
        pages.get_page(given.get("page")), columns, chosen, asked, asked_sort, empty, act
    )
    return _with_views(found, request)


def _values(choices: Sequence[tuple[Any, Any]]) -> set[str]:
    """What may be chosen, in groups or not."""
    inner = (each[1] for each in choices if isinstance(each[1], list | tuple))
    return {
        *(str(value) for value, words in choices if not isinstance(words, list | tuple)),
        *(str(value) for some in inner for value, _ in some),
    }


def _led(columns: Sequence[Column], sort: str) -> Led | None:
    """The order of what rows hang on, where that is what the list is sorted by."""
    column = next((c for c in columns if c.by and c.key == sort.removeprefix("-")), None)
    if column is None:
        return None
    return Led(column.by, column.sort.removeprefix(f"{column.by}__"), back=sort.startswith("-"))


def _in_order(rows: Sequence[Any], name: str, *, back: bool) -> Sequence[Any]:
    """Rows of no table by one of their attributes; those that have none come first."""
    value = attrgetter(name.replace("__", "."))
    return sorted(rows, key=lambda row: (value(row) is not None, value(row)), reverse=back)


def _with_views(found: Listing, request: HttpRequest) -> Listing:
    """The views that the reader has of this page; none for a list outside any page."""
    match = getattr(request, "resolver_match", None)
    if match and "format" not in request.GET:
        viewer = viewer_of(request)
        found.page_name, found.may_share = match.view_name, viewer.is_staff
        found.views = views_of(viewer, match.view_name, found.asked_now)
    return found

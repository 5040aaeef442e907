"""A list as a file: the whole of it, as filtered and sorted.

CSV is UTF-8 with a mark that spreadsheets know, formulas disarmed, its states in words too, in the
last columns; JSON is for programs.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeAlias

from django.db.models import Model
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tenir.ui.listing import Column, Listing
from tenir.ui.paging import Pages
from tenir.ui.states import state_of

LARGEST_EXPORT = 100_000
HELPING = 500
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
Helped: TypeAlias = Callable[[Sequence[Any]], None]
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def wants_file(request: HttpRequest) -> bool:
    """Whether the list is asked for as a file."""
    return request.GET.get("format") in _WRITERS


def file_of(
    request: HttpRequest, found: Listing, name: str, *, helped: Helped | None = None
) -> StreamingHttpResponse:
    """The whole list as the file asked for; CSV where none is named.

    `helped` is told the rows, some at a time, before they are written.
    """
    rows = _rows(found)
    return table_of(request, found.columns, _helpings(rows, helped) if helped else rows, name)


def table_of(
    request: HttpRequest, columns: Sequence[Column], rows: Iterable[Any], name: str
) -> StreamingHttpResponse:
    """Rows as the file asked for; CSV where none is named."""
    kind = request.GET.get("format", "csv")
    kind = kind if kind in _WRITERS else "csv"
    written = _WRITERS[kind](columns, rows)
    response = StreamingHttpResponse(written, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _rows(found: Listing) -> Iterable[Model]:
    pages = found.page.paginator
    if isinstance(pages, Pages):
        return pages.first_of_all(LARGEST_EXPORT)
    rows: Iterable[Model] = pages.object_list[:LARGEST_EXPORT]
    return rows


def _helpings(rows: Iterable[Any], helped: Helped) -> Iterator[Any]:
    left = iter(rows)
    while some := list(islice(left, HELPING)):
        helped(some)
        yield from some


def _json(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    """A list of objects, named by the columns' keys; amounts and dates as text."""
    before = "[\n"
    for row in rows:
        line = {column.key: _value(column.in_file(row)) for column in columns}
        yield before + json.dumps(line, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _value(value: Any) -> Any:
    """A cell for a program: instants in UTC, numbers as numbers, amounts as text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return [str(item) for item in value] if isinstance(value, list | tuple) else str(value)


def _csv(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    columns = [*columns, *(_in_words(each) for each in columns if each.states is not None)]
    yield "\ufeff" + str(writer.writerow([str(column.label) for column in columns]))
    for row in rows:
        yield str(writer.writerow([plain(column.in_file(row)) for column in columns]))


def _in_words(column: Column) -> Column:
    """A state that people read, beside the code that programs do."""
    label = _("%(state)s, in words") % {"state": column.label}

    def word(row: Any) -> Any:
        code = column.value(row)
        return state_of(f"{column.states}{code}").word if code else ""

    return Column(f"{column.key}_in_words", label, word)


_WRITERS = {"csv": _csv, "json": _json}


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

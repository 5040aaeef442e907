"""One place of a list as HTML: written here, since a template a cell takes most of the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tenir.terms import phrases
from tenir.ui.language import language
from tenir.ui.listing import Cell
from tenir.ui.templatetags import tenir as tags

NONE = SafeString("—")


def drawn(cell: Cell) -> SafeString:
    """The cell as <td>: its label for narrow screens, its link, its note below."""
    column = cell.column
    empty = cell.value is None or cell.value == ""
    inside = NONE if empty else _KINDS.get(column.kind, conditional_escape)(cell.value)
    if cell.href:
        inside = format_html('<a href="{}">{}</a>', cell.href, inside)
    if cell.note:
        inside = format_html('{}<span class="cell-note">{}</span>', inside, cell.note)
    names = " ".join(
        name for name, held in (
            ("lead", column.lead), ("num", column.kind in {"money", "number"}),
            ("empty-cell", empty and not column.lead),
        ) if held
    )  # fmt: skip
    return format_html('<td data-label="{}" class="{}">{}</td>', column.label, names, inside)


def _clauses(numbers: Any) -> SafeString:
    return format_html_join(" ", "{}", ((tags.clause(number),) for number in numbers))


def _chip(deadline: Any) -> SafeString:
    return SafeString(get_template("tenir/deadline.html").render(vars(deadline)))


def _pick(row: Any) -> SafeString:
    """A box that chooses the row for the form of the page called `bulk`."""
    name = _("Choose %(row)s") % {"row": row}
    return format_html(
        '<input class="form-check-input m-0" type="checkbox" form="bulk" name="pick" value="{}"'
        ' aria-label="{}">', row.pk, name,
    )  # fmt: skip


def _number(value: Any) -> str:
    return phrases.number(value, language()) if isinstance(value, int) else str(value)


_KINDS: Mapping[str, Callable[[Any], Any]] = {
    "moment": tags.moment,
    "deadline": tags.deadline,
    "day": lambda value: format_html('<span class="num">{}</span>', tags.day(value)),
    "length": lambda value: format_html('<span class="num">{}</span>', value),
    "money": tags.money,
    "number": _number,
    "state": tags.state,
    "clauses": _clauses,
    "chip": _chip,
    "pick": _pick,
}

"""The rows of a list as HTML: written here, since a template a cell takes most of the time."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tenir.apps.accounts.queries import scope_of
from tenir.terms import phrases
from tenir.ui.deadlines import Deadline
from tenir.ui.fact_words import fact_in_words, subject_in_words
from tenir.ui.language import language
from tenir.ui.listing import Column, Listing
from tenir.ui.month import month_in_words
from tenir.ui.templatetags import tenir as tags

NONE = SafeString("—")
_BUTTON = (
    '<form method="post" action="{}">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<button class="btn btn-sm">{} {}<span class="visually-hidden"> {}</span></button></form>'
)


def rows_of(found: Listing) -> SafeString:
    """The rows of a list's page as <tr>, each cell with its label for narrow screens."""
    columns = [
        (column, *_opened(column), _KINDS.get(column.kind, _as_it_is))
        for column in found.on_the_page
    ]
    return SafeString("\n".join(
        f"<tr>{''.join(_cell(row, *column) for column in columns)}</tr>" for row in found.page
    ))  # fmt: skip


def until(at: datetime | None) -> SafeString | str:
    """An end, as the note of its beginning; nothing where there is none yet."""
    return format_html('<span class="text-nowrap">→ {}</span>', tags.moment(at)) if at else ""


def options(choices: Iterable[tuple[Any, Any]], chosen: str | Collection[str]) -> SafeString:
    """What may be chosen, as <option>: a thousand clients are no template's work.

    Some choices under one heading are (heading, choices).
    """
    held = {chosen} if isinstance(chosen, str) else chosen
    return SafeString("".join(
        f'<optgroup label="{_text(value)}">{options(label, held)}</optgroup>'
        if isinstance(label, list | tuple)
        else f'<option value="{_text(value)}"{" selected" if str(value) in held else ""}>'
        f"{_text(label)}</option>"
        for value, label in choices
    ))  # fmt: skip


def chip(deadline: Deadline) -> SafeString:
    """How a deadline stands: a word, what is left of its time, when."""
    tone, at, spent = deadline.tone, _text(deadline.at), _text(_("Time spent"))
    drawn = (
        f'<span class="state tone-{tone}">{tags.icon(deadline.icon_name)}{_text(deadline.words)}'
    )
    bar = "" if deadline.share is None else (
        f'<progress class="bar tone-{tone}" max="100" value="{deadline.share}"'
        f' aria-label="{spent}">{deadline.share} %</progress>'
    )  # fmt: skip
    if at and deadline.basis:
        at = f"{at} · {_text(deadline.basis)}"
    when = f'<span class="deadline-at">{at}</span>' if at else ""
    return SafeString(f'<span class="deadline tone-{tone}-line">{drawn}</span>{bar}{when}</span>')


def button(request: HttpRequest, address: str, icon: str, words: str, *, of: str) -> SafeString:
    """An act upon a row, as a button that sends it; `of` says which row to screen readers."""
    return format_html(_BUTTON, address, get_token(request), tags.icon(icon), words, of)


def _opened(column: Column) -> tuple[str, str]:
    """How a cell of the column begins: one with a value, and an empty one."""
    label = _text(column.label)
    names = "lead" if column.lead else ""
    names += " num" if column.kind in {"money", "number"} else ""
    names += " brief" if column.kind in {"brief", "month"} else ""
    empty = names if column.lead else f"{names} empty-cell"
    full, lacking = (f'<td data-label="{label}" class="{n.strip()}">' for n in (names, empty))
    return full, lacking


def _cell(
    row: Any, column: Column, opened: str, opened_empty: str, drawn: Callable[[Any], Any]
) -> str:
    value = column.value(row)
    empty = value is None or value == ""
    inside = NONE if empty else _text(drawn(value))
    if column.href and (address := column.href(row)):
        inside = f'<a href="{_text(address)}">{inside}</a>'
    if column.note and (note := column.note(row)):
        inside = f'{inside}<span class="cell-note">{_text(note)}</span>'
    return f"{opened_empty if empty else opened}{inside}</td>"


def _as_it_is(value: Any) -> Any:
    return value


def _chip(value: Any) -> Any:
    """A deadline as its chip; what is drawn already as it is."""
    return chip(value) if isinstance(value, Deadline) else value


def _text(value: Any) -> str:
    """As HTML: what is HTML already stays."""
    if type(value) is not str and hasattr(value, "__html__"):
        return str(value.__html__())
    return html.escape(str(value))


def _clauses(numbers: Any) -> SafeString:
    return SafeString(" ".join(map(tags.clause, numbers)))


def _pick(row: Any) -> SafeString:
    """A box that chooses the row for the form of the page called `bulk`."""
    name = _("Choose %(row)s") % {"row": row}
    return format_html(
        '<input class="form-check-input m-0" type="checkbox" form="bulk" name="pick" value="{}"'
        ' aria-label="{}">', row.pk, name,
    )  # fmt: skip


def _number(value: Any) -> str:
    return phrases.number(value, language()) if isinstance(value, int | Decimal) else str(value)


_KINDS: Mapping[str, Callable[[Any], Any]] = {
    "moment": tags.moment,
    "deadline": tags.deadline,
    "day": lambda value: format_html('<span class="num">{}</span>', tags.day(value)),
    "digest": lambda value: format_html('<code class="digest">{}</code>', value),
    "length": lambda value: format_html('<span class="num">{}</span>', value),
    "money": tags.amount,
    "number": _number,
    "month": month_in_words,
    "scopes": lambda names: ", ".join(str(scope_of(name)) for name in names),
    "state": tags.state,
    "answer": lambda state: tags.state(f"version.{state}"),
    "clauses": _clauses,
    "chip": _chip,
    "pick": _pick,
    "fact": fact_in_words,
    "subject": subject_in_words,
}

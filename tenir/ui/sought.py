"""Choosing among many: a short list as ever, a long one searched by words.

It works without JavaScript: a button sends the form back with what matches the words, nothing
judged and nothing lost. Words that were not searched yet are, whatever sends the form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.forms.utils import ErrorDict, flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tenir.ui.cells import options
from tenir.ui.keys import key_of
from tenir.ui.templatetags.tenir import icon

FEW = 50  # more than a list to read: it is searched
LONGEST = 100
LINES = ("target", "product__name", "contract__number", "contract__client__organisation__name")


class SeekingForm(forms.Form):
    """A form that may be sent to search one of its choices: then nothing of it is judged."""

    seeking = True

    @property
    def seeks(self) -> bool:
        """Whether it was sent to search."""
        names = [name for name in self.fields if f"{name}_words" in self.data]
        return self.is_bound and (
            "seek" in self.data or any(_words(self.data, n) != _words(self.data, n, "were")
                                       for n in names)
        )  # fmt: skip

    def full_clean(self) -> None:
        """Nothing is wrong in what is not sent to be judged."""
        if self.seeks:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        """Never while it searches."""
        return not self.seeks and super().is_valid()


class _Drawn(forms.Select):
    """A <select>; above a long one, what searches it. `by` are the fields that words look in."""

    by: Sequence[str] = ()
    words = ""
    here = False  # it was just searched

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What is chosen; the words are kept for the drawing."""
        self.words = _words(data, name)
        self.here = data.get("seek") == name or self.words != _words(data, name, "were")
        return super().value_from_datadict(data, files, name)

    def render(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        renderer: Any = None,  # noqa: ARG002  it is written here
    ) -> SafeString:
        """Its HTML: all rows where they are few, else those that match, and those chosen."""
        rows, field = self.choices.queryset, self.choices.field  # type: ignore[attr-defined]
        chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        first = list(rows[: FEW + 1]) if self.by else list(rows)
        many = bool(self.by) and len(first) > FEW
        if many:
            found = self._matching(rows) if self.words else first[:FEW]
            keys = {str(field.prepare_value(row)) for row in found}
            asked = (key_of(key) for key in chosen if key not in keys)
            left = [key for key in asked if key is not None]
            first = [*(rows.filter(pk__in=left) if left else ()), *found]
        told = [(field.prepare_value(row), field.label_from_instance(row)) for row in first]
        if field.empty_label is not None:
            told.insert(0, ("", field.empty_label))
        held = {**self.build_attrs(self.attrs, attrs), "name": name}
        held |= {"multiple": True} if self.allow_multiple_selected else {}
        held |= {"autofocus": True} if self.here else {}
        select = format_html("<select{}>{}</select>", flatatt(held), options(told, chosen))
        return self._searched(name, field.label, select, none=not first) if many else select

    def _matching(self, rows: Any) -> list[Model]:
        matching = Q()
        for word in self.words.split():
            said = Q()
            for place in self.by:
                said |= Q(**{f"{place}__icontains": word})
            matching &= said
        return list(rows.filter(matching)[:FEW])

    def _searched(self, name: str, label: Any, select: SafeString, *, none: bool) -> SafeString:
        said = _("They are many: at most %(number)s are listed, those that match the words.")
        hint = _("Nothing matches these words.") if none else said % {"number": FEW}
        return format_html(
            '<div class="input-group mb-1"><input class="form-control" type="search"'
            ' name="{name}_words" value="{words}" maxlength="{longest}" aria-label="{about}"'
            ' placeholder="{place}"><input type="hidden" name="{name}_were" value="{words}">'
            '<button class="btn" name="seek" value="{name}">{icon} {search}</button></div>'
            '{select}<div class="form-hint">{hint}</div>',
            name=name, words=self.words, longest=LONGEST, icon=icon("search"), select=select,
            about=_("Search: %(what)s") % {"what": label}, search=_("Search"),
            place=_("Name, product, contract or client"), hint=hint,
        )  # fmt: skip


class Select(_Drawn):
    """One of many."""


class SelectMultiple(_Drawn, forms.SelectMultiple):
    """Some of many."""


class Found(forms.Field):
    """What is chosen among rows: a number that SQLite cannot hold is none of them."""

    def clean(self, value: Any) -> Any:
        """The row, or rows."""
        try:
            return super().clean(value)
        except OverflowError:
            said = self.error_messages["invalid_choice"]
            told = {"value": value}
            raise forms.ValidationError(said, code="invalid_choice", params=told) from None


class Several(Found, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some rows, all of them listed."""


class SoughtField(Found, forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable
    """One row; `by` are the fields that words are looked for in; without, all are listed."""

    widget = Select

    def __init__(self, *args: Any, by: Sequence[str] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.widget.by = by


class SoughtSeveral(Several):
    """Some rows, sought alike."""

    widget = SelectMultiple

    def __init__(self, *args: Any, by: Sequence[str] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.widget.by = by


def _words(data: Any, name: str, which: str = "words") -> str:
    return str(data.get(f"{name}_{which}", "")).replace("\0", "").strip()[:LONGEST]

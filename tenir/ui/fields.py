"""Fields as people fill them in: days, instants, amounts; and a form in sets of fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tenir.terms.countries import countries
from tenir.ui.language import language

GAPS = str.maketrans("", "", " \u00a0\u202f€")


class DayField(forms.DateField):
    """A day, by the browser's own calendar."""

    def __init__(self, **rest: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, **rest})


class InstantField(forms.DateTimeField):
    """An instant to the minute, in the reader's zone."""

    def __init__(self, **rest: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": widget, **rest})

    def to_python(self, value: Any) -> datetime | None:
        """The instant; an hour that comes twice, or never, the night the clocks change is none."""
        try:
            return super().to_python(value)
        except forms.ValidationError as wrong:
            if wrong.code != "ambiguous_timezone":
                raise
            said = _("The clocks change in that hour, which comes twice that night or not at all:"
                     " give one before or after it.")  # fmt: skip
            raise forms.ValidationError(said, code=wrong.code) from None


class MonthField(forms.RegexField):
    """A month of those that the page offers in words: 2026-09."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(r"^20[0-9]{2}-(0[1-9]|1[0-2])$", **{"widget": forms.Select, **rest})


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(
        label=_("Reason"), max_length=5000, widget=forms.Textarea({"rows": 3})
    )


class MoneyField(forms.DecimalField):
    """An amount in euros, written in the reader's manner: 1 234,50 or 1,234.50."""

    def __init__(self, **rest: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal"})
        super().__init__(**{"max_digits": 12, "decimal_places": 2, "widget": widget, **rest})

    def to_python(self, value: Any) -> Any:
        """The amount: the last comma or point before one or two digits parts the cents."""
        return super().to_python(plain_amount(value) if isinstance(value, str) else value)


class OfferingInput(forms.TextInput):
    """A line to write in, and what it may be, each with its words; anything else may be written."""

    offers: Sequence[tuple[str, str]] = ()

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The line, with its offers beside it where there are some."""
        if not self.offers:
            return super().render(name, value, attrs, renderer)
        key = f"{name}_offers"
        line = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        offered = format_html_join("", '<option value="{}">{}</option>', self.offers)
        return format_html('{}<datalist id="{}">{}</datalist>', line, key, offered)


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class CountryField(forms.ChoiceField):
    """A country, by its name; kept by its two letters. France where none is said."""

    def __init__(self, **rest: Any) -> None:
        own = {"choices": lambda: countries(language()), "initial": "FR", "required": False}
        super().__init__(**{**own, **rest})

    def get_bound_field(self, form: BaseForm, field_name: str) -> BoundField:
        """What is kept already is offered too, where it is no country."""
        kept, offered = form.get_initial_for_field(self, field_name), countries(language())
        if kept and kept not in dict(offered):
            self.choices = [(kept, kept), *offered]
        return super().get_bound_field(form, field_name)

    def to_python(self, value: Any) -> str:
        """The letters, whoever wrote them."""
        return str(super().to_python(value)).upper() or "FR"


class FilesField(forms.FileField):
    """Some files, or none."""

    widget = _SeveralFiles({"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them."""
        return [super(FilesField, self).clean(each, initial) for each in data or ()]


def words(label: Any, **rest: Any) -> forms.CharField:
    """Some lines of words."""
    widget = forms.Textarea({"rows": rest.pop("rows", 4)})
    return forms.CharField(label=label, max_length=100_000, widget=widget, **rest)


def one_of(named: Sequence[tuple[Any, Any]], *, ask: Any) -> list[tuple[Any, Any]]:
    """What there is to choose from: of several none is chosen beforehand, and `ask` asks for it."""
    return [("", ask), *named] if len(named) > 1 else list(named)


def plain_amount(text: str) -> str:
    """1 234,50 and 1,234.50 as 1234.50; what is no amount is left as it is, to be refused."""
    text = text.translate(GAPS)
    for mark, other in ((",", "."), (".", ",")):
        whole, found, cents = text.rpartition(mark)
        if found and len(cents) in {1, 2} and mark not in whole:
            return f"{whole.replace(other, '')}.{cents}"
    grouped = text.replace(",", "")
    return grouped if grouped.isdigit() and all(len(g) == 3 for g in text.split(",")[1:]) else text


@dataclass(frozen=True)
class FieldSet:
    """Some fields of a form under one heading."""

    legend: Any = ""
    about: Any = ""
    fields: list[BoundField] = field(default_factory=list)


def fieldsets(form: BaseForm) -> Iterator[FieldSet]:
    """A form's fields in sets, as its `fieldsets` says: ((legend, (names…)), …) or, with a word
    of explanation, (legend, (names…), about). Fields that it leaves out come last.
    """
    left = {bound.name: bound for bound in form}
    for legend, names, *about in getattr(form, "fieldsets", ()):
        some = [left.pop(name) for name in names if name in left]
        if some:
            yield FieldSet(legend, about[0] if about else "", some)
    if left:
        yield FieldSet(fields=list(left.values()))


def is_money(bound: BoundField) -> bool:
    """Whether a field asks for an amount."""
    return isinstance(bound.field, MoneyField)

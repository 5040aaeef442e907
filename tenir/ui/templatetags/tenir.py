"""Icons, states, figures and reasons, as every page writes them (docs/design.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from tenir.apps.accounts.queries import scope_of
from tenir.terms import clauses as register_of_clauses
from tenir.terms import phrases
from tenir.terms.countries import country_named
from tenir.terms.terms_in_words import title_of
from tenir.ui import fact_words, fields, grouped
from tenir.ui.language import language
from tenir.ui.states import State, state_of

register = template.Library()
ICONS = Path(__file__).parents[1] / "icons"


@cache
def _drawn(name: str) -> SafeString:
    return mark_safe((ICONS / f"{name}.svg").read_text().strip())


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of ui/icons, for the eye only."""
    return _drawn(name)


@register.simple_tag
def state(name: str, word: Any = "") -> SafeString:
    """A state of ui/states.py: a word (another, where one is given), an icon and a colour."""
    return _state(name, language()) if word == "" else _worded(state_of(name), word)


@cache
def _state(name: str, _language: str) -> SafeString:
    drawn = state_of(name)
    return _worded(drawn, drawn.word)


def _worded(drawn: State, word: Any) -> SafeString:
    shown = '<span class="state tone-{}">{}{}</span>'
    return format_html(shown, drawn.tone, _drawn(drawn.icon), word)


@register.simple_tag
def clause(number: str) -> SafeString:
    """A clause: its words on hover, focus or tap, and a link to where they stand."""
    return _clause(number, language())


@lru_cache(4096)
def _clause(number: str, language: str) -> SafeString:
    if not register_of_clauses.known(number):
        return format_html('<span class="clause">{}</span>', number)
    found = register_of_clauses.find(number)
    title = found.fr if language == "fr" else found.en
    address = reverse("public:clause", args=[number])
    return format_html(
        '<a class="clause" href="{}" data-words="{}words/" title="{}">{}</a>',
        address, address, title, number,
    )  # fmt: skip


@register.filter
def deadline(at: datetime | None) -> SafeString | str:
    """A last instant: a midnight is said as 24:00 of the day that it ends."""
    if at is None:
        return "—"
    shown = phrases.deadline(timezone.localtime(at).replace(microsecond=0), language())
    return _time(at, shown)


@register.filter
def sentence(reason: dict[str, Any]) -> str:
    """A step of a tree of reasons, in the reader's language."""
    said = shown(reason.get("sentence", {}))
    formula = said[1:4] == " = "  # t is not T
    return said if formula else said[:1].upper() + said[1:]


@register.filter
def why(use: dict[str, Any]) -> str:
    """Why a layer gave way or did not apply."""
    return shown(use.get("why", {}))


@register.filter
def says(use: dict[str, Any]) -> str:
    """What a doubt of the text is about, and how it is read.

    What was kept before doubts were tells the reading alone.
    """
    about, said = shown(use.get("doubt", {})), shown(use.get("says", {}))
    return f"{about[:1].upper()}{about[1:]} — {said}" if about else said


def shown(told: Mapping[str, str]) -> str:
    """What was kept in both languages, in the reader's, as it is shown."""
    said: str = phrases.renamed(told.get(language(), ""), language())
    return phrases.typeset(said, language())


LAYERS: dict[str, Any] = {
    "contract.general": gettext_lazy("The contract's general terms"),
    "agreement": gettext_lazy("The agreement"),
    "annex": gettext_lazy("An annex"),
    "contract.special": gettext_lazy("The contract's special terms"),
}
OUTCOMES: dict[str, Any] = {
    "applied": gettext_lazy("holds"),
    "overridden": gettext_lazy("gives way"),
    "not_applicable": gettext_lazy("does not apply"),
    "refers": gettext_lazy("refers to another document"),
}


@register.filter
def layer(name: str) -> Any:
    """A layer of terms, in words."""
    return LAYERS.get(name, name)


@register.filter
def outcome(name: str) -> Any:
    """What became of a layer, in words."""
    return OUTCOMES.get(name, name)


@register.filter
def told(words: Any) -> str:
    """What is said in both languages, in the reader's."""
    if isinstance(words, Mapping):
        return str(words.get(language(), ""))
    return str(getattr(words, language(), words))


@register.filter
def named(id: str) -> str:
    """What an identifier of the agreement is called."""
    return phrases.name_of(id, language())


@register.filter
def term(key: str, clause: str | None = None) -> str:
    """What a term of the agreement is called: by its own name, else by its clause's title."""
    if f"title.{key}" in phrases.KNOWN or (clause and register_of_clauses.known(clause)):
        return title_of(key, language(), clause=clause or "")
    return key


@register.filter
def risked(name: str) -> str:
    """What missing a promise may bring: an exclusion of the agreement, or an app's own words."""
    if f"risk.{name}" in phrases.KNOWN:
        return phrases.say(f"risk.{name}", language())
    return phrases.name_of(name, language())


@register.filter
def money(amount: Decimal | None) -> str:
    """An amount in euros, in the reader's manner."""
    return "—" if amount is None else phrases.money(amount, language())


@register.filter
def amount(value: Decimal | None) -> str:
    """An amount in euros with its cents, as accounts have it."""
    return "—" if value is None else phrases.amount(value, language())


@register.filter
def day(on: date | None) -> str:
    """A date in the reader's manner, its month in letters in English."""
    return "—" if on is None else phrases.day(on, language())


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """An instant as <time>, for programs in UTC, for people in their zone."""
    if at is None:
        return "—"
    shown = phrases.instant(timezone.localtime(at).replace(second=0, microsecond=0), language())
    return _time(at, shown)


def _time(at: datetime, shown: str) -> SafeString:
    """Of figures and the names of months alone: there is nothing to escape, a hundred a page."""
    return SafeString(f'<time class="num" datetime="{at.isoformat()}">{shown}</time>')


@register.filter
def styled(field: BoundField) -> SafeString:
    """A form's field with the classes of its kind; a wrong one says so to screen readers."""
    kind = {
        "select": "form-select",
        "selectmultiple": "form-select",
        "checkbox": "form-check-input",
    }
    classes = [
        kind.get(field.widget_type, "form-control"), field.field.widget.attrs.get("class", ""),
        "is-invalid" if field.errors else "", field.css_classes(),
    ]  # fmt: skip
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def country(code: str) -> str:
    """A country's name."""
    return country_named(code, language())


register.filter("fieldsets", fields.fieldsets)
register.filter("scope", scope_of)
register.filter("fact", fact_words.fact_in_words)
register.filter("subject", fact_words.subject_in_words)
register.filter("is_money", fields.is_money)
register.filter("is_grouped", grouped.is_grouped)
register.filter("boxes", grouped.boxes)

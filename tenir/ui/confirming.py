"""Asks whether one is sure: by a page, which scripts turn into a dialog (confirm.js)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tenir.terms import phrases
from tenir.ui.language import language

UNASKED = frozenset({"csrfmiddlewaretoken", "sure"})


@dataclass(frozen=True, kw_only=True)
class Sure:
    """The question before an act that cannot be taken back, and what follows from yes.

    `plain` where it destroys nothing: the button is no alarm.
    """

    question: Any
    follows: Any
    yes: Any
    plain: bool = False

    def on_button(self) -> SafeString:
        """What the act's button carries, for scripts to ask by a dialog."""
        asked = format_html(
            'data-confirm="{}" data-follows="{}" data-yes="{}"', self.question, self.follows,
            self.yes,
        )  # fmt: skip
        return format_html('{} data-tone="plain"', asked) if self.plain else asked


@dataclass(frozen=True)
class Asked:
    """The question, what follows from yes, the words of yes, where no leads.

    `plain` where it destroys nothing: the button is no alarm; `foretold`: what it
    would do, as HTML.
    """

    question: Any
    follows: Any
    yes: Any
    back: str
    plain: bool = False
    foretold: SafeString | str = ""
    address: str = ""
    given: list[tuple[str, str]] = field(default_factory=list)
    recalled: list[tuple[Any, str]] = field(default_factory=list)


def is_sure(request: HttpRequest) -> bool:
    """Whether the question was answered with yes."""
    return request.POST.get("sure") == "yes"


def asked(
    request: HttpRequest,
    *,
    question: Any,
    follows: Any,
    yes: Any,
    back: str,
    plain: bool = False,
    foretold: SafeString | str = "",
    form: BaseForm | None = None,
) -> dict[str, Any]:
    """What tenir/confirm.html shows; what was given comes back with the answer.

    `form`: what was filled in, told again in words.
    """
    given = [
        (name, value)
        for name, values in request.POST.lists() if name not in UNASKED
        for value in values
    ]  # fmt: skip
    recalled = [] if form is None else list(_recalled(form))
    told = Asked(question, follows, yes, back, plain, foretold, request.get_full_path(), given,
                 recalled)  # fmt: skip
    return {"asked": told}


def asked_first(
    request: HttpRequest,
    sure: Sure,
    *,
    back: str,
    foretold: SafeString | str = "",
    form: BaseForm | None = None,
) -> dict[str, Any]:
    """The same, of a question that its button carries too."""
    return asked(request, question=sure.question, follows=sure.follows, yes=sure.yes, back=back,
                 plain=sure.plain, foretold=foretold, form=form)  # fmt: skip


def _recalled(form: BaseForm) -> Iterator[tuple[Any, str]]:
    """The label of each field that was filled in, and what it was filled with; no password."""
    for bound in form.visible_fields():
        if not isinstance(bound.field.widget, forms.PasswordInput):
            shown = _shown(bound.field, bound.data)
            if shown:
                yield bound.label, shown


def _shown(field: forms.Field, sent: Any) -> str:
    """What was sent as the reader writes it; nothing where nothing was."""
    if isinstance(field, forms.BooleanField):
        return gettext("yes") if field.to_python(sent) else ""
    if isinstance(field, forms.FileField):
        files = sent if isinstance(sent, list) else [sent]
        return ", ".join(each.name for each in files if each)
    if choices := getattr(field, "choices", None):
        chosen = set(map(str, sent)) if isinstance(sent, list) else {str(sent)} - {"", "None"}
        return ", ".join(str(words) for value, words in _flat(choices) if str(value) in chosen)
    if isinstance(field, forms.DateTimeField) and (at := field.to_python(sent)):
        return phrases.instant(timezone.localtime(at), language())
    if isinstance(field, forms.DateField) and (on := field.to_python(sent)):
        return phrases.day(on, language())
    return str(sent or "").strip()


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """The choices of every group."""
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield value, words

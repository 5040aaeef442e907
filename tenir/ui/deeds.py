"""A page that does one thing: its form, whether one is sure, one act, what came of it.

What is refused is told beside the field that it names; then nothing was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.safestring import SafeString

from tenir.terms.errors import Refused
from tenir.ui.asking import blame, only_if
from tenir.ui.confirming import Sure, asked_first, is_sure
from tenir.ui.sent_once import shown_once
from tenir.viewer import NotAllowed, NotSeen, StaffRole, Viewer

Page = Callable[..., HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What the page says: its heading, its button, where it leads, what is said when it is done.

    `foretells`: what it would do with what was filled in, as HTML, told where one is asked whether
    one is sure; it refuses what the act would. `after` leads elsewhere, told what the act returned,
    and `says` says what came of it where that differs: the level of the message, its words.
    `answer` shows it at once, for what may be seen a single time. `above`: pairs of label and
    address. Where there is nothing to do, `button` is empty.
    """

    heading: Any
    button: Any
    back: str
    done: Any
    after: Callable[[Any], str] | None = None
    says: Callable[[Any], tuple[int, Any]] | None = None
    answer: Callable[[Any], HttpResponseBase] | None = None
    about: Any = ""
    clauses: Sequence[str] = ()
    icon: str = "check"
    sure: Sure | None = None
    foretells: Callable[[dict[str, Any]], SafeString] | None = None
    above: Sequence[tuple[Any, str]] = ()
    danger: bool = False
    help: str = ""
    extra: Mapping[str, Any] | None = None
    template: str = "tenir/deed"


def only_for(viewer: Viewer, *roles: StaffRole) -> None:
    """A page that someone has no use for is no page to them."""
    only_if(viewer.has(*roles))


def given(request: HttpRequest) -> dict[str, Any]:
    """What a form is made of: what was sent, or nothing where the page is only looked at."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES}


def perform(
    request: HttpRequest,
    page: Page,
    here: str,
    *,
    deed: Deed,
    form: forms.Form,
    call: Callable[[dict[str, Any]], Any],
) -> HttpResponseBase:
    """The page, or what came of its act: done, asked whether one is sure, or told what is wrong."""
    if form.is_bound and form.is_valid():
        try:
            if deed.sure and not is_sure(request):
                asked = _question(request, deed, deed.sure, form)
                return page(request, "tenir/confirm", here, asked)
            result = call(form.cleaned_data)
        except (NotSeen, NotAllowed):
            raise
        except Refused as refused:
            blame(form, refused)
        else:
            if deed.answer:
                return shown_once(deed.answer(result))
            level, said = deed.says(result) if deed.says else (messages.SUCCESS, deed.done)
            if said:
                messages.add_message(request, level, str(said))
            return redirect(deed.after(result) if deed.after else deed.back)
    told = {"deed": deed, "form": form, "help": deed.help, **(deed.extra or {})}
    searching = getattr(form, "seeks", False)
    return page(request, deed.template, here, told, 400 if form.is_bound and not searching else 200)


def _question(request: HttpRequest, deed: Deed, sure: Sure, form: forms.Form) -> dict[str, Any]:
    """Whether one is sure, with what it would do where that is foretold."""
    foretold = deed.foretells(form.cleaned_data) if deed.foretells else ""
    return asked_first(request, sure, back=deed.back, foretold=foretold, form=form)

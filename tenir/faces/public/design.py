"""The living page of the design system: every component in each of its states (docs/design.md).

For staff; for everyone where the platform runs as a demonstration.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from tenir import clock
from tenir.faces.public import design_desk as desk
from tenir.faces.public import design_forms as forms
from tenir.faces.public import design_samples as samples
from tenir.ui.confirming import asked, is_sure
from tenir.ui.pages import viewer_of


def design(request: HttpRequest) -> HttpResponseBase:
    """Every component, in the reader's language or the one asked for (?language=en)."""
    if not (settings.TENIR.demonstration or viewer_of(request).is_staff):
        raise Http404
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = translation.get_language() or "fr"
    with translation.override(language):
        return _page(request)


def _page(request: HttpRequest) -> HttpResponseBase:
    now = clock.now()
    if request.method == "POST":
        return _pressed(request)
    told: dict[str, Any] = {"now": now, "other": _other(), "form": forms.Sample()}
    told |= {"faulty": forms.faulty(), **samples.every(now), **desk.every(now, samples.REASON)}
    return render(request, "public/design.html", told)


def _pressed(request: HttpRequest) -> HttpResponseBase:
    """The sample of a confirmation: nothing is done."""
    back = request.get_full_path() + "#confirmation"
    if not is_sure(request):
        question = asked(
            request, question=_("End this contract?"),
            follows=_("Access and support end together. This cannot be taken back."),
            yes=_("End it"), back=back,
        )  # fmt: skip
        return render(request, "public/design_confirm.html", question)
    messages.success(request, _("Done: this was a sample, nothing has changed."))
    return render(request, "public/design_confirm.html", {"done": back})


def _other() -> tuple[str, str]:
    """The language that the page is not in, and its name."""
    here = translation.get_language()
    return next((code, name) for code, name in settings.LANGUAGES if code != here)

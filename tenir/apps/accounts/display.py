"""How a person has pages shown: their language, their saved views of lists."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.accounts import services
from tenir.apps.accounts.models import Person
from tenir.terms.errors import Refused
from tenir.viewer import Viewer

PLAIN = "text/plain; charset=utf-8"


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Speaks another language: to a person from now on, to a stranger by a cookie."""
    asked, back = request.POST.get("language", ""), redirect(_next(request))
    if asked not in dict(settings.LANGUAGES):
        return back
    person = request.user
    if isinstance(person, Person):
        services.set_preferences(
            actor=_viewer(request), at=clock.now(), name=person.name, language=asked,
            time_zone=person.time_zone,
        )  # fmt: skip
    back.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, asked, max_age=31536000, httponly=True,
        samesite="Lax", secure=settings.LANGUAGE_COOKIE_SECURE,
    )  # fmt: skip
    translation.activate(asked)
    return back


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keeps what is asked of a list, and goes back to it."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    asked = request.POST.get("asked", "")
    back = _path(_next(request)) + (f"?{asked}" if asked else "")
    try:
        services.save_view(
            page=request.POST.get("page", ""), name=request.POST.get("name", ""), asked=asked,
            shared=bool(request.POST.get("shared")), actor=_viewer(request), at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        said = refused.message(_language())
        messages.error(request, said[:1].upper() + said[1:])
    else:
        messages.success(request, _("View saved."))
    return redirect(back)


@require_POST
def drop_view(request: HttpRequest, id: int) -> HttpResponse:
    """Takes one's own view off."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    services.drop_view(id, actor=_viewer(request))
    messages.success(request, _("View taken off."))
    return redirect(_path(_next(request)))


@require_POST
def keep_unsent(request: HttpRequest) -> HttpResponse:
    """Keeps what is typed in a form and not sent yet; says since when, for its script."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    words = request.POST.dict()
    place, shown = words.pop("place", ""), words.pop("csrfmiddlewaretoken", "")
    try:
        kept = services.keep_unsent(
            place, words, shown=shown, actor=_viewer(request), at=clock.now()
        )
    except Refused as refused:
        return HttpResponse(refused.message(_language()), status=400, content_type=PLAIN)
    told = kept and _("Draft kept at %(time)s.") % {
        "time": date_format(localtime(kept.kept_at), "H:i")
    }
    return HttpResponse(told or "", content_type=PLAIN)


def _language() -> Literal["fr", "en"]:
    return "en" if translation.get_language() == "en" else "fr"


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


def _next(request: HttpRequest) -> str:
    """Where to go back: a path of ours, or the start."""
    asked = request.POST.get("next", "")
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else "/"


def _path(address: str) -> str:
    return urlsplit(address).path or "/"

"""A form sent twice is done once: by a proxy that tries again, by two clicks, after a lost answer.

Each page that is drawn has a token of its own (Django's, against forgery, masked anew each time):
the same token, address and words are the same sending. Claim, act and answer are one transaction:
whoever repeats waits for it, then is led where the first was; where the process dies nothing was
done and nothing was claimed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.viewer import Viewer

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
TOKEN = "csrfmiddlewaretoken"


def only_looks(view: View) -> View:
    """A view that is sent words and changes nothing: it may be asked as often as one likes."""
    view.only_looks = True  # type: ignore[attr-defined]
    return view


def shown_once(response: HttpResponseBase) -> HttpResponseBase:
    """The answer of an act that is done, where it leads nowhere: a secret, shown this once."""
    response.done = True  # type: ignore[attr-defined]
    return response


def once(
    request: HttpRequest, viewer: Viewer, act: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The answer of the act, which is not done again where the same form was done."""
    token = request.POST.get(TOKEN, "")
    if not token:
        return _sent(request, viewer, act())
    key = _digest(request)
    try:
        with transaction.atomic():
            return _done(request, viewer, act, key=key, at=clock.now())
    except IntegrityError:
        location = queries.where_sent(viewer, key)
        if location is None:  # not ours: what the act itself ran into
            raise
    messages.info(request, _("It had come already: it was done once."))
    return redirect(location or request.get_full_path())


def _done(
    request: HttpRequest,
    viewer: Viewer,
    act: Callable[[], HttpResponseBase],
    *,
    key: str,
    at: datetime,
) -> HttpResponseBase:
    claim = services.note_sent(key, shown=request.POST[TOKEN], actor=viewer, at=at)
    response = _sent(request, viewer, act())
    if is_done(response):
        claim.location = response.get("Location", "")
        claim.save(update_fields=["location"])
    else:
        claim.delete()  # asked whether one is sure, or what is wrong
    return response


def is_done(response: HttpResponseBase) -> bool:
    """Whether something was done: one is led on, or shown what came of it."""
    return response.status_code in {302, 303} or getattr(response, "done", False)


def _sent(request: HttpRequest, viewer: Viewer, response: HttpResponseBase) -> HttpResponseBase:
    """What had been kept while it was typed (ui/unsent.py) is sent: it is kept no more."""
    place = request.POST.get("unsent", "")
    if place and is_done(response):
        services.drop_unsent(place, actor=viewer)
    return response


def _digest(request: HttpRequest) -> str:
    """Of the address and all that was sent: fields, names of files and their bytes."""
    made = sha256(f"{request.get_full_path()}\n".encode())
    for name, values in sorted(request.POST.lists()):
        made.update(f"{name}={values!r}\n".encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            made.update(f"{name}:{file.name!r}\n".encode())
            for part in file.chunks():
                made.update(part)
            file.seek(0)
    return made.hexdigest()

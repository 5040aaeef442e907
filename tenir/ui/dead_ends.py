"""Pages that lead no further: in the frame of whoever came there, what is wrong and what to do.

The words are the same of what does not exist and of what is another's. Django calls what answers
a code, by its own signature (urls.py, settings.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from tenir.arriving import was_cut
from tenir.viewer import ANONYMOUS, Viewer

SEARCH = _("Check the address, or look for it by its name or number.")
SIGN_IN = _(
    "Check the address. What is a client's or the publisher's is seen once one has signed in."
)


@dataclass(frozen=True)
class Frame:
    """The face whose frame a page stands in, none for the public one; the menu's entry lit."""

    face: str = ""
    here: str = ""


def frame_of(request: HttpRequest) -> Frame:
    """The address's face where the viewer may look at it, else their own; the address need not be.

    A public address keeps the public frame, and so does whoever is not signed in.
    """
    theirs = _faces(getattr(request, "viewer", ANONYMOUS))
    face, _slash, rest = request.path.removeprefix("/").partition("/")
    if face in theirs:
        return Frame(face, _place(f"/{face}/{rest.partition('/')[0]}/"))
    match = request.resolver_match
    public = match is not None and match.namespace == "public"
    return Frame(theirs[0]) if theirs and not public else Frame()


def _faces(viewer: Viewer) -> list[str]:
    if viewer.person is None or viewer.scopes is not None:
        return []
    open_ = {"console": viewer.is_staff, "portal": bool(viewer.clients)}
    return [face for face, may in open_.items() if may]


@lru_cache(maxsize=256)  # whoever mistypes may mistype anything
def _place(address: str) -> str:
    try:
        return resolve(address).url_name or ""
    except Resolver404:
        return ""


def dead_end(
    request: HttpRequest, *, heading: Any, message: Any, status: int, advice: Any = ""
) -> HttpResponse:
    """The page: what is wrong, what to do, and where to go on from."""
    frame = frame_of(request)
    told = {"heading": heading, "message": message, "advice": advice,
            "back": "" if status == 404 else _came_from(request)}  # fmt: skip
    if frame.face:
        page = import_string(settings.FRAMES[frame.face])
        told["base"] = "tenir/app.html"
        return page(request, "tenir/dead_end", frame.here, told, status)  # type: ignore[no-any-return]
    told |= {"base": "tenir/public.html", "menu": None}
    return render(request, "tenir/dead_end.html", told, status=status)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that led here; nothing where another site did.

    The host is taken as it was asked for: the page may say that it is none of ours.
    """
    before = urlsplit(request.headers.get("Referer", ""))
    here = request.headers.get("Host") or request.META.get("SERVER_NAME")
    return before._replace(scheme="", netloc="").geturl() if before.netloc == here else ""


def looked_at(request: HttpRequest) -> bool:
    """Whether a browser opens the address: a program is told by the answer's code."""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "")


def refused(request: HttpRequest, *, message: Any, status: int) -> HttpResponse:
    """What someone asked for and is not done, or not shown."""
    closed = status == 403 and request.method == "GET"
    heading = _("Not open to you") if closed else _("Not done")
    return dead_end(request, heading=heading, message=message, status=status)


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:  # noqa: ARG001
    """404: an address that leads nowhere, or to what the viewer may not know of."""
    return dead_end(
        request, heading=_("Nothing here"), status=404,
        message=_(
            "What you look for could not be found: the address is mistyped, what it led to is gone,"
            " or it is not yours to see."
        ),
        advice=SEARCH if frame_of(request).face else SIGN_IN,
    )  # fmt: skip


def not_allowed(request: HttpRequest, exception: object = None) -> HttpResponse:  # noqa: ARG001
    """403: it is for others, or something is to be done before it opens."""
    return refused(
        request, status=403,
        message=_(
            "This is not open to you. If something is to be done first, the start page says what."
        ),
    )  # fmt: skip


def not_understood(request: HttpRequest, exception: object = None) -> HttpResponse:  # noqa: ARG001
    """400: what came is no request of this place, too long, or not whole."""
    return refused(
        request, status=400,
        message=_("What was sent cannot be read: it is too long, or part of it is missing."),
    )  # fmt: skip


def cut_short() -> HttpResponse:
    """400, in no frame: the connection ended within the body, nobody waits for an answer."""
    return HttpResponse("400", status=400, content_type="text/plain")


def without_token(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 of a form that another site may have sent: it lacks its page's token."""
    if was_cut(request.META):
        return cut_short()
    return refused(
        request, status=403,
        message=_(
            "The form came without the mark of its page: somebody signed in or out since it was"
            " opened, or the browser keeps no cookies. Open the page again, and send it once more."
        ),
    )  # fmt: skip


def too_often(request: HttpRequest) -> HttpResponse:
    """429: more tries than a short time has."""
    return refused(
        request, status=429,
        message=_("That was tried too often in a short time: wait some minutes, then try again."),
    )  # fmt: skip

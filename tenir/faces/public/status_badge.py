"""How all is now, to be shown on other sites: a badge, and a line to embed.

Clause: 10.4.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt

from tenir import clock
from tenir.apps.notices.services import publisher_name
from tenir.apps.publishing import queries
from tenir.faces.public.status import spoken
from tenir.faces.public.status_feeds import ANYWHERE
from tenir.ui.boards import name_of
from tenir.ui.language import language

WORDS: dict[str, tuple[Any, str, str]] = {  # its words, the tone of a line, the colour of a badge
    "none": (_("No known incident"), "kept", "#2b6e3f"),
    "maintenance": (_("Under maintenance"), "running", "#1f5fa8"),
    "minor": (_("Degraded"), "risk", "#8a5a00"),
    "major": (_("Partly down"), "missed", "#b3261e"),
    "critical": (_("Down"), "missed", "#8c1d18"),
    "unmeasured": (_("Not measured"), "new", "#5b6573"),
}
LETTER, MARGIN = 6.6, 10  # of eleven pixels of a sans-serif, on average; around the words
POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors *"


INDICATORS = {  # the state of one component, as that of all of them is said
    "operational": "none", "degraded": "minor", "partial_outage": "major",
    "major_outage": "critical", "maintenance": "maintenance", "unmeasured": "unmeasured",
}  # fmt: skip


@spoken
def badge(request: HttpRequest) -> HttpResponse:
    """A picture that says how all is now.

    Clause: 10.4.
    """
    return _drawn(request, publisher_name(), queries.public_board(clock.now()).indicator)


@spoken
def product_badge(request: HttpRequest, key: str) -> HttpResponse:
    """A picture that says how one product is now, or the support platform.

    Clause: 7.2, 10.4.
    """
    board = queries.public_board(clock.now())
    found = next((each for each in board.components if each.key == key), None)
    if found is None:
        raise Http404
    return _drawn(request, name_of(found), INDICATORS[found.state])


def _drawn(request: HttpRequest, name: str, indicator: str) -> HttpResponse:
    words, _tone, colour = WORDS[indicator]
    left, right = (round(len(str(each)) * LETTER) + 2 * MARGIN for each in (name, words))
    told = {
        "name": name, "words": words, "colour": colour, "left": left, "right": right,
        "width": left + right, "middle_left": left / 2, "middle_right": left + right / 2,
        "long_left": left - 2 * MARGIN, "long_right": right - 2 * MARGIN,
    }  # fmt: skip
    response = render(request, "public/badge.svg", told, content_type="image/svg+xml")
    for header, value in ANYWHERE.items():
        response[header] = value
    return response


@xframe_options_exempt
@spoken
def embed(request: HttpRequest) -> HttpResponse:
    """A line that says how all is now, for a frame of another site.

    Clause: 10.4.
    """
    words, tone, _colour = WORDS[queries.public_board(clock.now()).indicator]
    home = settings.TENIR.url + reverse("public:status-in", args=[language()])
    told = {"name": publisher_name(), "words": words, "tone": tone, "home": home}
    response = render(request, "public/embed.html", told)
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response

"""Whether a client's reports are sent each month, unasked.

Clause: 5.4.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from tenir import clock
from tenir.faces.portal.frame import page
from tenir.ui import standing
from tenir.ui.contacts import Face
from tenir.ui.pages import clients_only

FACE = Face("portal", page, "outages", lambda _id: reverse("portal:months"))


@clients_only
def every_month(request: HttpRequest, id: int) -> HttpResponseBase:
    """A client asks for the reports of every month, or has them on request."""
    return standing.every_month(request, FACE, id, clock.now())

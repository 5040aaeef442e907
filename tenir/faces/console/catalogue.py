"""What the publisher sells."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from tenir.apps.catalogue import queries
from tenir.faces.console.frame import page
from tenir.ui.pages import staff_only


@staff_only
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The families and their products, with third-party software and outside terms.

    Clause: A0, A3, 2.7.
    """
    return page(request, "console/catalogue", "catalogue", {"families": queries.families()})

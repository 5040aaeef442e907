"""Search over all that the publisher's staff may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from tenir.faces.console.doings import DOINGS
from tenir.faces.console.frame import page, pages
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.search_pages import suggested, told


@staff_only
def search(request: HttpRequest) -> HttpResponseBase:
    """What is found, kind by kind."""
    return page(request, "tenir/search", "search", told(
        request, viewer_of(request), "console", DOINGS
    ))  # fmt: skip


@staff_only
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """The same while typing, with the pages of the menu: a piece of a page."""
    viewer = viewer_of(request)
    found = suggested(request, viewer, "console", pages(viewer), DOINGS)
    return render(request, "tenir/suggestions.html", found)

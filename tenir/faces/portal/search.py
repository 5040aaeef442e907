"""Search over what belongs to the client."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from tenir.faces.portal.doings import DOINGS
from tenir.faces.portal.frame import PAGES, page
from tenir.faces.portal.opened import closed_of, is_closed
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.search_pages import suggested, told


@clients_only
def search(request: HttpRequest) -> HttpResponseBase:
    """What is found, kind by kind."""
    return page(request, "tenir/search", "search", told(
        request, viewer_of(request), "portal", DOINGS, closed=closed_of(request)
    ))  # fmt: skip


@clients_only
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """The same while typing, with the pages of the menu: a piece of a page."""
    open_ = [each for each in PAGES if not is_closed(request, each.name)]
    viewer, closed = viewer_of(request), closed_of(request)
    found = suggested(request, viewer, "portal", open_, DOINGS, closed=closed)
    return render(request, "tenir/suggestions.html", found)

"""The articles, in the portal's frame."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from tenir.faces.portal.frame import page
from tenir.ui.help import contents_of, page_of
from tenir.ui.pages import clients_only


@clients_only
def contents(request: HttpRequest) -> HttpResponseBase:
    """Every article."""
    return page(request, "tenir/help_contents", "", contents_of("portal"))


@clients_only
def article(request: HttpRequest, name: str) -> HttpResponseBase:
    """One article."""
    return page(request, "tenir/help", "", page_of("portal", name))

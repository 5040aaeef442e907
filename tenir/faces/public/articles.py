"""The articles, for everyone; whoever has a frame of their own reads them there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.ui.help import contents_of, page_of
from tenir.ui.pages import viewer_of


def contents(request: HttpRequest) -> HttpResponseBase:
    """Every article."""
    if face := _face(request):
        return redirect(reverse(f"{face}:help"))
    return render(request, "public/help_contents.html", contents_of("public"))


def article(request: HttpRequest, name: str) -> HttpResponseBase:
    """One article."""
    if face := _face(request):
        return redirect(reverse(f"{face}:help", args=[name]))
    return render(request, "public/help.html", page_of("public", name))


def _face(request: HttpRequest) -> str:
    viewer = viewer_of(request)
    return "console" if viewer.is_staff else "portal" if viewer.clients else ""

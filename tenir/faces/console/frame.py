"""The console's frame: its menu, and a page rendered in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.ui.pages import Entry, viewer_of
from tenir.viewer import StaffRole, Viewer

PAGES = (
    ("home", _("Today"), "layout-dashboard"),
    ("commitments", _("Commitments"), "list-check"),
    ("clients", _("Clients"), "building"),
    ("contracts", _("Contracts"), "file-certificate"),
    ("orders", _("Quotes and orders"), "receipt"),
    ("catalogue", _("Catalogue"), "package"),
    ("versions", _("Agreement"), "book"),
    ("notices", _("Notices"), "mail"),
    ("journal", _("Journal"), "history"),
    ("background", _("Background work"), "cpu"),
    ("people", _("People"), "users"),
)


def page(
    request: HttpRequest, template: str, here: str, told: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """That template in the console's frame, its menu entry lit."""
    menu = [
        Entry(label, reverse(f"console:{name}"), icon, name == here)
        for name, label, icon in pages(viewer_of(request))
    ]
    shown = {"menu": menu, "search_at": reverse("console:search"), **told}
    return render(request, f"{template}.html", shown, status=status)


def pages(viewer: Viewer) -> list[tuple[str, Any, str]]:
    """The pages that the viewer may open: their name, what they are called, their icon."""
    operates = viewer.has(StaffRole.OPERATIONS)
    return [each for each in PAGES if each[0] != "background" or operates]

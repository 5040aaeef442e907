"""The portal's frame: its menu, and a page rendered in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.ui.pages import Entry

PAGES = (
    ("home", _("Overview"), "layout-dashboard"),
    ("commitments", _("Commitments"), "list-check"),
    ("subscriptions", _("Subscriptions"), "package"),
    ("contacts", _("Contacts"), "users"),
    ("agreement", _("Agreement"), "book"),
    ("prerequisites", _("Prerequisites"), "settings"),
    ("orders", _("Quotes and orders"), "receipt"),
    ("notices", _("Notices"), "mail"),
    ("documents", _("Documents"), "file-text"),
    ("journal", _("Journal"), "history"),
)


def page(
    request: HttpRequest, template: str, here: str, told: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """That template in the portal's frame, its menu entry lit."""
    menu = [
        Entry(label, reverse(f"portal:{name}"), icon, name == here) for name, label, icon in PAGES
    ]
    return render(
        request,
        f"{template}.html",
        {"menu": menu, "search_at": reverse("portal:search"), **told},
        status=status,
    )

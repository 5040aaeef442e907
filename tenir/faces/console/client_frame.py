"""The pages of one client: its parts as tabs, under its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.apps.parties import queries, services
from tenir.apps.parties.queries import Client
from tenir.faces.console.frame import page
from tenir.ui.pages import Entry, viewer_of

PARTS = (
    ("client", _("Overview"), "layout-dashboard"),
    ("client-contacts", _("Contacts"), "users"),
    ("client-contracts", _("Contracts"), "file-certificate"),
    ("client-promises", _("Commitments"), "list-check"),
    ("client-notices", _("Notices"), "mail"),
    ("client-documents", _("Documents"), "file-text"),
    ("client-journal", _("Journal"), "history"),
)


def client_page(
    request: HttpRequest, template: str, part: str, client: Client, told: Mapping[str, Any]
) -> HttpResponse:
    """That template under the client's name, its part lit."""
    tabs = [
        Entry(label, reverse(f"console:{name}", args=[client.pk]), icon, name == part)
        for name, label, icon in PARTS
    ]
    own = {
        "it": client, "tabs": tabs, "heading": client,
        "keeps": services.may_keep_clients(viewer_of(request)),
    }  # fmt: skip
    return page(request, template, "clients", {**own, **told})


def seen(request: HttpRequest, id: int) -> Client:
    """The client, for whoever may know of it. Raises NotSeen."""
    return queries.client(viewer_of(request), id)

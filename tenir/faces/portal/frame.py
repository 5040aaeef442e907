"""The portal's frame: its menu, and a page rendered in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.faces.portal.opened import is_closed
from tenir.ui.pages import Place, framed, menu_of

SERVICE, AGREEMENT = _("Your service"), _("Agreement and proof")
PAGES = (
    Place("home", _("Overview"), "layout-dashboard", help="commitments", key="g d"),
    Place("commitments", _("Commitments"), "list-check", help="commitments", key="g p"),
    Place("requests", _("Requests"), "lifebuoy", SERVICE, "support", "g r"),
    Place("knowledge", _("Knowledge base"), "bulb", SERVICE, "support", "g b"),
    Place("downloads", _("Downloads"), "download", SERVICE, "support"),
    Place("planning", _("Planning"), "calendar-event", SERVICE, "support"),
    Place("subscriptions", _("Subscriptions"), "package", SERVICE, "contracts", "g s"),
    Place("status", _("Works and status"), "activity", SERVICE, "publishing", "g w"),
    Place("outages", _("Outages and months"), "calendar", SERVICE, "availability"),
    Place("penalties", _("Penalties"), "scale", SERVICE, "penalties"),
    Place("contacts", _("Contacts"), "users", SERVICE, "contacts", "g c"),
    Place("releases", _("New versions"), "rocket", SERVICE, "releases"),
    Place("prerequisites", _("Prerequisites"), "settings", SERVICE, "catalogue"),
    Place("orders", _("Quotes and orders"), "receipt", SERVICE, "contracts", "g o"),
    Place("agreement", _("Agreement"), "book", AGREEMENT, "agreement", "g a"),
    Place("notices", _("Notices"), "mail", AGREEMENT, "commitments", "g n"),
    Place("documents", _("Documents"), "file-text", AGREEMENT, "documents"),
    Place("journal", _("Journal"), "history", AGREEMENT, "journal", "g j"),
)


def page(
    request: HttpRequest, template: str, here: str, told: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """That template in the portal's frame, its menu entry lit."""
    opened = tuple(one for one in PAGES if not is_closed(request, one.name))
    return framed(
        request, template, told, face="portal", side=_("Client portal"), now=clock.now(),
        menu=menu_of("portal", opened, here), status=status,
    )  # fmt: skip

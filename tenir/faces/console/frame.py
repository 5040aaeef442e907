"""The console's frame: its menu, and a page rendered in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.ui.pages import Place, framed, menu_of, viewer_of
from tenir.viewer import StaffRole, Viewer

PLATFORM, CLIENTS, AGREEMENT = _("Platform"), _("Clients and sales"), _("Agreement and proof")
PAGES = (
    Place("home", _("Today"), "layout-dashboard", help="commitments", key="g d"),
    Place("commitments", _("Commitments"), "list-check", help="commitments", key="g p"),
    Place("requests", _("Requests"), "lifebuoy", help="support", key="g r"),
    Place("knowledge", _("Knowledge base"), "bulb", help="support", key="g b"),
    Place("clients", _("Clients"), "building", CLIENTS, "contacts", "g c"),
    Place("contracts", _("Contracts"), "file-certificate", CLIENTS, "contracts", "g k"),
    Place("orders", _("Quotes and orders"), "receipt", CLIENTS, "contracts", "g o"),
    Place("penalties", _("Penalties"), "scale", CLIENTS, "penalties"),
    Place("catalogue", _("Catalogue"), "package", CLIENTS, "catalogue"),
    Place("releases", _("Validation of versions"), "rocket", CLIENTS, "releases"),
    Place("trainings", _("Trainings"), "school", CLIENTS, "support"),
    Place("proposals", _("Proposals"), "message-circle", CLIENTS, "support"),
    Place("works", _("Works"), "calendar-event", AGREEMENT, "maintenance", "g w"),
    Place("incidents", _("Incidents"), "alert-triangle", AGREEMENT, "publishing", "g i"),
    Place("outages", _("Outages"), "activity", AGREEMENT, "availability"),
    Place("exclusions", _("Exclusions"), "filter", AGREEMENT, "availability"),
    Place("months", _("Months"), "calendar", AGREEMENT, "frozen", "g m"),
    Place("versions", _("Agreement"), "book", AGREEMENT, "agreement", "g a"),
    Place("notices", _("Notices"), "mail", AGREEMENT, "commitments", "g n"),
    Place("documents", _("Documents"), "files", AGREEMENT, "documents"),
    Place("journal", _("Journal"), "history", AGREEMENT, "journal", "g j"),
    Place("background", _("Background work"), "cpu", PLATFORM, "background"),
    Place("people", _("People"), "users", PLATFORM, "access"),
)


def page(
    request: HttpRequest, template: str, here: str, told: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """That template in the console's frame, its menu entry lit."""
    return framed(
        request, template, told, face="console", side=_("Console"), now=clock.now(),
        menu=menu_of("console", pages(viewer_of(request)), here), status=status,
    )  # fmt: skip


def pages(viewer: Viewer) -> tuple[Place, ...]:
    """The pages that the viewer may open."""
    operates = viewer.has(StaffRole.OPERATIONS)
    return tuple(place for place in PAGES if place.name != "background" or operates)

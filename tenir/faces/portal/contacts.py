"""Who speaks for the client, who looks, and changes about its main contact."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from tenir import clock
from tenir.apps.parties import queries
from tenir.faces.portal.frame import page
from tenir.ui.contact_views import ContactViews
from tenir.ui.contacts import IN_FILES, Face, lines_of, side_of
from tenir.ui.exports import table_of, wants_file
from tenir.ui.pages import clients_only, viewer_of

FACE = Face("portal", page, "contacts", lambda _id: reverse("portal:contacts"))
VIEWS = ContactViews(FACE, only=clients_only, clock=clock)


@clients_only
def contacts(request: HttpRequest) -> HttpResponseBase:
    """The contacts of each client of the viewer's, its readers, and the changes that wait."""
    viewer = viewer_of(request)
    sides = [side_of(viewer, client, FACE) for client in queries.clients(viewer)]
    if wants_file(request):
        return table_of(request, IN_FILES, lines_of(sides), "contacts")
    return page(request, "portal/contacts", "contacts", {"sides": sides})

"""Who speaks for the client."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.accounts import queries as accounts
from tenir.apps.parties import queries, services
from tenir.faces.portal.frame import page
from tenir.ui.acts import act
from tenir.ui.pages import clients_only, viewer_of


@clients_only
def contacts(request: HttpRequest) -> HttpResponseBase:
    """The contacts of each client of the viewer's, and the changes that wait."""
    viewer = viewer_of(request)
    told = {
        "sides": [
            {
                "client": client,
                "contacts": queries.contacts_of(viewer, client.pk),
                "changes": queries.changes(viewer, organisation=client.pk),
                "leads": viewer.speaks_for(client.pk),
            }
            for client in queries.clients(viewer)
        ],
        "people": accounts.memberships(viewer).select_related("person"),
    }
    return page(request, "portal/contacts", "contacts", told)


@clients_only
@require_POST
def confirm(request: HttpRequest, id: int) -> HttpResponseBase:
    """The contacts and their details are still right.

    Clause: 9.2.
    """
    actor, at = viewer_of(request), clock.now()
    return act(
        request, lambda: services.confirm_contacts(id, actor=actor, at=at),
        done=_("Thank you: your contacts are confirmed."), back=reverse("portal:contacts"),
    )  # fmt: skip

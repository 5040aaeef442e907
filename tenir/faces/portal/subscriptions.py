"""What the client subscribes to, and the terms that hold for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from tenir import clock
from tenir.apps.agreements import queries
from tenir.apps.availability import queries as availability
from tenir.faces.portal.frame import page
from tenir.ui.contract_words import HOSTINGS, SPECIFICS
from tenir.ui.margins import all_shown, elsewhere
from tenir.ui.pages import clients_only, viewer_of


@clients_only
def subscriptions(request: HttpRequest) -> HttpResponseBase:
    """The client's subscriptions, with the options of their contracts."""
    viewer, at = viewer_of(request), clock.now()
    told = {
        "margins": all_shown(
            one
            for client in viewer.clients
            for one in availability.standings(viewer, client, at=at)
        ),
        "elsewhere": elsewhere(availability.elsewhere(viewer, at=at)),
        "nothing": _("No subscription runs this month."),
        "subscriptions": queries.subscriptions(viewer),
        "options": queries.options(viewer),
    }
    return page(request, "portal/subscriptions", "subscriptions", told)


@clients_only
def terms(request: HttpRequest, id: int) -> HttpResponseBase:
    """A subscription: what is the client's own in it, every term that holds, and why it is so here.

    Clause: 2.2, 2.5, 2.7, 8.8.
    """
    viewer, now = viewer_of(request), clock.now()
    found = queries.subscription(viewer, id)
    told = {
        "it": found,
        "hosting": HOSTINGS[found.hosting],
        "access": queries.access_open(viewer, id, at=now),
        "specifics": [
            (specific, SPECIFICS[specific.kind])
            for specific in queries.specifics(viewer, subscription=id)
        ],
        "rows": queries.resolved_terms(viewer, id, at=now),
    }
    return page(request, "portal/subscription", "subscriptions", told)

"""What the client subscribes to, and the terms that hold for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from tenir import clock
from tenir.apps.agreements import queries
from tenir.faces.portal.frame import page
from tenir.ui.pages import clients_only, viewer_of


@clients_only
def subscriptions(request: HttpRequest) -> HttpResponseBase:
    """The client's subscriptions, with the options of their contracts."""
    viewer = viewer_of(request)
    told = {
        "subscriptions": queries.subscriptions(viewer),
        "options": queries.options(viewer),
    }
    return page(request, "portal/subscriptions", "subscriptions", told)


@clients_only
def terms(request: HttpRequest, id: int) -> HttpResponseBase:
    """Every term of a subscription, and why it is so here."""
    viewer = viewer_of(request)
    told = {
        "it": queries.subscription(viewer, id),
        "rows": queries.resolved_terms(viewer, id, at=clock.now()),
    }
    return page(request, "tenir/subscription", "subscriptions", told)

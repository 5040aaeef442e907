"""What products need, to be read by the client's contacts.

Clause: 4.1, 5.11.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries, services
from tenir.apps.parties import queries as parties
from tenir.faces.portal.frame import page
from tenir.ui.acts import act
from tenir.ui.pages import clients_only, viewer_of


@clients_only
def prerequisites(request: HttpRequest) -> HttpResponseBase:
    """Those not read yet for the products subscribed to, and those that were read."""
    viewer = viewer_of(request)
    sides = []
    for client in parties.clients(viewer):
        ordered = agreements.subscriptions(viewer, client=client.pk).values("product")
        unread = queries.unread(viewer, client.pk).filter(version__product__in=ordered)
        sides.append(
            {
                "client": client,
                "may": viewer.speaks_for(client.pk),
                "unread": unread.prefetch_related("items"),
                "read": queries.acknowledgements(viewer, organisation=client.pk)[:50],
            }
        )
    return page(request, "portal/prerequisites", "prerequisites", {"sides": sides})


@clients_only
@require_POST
def acknowledge(request: HttpRequest, id: int, edition: int) -> HttpResponseBase:
    """They were read.

    Clause: 4.1.
    """
    actor, at = viewer_of(request), clock.now()
    return act(
        request,
        lambda: services.acknowledge_prerequisites(edition, organisation=id, actor=actor, at=at),
        done=_("Noted: these prerequisites were read."), back=reverse("portal:prerequisites"),
    )  # fmt: skip

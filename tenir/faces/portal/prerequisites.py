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
from tenir.faces.portal.requests import products_of
from tenir.ui.acts import act
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import clients_only, viewer_of

COLUMNS = (
    Column("product", _("Product"), lambda a: a.edition.version.product.name, lead=True,
           sort="edition__version__product__name"),
    Column("version", _("Version"), lambda a: a.edition.version.number),
    Column("required", _("Required from"), lambda a: a.edition.required_from,
           sort="edition__required_from", kind="day"),
    Column("person", _("Read by"), lambda a: a.person and a.person.name, sort="person__name"),
    Column("read", _("When"), lambda a: a.acknowledged_at, sort="acknowledged_at", kind="moment"),
)  # fmt: skip


@clients_only
def prerequisites(request: HttpRequest) -> HttpResponseBase:
    """Those not read yet for the products subscribed to, and those that were read."""
    viewer = viewer_of(request)
    by_product = Filter(
        "product", _("Product"), lambda rows, value: rows.filter(edition__version__product=value),
        products_of(viewer),
    )  # fmt: skip
    found = listing(
        request, queries.acknowledgements(viewer), columns=COLUMNS, filters=(by_product,),
        sort="-read",
        empty=_("None was read yet: what your products need stands above, once told."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "prerequisites-read")
    sides = []
    for client in parties.clients(viewer):
        ordered = agreements.subscriptions(viewer, client=client.pk).values("product")
        unread = queries.unread(viewer, client.pk).filter(version__product__in=ordered)
        sides.append(
            {
                "client": client,
                "may": viewer.speaks_for(client.pk),
                "unread": unread.prefetch_related("items"),
            }
        )
    told = {"sides": sides, "found": found}
    return page(request, "portal/prerequisites", "prerequisites", told)


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

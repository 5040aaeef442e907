"""What the client subscribes to, and the terms that hold for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries
from tenir.apps.availability import queries as availability
from tenir.faces.portal.frame import page
from tenir.ui.addresses import to
from tenir.ui.contract_words import HOSTINGS, SPECIFICS, modules_in_words
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.margins import all_shown, elsewhere
from tenir.ui.pages import clients_only, viewer_of

COLUMNS = (
    Column("product", _("Product"), lambda r: r.product.name, sort="product__name", lead=True,
           href=to("portal:terms")),
    Column("contract", _("Contract"), lambda r: r.contract.number, sort="contract__number"),
    Column("hosting", _("Hosting"), lambda r: HOSTINGS[r.hosting], sort="hosting"),
    Column("fee", _("Yearly fee"), lambda r: r.yearly_fee, sort="yearly_fee", kind="money"),
    Column("from", _("From"), lambda r: r.starts_on, sort="starts_on", kind="day"),
    Column("until", _("Until"), lambda r: r.ends_on, sort="ends_on", kind="day"),
)  # fmt: skip
FILTERS = (
    Filter("product", _("Product"),
           lambda rows, value: rows.filter(product__name__icontains=value)),
    Filter("contract", _("Contract"),
           lambda rows, value: rows.filter(contract__number__icontains=value)),
    Filter("hosting", _("Hosting"), lambda rows, value: rows.filter(hosting=value),
           tuple(HOSTINGS.items())),
)  # fmt: skip


@clients_only
def subscriptions(request: HttpRequest) -> HttpResponseBase:
    """The client's subscriptions, with the options of their contracts."""
    viewer, at = viewer_of(request), clock.now()
    found = listing(
        request, queries.subscriptions(viewer), columns=COLUMNS, filters=FILTERS, sort="product",
        empty=_("No subscription yet: one is added with its contract."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "subscriptions")
    told = {
        "found": found,
        "margins": all_shown(
            one
            for client in viewer.clients
            for one in availability.standings(viewer, client, at=at)
        ),
        "elsewhere": elsewhere(availability.elsewhere(viewer, at=at)),
        "nothing": gettext("No subscription runs this month."),
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
        "modules": modules_in_words(found.product, [found.modules])[0],
        "access": queries.access_open(viewer, id, at=now),
        "specifics": [
            (specific, SPECIFICS[specific.kind])
            for specific in queries.specifics(viewer, subscription=id)
        ],
        "rows": queries.resolved_terms(viewer, id, at=now),
    }
    return page(request, "portal/subscription", "subscriptions", told)

"""Contracts, and the terms of a subscription with their reasons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries
from tenir.faces.console.frame import page
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of

COLUMNS = (
    Column("number", _("Contract"), lambda c: c.number, sort="number", lead=True,
           href=lambda c: reverse("console:client", args=[c.client_id])),
    Column("client", _("Client"), lambda c: c.client.organisation.name,
           sort="client__organisation__name"),
    Column("starts", _("From"), lambda c: c.starts_on, sort="starts_on", kind="day"),
    Column("ends", _("Until"), lambda c: c.ends_on, sort="ends_on", kind="day"),
)  # fmt: skip
FILTERS = (
    Filter("number", _("Contract"), lambda rows, value: rows.filter(number__icontains=value)),
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(client__organisation__name__icontains=value)),
)  # fmt: skip


@staff_only
def contracts(request: HttpRequest) -> HttpResponseBase:
    """Every contract."""
    found = listing(
        request, queries.contracts(viewer_of(request)), columns=COLUMNS, filters=FILTERS,
        sort="number", empty=_("No contract yet: sign one, or import them from CSV."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "contracts")
    return page(request, "tenir/page", "contracts", {"found": found, "heading": _("Contracts")})


@staff_only
def terms(request: HttpRequest, id: int) -> HttpResponseBase:
    """Every term of a subscription, and why it is so here."""
    viewer = viewer_of(request)
    told = {
        "it": queries.subscription(viewer, id),
        "rows": queries.resolved_terms(viewer, id, at=clock.now()),
    }
    return page(request, "tenir/subscription", "contracts", told)

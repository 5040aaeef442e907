"""Clients, their contacts and contracts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import queries as commitments
from tenir.apps.parties import queries
from tenir.faces.console.frame import page
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of

COLUMNS = (
    Column("name", _("Client"), lambda c: c.organisation.name, sort="organisation__name", lead=True,
           href=lambda c: reverse("console:client", args=[c.pk])),
    Column("number", _("Number"), lambda c: c.number, sort="number"),
    Column("siren", "SIREN", lambda c: c.siren, sort="siren"),
    Column("language", _("Language"), lambda c: c.language.upper(), sort="language"),
)  # fmt: skip
FILTERS = (
    Filter(
        "name", _("Client"), lambda rows, value: rows.filter(organisation__name__icontains=value)
    ),
    Filter("number", _("Number"), lambda rows, value: rows.filter(number__icontains=value)),
)


@staff_only
def clients(request: HttpRequest) -> HttpResponseBase:
    """Every client."""
    found = listing(
        request, queries.clients(viewer_of(request)), columns=COLUMNS, filters=FILTERS,
        sort="name", empty=_("No client yet: register one, or import them from CSV."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "clients")
    return page(request, "tenir/page", "clients", {"found": found, "heading": _("Clients")})


@staff_only
def client(request: HttpRequest, id: int) -> HttpResponseBase:
    """One client: its contacts, its contracts, what is promised to it and what it owes."""
    viewer = viewer_of(request)
    promised = commitments.commitments(viewer, organisation=id, state="running")
    told = {
        "it": queries.client(viewer, id),
        "contacts": queries.contacts_of(viewer, id),
        "contracts": agreements.contracts(viewer, client=id),
        "subscriptions": agreements.subscriptions(viewer, client=id),
        "promises": promised.prefetch_related("steps")[:10],
        "counts": commitments.counts(viewer, now=clock.now(), organisation=id),
        "list": reverse("console:commitments"),
    }
    return page(request, "console/client", "clients", told)

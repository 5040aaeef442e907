"""Contacts, readers and main-contact changes of any client, looked after by staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.parties import queries, services
from tenir.apps.parties.queries import Contact
from tenir.faces.console.client_frame import client_page, seen
from tenir.faces.console.frame import page
from tenir.faces.console.people_frame import administers
from tenir.ui.addresses import to
from tenir.ui.asking import asks, given, kept, only_if, status_of
from tenir.ui.contact_forms import ReasonForm
from tenir.ui.contact_views import ContactViews
from tenir.ui.contacts import IN_FILES, Deed, Face, Row, lines_of, side_of
from tenir.ui.exports import file_of, table_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.states import STATES
from tenir.viewer import Viewer

FACE = Face("console", page, "clients", lambda id: reverse("console:client-contacts", args=[id]))
VIEWS = ContactViews(FACE, only=staff_only, clock=clock)
WAITS = tuple(
    (state, STATES[state].word)
    for state in ("awaiting_signature", "awaiting_verification", "applied", "refused", "withdrawn")
)
CHANGES = (
    Column("client", _("Client"), lambda c: c.client, sort="client__organisation__name", lead=True,
           href=to("console:contact-change")),
    Column("contact", _("Main contact"), lambda c: c.contact.name),
    Column("successor", _("Follows them"), lambda c: c.successor and c.successor.name),
    Column("asked", _("Asked"), lambda c: c.asked_at, sort="asked_at", kind="moment"),
    Column("signed", _("Signed document"), lambda c: c.signed_at, sort="signed_at", kind="moment"),
    Column("state", _("State"), lambda c: c.state, sort="state", kind="state"),
)  # fmt: skip
BY = (
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value), WAITS),
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(client__organisation__name__icontains=value)),
)  # fmt: skip


@staff_only
def changes(request: HttpRequest) -> HttpResponseBase:
    """The changes about main contacts, those that wait among them.

    Clause: 9.3.
    """
    found = listing(
        request, queries.changes(viewer_of(request)).defer("reasons", "asked"), columns=CHANGES,
        filters=BY, sort="-asked",
        empty=_("None was asked for: a client asks from its portal, or you from its contacts."),
        act=(_("Clients"), reverse("console:clients")),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "contact-changes")
    told = {"found": found, "heading": _("Changes of main contacts")}
    return page(request, "tenir/page", "clients", told)


@staff_only
def contacts(request: HttpRequest, id: int) -> HttpResponseBase:
    """Who speaks for a client, who looks, and what waits to change."""
    client = seen(request, id)
    viewer = viewer_of(request)
    if wants_file(request):
        rows = lines_of([side_of(viewer, client, FACE)])
        return table_of(request, IN_FILES, rows, f"{client.number}-contacts")
    former = [_former(viewer, each) for each in queries.former_contacts(viewer, id)]
    told = {"theirs": side_of(viewer, client, FACE), "former": former}
    return client_page(request, "console/client_contacts", "client-contacts", client, told)


def _former(viewer: Viewer, each: Contact) -> Row:
    """Who left, and the button that erases them where that may be done."""
    row = Row(each.name, each.email, ["erased" if each.erased_at else "left"])
    if each.erased_at is None and administers(viewer):
        to = reverse("console:contact-erase", args=[each.client_id, each.pk])
        row.deeds = [Deed(_("Erase for good"), to, "erase", icon="trash", grave=True)]
    return row


@staff_only
def flag(request: HttpRequest, id: int, contact: int) -> HttpResponseBase:
    """A contact cannot be reached so: the client is asked to put it right.

    Clause: 9.2.
    """
    client, actor, back = seen(request, id), viewer_of(request), FACE.home(id)
    only_if(services.may_keep_clients(actor))
    form = ReasonForm(given(request))
    made = kept(
        form, lambda told: services.flag_contact(id, contact, **told, actor=actor, at=clock.now())
    )
    if made:
        messages.success(request, str(_("Flagged: the client is asked to put it right.")))
        return redirect(back)
    told = asks(
        form, heading=_("Flag a contact"), button=_("Flag"), back=back, icon="flag",
        clauses=("9.2",), above=(client, back),
        about=_("The client's other contacts are told that this one cannot be reached, and why."),
    )  # fmt: skip
    return page(request, "tenir/asks", "clients", told, status_of(form))

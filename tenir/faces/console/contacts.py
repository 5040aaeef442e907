"""Contacts, readers and main-contact changes of any client, looked after by staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.parties import queries, services
from tenir.faces.console.client_frame import client_page, seen
from tenir.faces.console.frame import page
from tenir.ui import contact_changes, contact_pages
from tenir.ui.asking import asks, given, kept, only_if, status_of
from tenir.ui.contact_forms import ReasonForm
from tenir.ui.contacts import Face, side_of
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.states import STATES

FACE = Face("console", page, "clients", lambda id: reverse("console:client-contacts", args=[id]))
WAITS = tuple(
    (state, STATES[state].word)
    for state in ("awaiting_signature", "awaiting_verification", "applied", "refused", "withdrawn")
)
CHANGES = (
    Column("client", _("Client"), lambda c: c.client, sort="client__organisation__name", lead=True,
           href=lambda c: reverse("console:contact-change", args=[c.pk])),
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
        request, queries.changes(viewer_of(request)), columns=CHANGES, filters=BY, sort="-asked",
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
    told = {"theirs": side_of(viewer_of(request), client, FACE)}
    return client_page(request, "console/client_contacts", "client-contacts", client, told)


@staff_only
def designate(request: HttpRequest, id: int) -> HttpResponseBase:
    """Someone who will speak for the client.

    Clause: 4.2, 9.1.
    """
    return contact_pages.designate(request, FACE, id, clock.now())


@staff_only
def contact(request: HttpRequest, id: int, contact: int) -> HttpResponseBase:
    """New details of an ordinary contact.

    Clause: 9.2, 9.3.
    """
    return contact_pages.change(request, FACE, id, contact, clock.now())


@staff_only
@require_POST
def contact_act(request: HttpRequest, id: int, contact: int) -> HttpResponseBase:
    """Send the link to a contact, take its flag off, or remove them.

    Clause: 4.3, 9.1, 9.2.
    """
    return contact_pages.contact_act(request, FACE, id, contact, clock.now())


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


@staff_only
@require_POST
def confirm(request: HttpRequest, id: int) -> HttpResponseBase:
    """The client said that its contacts are right.

    Clause: 9.2.
    """
    return contact_pages.confirm(request, FACE, id, clock.now())


@staff_only
def invite_reader(request: HttpRequest, id: int) -> HttpResponseBase:
    """Someone of the client may look.

    Clause: 4.3, 7.9.
    """
    return contact_pages.invite_reader(request, FACE, id, clock.now())


@staff_only
@require_POST
def reader_act(request: HttpRequest, id: int, person: int) -> HttpResponseBase:
    """A reader looks no more.

    Clause: 7.9.
    """
    return contact_pages.reader_act(request, FACE, id, person, clock.now())


@staff_only
def main_change(request: HttpRequest, id: int) -> HttpResponseBase:
    """Ask for a change about the main contact, as the client asked by letter.

    Clause: 9.3.
    """
    return contact_changes.ask(request, FACE, id, clock.now())


@staff_only
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """One change: its signed document is read, then verified or refused.

    Clause: 9.3.
    """
    return contact_changes.change(request, FACE, id)


@staff_only
def sign(request: HttpRequest, id: int) -> HttpResponseBase:
    """Hand in the signed document that came by post.

    Clause: 9.3.
    """
    return contact_changes.sign(request, FACE, id, clock.now())


@staff_only
@require_POST
def change_act(request: HttpRequest, id: int) -> HttpResponseBase:
    """Verify, refuse with the reason, or withdraw.

    Clause: 9.3.
    """
    return contact_changes.change_act(request, FACE, id, clock.now())


@staff_only
def change_document(request: HttpRequest, id: int) -> HttpResponseBase:
    """The signed document, as it was handed in.

    Clause: 9.3.
    """
    return contact_changes.document(request, id)

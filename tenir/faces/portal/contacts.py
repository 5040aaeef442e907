"""Who speaks for the client, who looks, and changes about its main contact."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.parties import queries
from tenir.faces.portal.frame import page
from tenir.ui import contact_changes, contact_pages
from tenir.ui.contacts import Face, side_of
from tenir.ui.pages import clients_only, viewer_of

FACE = Face("portal", page, "contacts", lambda _id: reverse("portal:contacts"))


@clients_only
def contacts(request: HttpRequest) -> HttpResponseBase:
    """The contacts of each client of the viewer's, its readers, and the changes that wait."""
    viewer = viewer_of(request)
    sides = [side_of(viewer, client, FACE) for client in queries.clients(viewer)]
    return page(request, "portal/contacts", "contacts", {"sides": sides})


@clients_only
def designate(request: HttpRequest, id: int) -> HttpResponseBase:
    """Someone who will speak for the client.

    Clause: 4.2, 9.1.
    """
    return contact_pages.designate(request, FACE, id, clock.now())


@clients_only
def contact(request: HttpRequest, id: int, contact: int) -> HttpResponseBase:
    """New details of an ordinary contact.

    Clause: 9.2, 9.3.
    """
    return contact_pages.change(request, FACE, id, contact, clock.now())


@clients_only
@require_POST
def contact_act(request: HttpRequest, id: int, contact: int) -> HttpResponseBase:
    """Send the link to a contact, or remove them.

    Clause: 4.3, 9.1.
    """
    return contact_pages.contact_act(request, FACE, id, contact, clock.now())


@clients_only
@require_POST
def confirm(request: HttpRequest, id: int) -> HttpResponseBase:
    """The contacts and their details are still right.

    Clause: 9.2.
    """
    return contact_pages.confirm(request, FACE, id, clock.now())


@clients_only
def invite_reader(request: HttpRequest, id: int) -> HttpResponseBase:
    """Someone of the client may look.

    Clause: 4.3, 7.9.
    """
    return contact_pages.invite_reader(request, FACE, id, clock.now())


@clients_only
@require_POST
def reader_act(request: HttpRequest, id: int, person: int) -> HttpResponseBase:
    """A reader looks no more.

    Clause: 7.9.
    """
    return contact_pages.reader_act(request, FACE, id, person, clock.now())


@clients_only
@require_POST
def invitation_act(request: HttpRequest, id: int) -> HttpResponseBase:
    """Send a link again, or withdraw it.

    Clause: 4.3.
    """
    return contact_pages.invitation_act(request, FACE, id, clock.now())


@clients_only
def main_change(request: HttpRequest, id: int) -> HttpResponseBase:
    """Ask for a change about the main contact.

    Clause: 9.3.
    """
    return contact_changes.ask(request, FACE, id, clock.now())


@clients_only
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """How far a change is, and what is to be done next.

    Clause: 9.3.
    """
    return contact_changes.change(request, FACE, id)


@clients_only
def sign(request: HttpRequest, id: int) -> HttpResponseBase:
    """Hand in the signed document.

    Clause: 9.3.
    """
    return contact_changes.sign(request, FACE, id, clock.now())


@clients_only
@require_POST
def change_act(request: HttpRequest, id: int) -> HttpResponseBase:
    """Withdraw a change.

    Clause: 9.3.
    """
    return contact_changes.change_act(request, FACE, id, clock.now())


@clients_only
def change_document(request: HttpRequest, id: int) -> HttpResponseBase:
    """The signed document, as it was handed in.

    Clause: 9.3.
    """
    return contact_changes.document(request, id)

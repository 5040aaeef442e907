"""Pages on which contacts and readers are looked after, in whichever face they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts import queries as accounts
from tenir.apps.accounts import services as accounts_acts
from tenir.apps.parties import queries, services
from tenir.apps.parties.queries import Client, Contact
from tenir.ui.acts import act
from tenir.ui.asking import asks, given, kept, only_if, status_of
from tenir.ui.confirming import asked, is_sure
from tenir.ui.contact_forms import DesignationForm, DetailsForm, ReaderForm
from tenir.ui.contact_terms import terms_for
from tenir.ui.contacts import Face
from tenir.ui.pages import viewer_of
from tenir.viewer import NotSeen


def designate(request: HttpRequest, face: Face, id: int, at: datetime) -> HttpResponseBase:
    """Someone who will speak for the client; the first one is its main contact.

    Clause: 4.2, 9.1.
    """
    client = _managed(request, id)
    form = DesignationForm(given(request), initial={"language": client.language})
    made = kept(form, lambda told: services.designate(id, **told, actor=viewer_of(request), at=at))
    if made:
        messages.success(request, str(_("Designated: they are being told.")))
        return redirect(face.home(id))
    told = asks(
        form, heading=_("Designate a contact"), button=_("Designate"), back=face.home(id),
        about=_("A designated contact opens requests, is answered in an incident and receives what "
                "is owed to the client. The first one is its main contact."),
        clauses=("9.1", "4.2"), icon="plus", above=(client, face.home(id)),
    )  # fmt: skip
    return face.page(request, "tenir/asks", face.here, told, status_of(form))


def change(
    request: HttpRequest, face: Face, id: int, contact: int, at: datetime
) -> HttpResponseBase:
    """New details of an ordinary contact; the main one's take a signed document.

    Clause: 9.2, 9.3.
    """
    client = _managed(request, id)
    found = _contact(request, id, contact)
    if found.main:
        return redirect(face.to("main-change", id))
    form = DetailsForm(given(request), initial=vars(found))
    actor = viewer_of(request)
    made = kept(
        form,
        lambda told: services.change_contact(
            id, contact, terms=terms_for(id, at=at), **told, actor=actor, at=at
        ),
    )
    if made:
        messages.success(request, str(_("Changed: they are being told.")))
        return redirect(face.home(id))
    told = asks(
        form, heading=_("Change a contact"), button=_("Keep"), back=face.home(id),
        about=_("A new address is told to the old one too. An account keeps the address by which "
                "its person signs in."),
        clauses=("9.2",), above=(client, face.home(id)),
    )  # fmt: skip
    return face.page(request, "tenir/asks", face.here, told, status_of(form))


def contact_act(
    request: HttpRequest, face: Face, id: int, contact: int, at: datetime
) -> HttpResponseBase:
    """Send the link, remove, or take the flag off.

    Clause: 4.3, 9.1, 9.2.
    """
    actor, back = viewer_of(request), face.home(id)
    queries.client(actor, id)
    found, wanted = _contact(request, id, contact), request.POST.get("act")
    if wanted == "remove" and not is_sure(request):
        return _sure(request, face, found.name, back=back)
    calls: dict[str | None, tuple[Callable[[], Any], Any]] = {
        "remove": (
            lambda: services.remove_contact(
                id, contact, terms=terms_for(id, at=at), actor=actor, at=at
            ),
            _("Removed: they speak for the client no more."),
        ),
        "unflag": (
            lambda: services.unflag_contact(id, contact, actor=actor, at=at),
            _("The flag is taken off."),
        ),
        "invite": (
            lambda: services.invite_contact(id, contact, actor=actor, at=at),
            _("The link is on its way by e-mail."),
        ),
    }
    only_if(wanted in calls)
    call, done = calls[wanted]
    return act(request, call, done=done, back=back)


def confirm(request: HttpRequest, face: Face, id: int, at: datetime) -> HttpResponseBase:
    """The contacts and their details are still right.

    Clause: 9.2.
    """
    actor = viewer_of(request)
    return act(
        request, lambda: services.confirm_contacts(id, actor=actor, at=at),
        done=_("Thank you: the contacts are confirmed."), back=face.home(id),
    )  # fmt: skip


def invite_reader(request: HttpRequest, face: Face, id: int, at: datetime) -> HttpResponseBase:
    """Someone of the client may look.

    Clause: 4.3, 7.9.
    """
    client = _managed(request, id)
    form = ReaderForm(given(request), initial={"language": client.language})
    made = kept(
        form, lambda told: services.invite_reader(id, **told, actor=viewer_of(request), at=at)
    )
    if made:
        messages.success(request, str(_("The link is on its way by e-mail.")))
        return redirect(face.home(id))
    told = asks(
        form, heading=_("Invite a reader"), button=_("Send the link"), back=face.home(id),
        about=_("A reader sees all that the client sees and asks for nothing: only designated "
                "contacts do."),
        clauses=("7.9",), icon="send", above=(client, face.home(id)),
    )  # fmt: skip
    return face.page(request, "tenir/asks", face.here, told, status_of(form))


def reader_act(
    request: HttpRequest, face: Face, id: int, person: int, at: datetime
) -> HttpResponseBase:
    """A reader looks no more.

    Clause: 7.9.
    """
    actor, back = viewer_of(request), face.home(id)
    queries.client(actor, id)
    found = accounts.person(actor, person)
    if not is_sure(request):
        return _sure(request, face, found.name, back=back)
    return act(
        request, lambda: services.remove_reader(id, person, actor=actor, at=at),
        done=_("Removed: they look no more."), back=back,
    )  # fmt: skip


def invitation_act(
    request: HttpRequest, face: Face, id: int, at: datetime, back: str = ""
) -> HttpResponseBase:
    """Send a link again, or withdraw it.

    Clause: 4.3.
    """
    actor = viewer_of(request)
    found = accounts.invitation(actor, id)
    back = back or face.home(found.organisation_id)
    if request.POST.get("act") != "revoke":
        return act(
            request, lambda: services.resend_link(id, actor=actor, at=at),
            done=_("A new link is on its way: the one before opens nothing any more."), back=back,
        )  # fmt: skip
    if not is_sure(request):
        told = asked(
            request, question=_("Withdraw this link?"), follows=_("It opens nothing any more."),
            yes=_("Withdraw the link"), back=back,
        )  # fmt: skip
        return face.page(request, "tenir/confirm", face.here, told)
    return act(
        request, lambda: accounts_acts.revoke_invitation(found, actor=actor, at=at),
        done=_("The link opens nothing any more."), back=back,
    )  # fmt: skip


def _managed(request: HttpRequest, id: int) -> Client:
    """The client, where the viewer looks after its contacts; else there is no such page."""
    found = queries.client(viewer_of(request), id)
    only_if(services.may_manage(viewer_of(request), id))
    return found


def _contact(request: HttpRequest, id: int, contact: int) -> Contact:
    found = queries.contacts_of(viewer_of(request), id).filter(pk=contact).first()
    if found is None:
        raise NotSeen("parties.no_contact")
    return found


def _sure(request: HttpRequest, face: Face, name: str, *, back: str) -> HttpResponseBase:
    told = asked(
        request, question=_("Remove %(name)s?") % {"name": name},
        follows=_("Their role, their sessions and any link end now."), yes=_("Remove"), back=back,
    )  # fmt: skip
    return face.page(request, "tenir/confirm", face.here, told)

"""Changes about a main contact, in whichever face: asked for, signed, verified, followed.

Clause: 9.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from tenir.apps.documents import queries as documents
from tenir.apps.parties import queries, services
from tenir.apps.parties.queries import ContactChange
from tenir.ui.acts import act, act_if_sure
from tenir.ui.asking import asks, given, kept, only_if, status_of
from tenir.ui.confirming import Sure
from tenir.ui.contact_forms import MainChangeForm, ReasonForm, SignedForm
from tenir.ui.contact_terms import terms_for
from tenir.ui.contacts import Face
from tenir.ui.pages import viewer_of
from tenir.ui.timeline import Happened
from tenir.viewer import NotSeen

FIELDS = {"name": _("Name"), "email": _("E-mail"), "telephone": _("Telephone")}
SIGN, VERIFY = ContactChange.OPEN
APPLY = Sure(
    question=_("Apply this change?"), yes=_("Apply it"), plain=True,
    follows=_("It takes effect now, and the contacts are told."),
)  # fmt: skip
WITHDRAW = Sure(
    question=_("Withdraw this change?"), yes=_("Withdraw it"),
    follows=_("Nothing changes, and another change may be asked for."),
)  # fmt: skip


def ask(request: HttpRequest, face: Face, id: int, at: datetime) -> HttpResponseBase:
    """Ask for new details of the main contact, or for another main contact.

    Clause: 9.3.
    """
    actor = viewer_of(request)
    client = queries.client(actor, id)
    only_if(services.may_speak(actor, id))
    form = MainChangeForm(given(request), contacts=queries.contacts_of(actor, id))
    made = kept(
        form,
        lambda _told: services.ask_change(
            id, terms=terms_for(id, at=at), **form.wanted(), actor=actor, at=at
        ),
    )
    if made:
        messages.success(request, str(_("Asked for: it now waits for the signed document.")))
        return redirect(face.to("contact-change", made.pk))
    told = asks(
        form, heading=_("Change the main contact"), button=_("Ask for the change"),
        back=face.home(id), clauses=("9.3",), above=(client, face.home(id)),
        about=_("Every change about the main contact, details included, is made in writing, signed "
                "by a person in charge at the client, and verified by the publisher. Nothing "
                "changes before."),
    )  # fmt: skip
    return face.page(request, "tenir/asks", face.here, told, status_of(form))


def change(request: HttpRequest, face: Face, id: int) -> HttpResponseBase:
    """One change: what is asked, how far it is, what is to be done next.

    Clause: 9.3.
    """
    viewer = viewer_of(request)
    found = queries.change(viewer, id)
    speaks = services.may_speak(viewer, found.client_id)
    told = {
        "it": found,
        "wanted": [(FIELDS[name], getattr(found.contact, name), new)
                   for name, new in found.asked.items()],
        "events": list(_story(found)),
        "sign": face.to("contact-change-sign", id) if speaks and found.state == SIGN else "",
        "decides": services.may_keep_clients(viewer) and found.state == VERIFY,
        "withdraws": speaks and found.state in ContactChange.OPEN,
        "post": face.to("contact-change-act", id),
        "document": face.to("contact-change-document", id) if found.document_id else "",
        "back": face.home(found.client_id),
        "reason": ReasonForm(None), "applying": APPLY, "withdrawing": WITHDRAW,
    }  # fmt: skip
    return face.page(request, "tenir/contact_change", face.here, told)


def sign(request: HttpRequest, face: Face, id: int, at: datetime) -> HttpResponseBase:
    """Hand in the signed document, with who signed it and in what capacity.

    Clause: 9.3.
    """
    actor = viewer_of(request)
    found = queries.change(actor, id)
    back = face.to("contact-change", id)
    only_if(services.may_speak(actor, found.client_id) and found.state == SIGN)
    form = SignedForm(given(request), request.FILES or None)
    made = kept(
        form,
        lambda told: services.sign_change(
            id, content=cast(BinaryIO, told["document"].file), filename=told["document"].name,
            signatory_name=told["signatory_name"], signatory_title=told["signatory_title"],
            actor=actor, at=at,
        ),
    )  # fmt: skip
    if made:
        messages.success(request, str(_("Received: the publisher verifies it.")))
        return redirect(back)
    told = asks(
        form, heading=_("Hand in the signed document"), button=_("Hand it in"), back=back,
        clauses=("9.3",), icon="upload", above=(found.client, face.home(found.client_id)),
        about=_("The document names the change and is signed by a person in charge."),
    )  # fmt: skip
    return face.page(request, "tenir/asks", face.here, told, status_of(form))


def change_act(request: HttpRequest, face: Face, id: int, at: datetime) -> HttpResponseBase:
    """Verify, refuse with the reason, or withdraw.

    Clause: 9.3.
    """
    actor, back = viewer_of(request), face.to("contact-change", id)
    queries.change(actor, id)
    wanted = request.POST.get("act")
    if wanted == "verify":
        return act_if_sure(
            request, lambda: services.verify_change(id, actor=actor, at=at), sure=APPLY,
            page=face.page, here=face.here, back=back,
            done=_("Verified: the change has taken effect, and the contacts are told."),
        )  # fmt: skip
    if wanted == "refuse":
        because = request.POST.get("because", "")
        return act(
            request, lambda: services.refuse_change(id, because=because, actor=actor, at=at),
            done=_("Refused: the contacts are told why."), back=back,
        )  # fmt: skip
    return act_if_sure(
        request, lambda: services.withdraw_change(id, actor=actor, at=at), sure=WITHDRAW,
        page=face.page, here=face.here, done=_("Withdrawn: nothing changes."), back=back,
    )  # fmt: skip


def document(request: HttpRequest, id: int) -> HttpResponseBase:
    """The signed document, as it was handed in; nothing of it runs here.

    Clause: 9.3.
    """
    viewer = viewer_of(request)
    found = queries.change(viewer, id)
    if found.document_id is None:
        raise NotSeen("documents.not_seen")
    served = documents.served(viewer, found.document_id)
    response = FileResponse(served.content)
    for name, value in served.headers.items():
        response[name] = value
    return response


def _story(found: ContactChange) -> Iterator[Happened]:
    """What has happened so far, the first first."""
    yield Happened(found.asked_at, _("Asked for"), icon="message-circle", tone="new")
    if found.signed_at:
        by = f"{found.signatory_name} · {found.signatory_title}"
        yield Happened(
            found.signed_at, _("Signed document handed in"), by, icon="file-certificate",
            tone="running", clauses=("9.3",),
        )  # fmt: skip
    if found.decided_at and found.state in _ENDS:
        word, icon, tone = _ENDS[found.state]
        yield Happened(found.decided_at, word, found.refused_because, icon=icon, tone=tone)


_ENDS = {
    "applied": (_("Verified: it took effect"), "circle-check", "kept"),
    "refused": (_("Refused"), "circle-x", "missed"),
    "withdrawn": (_("Withdrawn"), "ban", "waived"),
}

"""Invitations: the only way in, for staff as for clients' people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.accounts import queries
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Invitation
from tenir.apps.parties import services
from tenir.faces.console import contacts
from tenir.faces.console.people_frame import ROLES, STAFF_ROLES, administers, people_page
from tenir.ui import contact_pages
from tenir.ui.addresses import to
from tenir.ui.asking import asks, given, kept, only_if, status_of
from tenir.ui.contact_forms import LANGUAGES
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.states import STATES

WORDS = (
    ("invited", STATES["invited"].word),
    *((end, STATES[f"invitation.{end}"].word) for end in ("lapsed", "came", "revoked")),
)


class StaffForm(forms.Form):
    """Someone who comes to work for the publisher."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=tuple(STAFF_ROLES.items()))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


def state_of(link: Invitation, now: datetime) -> str:
    """How a link stands."""
    if link.accepted_at:
        return "invitation.came"
    if link.revoked_at:
        return "invitation.revoked"
    return "invitation.lapsed" if link.expires_at <= now else "invited"


@staff_only
def invitations(request: HttpRequest) -> HttpResponseBase:
    """Every invitation, the latest first.

    Clause: 4.3.
    """
    viewer, now = viewer_of(request), clock.now()
    found = listing(
        request, queries.invitations(viewer), columns=_columns(now), filters=_filters(now),
        sort="-invited", empty=_("Nobody was invited yet: contacts are from their client's page."),
        act=(_("Invite staff"), reverse("console:staff-new")) if administers(viewer) else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "invitations")
    told = {"found": found, "heading": _("Invitations"), "administers": administers(viewer)}
    return people_page(request, "console/people", "invitations", told)


@staff_only
def invitation(request: HttpRequest, id: int) -> HttpResponseBase:
    """One invitation; its link is sent again, or withdrawn.

    Clause: 4.3.
    """
    viewer = viewer_of(request)
    found = queries.invitation(viewer, id)
    waits = found.accepted_at is None and found.revoked_at is None
    told = {
        "it": found,
        "role": ROLES[found.role],
        "state": state_of(found, clock.now()),
        "acts": waits
        and accounts.may_give(viewer, organisation=found.organisation, role=found.role),
    }
    return people_page(request, "console/invitation", "invitations", told)


@staff_only
@require_POST
def invitation_act(request: HttpRequest, id: int) -> HttpResponseBase:
    """Sends the link again, or withdraws it.

    Clause: 4.3.
    """
    found = queries.invitation(viewer_of(request), id)
    staff = found.organisation.kind == "publisher"
    back = reverse("console:invitation", args=[id]) if staff or "here" in request.POST else ""
    return contact_pages.invitation_act(request, contacts.FACE, id, clock.now(), back)


@staff_only
def invite_staff(request: HttpRequest) -> HttpResponseBase:
    """Someone comes to work for the publisher: they are sent a link.

    Clause: 4.3.
    """
    actor = viewer_of(request)
    only_if(administers(actor))
    form = StaffForm(given(request), initial={"language": actor.language})
    made = kept(form, lambda told: services.invite_staff(**told, actor=actor, at=clock.now()))
    if made:
        messages.success(request, str(_("The link is on its way by e-mail.")))
        return redirect("console:invitations")
    told = asks(
        form, heading=_("Invite staff"), button=_("Send the link"), icon="send",
        back=reverse("console:people"), clauses=("4.3",),
        about=_("A link that works once, for seven days. Who may do what is told under its tab; "
                "more roles are given once they are here."),
    )  # fmt: skip
    return people_page(request, "tenir/asks", "people", told, status_of(form))


def _columns(now: datetime) -> tuple[Column, ...]:
    return (
        Column("name", _("Name"), lambda i: i.name or i.email, sort="name", lead=True,
               href=to("console:invitation"),
               note=lambda i: i.email),
        Column("email", _("E-mail"), lambda i: i.email, sort="email", below=True),
        Column("organisation", _("Organisation"), lambda i: i.organisation.name,
               sort="organisation__name", note=lambda i: ROLES[i.role]),
        Column("role", _("Role"), lambda i: ROLES[i.role], sort="role", below=True),
        Column("invited", _("Sent"), lambda i: i.invited_at, sort="invited_at", kind="moment"),
        Column("expires", _("Until"), lambda i: i.expires_at, sort="expires_at", kind="moment"),
        Column("state", _("State"), lambda i: state_of(i, now), kind="state"),
    )  # fmt: skip


def _filters(now: datetime) -> tuple[Filter, ...]:
    def by_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
        open_ = rows.filter(accepted_at=None, revoked_at=None)
        return {
            "invited": open_.filter(expires_at__gt=now),
            "lapsed": open_.filter(expires_at__lte=now),
            "came": rows.exclude(accepted_at=None),
            "revoked": rows.exclude(revoked_at=None).filter(accepted_at=None),
        }[state]

    return (
        Filter("state", _("State"), by_state, WORDS),
        Filter("email", _("E-mail"), lambda rows, value: rows.filter(email__icontains=value)),
        Filter("organisation", _("Organisation"),
               lambda rows, value: rows.filter(organisation__name__icontains=value)),
        Filter("role", _("Role"), lambda rows, value: rows.filter(role=value),
               tuple(ROLES.items())),
    )  # fmt: skip

"""People: who they are, what they may do, how they come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.apps.accounts.queries import Person
from tenir.faces.console import people_acts
from tenir.faces.console.people_frame import ROLES, STAFF_ROLES, administers, people_page
from tenir.ui.addresses import to
from tenir.ui.asking import asks, given, kept, only_if, status_of
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.states import STATES

SHOWN = 10  # sign-ins


def state_of(person: Person) -> str:
    """Whether someone is here, has left, or was forgotten."""
    return "open" if person.is_active else ("erased" if person.erased_at else "closed")


def _roles(person: Person) -> str:
    """What a person may do, and where."""
    return ", ".join(
        f"{ROLES[held.role]} ({held.organisation.name})" for held in person.memberships.all()
    )


def _by_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "open":
        return rows.filter(is_active=True)
    return rows.filter(is_active=False, erased_at__isnull=state == "closed")


COLUMNS = (
    Column("name", _("Name"), lambda p: p.name, sort="name", lead=True, note=_roles,
           href=to("console:person")),
    Column("email", _("E-mail"), lambda p: p.email, sort="email"),
    Column("language", _("Language"), lambda p: p.language.upper(), sort="language"),
    Column("joined", _("Since"), lambda p: p.joined_at, sort="joined_at", kind="moment"),
    Column("state", _("State"), state_of, sort="is_active", kind="state"),
)  # fmt: skip
ROLES_COLUMN = Column("roles", _("Roles"), _roles)
FILTERS = (
    Filter("name", _("Name"), lambda rows, value: rows.filter(name__icontains=value)),
    Filter("email", _("E-mail"), lambda rows, value: rows.filter(email__icontains=value)),
    Filter("organisation", _("Organisation"), lambda rows, value: rows.filter(
        memberships__organisation__name__icontains=value).distinct()),
    Filter("role", _("Role"), lambda rows, value: rows.filter(memberships__role=value).distinct(),
           tuple(ROLES.items())),
    Filter("state", _("State"), _by_state,
           tuple((state, STATES[state].word) for state in ("open", "closed", "erased"))),
)  # fmt: skip


class EmailForm(forms.Form):
    """The address by which someone signs in from now on."""

    email = forms.EmailField(label=_("New e-mail"), max_length=254)


class RoleForm(forms.Form):
    """A role to give at the publisher."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, given_: Any, *, held: set[str]) -> None:
        super().__init__(given_)
        free = [(role, label) for role, label in STAFF_ROLES.items() if role not in held]
        self.fields["role"].choices = free  # type: ignore[attr-defined]


@staff_only
def people(request: HttpRequest) -> HttpResponseBase:
    """Who may sign in, and what for."""
    viewer = viewer_of(request)
    roles = queries.memberships(viewer)
    held = Prefetch("memberships", roles.select_related(None).select_related("organisation"))
    rows = queries.people(viewer).prefetch_related(held)
    files = wants_file(request)
    found = listing(
        request, rows, columns=(*COLUMNS, ROLES_COLUMN) if files else COLUMNS, filters=FILTERS,
        sort="name", empty=_("Nobody yet: `tenir create-admin` makes the first administrator."),
    )  # fmt: skip
    if files:
        return file_of(request, found, "people")
    told = {"found": found, "heading": _("People"), "administers": administers(viewer)}
    return people_page(request, "console/people", "people", told)


@staff_only
def person(request: HttpRequest, id: int) -> HttpResponseBase:
    """Someone: their roles, how they come in, what may be done."""
    viewer = viewer_of(request)
    found = queries.person(viewer, id)
    held = queries.roles_of(found)
    told = {
        "it": found,
        "state": state_of(found),
        "roles": [people_acts.role_row(viewer, each) for each in held],
        "deeds": people_acts.deeds(viewer, found),
        "grants": administers(viewer) and found.is_active,
        "second_factor": queries.has_second_factor(found),
        "owes_second": queries.second_factor_required(held),
        "sign_ins": people_acts.came_in(queries.sign_ins(viewer).filter(person=found)[:SHOWN]),
        "reads_sign_ins": people_acts.reads_sign_ins(viewer, found),
        "tokens": queries.tokens(viewer).filter(person=found, revoked_at=None),
        "reads_tokens": administers(viewer),
        "now": clock.now(),
    }
    return people_page(request, "console/person", "people", told)


@staff_only
def change_email(request: HttpRequest, id: int) -> HttpResponseBase:
    """The address by which someone signs in; their sessions end."""
    actor = viewer_of(request)
    found, back = queries.person(actor, id), reverse("console:person", args=[id])
    only_if(found.is_active and services.may_look_after(actor, found))
    form = EmailForm(given(request))
    made = kept(
        form,
        lambda told: services.change_email(found, told["email"], actor=actor, at=clock.now()),
    )
    if made:
        messages.success(request, str(_("Changed: they sign in by the new address.")))
        return redirect(back)
    told = asks(
        form, heading=_("Change the e-mail"), button=_("Change"), back=back, above=(found, back),
        about=_("Who holds the address holds the account: make sure of it first. Their sessions "
                "end, and an identity at a provider is bound again."),
    )  # fmt: skip
    return people_page(request, "tenir/asks", "people", told, status_of(form))


@staff_only
def grant(request: HttpRequest, id: int) -> HttpResponseBase:
    """Gives a role at the publisher; the person's sessions end."""
    actor = viewer_of(request)
    found, back = queries.person(actor, id), reverse("console:person", args=[id])
    only_if(found.is_active and administers(actor))
    held = {each.role for each in queries.roles_of(found)}
    form = RoleForm(given(request), held=held)
    made = kept(
        form,
        lambda told: services.grant(
            found, organisation=queries.publisher(), role=told["role"], actor=actor, at=clock.now()
        ),
    )
    if made:
        messages.success(request, str(_("Given: it holds from their next sign-in.")))
        return redirect(back)
    told = asks(
        form, heading=_("Give a role"), button=_("Give"), back=back, above=(found, back),
        about=_("Roles at the publisher add up. A client's contacts get theirs on the client's "
                "page. Their sessions end, so that each begins with the roles that it shows."),
    )  # fmt: skip
    return people_page(request, "tenir/asks", "people", told, status_of(form))

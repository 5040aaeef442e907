"""The log of sign-ins, the tokens of programs, and who may do what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.accounts import queries
from tenir.faces.console.people_frame import STAFF_ROLES, administers, people_page
from tenir.ui.addresses import to
from tenir.ui.asking import only_if
from tenir.ui.dated import between_days
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.states import STATES
from tenir.viewer import StaffRole

DRAWN = {
    "signed_in": "signed_in", "wrong": "wrong", "locked": "locked", "refused": "sign_in.refused",
}  # fmt: skip
OUTCOMES = tuple((outcome, STATES[state].word) for outcome, state in DRAWN.items())
SIGN_INS = (
    Column("at", _("When"), lambda s: s.at, sort="at", kind="moment"),
    Column("person", _("Person"), lambda s: s.person.name if s.person else _("Nobody known"),
           sort="person__name", by="person", lead=True,
           href=lambda s: reverse("console:person", args=[s.person_id]) if s.person_id else ""),
    Column("outcome", _("Outcome"), lambda s: DRAWN[s.outcome], sort="outcome",
           kind="state"),
    Column("method", _("By"), lambda s: queries.method_of(s.method), sort="method"),
    Column("address", _("Address"), lambda s: s.address, sort="address"),
    Column("browser", _("Browser"), lambda s: queries.browser_of(s.user_agent)),
)  # fmt: skip
BY_SIGN_IN = (
    Filter("person", _("Person"), lambda rows, value: rows.filter(person__name__icontains=value)),
    Filter("outcome", _("Outcome"), lambda rows, value: rows.filter(outcome=value), OUTCOMES),
    Filter("address", _("Address"), lambda rows, value: rows.filter(address__startswith=value)),
    *between_days("at", _("Tried from"), _("Tried until")),
)
TOKENS = (
    Column("name", _("Program"), lambda t: t.name, sort="name", lead=True,
           href=to("console:person", "person_id")),
    Column("person", _("Works for"), lambda t: t.person.name, sort="person__name"),
    Column("scopes", _("It may"), lambda t: t.scopes, kind="scopes"),
    Column("created", _("Since"), lambda t: t.created_at, sort="created_at", kind="moment"),
    Column("used", _("Last used"), lambda t: t.last_used_at, sort="last_used_at", kind="moment"),
    Column("expires", _("Until"), lambda t: t.expires_at, sort="expires_at", kind="moment"),
)  # fmt: skip
BY_TOKEN = (
    Filter("name", _("Program"), lambda rows, value: rows.filter(name__icontains=value)),
    Filter("person", _("Works for"),
           lambda rows, value: rows.filter(person__name__icontains=value)),
)  # fmt: skip
# What the services let each role do; the administrator may do all of it (tests try those that
# a page offers). docs/articles/contacts.md tells what clients' people may.
MAY = (
    (_("Look at everything but what is restricted"), tuple(StaffRole)),
    (_("Register clients, look after contacts, verify signed documents"),
     (StaffRole.ACCOUNTS_MANAGER,)),
    (_("Sign and amend contracts, draft and publish versions of the agreement"),
     (StaffRole.ACCOUNTS_MANAGER,)),
    (_("Open access to a subscription"),
     (StaffRole.ACCOUNTS_MANAGER, StaffRole.AGENT, StaffRole.OPERATIONS)),
    (_("Price quotes"), (StaffRole.ACCOUNTS_MANAGER, StaffRole.FINANCE)),
    (_("Mark orders as invoiced"), (StaffRole.FINANCE,)),
    (_("Write products' versions and prerequisites"),
     (StaffRole.RELEASES, StaffRole.ACCOUNTS_MANAGER)),
    (_("Announce works"), (StaffRole.OPERATIONS, StaffRole.RELEASES)),
    (_("Decide exclusions, freeze and revise months"), (StaffRole.OPERATIONS,)),
    (_("Act on notices and on background work"), (StaffRole.OPERATIONS,)),
    (_("Read the sign-in log"), (StaffRole.SECURITY_OFFICER,)),
    (_("Read what the journal keeps of people"),
     (StaffRole.ACCOUNTS_MANAGER, StaffRole.SECURITY_OFFICER)),
    (_("Invite staff, give roles, set sign-in rules, reset second factors, erase"), ()),
)  # fmt: skip


@staff_only
def sign_ins(request: HttpRequest) -> HttpResponseBase:
    """Every attempt to sign in, the latest first; for security."""
    viewer = viewer_of(request)
    only_if(viewer.has(StaffRole.SECURITY_OFFICER))
    found = listing(
        request, queries.sign_ins(viewer), columns=SIGN_INS, filters=BY_SIGN_IN, sort="-at",
        empty=_("Nobody has signed in yet: invite someone."),
        act=(_("Invitations"), reverse("console:invitations")),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "sign-ins")
    told = {"found": found, "heading": _("Sign-ins")}
    return people_page(request, "tenir/page", "sign-ins", told)


@staff_only
def tokens(request: HttpRequest) -> HttpResponseBase:
    """The tokens that still open something; for administrators."""
    viewer = viewer_of(request)
    only_if(administers(viewer))
    rows = queries.tokens(viewer).filter(revoked_at=None, expires_at__gt=clock.now())
    found = listing(
        request, rows, columns=TOKENS, filters=BY_TOKEN, sort="-created",
        empty=_("No program works for anyone: each makes its tokens under “My account”."),
        act=(_("My access tokens"), reverse("accounts_tokens")),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "tokens")
    told = {"found": found, "heading": _("Access tokens")}
    return people_page(request, "tenir/page", "tokens", told)


@staff_only
def roles(request: HttpRequest) -> HttpResponseBase:
    """What each role of the publisher's may do."""
    rows = [
        {"words": words, "cells": [role in held or role == "administrator" for role in STAFF_ROLES]}
        for words, held in MAY
    ]
    told = {"rows": rows, "roles": STAFF_ROLES.values()}
    return people_page(request, "console/roles", "roles", told)

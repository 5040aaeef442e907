"""The pages about people: their tabs, each shown to whom it is for; what roles are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.faces.console.frame import page
from tenir.ui.pages import Entry, viewer_of
from tenir.viewer import StaffRole, Viewer

STAFF_ROLES = {
    "agent": _("Support agent"),
    "operations": _("Operations"),
    "releases": _("Release manager"),
    "accounts_manager": _("Accounts manager"),
    "finance": _("Finance"),
    "security_officer": _("Security officer"),
    "administrator": _("Administrator"),
}
ROLES = {
    **STAFF_ROLES,
    "contact": _("Contact"),
    "main_contact": _("Main contact"),
    "reader": _("Reader"),
}
TABS = (
    ("people", _("People"), "users", None),
    ("invitations", _("Invitations"), "send", None),
    ("roles", _("Who may do what"), "list-check", None),
    ("organisations", _("Sign-in rules"), "shield-check", StaffRole.ADMINISTRATOR),
    ("tokens", _("Access tokens"), "key", StaffRole.ADMINISTRATOR),
    ("sign-ins", _("Sign-ins"), "login", StaffRole.SECURITY_OFFICER),
)


def people_page(
    request: HttpRequest, template: str, tab: str, told: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """That template among the pages about people, its tab lit."""
    tabs = [
        Entry(label, reverse(f"console:{name}"), icon, name == tab)
        for name, label, icon, role in TABS
        if role is None or viewer_of(request).has(role)
    ]
    return page(request, template, "people", {"tabs": tabs, **told}, status)


def administers(viewer: Viewer) -> bool:
    """Whether the pages for administrators are theirs."""
    return viewer.has(StaffRole.ADMINISTRATOR)

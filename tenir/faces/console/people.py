"""People and their roles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts import queries
from tenir.apps.accounts.queries import Membership
from tenir.faces.console.frame import page
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of

ROLES = {
    "agent": _("Support agent"),
    "operations": _("Operations"),
    "releases": _("Release manager"),
    "accounts_manager": _("Accounts manager"),
    "finance": _("Finance"),
    "security_officer": _("Security officer"),
    "administrator": _("Administrator"),
    "contact": _("Contact"),
    "main_contact": _("Main contact"),
    "reader": _("Reader"),
}
COLUMNS = (
    Column("name", _("Name"), lambda m: m.person.name, sort="person__name", lead=True),
    Column("email", _("E-mail"), lambda m: m.person.email, sort="person__email"),
    Column("organisation", _("Organisation"), lambda m: m.organisation.name,
           sort="organisation__name"),
    Column("role", _("Role"), lambda m: ROLES[m.role], sort="role"),
    Column("joined", _("Since"), lambda m: m.person.joined_at, sort="person__joined_at",
           kind="moment"),
)  # fmt: skip
FILTERS = (
    Filter("name", _("Name"), lambda rows, value: rows.filter(person__name__icontains=value)),
    Filter("organisation", _("Organisation"),
           lambda rows, value: rows.filter(organisation__name__icontains=value)),
    Filter("role", _("Role"), lambda rows, value: rows.filter(role=value), tuple(ROLES.items())),
)  # fmt: skip


@staff_only
def people(request: HttpRequest) -> HttpResponseBase:
    """Who may sign in, and what for."""
    rows = queries.memberships(viewer_of(request)).select_related("person", "organisation")
    found = listing(
        request, rows, columns=COLUMNS, filters=FILTERS, sort="name",
        empty=_("Nobody yet: `tenir create-admin` makes the first administrator."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "people")
    return page(request, "tenir/page", "people", {"found": found, "heading": _("People")})


def role_of(found: Membership) -> str:
    """The role's name, in the reader's language."""
    return str(ROLES[found.role])

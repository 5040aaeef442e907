"""Versions of the agreement, and where each stands with each client."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from tenir.apps.agreements import queries
from tenir.faces.console.contracts import KEEPERS
from tenir.faces.console.frame import page
from tenir.ui.addresses import to
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.states import state_of

COLUMNS = (
    Column("client", _("Client"), lambda r: r.client.organisation.name, lead=True,
           sort="client__organisation__name",
           href=to("console:client-version")),
    Column("version", _("Version"), lambda r: r.version.number, sort="version__number"),
    Column("notified", _("Notified"), lambda r: r.notified_at, sort="notified_at", kind="moment"),
    Column("proven", _("Proven"), lambda r: r.proven_at, sort="proven_at", kind="moment"),
    Column("effective", _("In force from"), lambda r: r.effective_at, sort="effective_at",
           kind="moment"),
    Column("state", _("State"), lambda r: r.state, sort="state", kind="answer",
           of="version."),
)  # fmt: skip
ANSWERS = ("notified", "accepted", "terminated", "deemed_accepted")
FILTERS = (
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value),
           tuple((name, state_of(f"version.{name}").word) for name in ANSWERS)),
    Filter("version", _("Version"), lambda rows, value: rows.filter(version__number=value)),
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(client__organisation__name__icontains=value)),
)  # fmt: skip


@staff_only
def versions(request: HttpRequest) -> HttpResponseBase:
    """The versions, and each client's answer."""
    viewer = viewer_of(request)
    found = listing(
        request, queries.client_versions(viewer).defer("reasons"), columns=COLUMNS, filters=FILTERS,
        sort="-notified", empty=_("No client holds a version yet: sign a contract."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "agreement-versions")
    told = {
        "found": found,
        "versions": queries.versions(viewer),
        "keeps": viewer.has(*KEEPERS),
        "unproven": queries.unproven_notifications(viewer).count(),
    }
    return page(request, "console/versions", "versions", told)

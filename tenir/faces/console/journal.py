"""Every fact, searched by staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.apps.journal import queries
from tenir.faces.console.frame import page
from tenir.ui.exports import file_of, wants_file
from tenir.ui.facts import COLUMNS, FILTERS, LONG
from tenir.ui.listing import Column, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import NotSeen

NUMBER = Column(
    "id", _("Number"), lambda e: e.pk, sort="id", kind="number",
    href=lambda e: reverse("console:entry", args=[e.pk]),
)  # fmt: skip


@staff_only
def journal(request: HttpRequest) -> HttpResponseBase:
    """The entries, the latest first."""
    viewer = viewer_of(request)
    rows = queries.entries(
        viewer, text=request.GET.get("text", ""), clause=request.GET.get("clause", "")
    )
    found = listing(
        request, rows.defer(*LONG), columns=(NUMBER, *COLUMNS), filters=FILTERS, sort="-id",
        empty=_("Nothing has happened yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "journal")
    return page(request, "tenir/page", "journal", {"found": found, "heading": _("Journal")})


@staff_only
def entry(request: HttpRequest, id: int) -> HttpResponseBase:
    """One entry: before, after, its place in the chain, and what it says of people."""
    viewer = viewer_of(request)
    found = queries.entries(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("journal.not_seen")
    told: Mapping[str, Any] = {}
    if viewer.has(*queries.READ_PERSONAL):
        told = queries.personal_of(viewer, [id]).get(id, {})
    return page(request, "tenir/fact", "journal", {"it": found, "personal": told})

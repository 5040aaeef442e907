"""Every fact, searched by staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts.queries import Person, people
from tenir.apps.journal import queries
from tenir.faces.console.frame import page
from tenir.faces.console.people_frame import ROLES
from tenir.ui.addresses import to
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fact_told import said
from tenir.ui.facts import COLUMNS, FILTERS, LONG
from tenir.ui.listing import Column, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import NotSeen, Viewer

IS_PSEUDONYM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = Column(
    "id", _("Number"), lambda e: e.pk, sort="id", kind="number",
    href=to("console:entry"),
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
    """One entry in words: what it says, of whom, who did it; below, as it is sealed."""
    viewer = viewer_of(request)
    found = queries.entries(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("journal.not_seen")
    told: Mapping[str, Any] = {}
    if viewer.has(*queries.READ_PERSONAL):
        told = queries.personal_of(viewer, [id]).get(id, {})
    kind, _slash, key = found.subject.partition("/")
    shown = {
        "it": found, "personal": told, "by": _whose(viewer, found.actor),
        "of_person": kind == "person", "who": _whose(viewer, key),
        "said": said(kind, found.before, found.after, roles=ROLES),
        "of_people": said(kind, told.get("before"), {**told, **told.get("after", {})}, roles=ROLES),
    }  # fmt: skip
    return page(request, "console/fact", "journal", shown)


def _whose(viewer: Viewer, pseudonym: str) -> Person | None:
    """Who that is, for those who may read the names that the journal keeps apart."""
    if not viewer.has(*queries.READ_PERSONAL) or not IS_PSEUDONYM.fullmatch(pseudonym):
        return None
    return people(viewer).filter(pseudonym=pseudonym).first()

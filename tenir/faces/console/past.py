"""Past outages, works and penalties as CSV tables: handed out, looked at, taken in.

Clause: 5.3, 5.5, 5.6, 5.12.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.brought import BroughtIn
from tenir.faces.console.frame import page
from tenir.integrations.spreadsheets import past as tables
from tenir.terms.errors import Refused
from tenir.ui.deeds import given, only_for
from tenir.ui.language import language
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.tables import TableForm, carried
from tenir.viewer import StaffRole


@dataclass(frozen=True)
class Kept:
    """Who brings such a table in, where it is in the menu, what it is called."""

    roles: tuple[StaffRole, ...]
    here: str
    heading: Any


KEPT: Mapping[str, Kept] = {
    "outages": Kept((StaffRole.OPERATIONS,), "outages", _("Past outages")),
    "works": Kept((StaffRole.OPERATIONS, StaffRole.RELEASES), "works", _("Past works")),
    "penalties": Kept((StaffRole.FINANCE,), "penalties", _("Past penalties")),
}


@staff_only
def take_in(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A table of the past: what would come of it, or every fault with its place; then all of it."""
    actor, kept = viewer_of(request), _kept(kind)
    only_for(actor, *kept.roles)
    form = TableForm(**given(request))
    if not form.is_bound or not form.is_valid():
        return _page(request, kind, form)
    content, name = form.cleaned_data["content"], form.cleaned_data["name"] or f"{kind}.csv"
    keep = request.POST.get("act") == "keep"
    try:
        brought = tables.import_past(
            kind, content, name=name, dry_run=not keep, actor=actor, at=clock.now()
        )
    except Refused as refused:
        return _page(request, kind, TableForm(), refused.message(language()).splitlines())
    if not keep:
        again = TableForm(initial={"carried": carried(content), "name": name})
        return _page(request, kind, again, brought=brought)
    said = str(_("Taken in: %(new)s rows are new, %(same)s were there."))
    told = {"new": len(brought.new), "same": len(brought.unchanged)}
    messages.success(request, said % told)
    return redirect(f"console:{kept.here}")


@staff_only
def hand_out(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same, as they can be taken in again."""
    viewer, kept = viewer_of(request), _kept(kind)
    only_for(viewer, *kept.roles)
    text = tables.export_past(kind, viewer)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return response


def _kept(kind: str) -> Kept:
    if kind not in KEPT:
        raise Http404
    return KEPT[kind]


def _page(
    request: HttpRequest,
    kind: str,
    form: TableForm,
    faults: list[str] | None = None,
    brought: BroughtIn | None = None,
) -> HttpResponse:
    kept = KEPT[kind]
    told = {
        "form": form, "faults": faults or [], "brought": brought, "kind": kind,
        "columns": ", ".join(tables.KINDS[kind].columns), "heading": kept.heading,
        "back": reverse(f"console:{kept.here}"), "help": "past", "file": f"{kind}.csv",
    }  # fmt: skip
    return page(request, "console/past", kept.here, told, 400 if faults or form.errors else 200)

"""Contracts as a CSV table: handed out, looked at, taken in.

Clause: 2.5.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.faces.console.contracts import KEEPERS
from tenir.faces.console.frame import page
from tenir.integrations.spreadsheets import contracts as tables
from tenir.integrations.spreadsheets.contracts_table import COLUMNS
from tenir.terms.errors import Refused
from tenir.ui.deeds import given, only_for
from tenir.ui.language import language
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.tables import TableForm, carried


@staff_only
def take_in(request: HttpRequest) -> HttpResponseBase:
    """A table of contracts: what would come of it, or every fault with its line; then all of it."""
    actor = viewer_of(request)
    only_for(actor, *KEEPERS)
    form = TableForm(**given(request))
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    content, name = form.cleaned_data["content"], form.cleaned_data["name"] or "contracts.csv"
    keep = request.POST.get("act") == "keep"
    try:
        brought = tables.import_contracts(
            content, name=name, dry_run=not keep, actor=actor, at=clock.now()
        )
    except Refused as refused:
        return _page(request, TableForm(), refused.message(language()).splitlines())
    if not keep:
        again = TableForm(initial={"carried": carried(content), "name": name})
        return _page(request, again, brought=brought)
    messages.success(request, str(_("Taken in: %(new)s contracts and %(lines)s lines are new.") % {
        "new": len(brought.new), "lines": len(brought.lines_added),
    }))  # fmt: skip
    return redirect("console:contracts")


@staff_only
def hand_out(request: HttpRequest) -> HttpResponseBase:
    """The contracts with their lines, as they can be taken in again."""
    viewer = viewer_of(request)
    only_for(viewer, *KEEPERS)
    lines = tables.lines_of_contracts(viewer)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="contracts.csv"'
    return response


def _page(
    request: HttpRequest,
    form: TableForm,
    faults: list[str] | None = None,
    brought: tables.Brought | None = None,
) -> HttpResponse:
    told = {
        "form": form, "faults": faults or [], "brought": brought, "columns": ", ".join(COLUMNS),
        "back": reverse("console:contracts"),
    }  # fmt: skip
    return page(request, "console/contract_tables", "contracts", told,
                400 if faults or form.errors else 200)  # fmt: skip

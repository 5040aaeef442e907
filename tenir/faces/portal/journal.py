"""What is on record of the client, and its export, which proves itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.journal import queries
from tenir.apps.parties import queries as parties
from tenir.faces.portal.frame import page
from tenir.ui.exports import file_of, wants_file
from tenir.ui.facts import COLUMNS, LONG, filters_on_record
from tenir.ui.listing import listing
from tenir.ui.pages import clients_only, viewer_of


@clients_only
def journal(request: HttpRequest) -> HttpResponseBase:
    """The client's own entries, the latest first."""
    viewer = viewer_of(request)
    rows = queries.entries(
        viewer, text=request.GET.get("text", ""), clause=request.GET.get("clause", "")
    )
    verbs = set(queries.entries(viewer).order_by().values_list("verb", flat=True).distinct())
    found = listing(
        request, rows.defer(*LONG), columns=COLUMNS, filters=filters_on_record(verbs),
        sort="-recorded",
        empty=_("Nothing is on record of you yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "journal")
    told = {"found": found, "clients": parties.clients(viewer)}
    return page(request, "portal/journal", "journal", told)


@clients_only
def export(request: HttpRequest, id: int) -> HttpResponseBase:
    """A client's journal as JSON Lines: `tenir journal verify FILE` proves it, anywhere."""
    viewer = viewer_of(request)
    client = parties.client(viewer, id)
    lines = queries.export(viewer, client.pk, number=client.number, made_at=clock.now())
    response = StreamingHttpResponse(
        (f"{line.rstrip()}\n" for line in lines), content_type="application/jsonl"
    )
    response["Content-Disposition"] = f'attachment; filename="journal-{client.number}.jsonl"'
    return response

"""The files that the client may read."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.apps.documents import queries
from tenir.faces.portal.frame import page
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import clients_only, viewer_of

COLUMNS = (
    Column("title", _("Document"), lambda d: d.title, sort="title", lead=True,
           href=lambda d: reverse("portal:document", args=[d.pk])),
    Column("type", _("Type"), lambda d: d.media_type, sort="media_type"),
    Column("size", _("Size (kB)"), lambda d: -(-d.size // 1024), sort="size", kind="number"),
    Column("kept", _("Kept"), lambda d: d.kept_at, sort="kept_at", kind="moment"),
)  # fmt: skip
FILTERS = (Filter("title", _("Document"), lambda rows, value: rows.filter(title__icontains=value)),)


@clients_only
def documents(request: HttpRequest) -> HttpResponseBase:
    """The client's documents, and those for everyone."""
    found = listing(
        request, queries.documents(viewer_of(request)), columns=COLUMNS, filters=FILTERS,
        sort="-kept", empty=_("No document yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "documents")
    return page(request, "tenir/page", "documents", {"found": found, "heading": _("Documents")})


@clients_only
def document(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One file, as its reader may have it: nothing of it runs here."""
    served = queries.served(viewer_of(request), id)
    response = FileResponse(served.content)
    for name, value in served.headers.items():
        response[name] = value
    return response

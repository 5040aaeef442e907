"""The updates of the products that one's company subscribes to, to be fetched.

Clause: 7.3.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries
from tenir.apps.documents import queries as documents
from tenir.faces.portal.frame import page
from tenir.faces.portal.opened import opened
from tenir.faces.portal.requests import products_of
from tenir.ui.addresses import to
from tenir.ui.exports import file_of, wants_file
from tenir.ui.files import response_of
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import clients_only, viewer_of

HERE = "downloads"
COLUMNS = (
    Column("file", _("File"), lambda u: u.document.filename, sort="document__filename", lead=True,
           href=to("portal:download")),
    Column("product", _("Product"), lambda u: u.version.product.name,
           sort="version__product__name"),
    Column("version", _("Version"), lambda u: u.version.number),
    Column("released", _("Came out on"), lambda u: u.version.released_on,
           sort="version__released_on", kind="day"),
    Column("size", _("Size (kB)"), lambda u: -(-u.document.size // 1024), sort="document__size",
           kind="number"),
    Column("digest", _("Digest (SHA-256)"), lambda u: u.document.digest, kind="digest"),
    Column("needs", _("Prerequisites"), lambda u: _("What it needs") if u.needs else "",
           href=lambda u: reverse("portal:prerequisites") if u.needs else ""),
)  # fmt: skip


@clients_only
@opened(HERE)
def downloads(request: HttpRequest) -> HttpResponseBase:
    """The files of the versions of what one's company subscribes to now.

    Clause: 7.3.
    """
    viewer = viewer_of(request)
    filters = (
        Filter("file", _("File"),
               lambda rows, value: rows.filter(document__filename__icontains=value)),
        Filter("product", _("Product"), lambda rows, value: rows.filter(version__product=value),
               products_of(viewer)),
    )  # fmt: skip
    found = listing(
        request, queries.update_files(viewer, at=clock.now()), columns=COLUMNS, filters=filters,
        sort="-released",
        empty=_("No update to fetch: what runs at the publisher is updated there."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, HERE)
    return page(request, "portal/downloads", HERE, {"found": found})


@clients_only
@opened(HERE)
def fetch(request: HttpRequest, id: int) -> HttpResponseBase:
    """One file, while the company subscribes to its product: nothing of it runs here.

    Clause: 7.3.
    """
    found = queries.update_file(viewer_of(request), id, at=clock.now())
    return response_of(documents.handed(found.document))

"""The files that the client may read, and hands in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.documents import queries, services
from tenir.faces.portal.contacts_only import contacts_only, speaks
from tenir.faces.portal.frame import page
from tenir.ui import files
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.pages import clients_only, viewer_of

HAND_IN = _("Hand in a document")


@clients_only
def documents(request: HttpRequest) -> HttpResponseBase:
    """The client's documents, and those for everyone."""
    viewer = viewer_of(request)
    may = bool(speaks(viewer))
    found = listing(
        request, queries.documents(viewer), columns=files.columns("portal:document", staff=False),
        filters=files.FILTERS, sort="-kept",
        empty=_("No document yet: reports, letters and what you hand in stand here."),
        act=(HAND_IN, reverse("portal:document-new")) if may else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "documents")
    return page(request, "portal/documents", "documents", {"found": found, "speaks": may})


@clients_only
@contacts_only("documents", HAND_IN)
def keep(request: HttpRequest) -> HttpResponseBase:
    """A contact hands a file in, for its company and its publisher."""
    actor, at = viewer_of(request), clock.now()
    deed = Deed(
        heading=HAND_IN, button=_("Hand it in"), icon="upload",
        back=reverse("portal:documents"), done=_("The document is kept."),
    )  # fmt: skip

    def call(told: dict[str, Any]) -> Any:
        file = told["file"]
        return services.keep(
            file, filename=file.name, title=told["title"], purpose=told["purpose"],
            organisation=told["client"].pk, audience="client", claimed=file.content_type or "",
            actor=actor, at=at,
        )  # fmt: skip

    form = files.DocumentForm(actor, **given(request))
    return perform(request, page, "documents", deed=deed, form=form, call=call)


@clients_only
def document(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One file, as its reader may have it: nothing of it runs here."""
    return files.response_of(queries.served(viewer_of(request), id))

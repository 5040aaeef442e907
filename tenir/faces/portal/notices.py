"""What the client was told, with the proof."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.apps.notices import queries
from tenir.faces.portal.frame import page
from tenir.ui import outbox
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.notice_kinds import named
from tenir.ui.pages import clients_only, viewer_of


@clients_only
def notices(request: HttpRequest) -> HttpResponseBase:
    """The notices to the client, the latest first."""
    found = listing(
        request, queries.notices(viewer_of(request)).defer(*outbox.LONG),
        columns=outbox.columns("portal:notice"), filters=outbox.FILTERS, sort="-owed",
        empty=_("You have been told nothing yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "notices")
    return page(request, "portal/notices", "notices", {"found": found})


@clients_only
def notice(request: HttpRequest, id: int) -> HttpResponseBase:
    """One notice, its words and its proof."""
    proof = queries.proof(viewer_of(request), id)
    title = named(proof.notice.title, proof.notice.kind)
    list_at = reverse("portal:notices")
    told = {"proof": proof, "it": proof.notice, "title": title, "list": list_at}
    return page(request, "tenir/notice", "notices", told)

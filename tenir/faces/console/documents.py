"""The files kept: for whom, since when; kept, read and withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.documents import queries, services
from tenir.faces.console.frame import page
from tenir.ui import files
from tenir.ui.acts import act
from tenir.ui.confirming import asked, is_sure
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import StaffRole

HERE = "documents"
WITHDRAWERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.SECURITY_OFFICER)


@staff_only
def documents(request: HttpRequest) -> HttpResponseBase:
    """Every file that the viewer may read."""
    rows = queries.documents(viewer_of(request)).select_related("organisation")
    found = listing(
        request, rows, columns=files.columns("console:document-page", staff=True),
        filters=(*files.FILTERS, *files.FOR_STAFF), sort="-kept",
        empty=_("No document yet: keep the first one."),
        act=(_("Keep a document"), reverse("console:document-new")),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "documents")
    return page(request, "console/documents", HERE, {"found": found})


@staff_only
def keep(request: HttpRequest) -> HttpResponseBase:
    """A file is kept, for whom it is said."""
    actor, at = viewer_of(request), clock.now()
    deed = Deed(
        heading=_("Keep a document"), button=_("Keep it"), icon="upload",
        back=reverse("console:documents"), done=_("The document is kept."),
        after=lambda made: reverse("console:document-page", args=[made.pk]),
    )  # fmt: skip

    def call(told: dict[str, Any]) -> Any:
        file, client = told["file"], told["client"]
        return services.keep(
            file, filename=file.name, title=told["title"], purpose=told["purpose"],
            organisation=client.pk if client else None, audience=told["audience"],
            claimed=file.content_type or "", actor=actor, at=at,
        )  # fmt: skip

    form = files.StaffDocumentForm(actor, **given(request))
    return perform(request, page, HERE, deed=deed, form=form, call=call)


@staff_only
def shown(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One file: what it is, whose, for whom."""
    viewer = viewer_of(request)
    found = queries.document(viewer, id)
    told = {
        "it": found,
        "audience": files.AUDIENCES[queries.Document.Audience(found.audience)],
        "purpose": files.PURPOSES.get(found.purpose, found.purpose),
        "may_withdraw": viewer.has(*WITHDRAWERS) and found.withdrawn_at is None,
    }
    return page(request, "console/document", HERE, told)


@staff_only
def document(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One file, as its reader may have it."""
    return files.response_of(queries.served(viewer_of(request), id))


@staff_only
@require_POST
def withdraw(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A file is taken out of sight; its row and its journal stay."""
    actor, at = viewer_of(request), clock.now()
    found = queries.document(actor, id)
    if not is_sure(request):
        told = asked(
            request, question=_("Withdraw this document?"), yes=_("Withdraw"),
            follows=_("Nobody reads it any more but administrators; the journal keeps that it was "
                      "there."),
            back=reverse("console:document-page", args=[found.pk]),
        )  # fmt: skip
        return page(request, "tenir/confirm", HERE, told)
    return act(
        request, lambda: services.withdraw(id, actor=actor, at=at),
        done=_("The document is withdrawn."), back=reverse("console:documents"),
    )  # fmt: skip

"""What hangs on one client, a part a page: contracts, promises, notices, documents, journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import queries as commitments
from tenir.apps.documents import queries as documents
from tenir.apps.journal import queries as journal_asked
from tenir.apps.notices import queries as notices_asked
from tenir.faces.console import contracts as contract_list
from tenir.faces.console import journal as journal_list
from tenir.faces.console.client_frame import client_page, seen
from tenir.ui import facts, outbox, subjects
from tenir.ui import files as documents_shown
from tenir.ui import promises as promised
from tenir.ui.exports import Helped, file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.paging import Parts

DOCUMENTS = documents_shown.columns("console:document-page", staff=False)
BY_TITLE = Filter("title", _("Document"), lambda rows, value: rows.filter(title__icontains=value))


@staff_only
def contracts(request: HttpRequest, id: int) -> HttpResponseBase:
    """The client's contracts and what they hold."""
    viewer = viewer_of(request)
    columns = [column for column in contract_list.COLUMNS if column.key != "client"]
    return _listed(
        request, id, "client-contracts", agreements.contracts(viewer, client=id), columns=columns,
        sort="number", template="console/client_contracts",
        empty=_("No contract yet: nothing is promised to this client before one is signed."),
        subscriptions=agreements.subscriptions(viewer, client=id),
    )  # fmt: skip


@staff_only
def promises(request: HttpRequest, id: int) -> HttpResponseBase:
    """What is promised to the client, and what it owes."""
    viewer, now = viewer_of(request), clock.now()
    rows = commitments.commitments(viewer, organisation=id)
    return _listed(
        request, id, "client-promises", commitments.briefly(rows),
        filters=promised.filters(), **promised.order(request),
        columns=promised.columns("console:commitment", clients=False, in_file=wants_file(request)),
        stand=lambda rows: promised.stand_all(rows, now=now),
        tell=partial(subjects.tell_promises, viewer, face="console", at=now),
        empty=_("Nothing is promised yet: promises come with a contract and with its contacts."),
    )  # fmt: skip


@staff_only
def notices(request: HttpRequest, id: int) -> HttpResponseBase:
    """What was told to the client, with its proof."""
    rows = notices_asked.notices(viewer_of(request)).filter(organisation=id).defer(*outbox.LONG)
    return _listed(
        request, id, "client-notices", rows, filters=outbox.FILTERS, sort="-owed",
        columns=outbox.columns("console:notice"),
        empty=_("Nothing was told yet: designate a contact, and they are told what concerns them."),
    )  # fmt: skip


@staff_only
def files(request: HttpRequest, id: int) -> HttpResponseBase:
    """The files kept of the client."""
    rows = documents.documents(viewer_of(request), organisation=id)
    return _listed(
        request, id, "client-documents", rows, columns=DOCUMENTS, filters=(BY_TITLE,), sort="-kept",
        empty=_("No document yet: reports and signed documents of this client come here."),
    )  # fmt: skip


@staff_only
def journal(request: HttpRequest, id: int) -> HttpResponseBase:
    """All that happened to the client."""
    rows = journal_asked.entries(
        viewer_of(request), client=id, text=request.GET.get("text", ""),
        clause=request.GET.get("clause", ""),
    )  # fmt: skip
    return _listed(
        request, id, "client-journal", rows.defer(*facts.LONG),
        columns=(journal_list.NUMBER, *facts.COLUMNS), filters=facts.FILTERS, sort="-id",
        empty=_("Nothing has happened yet."),
    )  # fmt: skip


def _listed(
    request: HttpRequest,
    id: int,
    part: str,
    rows: QuerySet[Any],
    *,
    columns: Sequence[Column],
    empty: Any,
    sort: str = "",
    parts: Parts = (),
    stand: Callable[[Iterable[Any]], None] | None = None,
    tell: Helped | None = None,
    filters: Sequence[Filter] = (),
    template: str = "console/client_list",
    **more: Any,
) -> HttpResponseBase:
    client = seen(request, id)
    found = listing(
        request, rows, columns=columns, filters=filters, sort=sort, parts=parts, empty=empty
    )
    if wants_file(request):
        called = f"{client.number}-{part.removeprefix('client-')}"
        return file_of(request, found, called, helped=tell)
    for each in filter(None, (tell, stand)):
        each(list(found.page))
    return client_page(request, template, part, client, {"found": found, **more})

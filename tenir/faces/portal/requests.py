"""The client's requests: those of its people, with when each is due.

Clause: 7.3, 7.7, 7.13.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.support import queries
from tenir.apps.support.queries import Request, State
from tenir.faces.portal.contacts_only import speaks
from tenir.faces.portal.support_frame import support_page
from tenir.ui.addresses import to
from tenir.ui.dated import between_days
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.paging import the_first
from tenir.ui.request_clock import chip_of, stand_all
from tenir.ui.requests import LISTED, in_state, worded
from tenir.ui.states import state_of
from tenir.viewer import Viewer

NAMED = ("opened_by__name", "caller__name")
BESIDE = ("subscription__product", "subscription__contract", "opened_by", "caller")
PRIORITIES = [(name, name) for name in ("P1", "P2", "P3")]
STATES = [(state.value, state_of(f"request.{state}").word) for state in State]
TITLE = Column(
    "title", pgettext_lazy("support", "Request"), lambda r: r.title or r.number, lead=True,
    sort="title", href=to("portal:request"), note=lambda r: r.number,
)  # fmt: skip
PRODUCT = Column("product", _("Product"), lambda r: r.subscription and r.subscription.product.name,
                 sort="subscription__product__name")  # fmt: skip
PRIORITY = Column("priority", _("Priority"), lambda r: r.priority, sort="priority")
ASKED_BY = Column("by", _("Asked by"), lambda r: r.asker and r.asker.name,
                  sort="opened_by__name")  # fmt: skip
COLUMNS = (
    TITLE,
    Column("state", _("State"), lambda r: f"request.{r.state}", sort="state", kind="state"),
    Column("due", _("Taken in charge"), chip_of, sort="due_at", kind="chip"),
    PRIORITY, PRODUCT, ASKED_BY,
    Column("updated", _("Changed"), lambda r: r.updated_at, sort="updated_at", kind="moment"),
)  # fmt: skip
IN_FILES = (
    Column("number", _("Number"), lambda r: r.number),
    TITLE,
    Column("state", _("State"), lambda r: r.state, sort="state", of="request."),
    Column("due", _("Due"), lambda r: r.promised_at, sort="due_at"),
    PRIORITY, PRODUCT, ASKED_BY,
    Column("recorded", _("Recorded"), lambda r: r.recorded_at),
    Column("taken", _("Taken in charge"), lambda r: r.taken_in_charge_at),
    Column("updated", _("Changed"), lambda r: r.updated_at, sort="updated_at"),
)  # fmt: skip


@clients_only
def requests(request: HttpRequest) -> HttpResponseBase:
    """The client's requests, the last changed first.

    Clause: 7.3, 7.7.
    """
    viewer, in_file = viewer_of(request), wants_file(request)
    asks = speaks(viewer)
    rows = queries.requests(viewer).select_related(None).select_related(*BESIDE)
    found = listing(
        request, rows.only(*LISTED, *NAMED, "updated_at", "taken_in_charge_at"),
        columns=IN_FILES if in_file else COLUMNS, filters=_filters(viewer), sort="-updated",
        empty=_("No request yet. Something does not work, or you have a question: ask support."),
        act=(_("Open a request"), reverse("portal:request-new")) if asks else None,
    )  # fmt: skip
    if in_file:
        return file_of(request, found, "requests", helped=partial(queries.catch_up, at=clock.now()))
    stand_all(viewer, list(found.page), now=clock.now())
    return support_page(request, "portal/requests", "requests", {"found": found, "asks": asks})


def going_on(viewer: Viewer, *, now: datetime, most: int) -> list[tuple[Request, Any]]:
    """The open requests, the one that is due first before the others: for the home page."""
    states = [state for state in State if state not in queries.OVER]
    found = queries.requests(viewer, states=states).order_by("queued_at", "left", "id")
    rows = the_first(found, most)
    stand_all(viewer, rows, now=now)
    return [(row, chip_of(row)) for row in rows]


def _filters(viewer: Viewer) -> Sequence[Filter]:
    own = ((str(viewer.person), _("Me")),)
    return (
        Filter("text", _("Number or title"), worded),
        Filter("state", _("State"), in_state, STATES),
        Filter("priority", _("Priority"), lambda rows, value: rows.filter(priority=value),
               PRIORITIES),
        Filter("product", _("Product"), lambda rows, value: rows.filter(
            subscription__product=value), products_of(viewer)),
        Filter("by", _("Asked by"), lambda rows, value: rows.filter(opened_by=value), own,
               whole=_("Everyone")),
        *between_days("recorded_at", _("Asked from"), _("Asked until"), otherwise="started_at"),
    )  # fmt: skip


def products_of(viewer: Viewer) -> list[tuple[str, str]]:
    """The products that the viewer's companies have ordered, by name."""
    lines = agreements.subscriptions(viewer).select_related("product")
    products = {str(line.product_id): line.product.name for line in lines}
    return sorted(products.items(), key=lambda one: one[1])

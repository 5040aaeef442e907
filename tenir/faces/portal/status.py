"""How the client's own service is and was, what went wrong with it, which works touch it.

Clause: 5.11, 5.12, 10.4.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from tenir import clock
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.publishing import queries
from tenir.faces.portal.frame import page
from tenir.ui.boards import line_of
from tenir.ui.incidents import all_drawn, drawn
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.stops import stops_told
from tenir.ui.works import announced

HERE = "status"
AHEAD, BEHIND = timedelta(days=90), timedelta(days=90)


@clients_only
def status(request: HttpRequest) -> HttpResponseBase:
    """Each of one's subscriptions by its own ledger; incidents, those told to one alone too."""
    viewer, now = viewer_of(request), clock.now()
    board = queries.subscription_board(viewer, now)
    works = maintenance.works(viewer, since=now, until=now + AHEAD)
    rows = works.filter(announced_at__isnull=False, withdrawn_at=None).prefetch_related("products")
    found = all_drawn(queries.own_incidents(viewer, since=now - BEHIND))
    told = {
        "lines": [line_of(each) for each in board.components],
        "open": [it for it in found if not it.over], "past": [it for it in found if it.over],
        "works": [announced(row, now) for row in rows],
        "stops": stops_told(board.stops, now),
        "freezes": maintenance.freezes(viewer, since=now).filter(lifted_at=None),
        "public": reverse("public:status"),
    }  # fmt: skip
    return page(request, "portal/status", HERE, told)


@clients_only
def incident(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One incident, all that was told of it."""
    found = queries.incident(viewer_of(request), reference)
    return page(request, "portal/incident", HERE, {"it": drawn(found)})

"""The queue: open requests by the working time that is left, narrowed, chosen, acted on.

Clause: 7.7.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir import clock
from tenir.apps.accounts.queries import answering
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.parties import queries as parties
from tenir.apps.support import queries, services
from tenir.apps.support.queries import Request, State
from tenir.faces.console.desk_frame import desk_page
from tenir.ui.addresses import to
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, Listing, listing
from tenir.ui.live import if_changed
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.request_clock import chip_of, late_of, stand_all, stand_passed_on
from tenir.ui.requests import LISTED, in_state, numbered, of_priority, worded
from tenir.ui.states import state_of
from tenir.viewer import Viewer

OPEN = [state for state in State if state not in queries.OVER]
COUNTED = 1000
NAMES = ("client__organisation__name", "assignee__name", "team__name")
PRIORITIES = [(name, name) for name in ("P1", "P2", "P3")]
CLOCKS = (
    ("risk", _("At risk or overdue")),
    ("running", _("Running")),
    ("paused", _("Paused")),
    ("stopped", _("Taken in charge")),
    ("waiting", _("Not started")),
)


PICK = Column("pick", _("Choose"), lambda r: r, kind="pick")
COLUMNS = (
    Column("title", pgettext_lazy("support", "Request"), lambda r: r.title or r.number, lead=True,
           href=to("console:request"), note=numbered),
    Column("left", pgettext_lazy("of a delay", "Left"), chip_of, sort="queued_at left",
           kind="chip"),
    Column("priority", _("Priority"), lambda r: r.priority, sort="priority"),
    Column("state", _("State"), lambda r: f"request.{r.state}", sort="state", kind="state",
           note=late_of),
    Column("client", _("Client"), lambda r: r.client.organisation.name,
           sort="client__organisation__name", by="client",
           note=lambda r: r.subscription.product.name if r.subscription else ""),
    Column("who", _("Answered by"), lambda r: r.assignee and r.assignee.name,
           note=lambda r: r.team.name if r.team else ""),
)  # fmt: skip
IN_FILES = (
    Column("number", _("Number"), lambda r: r.number),
    Column("title", pgettext_lazy("support", "Request"), lambda r: r.title, sort="title"),
    Column("left", _("Clock"), lambda r: r.clock, sort="queued_at left"),
    Column("due", _("Due"), lambda r: r.promised_at),
    Column("priority", _("Priority"), lambda r: r.priority, sort="priority"),
    Column("state", _("State"), lambda r: r.state, sort="state", of="request."),
    Column("client", _("Client"), lambda r: r.client.organisation.name,
           sort="client__organisation__name", by="client"),
    Column("product", _("Product"), lambda r: r.subscription and r.subscription.product.name),
    Column("who", _("Answered by"), lambda r: r.assignee and r.assignee.name),
    Column("team", _("Team"), lambda r: r.team and r.team.name),
    Column("recorded", _("Recorded"), lambda r: r.recorded_at),
)  # fmt: skip


@staff_only
def requests(request: HttpRequest) -> HttpResponseBase:
    """The open requests, the one to take in charge first before the others.

    Clause: 7.7, 7.13.
    """
    viewer, now = viewer_of(request), clock.now()
    agents, teams = agents_of(), _teams(viewer)
    found = _asked_for(request, viewer, agents, teams, now=now)
    if wants_file(request):
        return file_of(request, found, "requests", helped=partial(queries.catch_up, at=now))
    _stand(viewer, found, now=now)
    told = {
        "found": found, "agents": agents, "teams": teams, "answers": services.may_answer(viewer),
        "live": f"{reverse('console:requests-live')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return desk_page(request, "console/requests", "requests", told)


@staff_only
def live(request: HttpRequest) -> HttpResponseBase:
    """The rows of the queue as it is asked for, for its script; nothing where nothing has changed.

    Clause: 7.7, 7.13.
    """
    viewer, now = viewer_of(request), clock.now()
    found = _asked_for(request, viewer, agents_of(), _teams(viewer), now=now)
    _stand(viewer, found, now=now)
    return if_changed(request, render(request, "console/requests_live.html", {"found": found}))


def _stand(viewer: Viewer, found: Listing, *, now: datetime) -> None:
    """Each row is told how its clock stands, and a third party's."""
    rows = list(found.page)
    stand_all(viewer, rows, now=now)
    stand_passed_on(viewer, rows, now=now)


def _asked_for(
    request: HttpRequest,
    viewer: Viewer,
    agents: Sequence[tuple[str, str]],
    teams: Sequence[Any],
    *,
    now: datetime,
) -> Listing:
    """The queue, narrowed and ordered as it is asked for."""
    answers, in_file = services.may_answer(viewer), wants_file(request)
    return listing(
        request, queries.queue(viewer).only(*LISTED, *NAMES), sort="left",
        columns=IN_FILES if in_file else (*((PICK,) if answers else ()), *COLUMNS),
        filters=filters(viewer, agents, teams, now=now),
        empty=_("Nothing is open: every request was answered and closed."),
        act=(_("Open a request after a call"), reverse("console:request-new")) if answers else None,
    )  # fmt: skip


def awaited(viewer: Viewer, *, now: datetime, most: int) -> dict[str, Any]:
    """The requests to take in charge next, and how many are at risk: for the home page."""
    waiting = queries.queue(viewer, clock="running")
    rows = list(waiting[:most])
    stand_all(viewer, rows, now=now)
    at_risk = waiting.order_by().filter(risk_at__lte=now)[:COUNTED].count()
    return {"rows": [(row, chip_of(row)) for row in rows], "at_risk": at_risk}


def agents_of() -> list[tuple[str, str]]:
    """Who answers requests, by key, in the order of their names."""
    return [(str(key), name) for key, name in answering()]


def _teams(viewer: Viewer) -> list[queries.Team]:
    """The teams, without whom they consist of."""
    return list(queries.teams(viewer).prefetch_related(None))


def filters(
    viewer: Viewer, agents: Sequence[tuple[str, str]], teams: Sequence[Any], *, now: datetime
) -> Sequence[Filter]:
    """The questions that narrow the queue; `me` is whoever looks, so that a shared view is each
    reader's own.
    """
    states = [(state.value, state_of(f"request.{state}").word) for state in OPEN]
    products = [(str(key), name) for key, name in catalogue.names()]
    own = [("me", _("Mine")), ("none", _("Nobody")), *agents]
    named = [(str(team.pk), team.name) for team in teams]
    by_team = Filter("team", _("Team"), lambda rows, value: rows.filter(team=value), named)
    return (
        Filter("text", _("Number or title"), worded),
        Filter("clock", _("Clock"), _clocked(now), CLOCKS),
        Filter("who", _("Answered by"), _answered_by(viewer), own),
        *((by_team,) if named else ()),
        Filter("state", _("State"), in_state, states),
        Filter("priority", _("Priority"), of_priority, PRIORITIES),
        Filter("client", _("Client"), _of_client(viewer)),
        Filter("product", _("Product"), lambda rows, value: rows.filter(
            subscription__product=value), products),
    )  # fmt: skip


Rows = QuerySet[Request]


def _of_client(viewer: Viewer) -> Callable[[Rows, str], Rows]:
    def narrowed(rows: Rows, value: str) -> Rows:
        named = parties.clients(viewer).filter(organisation__name__icontains=value)
        return rows.filter(client__in=named.order_by().values("pk"))

    return narrowed


def _clocked(now: datetime) -> Callable[[Rows, str], Rows]:
    def narrowed(rows: Rows, value: str) -> Rows:
        if value == "risk":
            return rows.filter(risk_at__lte=now)
        return rows.filter(clock=value)

    return narrowed


def _answered_by(viewer: Viewer) -> Callable[[Rows, str], Rows]:
    def narrowed(rows: Rows, value: str) -> Rows:
        if value == "none":
            return queries.among(rows, assignee__isnull=True)
        return rows.filter(assignee=viewer.person if value == "me" else int(value))

    return narrowed

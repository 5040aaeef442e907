"""What is promised to the client, what it owes, and how both stand."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.availability import queries as availability
from tenir.apps.commitments import queries
from tenir.apps.support import queries as support
from tenir.faces.portal.contacts_only import speaks
from tenir.faces.portal.frame import page
from tenir.faces.portal.requests import going_on
from tenir.ui import overview, promises, subjects
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.margins import all_shown
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.support_delays import support_delays
from tenir.viewer import Viewer

SHOWN = 8
# Once missed, there is nothing left to do.
LAPSED = ("penalty.lost", "agreements.deemed_accepted", "update-not-validated")


@clients_only
def home(request: HttpRequest) -> HttpResponseBase:
    """What the publisher promises you and how it stands; what you owe, by when."""
    viewer, now = viewer_of(request), clock.now()
    since = overview.month_start(now, back=11)
    stand = queries.standing_by_kind(viewer, since=since, now=now)
    overdue, owed, promised, missed = queries.alike(
        viewer,
        {"undone": LAPSED, "owed_by": "client"},
        {"going": True, "owed_by": "client"},
        {"going": True, "owed_by": "publisher"},
        {"state": "missed", "owed_by": "publisher", "due_since": since, "latest": True},
        most=SHOWN, apart=True,
    )  # fmt: skip
    every = [*overdue, *owed, *promised, *missed]
    subjects.tell_lines(viewer, every, face="portal", at=now)
    lines = partial(overview.lines, face="portal", whose=len(viewer.clients) > 1)
    told: dict[str, Any] = {
        "ours": overview.figures(stand, "publisher"),
        "theirs": overview.figures(stand, "client"),
        "expected": [each.first for each in every],
        "owed": lines(overdue, overdue=True) + lines(owed),
        "overdue": queries.commitments(viewer, undone=LAPSED, owed_by="client").count(),
        "promised": lines(promised),
        "missed": lines(missed),
        "articles": overview.by_article(stand, "publisher"),
        "duties": overview.by_article(stand, "client"),
        "list": reverse("portal:commitments"), **_measured(viewer, now),
        "requests": going_on(viewer, now=now, most=SHOWN), "asks": speaks(viewer),
    }  # fmt: skip
    return page(request, "portal/home", "home", told)


def _measured(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """The availability promised and what is left of its month; the delays of support promised."""
    found = [
        one for client in viewer.clients for one in availability.standings(viewer, client, at=now)
    ]
    return {
        "margins": all_shown(found), "nothing": gettext("No subscription runs this month."),
        "delays": support_delays(viewer, [one.subscription for one in found], at=now),
    }  # fmt: skip


@clients_only
def commitments(request: HttpRequest) -> HttpResponseBase:
    """Every promise between the client and the publisher: what goes on, then what is settled."""
    viewer, now, in_file = viewer_of(request), clock.now(), wants_file(request)
    rows = queries.briefly(queries.commitments(viewer))
    found = listing(
        request, rows, filters=promises.filters(), **promises.order(request),
        columns=promises.columns("portal:commitment", clients=False, in_file=in_file),
        empty=_("Nothing is promised yet: it will be here once a contract runs."),
    )  # fmt: skip
    tell = partial(subjects.tell_promises, viewer, face="portal", at=now)
    if in_file:
        return file_of(request, found, "commitments", helped=tell)
    tell(found.page)
    promises.stand_all(found.page, now=now)
    return page(request, "tenir/page", "commitments", {"found": found, "heading": _("Commitments")})


@clients_only
def commitment(request: HttpRequest, id: int) -> HttpResponseBase:
    """One promise: what, by when, why."""
    found = support.promise(viewer_of(request), id, at=clock.now())
    told = {
        "it": found, "name": promises.named(found), "state": promises.standing(found),
        "rests": promises.rests_on(viewer_of(request), found),
        "list": reverse("portal:commitments"),
    }  # fmt: skip
    return page(request, "tenir/promise", "commitments", told)

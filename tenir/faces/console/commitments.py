"""What is promised, and how it stands."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.commitments import queries
from tenir.apps.support import queries as support
from tenir.faces.console.frame import page
from tenir.faces.console.requests import awaited
from tenir.ui import overview, promises, subjects
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.pages import staff_only, viewer_of

SHOWN = 8


@staff_only
def home(request: HttpRequest) -> HttpResponseBase:
    """What is at risk now, what was broken this month, what comes next; by article and client."""
    viewer, now = viewer_of(request), clock.now()
    since = overview.month_start(now)
    stand = queries.standing_by_kind(viewer, since=since, now=now)
    at_risk, coming, broken, undone = queries.alike(
        viewer,
        {"state": "running", "warned": True},
        {"going": True},
        {"state": "missed", "owed_by": "publisher", "due_since": since, "latest": True},
        {"state": "missed", "owed_by": "client", "due_since": since, "latest": True},
        most=SHOWN,
    )
    ours, theirs = overview.figures(stand, "publisher"), overview.figures(stand, "client")
    every = [*at_risk, *coming, *broken, *undone]
    subjects.tell_lines(viewer, every, face="console", at=now)
    told: dict[str, Any] = {
        "ours": ours,
        "theirs": theirs,
        "at_risk_count": ours["at_risk"] + theirs["at_risk"],
        "expected": [each.first for each in every],
        "at_risk": overview.lines(at_risk, "console"),
        "coming": overview.lines(coming, "console"),
        "broken": overview.lines(broken, "console"),
        "undone": overview.lines(undone, "console"),
        "articles": overview.by_article(stand, "publisher"),
        "clients": overview.by_client(
            queries.standing_by_client(viewer, since=since, now=now, most=SHOWN)
        ),
        "list": reverse("console:commitments"),
        "requests": awaited(viewer, now=now, most=SHOWN),
    }
    return page(request, "console/home", "home", told)


@staff_only
def commitments(request: HttpRequest) -> HttpResponseBase:
    """Every promise: what goes on, the nearest first, then what is settled."""
    viewer, now, in_file = viewer_of(request), clock.now(), wants_file(request)
    rows = queries.briefly(queries.commitments(viewer))
    found = listing(
        request, rows, filters=(*promises.filters(), promises.BY_CLIENT), **promises.order(request),
        columns=promises.columns("console:commitment", clients=True, in_file=in_file),
        empty=_("Nothing is promised yet. Sign a contract or publish a version to begin."),
    )  # fmt: skip
    tell = partial(subjects.tell_promises, viewer, face="console", at=now)
    if in_file:
        return file_of(request, found, "commitments", helped=tell)
    tell(found.page)
    promises.stand_all(found.page, now=now)
    return page(request, "tenir/page", "commitments", {"found": found, "heading": _("Commitments")})


@staff_only
def commitment(request: HttpRequest, id: int) -> HttpResponseBase:
    """One promise: what, by when, why."""
    found = support.promise(viewer_of(request), id, at=clock.now())
    told = {
        "it": found, "name": promises.named(found), "state": promises.standing(found),
        "rests": promises.rests_on(viewer_of(request), found),
        "list": reverse("console:commitments"),
    }  # fmt: skip
    return page(request, "tenir/promise", "commitments", told)

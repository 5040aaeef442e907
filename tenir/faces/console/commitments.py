"""What is promised, and how it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.commitments import queries
from tenir.faces.console.frame import page
from tenir.ui import promises
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.pages import staff_only, viewer_of


@staff_only
def home(request: HttpRequest) -> HttpResponseBase:
    """What is at risk now, what was missed, what comes next."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.commitments(viewer).prefetch_related("steps")
    running = found.filter(state="running")
    told: dict[str, Any] = {
        "counts": queries.counts(viewer, now=now),
        "at_risk": queries.commitments(viewer, state="running", warned=True).prefetch_related(
            "steps"
        )[:10],
        "coming": running[:10],
        "missed": found.filter(state="missed").order_by("-due_at")[:10],
        "list": reverse("console:commitments"),
    }
    return page(request, "console/home", "home", told)


@staff_only
def commitments(request: HttpRequest) -> HttpResponseBase:
    """Every promise, the last due first."""
    rows = queries.commitments(viewer_of(request)).prefetch_related("steps")
    found = listing(
        request, rows, columns=promises.columns("console:commitment", clients=True),
        filters=(*promises.FILTERS, promises.BY_CLIENT), sort="-due",
        empty=_("Nothing is promised yet. Sign a contract or publish a version to begin."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "commitments")
    return page(request, "tenir/page", "commitments", {"found": found, "heading": _("Commitments")})


@staff_only
def commitment(request: HttpRequest, id: int) -> HttpResponseBase:
    """One promise: what, by when, why."""
    found = queries.commitment(viewer_of(request), id)
    told = {
        "it": found, "name": promises.named(found), "state": promises.standing(found),
        "rests": promises.rests_on(viewer_of(request), found),
        "list": reverse("console:commitments"),
    }  # fmt: skip
    return page(request, "tenir/promise", "commitments", told)

"""What is promised, and how it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.commitments import queries
from tenir.apps.commitments.queries import Commitment
from tenir.faces.console.frame import page
from tenir.ui.listing import Column, Filter, csv_of, listing, wants_csv
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.templatetags.tenir import language

STATES = (
    ("running", _("Running")),
    ("kept", _("Kept")),
    ("missed", _("Missed")),
    ("waived", _("Waived")),
)
PARTIES = (("publisher", _("Publisher")), ("client", _("Client")))


def state_of(found: Commitment) -> str:
    """Its state, `risk` where it runs and a warning was given."""
    at_risk = found.state == "running" and any(step.warned_at for step in found.steps.all())
    return "risk" if at_risk else found.state


COLUMNS = (
    Column("kind", _("Promise"), lambda c: queries.named(c, language()), sort="kind", lead=True,
           href=lambda c: reverse("console:commitment", args=[c.pk])),
    Column("client", _("Client"), lambda c: c.organisation and c.organisation.name,
           sort="organisation__name"),
    Column("owed_by", _("Owed by"), lambda c: dict(PARTIES)[c.owed_by], sort="owed_by"),
    Column("clauses", _("Clauses"), lambda c: c.clauses, kind="clauses"),
    Column("due", _("Due"), lambda c: c.due_at, sort="due_at", kind="moment"),
    Column("state", _("State"), state_of, sort="state", kind="state"),
)  # fmt: skip
FILTERS = (
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value), STATES),
    Filter("owed_by", _("Owed by"), lambda rows, value: rows.filter(owed_by=value), PARTIES),
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(organisation__name__icontains=value)),
    Filter("clause", _("Clause"), lambda rows, value: rows.filter(clauses__icontains=f'"{value}"')),
)  # fmt: skip


@staff_only
def home(request: HttpRequest) -> HttpResponseBase:
    """What is at risk now, what was missed, what comes next."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.commitments(viewer).prefetch_related("steps")
    running = found.filter(state="running")
    told: dict[str, Any] = {
        "counts": queries.counts(viewer, now=now),
        "at_risk": running.filter(steps__warned_at__isnull=False).distinct()[:10],
        "coming": running[:10],
        "missed": found.filter(state="missed").order_by("-due_at")[:10],
    }
    return page(request, "home", "home", told)


@staff_only
def commitments(request: HttpRequest) -> HttpResponseBase:
    """Every promise, soonest due first."""
    rows = queries.commitments(viewer_of(request)).prefetch_related("steps")
    found = listing(
        request, rows, columns=COLUMNS, filters=FILTERS, sort="due",
        empty=_("Nothing is promised yet. Sign a contract or publish a version to begin."),
    )  # fmt: skip
    if wants_csv(request):
        return csv_of(found, "commitments")
    return page(request, "list", "commitments", {"found": found, "heading": _("Commitments")})


@staff_only
def commitment(request: HttpRequest, id: int) -> HttpResponseBase:
    """One promise: what, by when, why."""
    found = queries.commitment(viewer_of(request), id)
    told = {"it": found, "name": queries.named(found, language()), "state": state_of(found)}
    return page(request, "commitment", "commitments", told)

"""What the pages of works share: their tabs, who plans, the list's columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.maintenance import services
from tenir.faces.console.frame import page
from tenir.ui.cells import until
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter
from tenir.ui.pages import Entry, viewer_of
from tenir.ui.states import state_of
from tenir.ui.works import KINDS, state_of_works

HERE = "works"
TABS = (
    ("works-calendar", _("Calendar"), "calendar"),
    ("works", _("List"), "list-check"),
    ("recurrings", _("Works that come back"), "refresh"),
    ("freezes", _("Clients' freezes"), "lock"),
)


def tabbed(
    request: HttpRequest, template: str, here: str, told: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page of works under its tabs; `plans` and `keeps` say what the viewer may do."""
    viewer = viewer_of(request)
    tabs = [
        Entry(label, reverse(f"console:{name}"), icon, name == here) for name, label, icon in TABS
    ]
    may = {"plans": viewer.has(*services.PLANNERS), "keeps": viewer.has(*services.KEEPERS)}
    return page(request, template, HERE, {"tabs": tabs, **may, **told}, status)


COLUMNS = (
    Column("number", _("Works"), lambda w: w.number, sort="number", lead=True,
           href=lambda w: reverse("console:works-one", args=[w.number]),
           note=lambda w: w.title(language())),
    Column("state", _("State"), lambda w: state_of_works(w, clock.now()), kind="state"),
    Column("kind", _("Kind"), lambda w: KINDS[w.kind], sort="kind"),
    Column("starts", _("From"), lambda w: w.starts_at, sort="starts_at", kind="moment",
           note=lambda w: until(w.ends_at)),
    Column("ends", _("To"), lambda w: w.ends_at, sort="ends_at", kind="moment", below=True),
    Column("announced", _("Announced"), lambda w: w.announced_at, sort="announced_at",
           kind="moment", note=lambda w: _("Told late") if w.late else ""),
    Column("begun", _("Begun"), lambda w: w.started_at, sort="started_at", kind="moment",
           note=lambda w: until(w.ended_at)),
    Column("over", _("Ended"), lambda w: w.ended_at, sort="ended_at", kind="moment", below=True),
    Column("late", _("Told late"), lambda w: _("Yes") if w.late else _("No"), sort="late",
           below=True),
)  # fmt: skip
FLAGS = (
    ("late", _("Told late")),
    ("outside", _("Outside the windows")),
    ("draft", _("Not announced")),
    ("withdrawn", state_of("works.withdrawn").word),
)


def flagged(rows: Any, value: str) -> Any:
    """What is to be looked at in works."""
    if value == "draft":
        return rows.filter(announced_at=None).exclude(course="")
    if value == "withdrawn":
        return rows.exclude(withdrawn_at=None)
    return rows.filter(**{value: True}) if value in {"late", "outside"} else rows


FILTERS = (
    Filter("number", _("Works"), lambda rows, value: rows.filter(number__icontains=value)),
    Filter("kind", _("Kind"), lambda rows, value: rows.filter(kind=value), tuple(KINDS.items())),
    Filter("product", _("Product"),
           lambda rows, value: rows.filter(products__name__icontains=value).distinct()),
    Filter("flag", _("To be looked at"), flagged, FLAGS),
)  # fmt: skip

"""What is planned for the client, by date.

Clause: 7.3.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.support import queries
from tenir.apps.support.queries import Planned
from tenir.faces.portal.contacts_only import speaks
from tenir.faces.portal.frame import page
from tenir.faces.portal.opened import opened
from tenir.ui.language import language
from tenir.ui.month import month_in_words
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.quotes import kind_of

HERE = "planning"
KINDS = {"works": _("Works"), "closure": _("Support is closed")}
ICONS = {"works": "settings", "closure": "clock", "training": "school"}


class Line(NamedTuple):
    """Something planned as the page shows it."""

    it: Planned
    kind: Any
    icon: str
    title: str
    address: str
    begun: bool


@clients_only
@opened(HERE)
def planning(request: HttpRequest) -> HttpResponseBase:
    """Works, services ordered, trainings and closing days of the year to come, month by month.

    Clause: 7.3.
    """
    viewer, now = viewer_of(request), clock.now()
    lines = [_line(each, now) for each in queries.planned(viewer, since=now)]
    months = groupby(lines, key=lambda line: _month(line, now))
    told = {
        "months": [(month_in_words(month).capitalize(), list(rows)) for month, rows in months],
        "asks": speaks(viewer), "some": bool(lines),
    }  # fmt: skip
    return page(request, "portal/planning", HERE, told)


def _line(it: Planned, now: datetime) -> Line:
    kind = KINDS.get(it.kind) or kind_of(it.kind)
    icon = ICONS.get(it.kind, "receipt")
    title = it.title.get(language()) or it.reference.partition("/")[2]
    return Line(it, kind, icon, title, _address(it), it.starts_at <= now)


def _month(line: Line, now: datetime) -> str:
    """The month that it is read under: this one, of what has begun."""
    return timezone.localtime(max(line.it.starts_at, now)).strftime("%Y-%m")


def _address(it: Planned) -> str:
    """Where more is said of it."""
    word, _slash, key = it.reference.partition("/")
    if word == "works":
        return reverse("portal:status") + f"#works-{key}"
    return reverse("portal:quote", args=[key]) if word == "quote" else ""

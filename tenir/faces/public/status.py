"""The status page (fr. site « Travaux »): how each product is, incidents, works; nobody's own.

Each page has its language in its address, so that it can be written out as a file and shown while
Tenir itself is down.

Clause: 5.11, 5.12, 10.4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation

from tenir import clock
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.notices.services import publisher_name
from tenir.apps.publishing import queries
from tenir.faces.public import status_months as months
from tenir.terms.phrases import LANGUAGES
from tenir.ui.boards import Line, line_of
from tenir.ui.incidents import all_drawn, drawn
from tenir.ui.language import language
from tenir.ui.stops import stops_told
from tenir.ui.works import announced

AHEAD = timedelta(days=90)  # of works listed
BEHIND = timedelta(days=15)  # of incidents that are over
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def spoken(view: View[Rest]) -> Callable[..., HttpResponseBase]:
    """A page in the language of its address and in the publisher's zone, whoever is looking."""

    @wraps(view)
    def told(
        request: HttpRequest, language: str, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if language not in LANGUAGES:
            raise Http404
        with translation.override(language), timezone.override(ZoneInfo(settings.TIME_ZONE)):
            response = view(request, *args, **kwargs)
        response["Content-Language"] = language
        response["Cache-Control"] = "public, max-age=30"
        return response

    return told


@dataclass(frozen=True)
class FamilyShown:
    """A family of products, and the lines of its products."""

    name: str
    lines: Sequence[Line]


def status(_request: HttpRequest) -> HttpResponseBase:
    """To the page in the reader's language."""
    return redirect("public:status-in", language())


def incident(_request: HttpRequest, reference: str) -> HttpResponseBase:
    """To the incident in the reader's language: the address that messages give."""
    return redirect("public:incident-in", language(), reference)


@spoken
def status_in(request: HttpRequest) -> HttpResponseBase:
    """How every product is now and was for ninety days, what went wrong, which works are to come.

    Clause: 5.11, 5.12, 10.4.
    """
    now = clock.now()
    board = queries.public_board(now)
    found = all_drawn(queries.public_incidents(since=now - BEHIND))
    works = [announced(row, now) for row in maintenance.announced(since=now, until=now + AHEAD)]
    told = {
        "board": board, "families": _families(board), "platform": line_of(board.components[0]),
        "open": [it for it in found if not it.over], "past": [it for it in found if it.over],
        "under_way": [it for it in works if it.under_way],
        "coming": [it for it in works if not it.under_way and it.state != "works.done"],
        "stops": stops_told(board.stops, now),
        "unmeasured": sum(each.state == "unmeasured" for each in board.components[1:]),
    }  # fmt: skip
    return shown(request, "status", told, now)


@spoken
def incident_in(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One incident, all that was told of it.

    Clause: 10.4.
    """
    found = queries.public_incidents().filter(reference=reference).first()
    if found is None:
        raise Http404
    return shown(request, "status_incident", {"it": drawn(found)}, clock.now())


@spoken
def month_in(request: HttpRequest, month: str) -> HttpResponseBase:
    """One month: its incidents, its works, the windows in which works may be planned.

    Clause: 5.12, 5.15.
    """
    now = clock.now()
    if not months.is_near(month, now):
        raise Http404
    first, last = months.bounds(month)
    found = queries.public_incidents(until=last).filter(began_at__gte=first)
    told = {
        "month": months.drawn(month, now), "agreement": months.agreement(),
        "found": all_drawn(found),
        "works": [announced(row, now) for row in maintenance.announced(since=first, until=last)],
    }  # fmt: skip
    return shown(request, "status_month", told, now)


def shown(request: HttpRequest, template: str, told: dict[str, Any], now: datetime) -> HttpResponse:
    """That template in the status page's frame, with its addresses in each language."""
    match = request.resolver_match
    assert match
    others = [
        (each, name, reverse(match.view_name, kwargs={**match.kwargs, "language": each}))
        for each, name in settings.LANGUAGES
    ]
    frame = {
        "now": now, "publisher": publisher_name(), "tenir": settings.TENIR.url,
        "home": reverse("public:status-in", args=[language()]), "others": others,
        "this_month": reverse("public:status-month", args=[language(), months.key_of(now)]),
    }  # fmt: skip
    return render(request, f"public/{template}.html", {**frame, **told})


def _families(board: queries.Board) -> list[FamilyShown]:
    """Each product once, in the first family that it stands in."""
    left = {each.key: each for each in board.components}
    found = []
    for family in catalogue.families():
        mine = [left.pop(product.key) for product in family.products.all() if product.key in left]
        name = family.name_fr if language() == "fr" else family.name_en
        if mine:
            found.append(FamilyShown(name, [line_of(each) for each in mine]))
    return found

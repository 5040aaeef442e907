"""One client's board, feed and calendar, for programs that cannot sign in: by a secret address.

The address is the secret: nothing of it goes to a log, a search engine, a cache or another site.
Clause: 5.11, 5.12, 10.4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenir import clock
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.notices.services import publisher_name
from tenir.apps.publishing import queries, services
from tenir.faces.public.status_feeds import Page, feed_of
from tenir.ui.boards import line_of
from tenir.ui.dead_ends import looked_at, refused
from tenir.ui.incidents import all_drawn
from tenir.ui.language import language
from tenir.ui.stops import stops_told
from tenir.ui.works import announced
from tenir.ui.works_calendar import MEDIA, calendar_of
from tenir.viewer import Viewer

AHEAD, BEHIND = timedelta(days=90), timedelta(days=90)
SECRET = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}


@dataclass(frozen=True)
class Followed:
    """Who follows a link, of which client, when."""

    token: str
    client: str
    viewer: Viewer
    now: datetime

    @property
    def title(self) -> str:
        """What a feed or a calendar is called."""
        told = {"publisher": publisher_name(), "client": self.client}
        return _("%(publisher)s: works and status for %(client)s") % told

    def address(self, name: str, **more: str) -> str:
        """Of one of the link's pages."""
        return settings.TENIR.url + reverse(f"public:{name}", kwargs={"token": self.token, **more})


Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Followed, Rest], HttpResponse]


def secret(view: View[Rest]) -> Callable[..., HttpResponseBase]:
    """A page that the link's bearer alone reads, in the language and zone of its person."""

    @require_safe
    @wraps(view)
    def told(
        request: HttpRequest, token: str, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        response = _followed(request, token, view, *args, **kwargs)
        for header, value in SECRET.items():
            response[header] = value
        return response

    return told


def _followed(
    request: HttpRequest, token: str, view: View[Rest], *args: Rest.args, **kwargs: Rest.kwargs
) -> HttpResponse:
    now = clock.now()
    try:
        link, viewer = services.follow_link(token, at=now)
    except services.TooOften as refusal:
        return _too_often(request, refusal, now)
    by = Followed(token, str(link.client.organisation), viewer, now)
    with translation.override(viewer.language), timezone.override(link.person.time_zone):
        return view(request, by, *args, **kwargs)


def _too_often(request: HttpRequest, refusal: services.TooOften, now: datetime) -> HttpResponse:
    said = refusal.message(language())
    if looked_at(request):
        answer = refused(request, message=said, status=429)
    else:
        answer = HttpResponse(said, status=429, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = str(60 - int(now.timestamp()) % 60)
    return answer


@secret
def board(request: HttpRequest, by: Followed) -> HttpResponse:
    """Each of the client's subscriptions, what went wrong, which works are to come.

    Clause: 5.11, 5.12, 10.4.
    """
    found = queries.subscription_board(by.viewer, by.now)
    works = maintenance.works(by.viewer, since=by.now, until=by.now + AHEAD)
    rows = works.filter(announced_at__isnull=False, withdrawn_at=None).prefetch_related("products")
    incidents = all_drawn(queries.own_incidents(by.viewer, since=by.now - BEHIND))
    told: dict[str, Any] = {
        "publisher": publisher_name(), "client": by.client, "now": by.now,
        "home": by.address("private"), "portal": settings.TENIR.url + "/portal/status/",
        "feed": by.address("private-feed", kind="atom"), "works_at": by.address("private-works"),
        "lines": [line_of(each) for each in found.components],
        "incidents": incidents, "works": [announced(row, by.now) for row in rows],
        "stops": stops_told(found.stops, by.now),
    }  # fmt: skip
    return render(request, "public/status_private.html", told)


@secret
def feed(_request: HttpRequest, by: Followed, kind: str) -> HttpResponse:
    """The incidents and works of the client, as Atom or RSS.

    Clause: 5.11, 5.12, 10.4.
    """
    page = Page(
        home=by.address("private"), feed=by.address("private-feed", kind=kind),
        incident=lambda reference: f"/portal/status/{reference}/",
    )  # fmt: skip
    incidents = queries.own_incidents(by.viewer)
    works = queries.own_works(by.viewer, by.now)
    return feed_of(kind, page, incidents, works, title=by.title, now=by.now)


@secret
def works(_request: HttpRequest, by: Followed) -> HttpResponse:
    """The works that touch the client, as a calendar; those withdrawn as cancelled.

    Clause: 5.11, 5.12.
    """
    told = calendar_of(
        queries.own_works(by.viewer, by.now), name=by.title, address=by.address("private-works"),
        stops=maintenance.stops(by.viewer, by.now),
    )  # fmt: skip
    return HttpResponse(told, content_type=f"{MEDIA}; charset=utf-8")

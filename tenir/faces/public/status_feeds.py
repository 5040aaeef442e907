"""The status page as feeds: Atom and RSS of incidents, a calendar of works.

Clause: 5.11, 5.12, 10.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from tenir import clock
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.notices.services import publisher_name
from tenir.apps.publishing import queries
from tenir.faces.public.status import spoken
from tenir.ui.incidents import drawn
from tenir.ui.language import language
from tenir.ui.states import STATES
from tenir.ui.works import announced
from tenir.ui.works_calendar import MEDIA, calendar_of

MOST = 50
EVER = datetime(2026, 1, 1, tzinfo=UTC)  # of works, whose announcement may move
Feed = Atom1Feed | Rss201rev2Feed
FEEDS: Mapping[str, type[Feed]] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@spoken
def feed(_request: HttpRequest, kind: str) -> HttpResponse:
    """The last incidents and works, each an entry that changes with all that is told of it.

    Clause: 5.11, 5.12, 10.4.
    """
    now = clock.now()
    page = Page(
        home=settings.TENIR.url + reverse("public:status-in", args=[language()]),
        feed=settings.TENIR.url + reverse("public:feed", args=[language(), kind]),
        incident=lambda reference: reverse("public:incident-in", args=[language(), reference]),
    )
    title = _("%(publisher)s: works and status") % {"publisher": publisher_name()}
    told = feed_of(
        kind, page, queries.public_incidents(), queries.public_works(now), title=title, now=now
    )
    for name, value in ANYWHERE.items():
        told[name] = value
    return told


@dataclass(frozen=True)
class Page:
    """Where a feed leads: its page, itself, each incident."""

    home: str
    feed: str
    incident: Callable[[str], str]


def feed_of(
    kind: str,
    page: Page,
    incidents: QuerySet[queries.Incident],
    works: QuerySet[Any],
    *,
    title: str,
    now: datetime,
) -> HttpResponse:
    """Those incidents and works as a feed, the last that something was told of first."""
    if kind not in FEEDS:
        raise Http404
    made = FEEDS[kind](
        title=title, link=page.home, language=language(), feed_url=page.feed,
        description=_("Incidents and works, and what is told of them."),
    )  # fmt: skip
    found = incidents.order_by("-changed_at", "-pk")[:MOST]
    rows: Any = works.order_by("-told_at", "-pk")[:MOST]
    told = [(each.changed_at, _entry(each, page)) for each in found]
    told += [(row.told_at, _entry_of_works(row, page, now)) for row in rows]
    for _at, entry in sorted(told, key=lambda pair: pair[0], reverse=True)[:MOST]:
        made.add_item(**entry)
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _entry(found: queries.Incident, page: Page) -> dict[str, Any]:
    it = drawn(found)
    link = settings.TENIR.url + page.incident(it.reference)
    said = render_to_string("public/feed_entry.html", {"it": it})
    return {
        "title": it.title, "link": link, "description": said,
        "unique_id": _tag(found.subject, found.published_at), "unique_id_is_permalink": False,
        "pubdate": _whole(found.published_at), "updateddate": _whole(found.changed_at),
        "categories": list(it.products),
    }  # fmt: skip


def _entry_of_works(row: Any, page: Page, now: datetime) -> dict[str, Any]:
    it, first = announced(row, now), row.announced_at
    word = str(STATES[it.state].word)
    return {
        "title": _("Works · %(title)s (%(state)s)")
        % {"title": it.title or it.kind, "state": word},
        "link": f"{page.home}#works-{row.number}",
        "description": render_to_string("public/feed_works.html", {"it": it}),
        "unique_id": _tag(row.subject, EVER), "unique_id_is_permalink": False,
        "pubdate": _whole(first), "updateddate": _whole(row.told_at),
        "categories": [product.name for product in row.products.all()],
    }  # fmt: skip


def _tag(subject: str, at: datetime) -> str:
    """A name that stays, wherever the page is served (RFC 4151)."""
    host = urlsplit(settings.TENIR.url).hostname
    return f"tag:{host},{at:%Y-%m-%d}:{subject}"


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


@spoken
def works(_request: HttpRequest) -> HttpResponse:
    """The works announced to everyone, those withdrawn as cancelled.

    Clause: 5.11, 5.12.
    """
    name = _("Works of %(publisher)s") % {"publisher": publisher_name()}
    address = settings.TENIR.url + reverse("public:works", args=[language()])
    told = calendar_of(
        queries.public_works(clock.now()), name=name, address=address,
        stops=maintenance.public_stops(),
    )  # fmt: skip
    return HttpResponse(told, content_type=f"{MEDIA}; charset=utf-8", headers=ANYWHERE)

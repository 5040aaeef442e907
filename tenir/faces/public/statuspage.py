"""The status page for programs: the shapes of Statuspage's public API, version 2.

Whatever reads a page of Atlassian Statuspage reads this one: the same addresses below `/api/v2/`,
the same fields, anonymous, from any site. In French; below `/status/en/` it is in English.

Clause: 10.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from tenir import clock
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.notices.services import publisher_name
from tenir.apps.publishing import queries
from tenir.faces.public import statuspage_events as events
from tenir.faces.public.status import spoken
from tenir.faces.public.statuspage_events import MOST, id_of, stamp
from tenir.ui.boards import name_of
from tenir.ui.language import language
from tenir.ui.works import state_of_works

PAST, TO_COME = timedelta(days=365), timedelta(days=365)  # of works told
STATUS = {  # of a component; what is not measured is said to be so in its description
    "operational": "operational", "unmeasured": "operational",
    "degraded": "degraded_performance", "partial_outage": "partial_outage",
    "major_outage": "major_outage", "maintenance": "under_maintenance",
}  # fmt: skip
DESCRIPTIONS = {
    "none": "All Systems Operational", "minor": "Minor Service Outage",
    "major": "Partial System Outage", "critical": "Major Service Outage",
    "maintenance": "Service Under Maintenance",
}  # fmt: skip
NOT_MEASURED = {"fr": "Non mesuré à présent", "en": "Not measured at present"}
ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
Told = dict[str, Any]


class Page:
    """What one answer is made of, each part asked for when it is needed."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.board = queries.public_board(now)
        self.components = _components(self.board, now)

    @property
    def works(self) -> list[maintenance.Works]:
        """The works announced, the last to begin first."""
        found = maintenance.announced(since=self.now - PAST, until=self.now + TO_COME)
        return list(found)[::-1]

    def status(self) -> Told:
        """One word for all."""
        word = self.board.indicator
        return {"status": {"indicator": word, "description": DESCRIPTIONS[word]}}

    def all_components(self) -> Told:
        """Every product, and the families as groups."""
        return {"components": self.components}

    def incidents(self) -> Told:
        """The last fifty."""
        return self._told(queries.public_incidents()[:MOST])

    def unresolved(self) -> Told:
        """Those that go on."""
        return self._told(queries.public_incidents().filter(resolved_at=None))

    def scheduled(self) -> Told:
        """The last fifty works, those to come first."""
        return self._planned(self.works[:MOST])

    def upcoming(self) -> Told:
        """Works to come."""
        return self._planned(self._that_are("planned", "works.waiting"))

    def active(self) -> Told:
        """Works under way."""
        return self._planned(self._that_are("works.running", "overrun"))

    def summary(self) -> Told:
        """All that matters now."""
        ahead = self._planned(
            [row for row in self.works if state_of_works(row, self.now) != "works.done"]
        )
        return {**self.all_components(), **self.unresolved(), **ahead, **self.status()}

    def _that_are(self, *states: str) -> list[maintenance.Works]:
        return [row for row in self.works if state_of_works(row, self.now) in states]

    def _told(self, rows: Any) -> Told:
        return {"incidents": [events.incident(row, self.components) for row in rows]}

    def _planned(self, rows: Sequence[maintenance.Works]) -> Told:
        told = [events.works(row, self.components, self.now) for row in rows]
        return {"scheduled_maintenances": told}


ANSWERS: Mapping[str, Callable[[Page], Told]] = {
    "summary": Page.summary, "status": Page.status, "components": Page.all_components,
    "incidents": Page.incidents, "incidents/unresolved": Page.unresolved,
    "scheduled-maintenances": Page.scheduled,
    "scheduled-maintenances/upcoming": Page.upcoming,
    "scheduled-maintenances/active": Page.active,
}  # fmt: skip


@spoken
def answer(_request: HttpRequest, name: str) -> HttpResponse:
    """One of the answers of Statuspage's API."""
    if name not in ANSWERS:
        raise Http404
    page = Page(clock.now())
    found = {"page": _page(page), **ANSWERS[name](page)}
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False}, headers=ANYWHERE)


def in_french(request: HttpRequest, name: str) -> Any:
    """The same at the address that its clients know."""
    return answer(request, "fr", name=name)


def _page(page: Page) -> Told:
    home = reverse("public:status-in", args=[language()])
    return {
        "id": events.PAGE, "name": publisher_name(), "url": f"{settings.TENIR.url}{home}",
        "time_zone": settings.TIME_ZONE, "updated_at": stamp(page.now),
    }  # fmt: skip


def _components(board: queries.Board, now: datetime) -> list[Told]:
    families = list(catalogue.families())
    first = {key: id_of("family", key) for key in (each.key for each in families)}
    told = [_component(each, n, first, now) for n, each in enumerate(board.components, 1)]
    groups = []
    for n, family in enumerate(families, len(told) + 1):
        inside = [each for each in told if each["group_id"] == first[family.key]]
        if inside:
            name = family.name_fr if language() == "fr" else family.name_en
            groups.append(_group(first[family.key], name, n, inside, now))
    return [*told, *groups]


def _component(
    found: queries.Component, position: int, families: Mapping[str, str], now: datetime
) -> Told:
    group = next((families[key] for key in found.groups if key in families), None)
    about = NOT_MEASURED[language()] if found.state == "unmeasured" else None
    return {
        "id": id_of("product", found.key), "name": name_of(found), "status": STATUS[found.state],
        **_common(position, now), "description": about, "group_id": group, "group": False,
    }  # fmt: skip


def _group(id: str, name: str, position: int, inside: Sequence[Told], now: datetime) -> Told:
    worst = max((each["status"] for each in inside), key=list(STATUS.values()).index)
    return {
        "id": id, "name": name, "status": worst, **_common(position, now), "description": None,
        "group_id": None, "group": True, "components": [each["id"] for each in inside],
    }  # fmt: skip


def _common(position: int, now: datetime) -> Told:
    day = stamp(timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0))
    return {
        "created_at": day, "updated_at": day, "position": position, "showcase": True,
        "start_date": None, "page_id": events.PAGE, "only_show_if_degraded": False,
    }  # fmt: skip

"""What the page of a request tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from tenir.apps.support import queries, services
from tenir.apps.support.queries import Request
from tenir.faces.console.request_acts import ACTS, FIRST, offered
from tenir.faces.console.requests import agents_of
from tenir.ui import moods
from tenir.ui.conversation import conversation, ruling_named
from tenir.ui.deadlines import lasting
from tenir.ui.request_clock import chip, passed_on
from tenir.ui.requests import IMPACTS, KINDS, URGENCIES, elements, third_party, where
from tenir.viewer import Viewer


def live(viewer: Viewer, found: Request, *, now: datetime, writing: bool = False) -> dict[str, Any]:
    """What changes while the page is open: the conversation, how the clock stands, who else is on.

    Whoever answers requests is on it from now, writing or not.
    """
    others = (
        services.be_on(found.pk, writing=writing, actor=viewer, now=now)
        if (services.may_answer(viewer))
        else list(queries.presences(viewer, found, now=now))
    )
    entries = queries.conversation(viewer, found)
    return {
        "it": found, "state": f"request.{found.state}", "others": others,
        "chip": chip(viewer, found, now=now),
        "lines": conversation(entries, names=_names(viewer)),
        "goes": reverse("console:requests"), "files": reverse("console:documents"),
        "file_end": "file/",
    }  # fmt: skip


def about(viewer: Viewer, found: Request, *, now: datetime) -> dict[str, Any]:
    """What stands beside the conversation, and what may be done."""
    answers = services.may_answer(viewer)
    names = [name for name in ACTS if name not in FIRST]
    times = list(queries.times(viewer, request=found.pk, withdrawn=True))
    kept = [one for one in times if one.withdrawn_at is None]
    followers = list(queries.followers(viewer, found))
    if times or answers:
        told = Prefetch("time_announcements", queries.announcements(viewer, found))
        prefetch_related_objects([found], told)
    passed = found.hand_overs.select_related("software").filter(back_at=None).first()
    return {
        "answers": answers, "went": moods.WORDS.get(found.satisfaction or 0),
        "first": offered(found, FIRST) if answers else [],
        "more": offered(found, names) if answers else [],
        "takes": answers and services.may(found, "take_in_charge"),
        "says": answers and services.may(found, "answer"),
        "writes": answers and services.may_write(found),
        "asks": answers and services.may(found, "ask_client"),
        "impact": IMPACTS.get(found.impact, ""), "urgency": URGENCIES.get(found.urgency, ""),
        "kind": KINDS.get(found.kind, found.kind),
        "elements": elements(found), "where": where(found),
        "followers": followers,
        "following": any(one.pk == viewer.person for one in followers),
        "links": [_other(found, link) for link in queries.links(viewer, found)],
        "merged": queries.merged_into(viewer, found),
        "rulings": [(one, ruling_named(one.reason)) for one in found.rulings.order_by("pk")],
        "third_party": third_party(found),
        **passed_on(passed, now=now),
        "times": [(one, services.may_correct(viewer, one)) for one in times],
        "spent": lasting(60 * sum(one.minutes for one in kept), working=True),
        "charged": sum(one.charged or 0 for one in times),
        "announced": found.time_announcements.all() if times or answers else (),
        "canned": canned(viewer, found) if answers else [],
    }  # fmt: skip


def canned(viewer: Viewer, found: Request) -> list[tuple[int, str, str]]:
    """Words to use again: their key, their name, and what they say to who asked."""
    spoken = found.asker.language if found.asker else "fr"
    put = {"{client}": found.client.organisation.name, "{number}": found.number}
    return [
        (one.pk, one.name, _filled(one.text_en if spoken == "en" else one.text_fr, put))
        for one in queries.canned_answers(viewer)
    ]


def _filled(text: str, put: Mapping[str, str]) -> str:
    for mark, words in put.items():
        text = text.replace(mark, words)
    return text


def _names(viewer: Viewer) -> dict[int, str]:
    """The names of agents by their key, of teams by theirs below nought."""
    people = {int(key): name for key, name in agents_of()}
    return people | {-team.pk: team.name for team in queries.teams(viewer)}


def _other(found: Request, link: queries.Link) -> Request:
    return link.second if link.first_id == found.pk else link.first

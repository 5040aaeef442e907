"""A request's response clock as pages show it: its chip, and why it is due when it is.

Clause: 7.13, 7.14, 7.15, 7.17, 7.19, 7.20.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from tenir.apps.support import queries
from tenir.apps.support.queries import HandOver, Request
from tenir.terms import phrases
from tenir.terms.standing import Standing, standing
from tenir.terms.support_history import EFFECTS, Happened
from tenir.ui.conversation import EFFECTS_IN_WORDS, EVENTS
from tenir.ui.deadlines import Deadline, shown
from tenir.ui.language import language
from tenir.ui.requests import IMPACTS, URGENCIES
from tenir.ui.templatetags.tenir import state
from tenir.viewer import Viewer

_LATE = '<span>{} · <span class="text-nowrap">{}</span></span>'  # a length is never cut


class WhatIfForm(forms.Form):
    """The impact and the urgency that it might have."""

    impact = forms.ChoiceField(
        label=_("Impact"), choices=tuple(IMPACTS.items()), widget=forms.RadioSelect
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=tuple(URGENCIES.items()), widget=forms.RadioSelect
    )


def chip(viewer: Viewer, found: Request, *, now: datetime) -> Deadline | None:
    """How its response clock stands; None where none runs or ran."""
    stand_all(viewer, [found], now=now)
    return chip_of(found)


def stand_all(viewer: Viewer, rows: Sequence[Request], *, now: datetime) -> None:
    """Each row is told how its clock stands, for `chip_of`, and when it is due.

    Clause: 7.13, 7.14, 7.15.
    """
    queries.catch_up(rows, at=now)
    stand = queries.standings(viewer, rows, now=now)
    for row in rows:
        vars(row)["standing"] = stand.get(row.pk)


def chip_of(row: Request) -> Deadline | None:
    """The chip of a row that was told how its clock stands."""
    stands = getattr(row, "standing", None)
    return shown(stands, due_at=row.promised_at) if stands and row.promised_at else None


def clocks_elsewhere(zone: str, at: datetime) -> str:
    """Whose clocks reasons tell instants by, where the reader's show another then; else empty."""
    here, there = timezone.localtime(at), at.astimezone(ZoneInfo(zone))
    apart = here.utcoffset() != there.utcoffset()
    return phrases.clocks(zone, language()) if apart else ""


def stand_passed_on(viewer: Viewer, rows: Sequence[Request], *, now: datetime) -> None:
    """Each row that waits for a third party is told how that one stands, for `late_of`."""
    waiting = [row.pk for row in rows if row.state == queries.State.WAITING_THIRD_PARTY]
    if not waiting:
        return
    passed = queries.hand_overs(viewer, waiting=True).filter(request__in=waiting)
    by_request = {one.request_id: one for one in passed}
    for row in rows:
        if one := by_request.get(row.pk):
            vars(row).update(passed_on=one, passed_on_stands=_theirs(one, now))


def late_of(row: Request) -> Any:
    """Who it waits for and by how much that one is late, or at risk to be; else empty."""
    passed: HandOver | None = getattr(row, "passed_on", None)
    stands: Standing | None = getattr(row, "passed_on_stands", None)
    if not (passed and passed.due_at and stands and stands.kind in {"overdue", "risk"}):
        return ""
    told = shown(stands, due_at=passed.due_at)
    return state(stands.kind, format_html(_LATE, passed.software.name, told.words))


def passed_on(passed: HandOver | None, *, now: datetime) -> dict[str, Any]:
    """What tenir/passed_on.html shows of what was passed on to a third party.

    Clause: 7.20.
    """
    if passed is None:
        return {"handed": None}
    stands, zone = _theirs(passed, now), passed.reasons.get("inputs", {}).get("zone")
    return {
        "handed": passed, "theirs": stands and shown(stands, due_at=passed.due_at or now),
        "their_clocks": zone and clocks_elsewhere(zone, passed.due_at or now),
    }  # fmt: skip


def _effect(one: Happened, stopped_at: datetime | None) -> Any:
    """What it did to the clock, which waits no more once it has stopped."""
    effect = EFFECTS[one.what]
    if stopped_at and one.at > stopped_at and effect in {"stops", "pauses", "resumes"}:
        return pgettext("the clock", "changes nothing: it had stopped")
    return EFFECTS_IN_WORDS[effect]


def _theirs(passed: HandOver, now: datetime) -> Standing | None:
    """How a third party's own clock stands: that of clocks on the wall, as its warnings count."""
    if passed.due_at is None:
        return None
    return standing(
        None, started_at=passed.handed_at, due_at=passed.due_at, now=now, done_at=passed.back_at
    )


def clock_told(request: HttpRequest, viewer: Viewer, id: int, *, now: datetime) -> dict[str, Any]:
    """What tenir/request_clock.html shows: reasons, what moved the clock, what if it were another.

    Raises NotSeen.
    Clause: 7.13, 7.14, 7.15, 7.19.
    """
    told = queries.why(viewer, id, at=now)
    found, asked = told.request, "impact" in request.GET
    kept = (found.promised_at, found.clock)  # before `chip` works out what a closing will move
    stands = chip(viewer, found, now=now)
    form = WhatIfForm(request.GET if asked else None,
                      initial={"impact": found.impact, "urgency": found.urgency})  # fmt: skip
    judged = None
    if asked and form.is_valid():
        judged = queries.if_it_were(viewer, id, **form.cleaned_data, at=now)
    return {
        "it": found, "clock": told.clock, "reason": told.reason.to_json(),
        "chip": stands, "clocks": clocks_elsewhere(told.zone, told.clock.due_at or now),
        "same": (told.clock.due_at, told.clock.state) == kept,
        "being_written": queries.being_written(found),
        "steps": [
            (one.at, EVENTS[one.what].words, _effect(one, told.clock.stopped_at))
            for one in told.history if EFFECTS[one.what] != "none"
        ],
        "form": form, "wondered": judged,
        "wondered_reason": judged and judged.reason.to_json(),
    }  # fmt: skip

"""Why a request is due when it is: line by line, replayed, and as it would be were it another.

Clause: 7.13, 7.14, 7.15, 7.17, 7.19.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.support import queries
from tenir.faces.console.desk_frame import HERE
from tenir.faces.console.frame import page
from tenir.faces.console.request_told import chip
from tenir.terms.support_history import EFFECTS
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.requests import EFFECTS_IN_WORDS, EVENTS, IMPACTS, URGENCIES


class WhatIfForm(forms.Form):
    """The impact and the urgency that it might have."""

    impact = forms.ChoiceField(label=_("Impact"), choices=tuple(IMPACTS.items()))
    urgency = forms.ChoiceField(label=_("Urgency"), choices=tuple(URGENCIES.items()))


@staff_only
def clock_of(request: HttpRequest, id: int) -> HttpResponseBase:
    """The clock of a request: its reasons, what moved it, what if it were a P1.

    Clause: 7.13, 7.14, 7.15, 7.19.
    """
    viewer, now = viewer_of(request), clock.now()
    found = queries.request(viewer, id)
    told = queries.why(viewer, id, at=now)
    asked = "impact" in request.GET
    form = WhatIfForm(request.GET if asked else None,
                      initial={"impact": found.impact, "urgency": found.urgency})  # fmt: skip
    judged = None
    if asked and form.is_valid():
        judged = queries.if_it_were(viewer, id, **form.cleaned_data, at=now)
    shown: dict[str, Any] = {
        "it": found, "clock": told.clock, "reason": told.reason.to_json(),
        "chip": chip(viewer, found, now=now),
        "same": (told.clock.due_at, told.clock.state) == (found.promised_at, found.clock),
        "steps": [
            (one.at, EVENTS[one.what].words, EFFECTS_IN_WORDS[EFFECTS[one.what]])
            for one in told.history if EFFECTS[one.what] != "none"
        ],
        "form": form, "wondered": judged,
        "wondered_reason": judged and judged.reason.to_json(),
        "above": [(found.title or found.number, reverse("console:request", args=[id]))],
    }  # fmt: skip
    return page(request, "console/request_clock", HERE, shown)

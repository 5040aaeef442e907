"""Works as they are lived: a person says that they begin, go on, end.

Clause: 5.12, 5.13.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir import clock
from tenir.apps.maintenance import queries, services
from tenir.faces.console.frame import page
from tenir.faces.console.works_forms import BeginForm, EndForm, LivedForm, ProlongForm
from tenir.faces.console.works_frame import HERE
from tenir.faces.console.works_planning import address_of
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.pages import staff_only, viewer_of


@staff_only
def begin(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works began: whoever they touch is told."""
    deed = {"heading": _("Say that the works began"), "button": _("They began"),
            "icon": "player-play", "done": _("Begun: whoever they touch is told.")}  # fmt: skip
    return _said(request, number, deed, BeginForm, services.begin)


@staff_only
def prolong(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works go on past the hours announced: until when now, and why."""
    deed = {"heading": _("Say that the works go on"), "button": _("They go on"), "icon": "clock",
            "done": _("Whoever they touch is told that they overrun."),
            "about": _("What goes past the hours announced counts against the rate.")}  # fmt: skip
    return _said(request, number, deed, ProlongForm, services.prolong)


@staff_only
def finish(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works are over: whoever they touched is told."""
    deed = {"heading": _("Say that the works are over"), "button": _("They are over"),
            "icon": "circle-check", "done": _("Over: whoever they touched is told.")}  # fmt: skip
    return _said(request, number, deed, EndForm, services.finish)


@staff_only
def correct(request: HttpRequest, number: str) -> HttpResponseBase:
    """When works really began and ended, said after the fact; nobody is told."""
    deed = {"heading": _("Say when the works really were"),
            "button": pgettext_lazy("hours", "Keep it"), "icon": "pencil",
            "done": _("The hours of the works are on record."),
            "about": _("Of what they leave out of the rate, only what was announced and took "
                       "place counts.")}  # fmt: skip
    return _said(request, number, deed, LivedForm, services.correct_lived)


def _said(
    request: HttpRequest, number: str, words: dict[str, Any], form: Any, act: Callable[..., Any]
) -> HttpResponseBase:
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PLANNERS)
    found = queries.works_numbered(actor, number)
    back = address_of(found)
    deed = Deed(back=back, clauses=("5.12",), above=((found.number, back),), help="maintenance",
                **words)  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form(initial=form.begun(found, at), **given(request)),
        call=lambda told: act(number, **told, actor=actor, at=at),
    )  # fmt: skip

"""A board as pages draw it: a line a component, its ninety days as bars, the words about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenir.apps.publishing.queries import PLATFORM, Component
from tenir.terms import phrases
from tenir.terms.availability import floored
from tenir.terms.publishing import Day
from tenir.ui.language import language
from tenir.ui.states import state_of

STEP, WIDE, TALL, SHORT = 7, 5, 32, 10  # of the drawing: a day, its bar, a bar not measured
STATES = {  # of a component → of ui/states.py
    "operational": "up", "degraded": "degraded", "partial_outage": "partial_outage",
    "major_outage": "down", "maintenance": "works", "unmeasured": "unmeasured",
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """A day that was not simply up: where it is drawn, in which tone, what of it."""

    x: int
    tone: str
    label: str


@dataclass(frozen=True)
class Line:
    """One component as drawn. `up` and `blank` are paths of the days up and not measured."""

    name: str
    state: str
    width: int
    up: str
    blank: str
    marks: Sequence[Bar]
    about: str
    share: str


def line_of(component: Component) -> Line:
    """A component as a page draws it."""
    placed = list(enumerate(component.days))
    return Line(
        name_of(component), STATES[component.state], STEP * len(placed),
        _path([n for n, day in placed if day.state == "up"], TALL),
        _path([n for n, day in placed if day.state == "unmeasured"], SHORT),
        [
            Bar(n * STEP, state_of(day.state).tone, f"{phrases.day(day.on, language())} · "
                f"{words_of(day)}")
            for n, day in placed if day.state not in {"up", "unmeasured"}
        ],
        _about(component), _share(component),
    )  # fmt: skip


def name_of(component: Component) -> str:
    """What it is called: the platform has a name in each language."""
    return _("Support platform") if component.key == PLATFORM else component.name


def _path(places: Sequence[int], tall: int) -> str:
    return "".join(f"M{n * STEP} {TALL - tall}h{WIDE}v{tall}h-{WIDE}z" for n in places)


def words_of(day: Day) -> str:
    """What a day held, in words: down 12 minutes, degraded 1 hour, not measured 3 hours."""
    parts = ((_("down"), day.down), (_("degraded"), day.degraded),
             (_("not measured"), day.unmeasured))  # fmt: skip
    said = [f"{word} {phrases.duration(seconds, language())}" for word, seconds in parts if seconds]
    if day.state == "works":
        said.append(_("during announced or standing works"))
    return ", ".join(said)


def _about(component: Component) -> str:
    """What the bars show, for whoever does not see them."""
    met = Counter(day.state for day in component.days)
    said = [
        ngettext("%(n)d day with an outage", "%(n)d days with an outage", met["down"])
        % {"n": met["down"]},
        ngettext("%(n)d day degraded", "%(n)d days degraded", met["degraded"])
        % {"n": met["degraded"]},
        ngettext("%(n)d day not measured", "%(n)d days not measured", met["unmeasured"])
        % {"n": met["unmeasured"]},
    ]
    days = _("%(n)d days up to today") % {"n": len(component.days)}
    return _("%(name)s, %(days)s: %(said)s") % {
        "name": name_of(component), "days": days, "said": ", ".join(said),
    }  # fmt: skip


def _share(component: Component) -> str:
    """The part of the time measured that it was reachable, never rounded up."""
    if component.share is None:
        return _("not measured")
    shown = phrases.percent(floored(component.share * 100, 2), language())
    return _("%(share)s of the time measured") % {"share": shown}

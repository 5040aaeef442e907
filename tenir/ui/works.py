"""How works and exclusions are named on pages, whoever reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.maintenance.queries import Step, Works, under_way
from tenir.terms import phrases
from tenir.terms.hours import WEEKDAYS
from tenir.ui.language import language
from tenir.ui.states import phrase


@dataclass(frozen=True)
class StepWord:
    """How a step of works is shown."""

    label: Any
    icon: str
    tone: str


COURSES: dict[str, Any] = {
    Works.Course.PERSON: _("As a person says"),
    Works.Course.CLOCK: _("By the hours announced"),
}
DAYS: dict[str, Any] = {day: phrase(f"works.day.{day}") for day in WEEKDAYS}
STEPS: dict[str, StepWord] = {
    Step.What.ANNOUNCED: StepWord(pgettext_lazy("works", "Announced"), "send", "new"),
    Step.What.CHANGED: StepWord(pgettext_lazy("works", "Moved"), "calendar-event", "risk"),
    Step.What.STARTED: StepWord(pgettext_lazy("works", "Begun"), "player-play", "running"),
    Step.What.OVERRUN: StepWord(pgettext_lazy("works", "Overrun"), "alert-triangle", "missed"),
    Step.What.ENDED: StepWord(pgettext_lazy("works", "Ended"), "circle-check", "kept"),
    Step.What.WITHDRAWN: StepWord(pgettext_lazy("works", "Withdrawn"), "ban", "waived"),
}
KINDS: dict[str, Any] = {
    Works.Kind.PLANNED: pgettext_lazy("works", "Planned"),
    Works.Kind.URGENT_SECURITY: _("Urgent, for security"),
    Works.Kind.URGENT: pgettext_lazy("works", "Urgent"),
    Works.Kind.NO_IMPACT: _("Without impact"),
}


def state_of_works(works: Works, now: datetime) -> str:
    """Withdrawn, not announced, done, under way, overrun, not begun in time, or still to come."""
    if works.withdrawn_at:
        return "works.withdrawn"
    if works.draft:
        return "works.draft"
    if works.ended_at:
        return "works.done"
    if under_way(works, now):
        return "overrun" if works.ends_at <= now else "works.running"
    if works.course == Works.Course.PERSON:
        return "planned" if now < works.starts_at else "works.waiting"
    return "works.done" if works.ends_at <= now else "planned"


def reason_named(reason: str) -> str:
    """A ground of exclusion, in words."""
    said = phrases.name_of(reason, language())
    return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class Announced:
    """Works as everyone reads them."""

    row: Works
    kind: Any
    state: str
    products: str
    title: str

    @property
    def under_way(self) -> bool:
        """Whether they go on now."""
        return self.state in {"works.running", "overrun"}


def announced(row: Works, now: datetime) -> Announced:
    """Works whose products were asked for with them."""
    names = ", ".join(product.name for product in row.products.all())
    state, title = state_of_works(row, now), row.title(language())
    return Announced(row, KINDS[row.kind], state, names, title)

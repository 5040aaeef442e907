"""Works as they are told: what is planned, and what is refused of it.

Clause: 5.12, 5.13, 5.14.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tenir.apps.maintenance.checking import When
from tenir.apps.maintenance.models import Works
from tenir.apps.maintenance.refusals import FaultyWorks
from tenir.apps.maintenance.telling import URGENT
from tenir.apps.parties import queries as parties

Kind, Course = Works.Kind, Works.Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Works to plan. Without a number they are given the next one.

    A title for everyone that names a client is refused unless `named_on_purpose`.
    `course`: whether the "clock" says when they begin and end, or a "person". `despite` is why
    they are then, though a client froze that time or other works hold it.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime
    title_fr: str
    title_en: str = ""
    number: str = ""
    because: str = ""
    force_majeure: bool = False
    course: str = "clock"
    products: Sequence[str] = ()
    subscriptions: Sequence[int] = ()
    despite: str = ""
    named_on_purpose: bool = False

    def when(self, told_at: datetime | None) -> When:
        """As it is checked."""
        return When(
            starts_at=self.starts_at, ends_at=self.ends_at, kind=self.kind, told_at=told_at,
            products=self.products, subscriptions=self.subscriptions,
            force_majeure=self.force_majeure,
        )  # fmt: skip


def planned_of(found: Works) -> Planned:
    """Works on the calendar, as they were planned."""
    return Planned(
        number=found.number, kind=found.kind, starts_at=found.starts_at, ends_at=found.ends_at,
        title_fr=found.title_fr, title_en=found.title_en, because=found.because,
        force_majeure=found.force_majeure, course=found.course,
        products=list(found.products.values_list("key", flat=True)),
        subscriptions=list(found.subscriptions.values_list("pk", flat=True)),
        despite=found.despite,
    )  # fmt: skip


def check(planned: Planned, at: datetime, besides: str = "") -> None:
    """Refuses works to come that do not say what they must; `besides` are there already."""
    check_shape(planned, besides)
    if planned.course not in {Course.CLOCK, Course.PERSON}:
        if not besides:
            raise FaultyWorks("maintenance.course", known="clock, person")
        return
    if not planned.title_fr.strip():
        raise FaultyWorks("maintenance.no_title")
    if planned.kind in URGENT and not planned.because.strip():
        raise FaultyWorks("maintenance.why_urgent")
    if planned.force_majeure and not planned.because.strip():
        raise FaultyWorks("maintenance.why_urgent")
    if planned.ends_at <= at:
        raise FaultyWorks("maintenance.past", end=planned.ends_at)


def refuse_names(*texts: str) -> None:
    """Works on whole products are read by everyone."""
    if name := parties.client_named(*texts):
        raise FaultyWorks("maintenance.names_a_client", given=name)


def check_shape(planned: Planned, besides: str = "") -> None:
    """Refuses works of no known kind, backwards, on nothing, or under a number that is taken."""
    if planned.kind not in Kind.values:
        known = ", ".join(Kind.values)
        raise FaultyWorks("maintenance.unknown_kind", given=planned.kind, known=known)
    if planned.ends_at <= planned.starts_at:
        raise FaultyWorks("maintenance.backward", start=planned.starts_at, end=planned.ends_at)
    if not planned.products and not planned.subscriptions:
        raise FaultyWorks("maintenance.nothing_touched")
    taken = Works.objects.filter(number=planned.number).exclude(number=besides)
    if planned.number and taken.exists():
        raise FaultyWorks("maintenance.number_taken", given=planned.number)

"""What a closing would do to the clocks that run, before it is told: every one is worked out.

Clause: 7.15.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet

from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.support.clocking import Agreed, agreed_over
from tenir.apps.support.closing_days import concerned, movable
from tenir.apps.support.models import Entry, Request
from tenir.apps.support.replaying import batches, reckoned_each
from tenir.terms.alike import came_to
from tenir.terms.dates import epoch, local
from tenir.terms.hours import Closure
from tenir.terms.resolution import Terms
from tenir.terms.support_clock import replay
from tenir.terms.support_history import EFFECTS, Happened
from tenir.viewer import Viewer

LIVED = [what for what, effect in EFFECTS.items() if effect != "none" and what != "recorded"]
ALIKE = ("subscription", "impact", "urgency", "due_at")


class Moved(NamedTuple):
    """Deadlines that a closing moves alike: of that priority, due then, and then instead."""

    priority: str
    due_at: datetime
    moves_to: datetime
    clocks: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many clocks run, and which deadlines move, those due first before the others."""

    running: int
    moves: tuple[Moved, ...]

    @property
    def moved(self) -> int:
        """How many deadlines move."""
        return sum(each.clocks for each in self.moves)


class _Came(NamedTuple):
    """What a clock counted from an instant of a day comes to, and the terms that it was judged by.

    Terms are the same where they are one object: of one agreement's version, with one amendment.
    """

    moves_to: datetime | None
    best: datetime | None
    priority: str
    terms: Terms
    hours: str
    day: date


Told: TypeAlias = tuple[str, datetime, datetime | None, int]  # priority, due, moves to, how many


def foreseen(
    viewer: Viewer, on: date, *, start: int = 0, end: int = agreements.DAY, at: datetime
) -> Foreseen:
    """What would become of every clock that runs, were that closing told now; nothing is written.

    Requests that were only recorded are worked out in runs, by their first and their last; those
    that lived more, one by one. Raises FaultyClosure and NotAllowed, as the announcing does.
    Clause: 7.13, 7.14, 7.15.
    """
    before = agreed.closures()
    told = agreements.closing(on, start=start, end=end, actor=viewer, at=at)
    running = Request.objects.filter(due_at__isnull=False).count()
    if agreements.is_told(told, before):
        return Foreseen(running, ())
    closures = sorted((*before, told), key=lambda each: (each.on, each.start))
    rows = concerned(on, since=movable(before, at=at))
    lived = Exists(Entry.objects.filter(request=OuterRef("pk"), what__in=LIVED))
    moves: Counter[tuple[datetime, str, datetime]] = Counter()
    for priority, due_at, moves_to, count in (
        *_in_runs(rows.exclude(lived), closures),
        *_one_by_one(rows.filter(lived), closures, at=at),
    ):
        if moves_to and moves_to != due_at:
            moves[due_at, priority, moves_to] += count
    return Foreseen(running, tuple(
        Moved(priority, due_at, moves_to, count)
        for (due_at, priority, moves_to), count in sorted(moves.items())
    ))  # fmt: skip


def _in_runs(rows: QuerySet[Request], closures: Collection[Closure]) -> Iterator[Told]:
    """Those that were only recorded: gathered by the database, judged by their first and last."""
    groups = list(
        rows.order_by(*ALIKE)
        .values_list(*ALIKE)
        .annotate(first=Min("recorded_at"), last=Max("recorded_at"), count=Count("pk"))
    )
    found = agreed.Subscription.objects.select_related("contract", "product")
    lines = found.in_bulk({line for line, *_ in groups})
    under = agreed_over(lines.values())
    for line, impact, urgency, due_at, first, last, count in groups:

        def judged(at: datetime) -> _Came:
            recorded = Happened("recorded", at, impact, urgency)  # noqa: B023
            return _came(under(lines[line], at), recorded, closures)  # noqa: B023

        came = Counter({judged(first): count})
        if judged(last) not in came:
            alike = rows.filter(subscription=line, impact=impact, urgency=urgency, due_at=due_at)
            instants = alike.order_by("recorded_at").values_list("recorded_at", flat=True)
            came = came_to([each for each in instants if each], judged)
        yield from ((each.priority, due_at, each.moves_to, of) for each, of in came.items())


def _came(under: Agreed, recorded: Happened, closures: Collection[Closure]) -> _Came:
    clock = replay(under.terms, [recorded], closures=closures).value
    return _Came(
        clock.due_at, clock.all_due, clock.priority or "", under.plain,
        under.hours.model_dump_json() if under.hours else "",
        local(epoch(recorded.at), under.plain.zone).date(),
    )  # fmt: skip


def _one_by_one(
    rows: QuerySet[Request], closures: Collection[Closure], *, at: datetime
) -> Iterator[Told]:
    """Those to which more happened, each replayed from all of it."""
    for keys in batches(rows.order_by("pk")):
        for now in reckoned_each(keys, closures=closures, at=at):
            if now.found.due_at and now.clock.state == "running":
                yield now.clock.priority or "", now.found.due_at, now.clock.due_at, 1

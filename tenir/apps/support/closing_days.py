"""Support closes exceptionally: every client is told, and the clocks that had not started move.

Clause: 7.15.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.notices import services as notices
from tenir.apps.parties import queries as parties
from tenir.apps.support.clocking import CALENDAR, hours_ordered
from tenir.apps.support.models import Entry, Moving, Request
from tenir.apps.support.replaying import replay_all, replay_in_turn
from tenir.apps.support.telling import elsewhere
from tenir.terms.hours import Closure
from tenir.terms.phrases import LANGUAGES
from tenir.terms.told_late import movable_since
from tenir.viewer import SYSTEM, Viewer


@transaction.atomic
def announce_closure(
    on: date,
    *,
    because: str,
    start: int = 0,
    end: int = agreements.DAY,
    at_once: int | None = None,
    actor: Viewer,
    at: datetime,
) -> agreed.Closure:
    """Support is closed on that day, or from `start` to `end` of it, in seconds; twice is once.

    Every contact of every client is told at once. A clock that runs already keeps its due instant;
    one that waits for the next opening is replayed, all of them at once; where there are more than
    `at_once`, `move_clocks` does so afterwards.
    Clause: 7.15.
    """
    before = agreed.closures()
    made = agreements.announce_closure(
        on, because=because, start=start, end=end, actor=actor, at=at
    )
    if agreed.closures() == before:
        return made
    _tell(made, actor=actor, at=at)
    since = movable(before, at=at)
    rows = concerned(on, since=since)
    if at_once is not None and (of := rows.count()) > at_once:
        Moving.objects.create(closure=made, since=since, of=of, told_at=at)
    else:
        replay_all(rows, actor=actor, at=at)
    return made


def left_to_move(closure: int) -> bool:
    """Whether the announcing of that closing left clocks to be moved.

    Whoever asks holds the answer until their transaction ends.
    Clause: 7.15.
    """
    left = Moving.objects.select_for_update().filter(closure=closure, finished_at=None)
    return left.exists()


def move_clocks(closure: int, *, clock: Callable[[], datetime]) -> None:
    """The clocks that the announcing of a closing left to be moved are, those due first.

    Begun again it says the same of each; `Moving` tells how far it is.
    Clause: 7.15.
    """
    found = Moving.objects.filter(closure=closure, finished_at=None)
    moving = found.select_related("closure").first()
    if moving is None:
        return
    rows, done = concerned(moving.closure.on, since=moving.since), 0
    found.update(of=rows.count(), done=0, failed=False, told_at=clock())
    try:
        for some in replay_in_turn(rows, actor=SYSTEM, at=clock()):
            done += some
            found.update(done=done, told_at=clock())
    except BaseException:
        found.update(failed=True, told_at=clock())
        raise
    found.update(finished_at=clock(), told_at=clock())


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing that clients were told of before Tenir ran; hours in seconds, `where` its place."""

    where: str
    on: date
    told_at: datetime
    because: str
    start: int = 0
    end: int = agreements.DAY


@transaction.atomic
def was_closed(told: Closed, *, actor: Viewer, at: datetime) -> None:
    """A closing that clients were told of elsewhere is recorded, as of then; nobody is told again.

    Twice is once; clocks that it concerns are replayed. Raises FaultyClosure, NotAllowed.
    Clause: 7.15.
    """
    before = agreed.closures()
    if agreements.is_told(Closure(told.start, told.end, on=told.on), before):
        return
    agreements.announce_closure(
        told.on, because=told.because, start=told.start, end=told.end, told_at=told.told_at,
        actor=actor, at=at,
    )  # fmt: skip
    since = movable(before, at=told.told_at)
    replay_all(concerned(told.on, since=since), actor=actor, at=at)


def concerned(on: date, *, since: datetime | None) -> QuerySet[Request]:
    """The requests whose clock runs over that day, and was not running yet at `since`."""
    rows = Request.objects.filter(due_at__gte=midnight(on))
    if since is None:
        return rows
    changed = Entry.objects.filter(
        request=OuterRef("pk"), what="requalified", happened_at__gte=since
    )
    return rows.filter(Q(recorded_at__gte=since) | Exists(changed))


def movable(before: Collection[Closure], *, at: datetime) -> datetime | None:
    """Since when a clock must count to be moved by what is told now, whatever its agreement."""
    options = agreed.options(SYSTEM, kind=agreed.Option.Kind.ON_CALL)
    hours = [None, *(each for option in options if (each := hours_ordered(option)))]
    earliest = at
    for version in agreed.versions(SYSTEM):
        terms = agreed.agreement_of(version).terms()
        for each in hours:
            known = terms.with_calendar(CALENDAR, each) if each else terms
            since = movable_since(known, told_at=at, closures=before)
            if since is None:
                return None
            earliest = min(earliest, since)
    return earliest


def midnight(on: date) -> datetime:
    """When that day begins for the publisher."""
    return datetime.combine(on, time(), ZoneInfo(settings.TIME_ZONE))


def _tell(made: agreed.Closure, *, actor: Viewer, at: datetime) -> None:
    whole = (made.start, made.end) == (0, agreements.DAY)
    begins = midnight(made.on)
    for client in parties.clients(SYSTEM):
        to = parties.recipients_of(client.pk)
        end = _clock(made.end)
        told = {f"end_{each}": end + elsewhere(begins, each, to) for each in LANGUAGES}
        notices.owe(
            "support.closure", key=f"closure/{made.pk}/{client.pk}",
            to=to, subject=f"closure/{made.pk}",
            values={
                "on": made.on, "because": made.because, "whole": whole,
                "start": _clock(made.start), "end": end, **told,
            },
            actor=actor, at=at, organisation=client.pk, clauses=("7.15",),
        )  # fmt: skip


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"

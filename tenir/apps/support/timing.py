"""Time spent on requests: put down, corrected and withdrawn while nothing of it is charged.

Clause: 7.16, 7.22.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.journal import services as journal
from tenir.apps.orders.queries import Quote, quotes
from tenir.apps.support.charging import day_of
from tenir.apps.support.clocking import CALENDAR
from tenir.apps.support.happening import locked
from tenir.apps.support.models import Request, TimeEntry
from tenir.apps.support.rights import SELLERS, may_answer, must_answer
from tenir.terms.errors import Refused
from tenir.terms.opening import clock_calendar
from tenir.terms.working_time import elapsed
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer


class FaultyTime(Refused):
    """Time that cannot be recorded, corrected, announced or charged as it is told."""


class NotOrdered(Refused):
    """Work out of hours that the client did not order: it becomes a quote first."""


@transaction.atomic
def record_time(
    request: int,
    *,
    nature: str,
    minutes: int,
    started_at: datetime,
    words: str = "",
    actor: Viewer,
    at: datetime,
) -> TimeEntry:
    """Time spent on a request is put down; that alone charges nothing.

    Work out of hours is refused where the contract has no on-call service and the client did not
    order it: NotOrdered, and `park` makes a quote of it.
    Clause: 7.16, 7.22.
    """
    must_answer(actor)
    found = locked(request, actor)
    entry = TimeEntry(
        request=found, person_id=actor.person, nature=nature, started_at=started_at,
        minutes=minutes, words=words.strip(), recorded_at=at,
    )  # fmt: skip
    _judged(entry, at=at)
    entry.save()
    _record("recorded", entry, None, actor=actor, at=at, personal={"words": entry.words})
    return entry


@transaction.atomic
def correct_time(
    id: int,
    *,
    nature: str,
    minutes: int,
    started_at: datetime,
    words: str = "",
    because: str,
    actor: Viewer,
    at: datetime,
) -> TimeEntry:
    """Time that was put down wrongly is put right, with the reason, while it is not charged.

    By who wrote it, or who sets the terms of time. It is judged as if it were put down so at once:
    NotOrdered and FaultyTime as `record_time` raises them. What stood there before stays in the
    journal. Raises NotSeen, NotAllowed.
    Clause: 7.16, 7.22.
    """
    entry = _open(id, because, actor)
    if entry.withdrawn_at:
        raise FaultyTime("requests.time_withdrawn")
    before, spoken = _told(entry), entry.words
    entry.nature, entry.minutes, entry.started_at = nature, minutes, started_at
    entry.words = words.strip()
    _judged(entry, at=at)
    if (_told(entry), entry.words) == (before, spoken):
        return entry
    _changed(entry, because, actor=actor, at=at)
    personal = {"words": entry.words, "words_before": spoken, "because": entry.changed_because}
    _record("corrected", entry, before, actor=actor, at=at, personal=personal)
    return entry


@transaction.atomic
def withdraw_time(id: int, *, because: str, actor: Viewer, at: datetime) -> TimeEntry:
    """Time that was put down and never spent counts no more, with the reason; twice is once.

    Who may, and while it is not charged, as `correct_time` has it.
    Clause: 7.22.
    """
    entry = _open(id, because, actor)
    if entry.withdrawn_at:
        return entry
    entry.withdrawn_at = at
    _changed(entry, because, actor=actor, at=at)
    personal = {"words": entry.words, "because": entry.changed_because}
    _record("withdrawn", entry, _told(entry), actor=actor, at=at, personal=personal)
    return entry


def may_correct(viewer: Viewer, entry: TimeEntry) -> bool:
    """Whether someone may correct or withdraw that time, while it is neither charged nor withdrawn.

    Clause: 7.22.
    """
    own = may_answer(viewer) and viewer.person is not None and viewer.person == entry.person_id
    kept = entry.charged is None and entry.withdrawn_at is None
    return kept and (own or viewer.has(*SELLERS))


def _open(id: int, because: str, actor: Viewer) -> TimeEntry:
    """The entry, held with its request; refused to others, once charged, and without a reason."""
    sells = actor.has(*SELLERS)
    if not (sells or may_answer(actor)):
        raise NotAllowed("requests.own_time")
    of = TimeEntry.objects.filter(pk=id).values_list("request", flat=True).first()
    if of is None:
        raise NotSeen("requests.no_such_time")
    found = locked(of, actor)  # the charging of its time waits, or is over
    entry = TimeEntry.objects.select_for_update(of=("self",)).get(pk=id)
    entry.request = found
    if not sells and (actor.person is None or actor.person != entry.person_id):
        raise NotAllowed("requests.own_time")
    if entry.charged is not None:
        raise FaultyTime("requests.time_charged", number=found.number)
    if not because.strip():
        raise FaultyTime("requests.time_because")
    return entry


def _judged(entry: TimeEntry, *, at: datetime) -> None:
    """Refuses time that cannot be, or was not ordered; says whether it is out of hours."""
    known = entry.nature in TimeEntry.Nature.values
    if not known or not 0 < entry.minutes <= 24 * 60 or entry.started_at > at:
        raise FaultyTime("requests.bad_time")
    found = entry.request
    entry.out_of_hours = _out_of_hours(found, entry.started_at, entry.minutes)
    if entry.out_of_hours and not _ordered(found, entry.started_at):
        raise NotOrdered("requests.out_of_hours", number=found.number)


def _changed(entry: TimeEntry, because: str, *, actor: Viewer, at: datetime) -> None:
    entry.changed_at, entry.changed_by_id = at, actor.person
    entry.changed_because = because.strip()
    entry.save()


def _told(entry: TimeEntry) -> dict[str, Any]:
    """What the journal keeps of it, names and words apart."""
    return {
        "entry": entry.pk, "nature": entry.nature, "minutes": entry.minutes,
        "started_at": entry.started_at.isoformat(), "out_of_hours": entry.out_of_hours,
    }  # fmt: skip


def _record(
    what: str, entry: TimeEntry, before: dict[str, Any] | None, *, actor: Viewer, at: datetime,
    personal: dict[str, str],
) -> None:  # fmt: skip
    """The fact, for staff alone: a client is told of time that is charged."""
    after = None if entry.withdrawn_at else _told(entry)
    journal.record(
        f"support.time_{what}", subject=entry.request.subject, actor=actor, at=at,
        happened_at=entry.started_at if before is None else at, clauses=("7.22",),
        before=before, after=after,
        personal={name: told for name, told in personal.items() if told} or None,
    )  # fmt: skip


def _ordered(found: Request, started_at: datetime) -> bool:
    """Whether the contract has an on-call service then, or the client ordered this work before."""
    ordered = quotes(SYSTEM).filter(
        subject=found.subject, kind=Quote.Kind.OUT_OF_HOURS, state=Quote.State.ACCEPTED,
        settled_at__lte=started_at,
    )  # fmt: skip
    if ordered.exists():
        return True
    if found.subscription is None:
        return False
    on = day_of(started_at)
    return agreements.on_call(SYSTEM, found.subscription.contract_id, on) is not None


def _out_of_hours(found: Request, started_at: datetime, minutes: int) -> bool:
    """Whether some of that time lies outside the agreement's own working hours."""
    if found.subscription is None:
        return False
    terms = agreements.terms_of(SYSTEM, found.subscription.pk, at=started_at)
    calendar = clock_calendar(
        terms, CALENDAR, recorded_at=started_at, closures=agreements.closures()
    )
    seconds, end = minutes * 60, started_at + timedelta(minutes=minutes)
    return elapsed(calendar, start=started_at, end=end) < seconds

"""What a request's clock promises its client: made, moved, held, kept or let go as it is replayed.

Clause: 7.13, 7.14, 7.19.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements.services import hold_closures
from tenir.apps.commitments import services as commitments
from tenir.apps.commitments.queries import Commitment
from tenir.apps.support.clocking import (
    CALENDAR,
    Agreed,
    Reckoned,
    kept,
    reckoned,
    reckoned_from,
    told,
)
from tenir.apps.support.models import Entry, Request
from tenir.many import insert_few
from tenir.terms.phrases import say
from tenir.terms.support_promised import RESPONSE, RESPONSE_P1
from tenir.terms.support_standing import ResponseClock
from tenir.viewer import SYSTEM, StaffRole, Viewer

CLAUSES: Mapping[str, str] = {RESPONSE: "7.14", RESPONSE_P1: "7.13"}
Running = Commitment.State.RUNNING
Promises: TypeAlias = Mapping[str, Sequence[Commitment]]  # of one request, by kind


def replayed(
    found: Request,
    *,
    actor: Viewer,
    at: datetime,
    under: Agreed | None = None,
) -> Request:
    """The clock is replayed, and what it says is written and promised.

    Clause: 7.13, 7.14, 7.19.
    """
    if found.subscription is None:
        return kept(found)
    hold_closures()
    now = reckoned(found, at=at, under=under)
    told(now)
    kept(found)
    if now.clock.due_at:
        settled(now, promises_of([found])[found.subject], actor=actor, at=at)
    return found


def started(found: Request, entry: Entry, now: Reckoned, *, actor: Viewer, at: datetime) -> None:
    """A new request is written with its only entry and what its clock says, and promised.

    `now` was reckoned before (reckoned_first): a closure told meanwhile counts.
    Clause: 7.13, 7.14, 7.15.
    """
    hold_closures()
    closures = agreements.closures()
    if closures != now.closures:
        now = reckoned_from(found, now.agreed, now.history, closures)
    told(now)
    insert_few([found])
    entry.request = found
    insert_few([entry])
    found.last_entry = entry.pk
    if now.clock.due_at:
        settled(now, dict.fromkeys(CLAUSES, ()), actor=actor, at=at)


def settled(now: Reckoned, made: Promises, *, actor: Viewer, at: datetime) -> None:
    """Both promises are made, moved, held, kept or let go, as the clock has it."""
    due = due_of(now.clock)
    new = {kind: len(made[kind]) + 1 for kind, due_at in due if _is_new(now, made[kind], due_at)}
    fresh = _made(now, new, actor=actor, at=at)
    for kind, due_at in due:
        _settle(now, [*made[kind], *fresh.get(kind, ())], due_at, actor=actor, at=at)


def due_of(clock: ResponseClock) -> tuple[tuple[str, datetime | None], ...]:
    """Each kind of promise with the instant that the clock has for it."""
    return ((RESPONSE, clock.all_due), (RESPONSE_P1, clock.p1_due))


def promises_of(rows: Collection[Request]) -> Mapping[str, Promises]:
    """The promises made of those requests by their subject and kind, the last one last."""
    made: dict[str, dict[str, list[Commitment]]] = {
        found.subject: {kind: [] for kind in CLAUSES} for found in rows
    }
    held = Commitment.objects.filter(subject__in=list(made))  # by that index, no kind's
    held = held.only("key", "kind", "subject", "state", "due_at", "next_at")
    for each in sorted(held, key=lambda one: one.pk):
        if each.kind in CLAUSES:
            made[each.subject][each.kind].append(each)
    return made


def _settle(
    now: Reckoned,
    made: Sequence[Commitment],
    due_at: datetime | None,
    *,
    actor: Viewer,
    at: datetime,
) -> None:
    """One of the two promises is moved, held, kept or let go, as the clock has it."""
    last = made[-1] if made else None
    running = last if last and last.state == Running else None
    if due_at is None:
        if running:
            _let_go(running.key, "requests.requalified", at=at)
    elif running is not None:
        _follow(now, running, due_at, actor=actor, at=at)
    elif last is not None and now.clock.stopped_at:
        commitments.keep(last.key, kept_at=now.clock.stopped_at, actor=actor, at=at)


def _is_new(now: Reckoned, made: Sequence[Commitment], due_at: datetime | None) -> bool:
    """Whether a promise is to be made: the first, or another where the last one is settled."""
    if due_at is None:
        return False
    return not made or (made[-1].state != Running and _anew(now, made[-1], due_at))


def _anew(now: Reckoned, last: Commitment, due_at: datetime) -> bool:
    """Whether a clock that goes on needs another promise than the one that is settled."""
    goes_on = now.clock.state in {"running", "paused"}
    return goes_on and (last.state != Commitment.State.MISSED or due_at > last.due_at)


def _follow(
    now: Reckoned, running: Commitment, due_at: datetime, *, actor: Viewer, at: datetime
) -> None:
    """A running promise does as its clock does."""
    paused = now.clock.state == "paused"
    if now.clock.state == "carried":
        _let_go(running.key, "requests.carried", at=at)
        return
    if running.due_at != due_at or (running.next_at is None and not paused):
        judged = now.promised(running.kind)
        commitments.move(running.key, judged, actor=actor, at=at, steps=now.steps(due_at))
    if now.clock.stopped_at:
        commitments.keep(running.key, kept_at=now.clock.stopped_at, actor=actor, at=at)
    elif paused:
        commitments.hold(running.key, actor=actor, at=at)


def _made(
    now: Reckoned, numbers: Mapping[str, int], *, actor: Viewer, at: datetime
) -> Mapping[str, list[Commitment]]:
    """The promises of those kinds, each under a key with its number: its place among its kind."""
    if not numbers:
        return {}
    found, due = now.found, dict(due_of(now.clock))
    new = [_new(now, kind, number, due[kind]) for kind, number in numbers.items()]
    made = commitments.promise_all(
        new, subject=found.subject, organisation=found.client.organisation, owed_by="publisher",
        started_at=min([found.recorded_at or at, *(each.judged.due_at for each in new)]),
        actor=actor, at=at, base=CALENDAR, answerable=answering(found),
        held_by=found.assignee_id,
    )  # fmt: skip
    return {each.kind: [each] for each in made}


def _new(now: Reckoned, kind: str, number: int, due_at: datetime | None) -> commitments.New:
    clause = CLAUSES[kind]
    return commitments.New(
        now.promised(kind), f"{now.found.subject}/{clause}/{number}", (clause, "7.15"),
        firm=kind == RESPONSE_P1, steps=now.steps(due_at) if due_at else (),
    )  # fmt: skip


def answering(found: Request) -> StaffRole:
    """The staff role that answers for what the request is promised."""
    return StaffRole.SECURITY_OFFICER if found.restricted else StaffRole.AGENT


def _let_go(key: str, because: str, *, at: datetime) -> None:
    commitments.waive(key, because=say(because, "fr"), actor=SYSTEM, at=at)

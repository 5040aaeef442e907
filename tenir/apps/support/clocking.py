"""A request's clock: replayed from its entries, written in its columns, promised to its client.

Clause: 7.13, 7.14, 7.15, 7.16, 7.19.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, TypeAlias

from pydantic import ValidationError

from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import services as commitments
from tenir.apps.commitments.queries import Commitment
from tenir.apps.support.models import Entry, Request
from tenir.terms.convention import WeekCalendar
from tenir.terms.dates import epoch, local
from tenir.terms.grounds import Promised
from tenir.terms.hours import Closure
from tenir.terms.phrases import say
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.terms.support_clock import ResponseClock, replay, warnings
from tenir.terms.support_history import EFFECTS, Happened, held, pauses_of
from tenir.terms.support_kept import clock_told
from tenir.terms.support_promised import RESPONSE, RESPONSE_P1, clock_promised
from tenir.viewer import SYSTEM, StaffRole, Viewer

CALENDAR = "support"
CLAUSES: Mapping[str, str] = {RESPONSE: "7.14", RESPONSE_P1: "7.13"}
Running = Commitment.State.RUNNING
Promises: TypeAlias = Mapping[str, Sequence[Commitment]]  # of one request, by kind


class Agreed(NamedTuple):
    """What was agreed for a subscription at an instant: its terms, and its on-call hours if any."""

    plain: Terms
    hours: WeekCalendar | None

    @property
    def terms(self) -> Terms:
        """The terms in the hours that hold for the contract.

        Clause: 7.15, 7.16.
        """
        return self.plain.with_calendar(CALENDAR, self.hours) if self.hours else self.plain


def agreed(subscription: agreements.Subscription, *, at: datetime) -> Agreed:
    """What was agreed for a subscription at an instant, the hours of its on-call service included.

    For services and queries, which have looked who asks.
    Clause: 7.15, 7.16.
    """
    plain = agreements.terms_of_line(subscription, at=at)
    day = local(epoch(at), plain.zone).date()
    option = agreements.on_call(SYSTEM, subscription.contract_id, day)
    return Agreed(plain, hours_ordered(option))


def terms_for(subscription: agreements.Subscription, *, at: datetime) -> Terms:
    """The terms of a subscription at an instant, in the hours of its on-call service if it has one.

    Clause: 7.15, 7.16.
    """
    return agreed(subscription, at=at).terms


def hours_ordered(option: agreements.Option | None) -> WeekCalendar | None:
    """The hours of that on-call service, None where it is none or says none.

    Clause: 7.16.
    """
    hours = option.details.get("calendar") if option else None
    if not hours:
        return None
    try:
        return WeekCalendar.model_validate({"clause": ["7.16"], "closures": "none", **hours})
    except ValidationError:
        return None  # hours that nobody can read change nothing


def history_of(found: Request) -> list[Happened]:
    """What happened to a request, as the rules read it, with what was merged into it."""
    entries = found.entries.order_by("happened_at", "id")
    return [lived(entry) for entry in entries if entry.what in EFFECTS]


@dataclass(frozen=True)
class Reckoned:
    """A request's clock, and what it was reckoned from."""

    found: Request
    agreed: Agreed
    history: Sequence[Happened]
    closures: Collection[Closure]
    told: Judgement[ResponseClock]

    @property
    def terms(self) -> Terms:
        """The terms in the hours that hold for the contract."""
        return self.agreed.terms

    @cached_property
    def _promised(self) -> Mapping[str, Promised]:
        told = clock_told(self.agreed.plain, self.history, self.closures, self.agreed.hours)
        return clock_promised(self.agreed.plain.agreement, self.told, told)

    def promised(self, kind: str) -> Promised:
        """The promise of that kind, with all that it follows from."""
        return self._promised[kind]

    @property
    def clock(self) -> ResponseClock:
        """Where it stands."""
        return self.told.value

    @cached_property
    def _steps(self) -> dict[datetime, tuple[tuple[int, datetime], ...]]:
        return {}

    def steps(self, due_at: datetime) -> tuple[tuple[int, datetime], ...]:
        """When to warn of that due instant, in working time; worked out once."""
        if due_at not in self._steps:
            over, _ = pauses_of(held(self.history), self.clock.stopped_at)
            started_at = min(self.found.recorded_at or due_at, due_at)
            self._steps[due_at] = warnings(
                self.terms, started_at=started_at, due_at=due_at, pauses=over,
                closures=self.closures,
            )  # fmt: skip
        return self._steps[due_at]


def reckoned(found: Request, *, at: datetime, under: Agreed | None = None) -> Reckoned:
    """The clock of a request as its entries make it, under the terms of its recording.

    `under` is what was agreed then, where the caller has it.
    """
    if found.subscription is None:
        raise LookupError(f"{found} names no subscription: it has no terms")
    under = under or agreed(found.subscription, at=found.recorded_at or at)
    return reckoned_from(found, under, history_of(found), agreements.closures())


def reckoned_from(
    found: Request, under: Agreed, history: Sequence[Happened], closures: Collection[Closure]
) -> Reckoned:
    """The clock of a request from what was read of it."""
    told = replay(under.terms, history, closures=closures)
    return Reckoned(found, under, history, closures, told)


def written(now: Reckoned) -> Request:
    """What the clock of a request that is over says is written; nothing is promised of it."""
    _write(now.found, now.told)
    now.found.save()
    return now.found


def replayed(
    found: Request, *, actor: Viewer, at: datetime, under: Agreed | None = None
) -> Request:
    """The clock is replayed, and what it says is written and promised.

    Clause: 7.13, 7.14, 7.19.
    """
    if found.subscription is None:
        return kept(found)
    now = reckoned(found, at=at, under=under)
    told(now)
    kept(found)
    if now.clock.due_at:
        settled(now, promises_of([found])[found.subject], actor=actor, at=at)
    return found


def told(now: Reckoned) -> None:
    """The request's columns say what its clock says."""
    _write(now.found, now.told)
    due_at = now.found.due_at
    now.found.risk_at = next((at for _, at in now.steps(due_at)), due_at) if due_at else None
    now.found.queued_at = now.found.place


def settled(now: Reckoned, made: Promises, *, actor: Viewer, at: datetime) -> None:
    """Both promises are made, moved, held, kept or let go, as the clock has it."""
    for kind, due_at in due_of(now.clock):
        _settle(now, kind, made[kind], due_at, actor=actor, at=at)


def due_of(clock: ResponseClock) -> tuple[tuple[str, datetime | None], ...]:
    """Each kind of promise with the instant that the clock has for it."""
    return ((RESPONSE, clock.all_due), (RESPONSE_P1, clock.p1_due))


def promises_of(rows: Collection[Request]) -> Mapping[str, Promises]:
    """The promises made of those requests by their subject and kind, the last one last."""
    made: dict[str, dict[str, list[Commitment]]] = {
        found.subject: {kind: [] for kind in CLAUSES} for found in rows
    }
    held = Commitment.objects.filter(subject__in=list(made))  # by that index, no kind's
    held = held.defer("reasons", "inputs")
    for each in sorted(held, key=lambda one: one.pk):
        if each.kind in CLAUSES:
            made[each.subject][each.kind].append(each)
    return made


def kept(found: Request) -> Request:
    """Writes the request, at its place in the queue."""
    found.queued_at = found.place
    found.save()
    return found


def lived(entry: Entry) -> Happened:
    """An entry as the rules read it, with the history of what was merged by it."""
    merged = entry.facts.get("merged_in")
    of = history_of(Request.objects.get(pk=merged)) if merged else []
    return Happened(
        entry.what, entry.happened_at, entry.facts.get("impact"), entry.facts.get("urgency"),
        tuple(of),
    )  # fmt: skip


def _write(found: Request, told: Judgement[ResponseClock]) -> None:
    clock = told.value
    found.clock, found.promised_at = clock.state, clock.due_at
    found.recorded_at = clock.recorded_at
    found.priority = clock.priority or found.priority
    found.due_at = clock.due_at if clock.state == "running" else None
    found.firm = clock.p1_due is not None
    found.stopped_at, found.left, found.in_time = clock.stopped_at, clock.left, clock.in_time
    found.took = clock.took
    found.late_by_change = clock.late_by_change
    found.reasons = told.reason.to_json()


def _settle(
    now: Reckoned,
    kind: str,
    made: Sequence[Commitment],
    due_at: datetime | None,
    *,
    actor: Viewer,
    at: datetime,
) -> None:
    """One of the two promises is made, moved, held, kept or let go, as the clock has it."""
    last = made[-1] if made else None
    running = last if last and last.state == Running else None
    if due_at is None:
        if running:
            _let_go(running.key, now.found, "requests.requalified", at=at)
        return
    if running is None and (last is None or _anew(now, last, due_at)):
        running = _made(now, kind, len(made) + 1, due_at, actor=actor, at=at)
    if running is not None:
        _follow(now, running, due_at, actor=actor, at=at)
    elif last is not None and now.clock.stopped_at:
        commitments.keep(last.key, kept_at=now.clock.stopped_at, actor=actor, at=at)


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
        _let_go(running.key, now.found, "requests.carried", at=at)
        return
    if running.due_at != due_at or (running.next_at is None and not paused):
        judged = now.promised(running.kind)
        commitments.move(running.key, judged, actor=actor, at=at, steps=now.steps(due_at))
    if now.clock.stopped_at:
        commitments.keep(running.key, kept_at=now.clock.stopped_at, actor=actor, at=at)
    elif paused:
        commitments.hold(running.key, actor=actor, at=at)


def _made(
    now: Reckoned, kind: str, number: int, due_at: datetime, *, actor: Viewer, at: datetime
) -> Commitment:
    """The promise under a key of its own: the first, or the next where the last one is settled."""
    found, clause = now.found, CLAUSES[kind]
    return commitments.promise(
        now.promised(kind), key=f"{found.subject}/{clause}/{number}", subject=found.subject,
        organisation=found.client_id, owed_by="publisher", firm=kind == RESPONSE_P1,
        clauses=(clause, "7.15"), started_at=min(found.recorded_at or at, due_at), actor=actor,
        at=at, base=CALENDAR, answerable=_answering(found), steps=now.steps(due_at),
    )  # fmt: skip


def _answering(found: Request) -> StaffRole:
    return StaffRole.SECURITY_OFFICER if found.restricted else StaffRole.AGENT


def _let_go(key: str, found: Request, because: str, *, at: datetime) -> None:
    into = found.merged_into.number if found.merged_into else found.number
    commitments.waive(key, because=say(because, "fr", number=into), actor=SYSTEM, at=at)

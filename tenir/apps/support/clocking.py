"""A request's clock: replayed from its entries, written in its columns.

Clause: 7.13, 7.14, 7.15, 7.16, 7.19.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import ValidationError

from tenir.apps.agreements import queries as agreements
from tenir.apps.support.models import Entry, Request
from tenir.terms.convention import WeekCalendar
from tenir.terms.dates import epoch, local
from tenir.terms.grounds import Promised
from tenir.terms.hours import Closure
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.terms.support_clock import replay, warnings
from tenir.terms.support_history import EFFECTS, Happened, held, pauses_of
from tenir.terms.support_kept import clock_told
from tenir.terms.support_promised import clock_promised
from tenir.terms.support_standing import ResponseClock
from tenir.viewer import SYSTEM

CALENDAR = "support"


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


def agreed(
    subscription: agreements.Subscription,
    *,
    at: datetime,
    held: agreements.AgreementHeld | None = None,
) -> Agreed:
    """What was agreed for a subscription at an instant, the hours of its on-call service included.

    For services and queries, which have looked who asks; `held` as `terms_of_line` has it.
    Clause: 7.15, 7.16.
    """
    plain = agreements.terms_of_line(subscription, at=at, held=held)
    day = local(epoch(at), plain.zone).date()
    option = agreements.on_call(SYSTEM, subscription.contract_id, day)
    return Agreed(plain, hours_ordered(option))


def agreed_over(
    lines: Iterable[agreements.Subscription],
) -> Callable[[agreements.Subscription, datetime], Agreed]:
    """`agreed` for many subscriptions and instants, in three queries for all of them.

    Clause: 7.15, 7.16.
    """
    lines = list(lines)
    terms = agreements.terms_over(lines)
    option = agreements.on_call_over({line.contract_id for line in lines})

    def found(line: agreements.Subscription, at: datetime) -> Agreed:
        plain = terms(line, at)
        day = local(epoch(at), plain.zone).date()
        return Agreed(plain, hours_ordered(option(line.contract_id, day)))

    return found


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

    def work_out(self) -> None:
        """Judges what it promises now, and not when that is asked for."""
        _ = self._promised

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

    `under` is what was agreed then, where the caller knows.
    """
    if found.subscription is None:
        raise LookupError(f"{found} names no subscription: it has no terms")
    under = under or agreed(found.subscription, at=found.recorded_at or at)
    return reckoned_from(found, under, history_of(found), agreements.closures())


def reckoned_first(
    found: Request, facts: Mapping[str, Any], *, under: Agreed, at: datetime
) -> Reckoned:
    """The clock of a request that is not written yet, as its recording at that instant starts it.

    All that is written of it is worked out: what is reckoned before a transaction holds nobody up.
    """
    history = [lived_as("recorded", at, facts)]
    now = reckoned_from(found, under, history, agreements.closures())
    told(now)
    now.work_out()
    return now


def reckoned_from(
    found: Request, under: Agreed, history: Sequence[Happened], closures: Collection[Closure]
) -> Reckoned:
    """The clock of a request from what was read of it."""
    told = replay(under.terms, history, closures=closures)
    return Reckoned(found, under, history, closures, told)


def written(now: Reckoned) -> Request:
    """What a clock that runs no more says is written; nothing is promised of it."""
    _write(now.found, now.told)
    return kept(now.found)


def told(now: Reckoned) -> None:
    """The request's columns say what its clock says."""
    _write(now.found, now.told)
    due_at = now.found.due_at
    now.found.risk_at = next((at for _, at in now.steps(due_at)), due_at) if due_at else None
    now.found.queued_at = now.found.place


def kept(found: Request) -> Request:
    """Writes the request, at its place in the queue."""
    found.queued_at = found.place
    found.save()
    return found


def lived(entry: Entry) -> Happened:
    """An entry as the rules read it, with the history of what was merged by it."""
    return lived_as(entry.what, entry.happened_at, entry.facts)


def lived_as(what: str, happened_at: datetime, facts: Mapping[str, Any]) -> Happened:
    """The same, of its columns."""
    merged = facts.get("merged_in")
    of = history_of(Request.objects.get(pk=merged)) if merged else []
    return Happened(what, happened_at, facts.get("impact"), facts.get("urgency"), tuple(of))


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
    found.reasons = told.reason.as_kept()

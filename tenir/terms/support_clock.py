"""A request's clock, replayed from what happened to it: the history is the truth.

Clause: 7.8, 7.10, 7.13, 7.14, 7.15, 7.19.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tenir.terms.cited import Impact, Urgency
from tenir.terms.dates import epoch
from tenir.terms.hours import Closure
from tenir.terms.kinds_service import Delay
from tenir.terms.opening import clock_calendar
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms
from tenir.terms.support import Requalified, ResponseDue, response_due, stopped_at
from tenir.terms.support_history import (
    EFFECTS,
    Happened,
    Wait,
    at_once,
    held,
    lives,
    pauses_of,
    waits_of,
)
from tenir.terms.support_standing import ResponseClock, State, kept_of
from tenir.terms.working_time import Pause, elapsed, subtract

_MARKS: Mapping[str, str] = {"taken_in_charge": "taken_in_charge"}  # what else stops is an answer
_TOLD = frozenset({"stops", "pauses", "resumes", "earliest"})  # of which the reasons say when
_WAITS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "client_asked": ("client", ("7.10",)), "parked": ("quote", ("2.6", "7.16")),
}  # fmt: skip
SHARES = (50, 80)  # per cent of the delay at which those who must act are warned


def replay(
    terms: Terms,
    history: Sequence[Happened],
    *,
    closures: Collection[Closure] = (),
    stepped: bool = True,
    waits: bool = True,
    merges: bool = True,
) -> Judgement[ResponseClock]:
    """The clock of a request as its history makes it.

    It starts once the request is recorded, stops at the taking in charge or at an answer before
    it, and leaves out the times when it waited for the client or for an order, overlapping ones
    once. Of requests merged into one, the clock that runs and is due first is kept, one that stands
    still where none runs, one that stopped where none goes on. A ruling taken back never stopped
    it. `stepped` as `response_due` has it; `waits`: each wait is named, as engine 2 did not, a
    clock that stands still for several at once does since the first of them began, and instants are
    told in the agreement's zone; `merges`: engine 3 kept the one due first, whatever its state.
    Clause: 7.8, 7.10, 7.13, 7.14, 7.19.
    """
    history = _local(history, ZoneInfo(terms.zone)) if waits else history
    judged = [
        _judged(terms, each, closures, stepped=stepped, waits=waits)
        for each in lives(held(history), whole=merges, in_charge=merges)
    ]
    counted = [found for found in judged if found.value.due_at]
    if not counted:
        return judged[0]
    return counted[0] if len(counted) == 1 else kept_of(counted, merges=merges)


def what_if(
    terms: Terms,
    history: Sequence[Happened],
    *,
    impact: Impact,
    urgency: Urgency,
    at: datetime,
    closures: Collection[Closure] = (),
) -> Judgement[ResponseClock]:
    """The clock as it would be, were the request given that impact and urgency now.

    Clause: 7.17, 7.19.
    """
    changed = [*history, Happened("requalified", at, impact, urgency)]
    return replay(terms, changed, closures=closures)


def warnings(
    terms: Terms,
    *,
    started_at: datetime,
    due_at: datetime,
    pauses: Sequence[Pause] = (),
    closures: Collection[Closure] = (),
) -> tuple[tuple[int, datetime], ...]:
    """When half, then four fifths of the working time are spent: (share, instant).

    Reckoned back from the due instant, so that pauses move them as they move it.
    Clause: 7.13, 7.15.
    """
    name = _calendar_name(terms)
    calendar = clock_calendar(terms, name, recorded_at=started_at, closures=closures)
    whole = elapsed(calendar, start=started_at, end=due_at, pauses=pauses)
    if whole <= 0:
        return ()
    left = [(share, whole * (100 - share) // 100) for share in SHARES]
    return tuple(
        (share, subtract(calendar, end=due_at, seconds=seconds, pauses=pauses))
        for share, seconds in left
    )


def _judged(
    terms: Terms,
    history: Sequence[Happened],
    closures: Collection[Closure],
    *,
    stepped: bool,
    waits: bool,
) -> Judgement[ResponseClock]:
    start = next((n for n, one in enumerate(history) if EFFECTS[one.what] == "starts"), None)
    if start is None:
        reason = Reason("support_clock.replay", "clock.waiting", None, ("7.10",))
        return Judgement(ResponseClock("waiting"), reason)
    life = history[start:]
    due = _due(terms, life, closures, stepped=stepped)
    stop = _stop(terms, life)
    past = _until(life, stop.value)
    over, paused_at = pauses_of(past, stop.value)
    named = tuple(at_once(waits_of(past, stop.value))) if waits and (over or paused_at) else ()
    if paused_at and named:
        paused_at = named[-1][0].since
    clock = ResponseClock(
        state=_state(life, stop.value, paused_at), recorded_at=life[0].at,
        priority=due.value.priority, p1_due=due.value.p1_due, all_due=due.value.all_due,
        stopped_at=stop.value, paused_at=paused_at,
    )  # fmt: skip
    late = _late_by_change(terms, life, clock, closures)
    took, left = _spent(terms, clock, over, closures)
    clock = replace(clock, late_by_change=late, took=took, left=left)
    children = (
        due.reason, stop.reason, *(_waited(run) for run in named),
        *((_by_change(clock),) if late else ()),
    )  # fmt: skip
    phrase = f"clock.{clock.state}"
    inputs = {"due": clock.due_at, "at": clock.stopped_at or clock.paused_at}
    clauses = ("7.13",) if clock.p1_due else ("7.14",)
    rule = "support_clock.replay"
    return Judgement(clock, Reason(rule, phrase, clock.due_at, clauses, inputs, children=children))


def _local(history: Sequence[Happened], zone: ZoneInfo) -> tuple[Happened, ...]:
    """The same history, the instants that are told as the clocks of that zone show them."""
    return tuple(
        Happened(one.what, one.at.astimezone(zone), of=_local(one.of, zone))
        if EFFECTS[one.what] in _TOLD else one
        for one in history
    )  # fmt: skip


def _state(life: Sequence[Happened], stopped: datetime | None, paused_at: datetime | None) -> State:
    if any(EFFECTS[one.what] == "carried" for one in life):
        return "carried"
    if stopped is not None:
        return "stopped"
    return "running" if paused_at is None else "paused"


def _due(
    terms: Terms, life: Sequence[Happened], closures: Collection[Closure], *, stepped: bool
) -> Judgement[ResponseDue]:
    first = life[0]
    changes = [
        Requalified(one.at, one.impact, one.urgency)
        for one in life
        if one.what == "requalified" and one.impact and one.urgency
    ]
    stopped = _stop(terms, life).value
    over, _ = pauses_of(_until(life, stopped), stopped)
    return response_due(
        terms, recorded_at=first.at, impact=first.impact or "low",
        urgency=first.urgency or "normal", pauses=over, closures=tuple(closures),
        requalified=changes, stepped=stepped,
    )  # fmt: skip


def _stop(terms: Terms, life: Sequence[Happened]) -> Judgement[datetime | None]:
    marks: dict[str, datetime] = {}
    for one in life:
        if EFFECTS[one.what] == "stops":
            marks.setdefault(_MARKS.get(one.what, "answered"), one.at)
    return stopped_at(
        terms, taken_in_charge_at=marks.get("taken_in_charge"), answered_at=marks.get("answered")
    )


def _until(life: Sequence[Happened], stopped: datetime | None) -> list[Happened]:
    """What happened before the clock stopped: nothing moves it afterwards but a change."""
    return [one for one in life if stopped is None or epoch(one.at) <= epoch(stopped)]


def _late_by_change(
    terms: Terms,
    life: Sequence[Happened],
    clock: ResponseClock,
    closures: Collection[Closure],
) -> bool:
    """Whether the last change moved the due instant behind what had been done in time.

    Clause: 7.19.
    """
    changes = [n for n, one in enumerate(life) if one.what == "requalified"]
    if not changes or clock.due_at is None:
        return False
    changed = life[changes[-1]]
    others = [one for one in life if one is not changed]
    before = _due(terms, others, closures, stepped=False).value  # its reasons are not told
    moment = min(clock.stopped_at or changed.at, changed.at)
    return clock.due_at < moment <= (before.p1_due or before.all_due)


def _waited(run: Sequence[Wait]) -> Reason:
    """Why the clock stood still, or does: a wait, or several at once, their common time once."""
    told = tuple(_wait(one) for one in run)
    if len(told) == 1:
        return told[0]
    since, ends = run[0].since, [one.until for one in run]
    until = None if None in ends else max(filter(None, ends), key=epoch)
    phrase = "clock.waits_at_once" if until is None else "clock.waited_at_once"
    inputs = {"since": since, "until": until, "count": len(run)}
    return Reason("support_clock.waits", phrase, since, ("7.13",), inputs, children=told)


def _wait(one: Wait) -> Reason:
    said, clauses = _WAITS[one.what]
    phrase = f"clock.waits_{said}" if one.until is None else f"clock.waited_{said}"
    inputs = {"since": one.since, "until": one.until}
    return Reason("support_clock.wait", phrase, one.since, clauses, inputs)


def _by_change(clock: ResponseClock) -> Reason:
    inputs = {"due": clock.due_at}
    return Reason("support_clock.by_change", "clock.late_by_change", True, ("7.19",), inputs)


def _spent(
    terms: Terms, clock: ResponseClock, over: Sequence[Pause], closures: Collection[Closure]
) -> tuple[int | None, int | None]:
    """The working seconds spent until the stop, and those left at the pause or at the stop.

    Those left are negative where it was late.
    """
    end = clock.stopped_at or clock.paused_at
    if end is None or clock.due_at is None or clock.recorded_at is None:
        return None, None
    name = _calendar_name(terms)
    calendar = clock_calendar(terms, name, recorded_at=clock.recorded_at, closures=closures)
    took = elapsed(calendar, start=clock.recorded_at, end=end, pauses=over)
    left = elapsed(calendar, start=end, end=clock.due_at, pauses=over)
    return took if clock.stopped_at else None, left


def _calendar_name(terms: Terms) -> str:
    return terms.get("support.response.all", Delay).term.calendar or "support"

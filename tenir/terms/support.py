"""Support requests: which are covered, how urgent, answered by when, and why then.

Clause: 2.1, 7.4, 7.5, 7.8, 7.10, 7.13, 7.14, 7.15, 7.17, 7.18, 7.19.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, TypeAlias, cast

from tenir.terms.calendars import Calendar
from tenir.terms.cited import Impact, Priority, Urgency
from tenir.terms.dates import epoch, local
from tenir.terms.hours import Closure
from tenir.terms.kinds_service import Admission, Counting, Delay, Matrix, Replay
from tenir.terms.opening import calendar_reason, clock_calendar, named_calendar
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Held, Terms
from tenir.terms.stepped import stepped_over
from tenir.terms.working_time import Edge, Pause, due, elapsed

RequestKind: TypeAlias = Literal["support", "service", "question"]
# What 7.10 and 7.11 ask for, in the order in which it is asked; the client and the contract's
# number come with the product. A question or a wish has no behaviour to describe.
ELEMENTS: Mapping[RequestKind, tuple[str, ...]] = {
    "support": (
        "subscription", "problem", "observed", "expected", "steps", "context", "impact", "urgency",
    ),
    "question": ("subscription", "problem"),
    "service": ("subscription", "problem"),
}  # fmt: skip
_EDGES: Mapping[str, Edge] = {"closing": "closing", "next_opening": "next-opening"}


@dataclass(frozen=True, slots=True)
class Requalified:
    """A change of impact and urgency by the publisher, in keeping with the matrix."""

    at: datetime
    impact: Impact
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class ResponseDue:
    """By when a request is taken in charge: the firm P1 instant, the best-effort one for all."""

    priority: Priority
    p1_due: datetime | None
    all_due: datetime


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Whether the telephone line is open, until when, and when it opens next."""

    open: bool
    until: datetime | None
    opens_at: datetime


def priority(terms: Terms, *, impact: Impact, urgency: Urgency) -> Judgement[Priority]:
    """The priority of an impact and an urgency.

    Clause: 7.17, 7.18.
    """
    return _priority(terms, impact, urgency)


@lru_cache(maxsize=1024)  # thousands of clocks ask it of the same terms
def _priority(terms: Terms, impact: Impact, urgency: Urgency) -> Judgement[Priority]:
    held = terms.get("support.priority", Matrix)
    value: Priority = held.term.table[urgency][impact]
    words = {
        "urgency_fr": held.term.urgency[urgency].fr, "urgency_en": held.term.urgency[urgency].en,
        "impact_fr": held.term.impact[impact].fr, "impact_en": held.term.impact[impact].en,
        "name_fr": held.term.names[value].fr, "name_en": held.term.names[value].en,
    }  # fmt: skip
    return Judgement(value, held.because("support.priority", value, **words))


def response_due(
    terms: Terms,
    *,
    recorded_at: datetime,
    impact: Impact,
    urgency: Urgency,
    pauses: Sequence[Pause] = (),
    closures: Sequence[Closure] = (),
    requalified: Sequence[Requalified] = (),
    stepped: bool = True,
) -> Judgement[ResponseDue]:
    """The instants by which a request must be taken in charge, with the reasons of each.

    The clock runs in working time from the recording, pauses left out; a re-qualification
    replays it from there. `p1_due` is None for a request that is not P1. `stepped`: each delay
    names the holidays and closures that it steps over, as those of engine 1 did not.
    Clause: 7.13, 7.14, 7.15, 7.19.
    """
    steps = [
        (recorded_at, impact, urgency),
        *((c.at, c.impact, c.urgency) for c in sorted(requalified, key=lambda c: epoch(c.at))),
    ]
    judged = [priority(terms, impact=i, urgency=u) for _, i, u in steps]
    recorded_at = local(epoch(recorded_at), terms.zone)
    children, p1_due = [judged[-1].reason], None
    firm = terms.get("support.response.p1", Delay)
    if _firm(firm, judged[-1].value):
        start = recorded_at
        if requalified:
            changed = [
                (at, _firm(firm, found.value))
                for (at, *_), found in zip(steps, judged, strict=True)
            ]
            start, why = _clock_start(terms, changed)
            children.append(why)
        p1_due, why = _delay_due(terms, firm, start, pauses, closures, stepped=stepped)
        children.append(why)
    best = terms.get("support.response.all", Delay)
    all_due, why = _delay_due(terms, best, recorded_at, pauses, closures, stepped=stepped)
    reason = (firm if p1_due else best).because(
        "response.p1" if p1_due else "response.all", p1_due or all_due, *children, why,
        calendar_reason(terms, _calendar_of(terms, best)), reading=None,
        recorded_at=recorded_at, priority=judged[-1].value, due=p1_due or all_due,
    )  # fmt: skip
    return Judgement(ResponseDue(judged[-1].value, p1_due, all_due), reason)


def missing(kind: RequestKind, given: Mapping[str, Any]) -> Judgement[tuple[str, ...]]:
    """What a request of that kind still lacks, in the order in which it is asked.

    An element of blanks alone is not given.
    Clause: 7.10, 7.11.
    """
    lacking = tuple(name for name in ELEMENTS[kind] if not str(given.get(name) or "").strip())
    phrase = "request.missing" if lacking else "request.whole"
    reason = Reason("elements.missing", phrase, list(lacking), ("7.10",), {"names": lacking})
    return Judgement(lacking, reason)


def stopped_at(
    terms: Terms, *, taken_in_charge_at: datetime | None, answered_at: datetime | None = None
) -> Judgement[datetime | None]:
    """The instant that stops the response clock, or None while it runs.

    Clause: 7.8, 7.13.
    """
    if taken_in_charge_at is None and answered_at is None:
        return _goes_on(terms)
    held = terms.get("support.response.p1", Delay)
    marks = {"taken_in_charge": taken_in_charge_at, "answered": answered_at}
    stops = [at for name in held.term.until if (at := marks.get(name)) is not None]
    value = min(stops, key=epoch, default=None)
    return Judgement(value, _stops(held, value))


@lru_cache(maxsize=256)
def _goes_on(terms: Terms) -> Judgement[datetime | None]:
    return Judgement(None, _stops(terms.get("support.response.p1", Delay), None))


def _stops(held: Held[Delay], value: datetime | None) -> Reason:
    phrase = "response.running" if value is None else "response.stopped"
    return held.because(phrase, value, at=value, reading="7.13.stop")


def admitted(terms: Terms, *, reproducible_anomaly: bool) -> Judgement[bool]:
    """Whether support covers a request about a standard product: an anomaly, or a question.

    Clause: 2.1, 7.5.
    """
    held = terms.get("support.admission", Admission)
    allowed = reproducible_anomaly or held.term.question == "admitted"
    phrase = "support.admitted" if allowed else "support.refused"
    if allowed and not reproducible_anomaly:
        phrase = "support.question"
    reason = held.because(
        phrase, allowed, anomaly=reproducible_anomaly, urgency=held.term.question_urgency
    )
    return Judgement(allowed, reason)


def telephone(
    terms: Terms, *, at: datetime, closures: Sequence[Closure] = ()
) -> Judgement[OpenLine]:
    """Whether the telephone line answers at that instant, until when, and when it opens next.

    A closure counts once it is told, and before it begins.
    Clause: 7.4.
    """
    calendar = named_calendar(terms, "telephone", closures=closures, started_at=epoch(at))
    until = None
    if calendar.is_open(at):
        until = calendar.local(calendar.spans(at, at + timedelta(days=8))[0][1])
    found = OpenLine(until is not None, until, calendar.next_opening(until or at))
    phrase = "telephone.open" if found.open else "telephone.closed"
    hours = calendar_reason(terms, "telephone")
    reason = Reason(
        rule=hours.rule, phrase=phrase, value=found.open, clauses=hours.clauses,
        inputs={"until": until, "opens_at": found.opens_at}, children=(hours,),
    )  # fmt: skip
    return Judgement(found, reason)


def _firm(held: Held[Delay], priority: Priority) -> bool:
    """Whether the firm delay holds for that priority."""
    return held.term.when.get("priority", priority) == priority


def _clock_start(terms: Terms, steps: Sequence[tuple[datetime, bool]]) -> tuple[datetime, Reason]:
    """The recording; under the other reading of 7.19, the last change that made it firm."""
    held = terms.get("support.requalification", Replay)
    start = steps[0][0]
    if held.term.from_ == "change":
        for (_, before), (at, after) in pairwise(steps):
            start = at if after and not before else start
    start = local(epoch(start), terms.zone)
    return start, held.because(f"requalified.{held.term.from_}", start, since=start)


def _calendar_of(terms: Terms, held: Held[Delay]) -> str:
    return held.term.calendar or terms.get("agreement.delays", Counting).term.working_days


def _delay_due(
    terms: Terms,
    held: Held[Delay],
    start: datetime,
    pauses: Sequence[Pause],
    closures: Sequence[Closure],
    *,
    stepped: bool,
) -> tuple[datetime, Reason]:
    name = _calendar_of(terms, held)
    calendar = clock_calendar(terms, name, recorded_at=start, closures=closures)
    judge = _days_due if held.term.length.unit == "working_days" else _hours_due
    at, why = judge(held, calendar, start, pauses)
    if stepped:
        over = stepped_over(calendar, start=start, end=at, pauses=pauses)
        why = replace(why, children=over)
    return at, why


def _hours_due(
    held: Held[Delay], calendar: Calendar, start: datetime, pauses: Sequence[Pause]
) -> tuple[datetime, Reason]:
    """The instant at which the working time is spent; pauses push it on."""
    seconds, edge = held.term.length.seconds, _EDGES[held.term.edge]
    at = due(calendar, start=start, seconds=seconds, pauses=pauses, edge=edge)
    paused = _seconds_paused(calendar, start, at, pauses)
    why = held.because(
        "response.hours_paused" if paused else "response.hours", at, seconds=seconds,
        since=start, due=at, paused=paused,
    )  # fmt: skip
    return at, why


def _days_due(
    held: Held[Delay], calendar: Calendar, begins: datetime, pauses: Sequence[Pause]
) -> tuple[datetime, Reason]:
    """The close of the last working day; pauses push it on by the working time they held."""
    last = calendar.add_working_days(begins.date(), held.term.length.count)
    at = cast(datetime, calendar.closing_of(last))
    paused = 0
    if pauses:
        worth = elapsed(calendar, start=begins, end=at)
        at = due(calendar, start=begins, seconds=worth, pauses=pauses)
        paused = _seconds_paused(calendar, begins, at, pauses)
    why = held.because(
        "response.days_paused" if paused else "response.days", at, days=held.term.length.count,
        since=begins, due=at, paused=paused,
    )  # fmt: skip
    return at, why


def _seconds_paused(
    calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Pause]
) -> int:
    """The working seconds that the pauses took out, overlapping ones counted once."""
    if not pauses:
        return 0
    return elapsed(calendar, start=start, end=end) - elapsed(
        calendar, start=start, end=end, pauses=pauses
    )

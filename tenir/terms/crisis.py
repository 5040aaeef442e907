"""A security incident in figures: the times that it took, and the clocks that the law sets.

Clause: 10.2, 10.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import cast

from tenir.terms.dates import epoch, later, local
from tenir.terms.errors import Refused
from tenir.terms.kinds_service import LegalClocks, MeasuredTime, Measures
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms


class BackwardIncident(Refused):
    """An instant of an incident that comes before the one it follows from."""


class UnknownMark(Refused):
    """A fact of an incident that no measure and no clock starts from or ends with."""


@dataclass(frozen=True, slots=True)
class ReviewAction:
    """What was decided after an incident, by when, and the day on which it was done."""

    due_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActionsClosed:
    """How many actions were closed in time, are or were late, and are still to come."""

    in_time: int
    late: int
    pending: int


def incident_times(
    terms: Terms, *, marks: Mapping[str, datetime]
) -> Judgement[dict[str, int | None]]:
    """Seconds to detect, inform, contain and recover; None while a mark is missing.

    `marks` are began_at, detected_at, informed_at, contained_at, recovered_at.
    Raises BackwardIncident, UnknownMark.
    Clause: 10.2.
    """
    _known_marks(terms, marks)
    held = terms.get("crisis.measures", Measures)
    found = {item.id: _took(item, marks) for item in held.term.items}
    steps = [
        held.because(_measured_phrase(took), took, measure=id, took=took)
        for id, took in found.items()
    ]  # fmt: skip
    return Judgement(found, held.because("incident.times", None, *steps))


def actions_closed(
    terms: Terms, *, actions: Sequence[ReviewAction], on: date
) -> Judgement[ActionsClosed]:
    """Which of the actions decided after an incident were closed in time, as seen on a day.

    The day that an action is due is the last one in time.
    Clause: 10.2.
    """
    held = terms.get("crisis.measures", Measures)
    late = sum(min(action.closed_on or on, on) > action.due_on for action in actions)
    closed = [a for a in actions if a.closed_on is not None and a.closed_on <= on]
    in_time = sum(cast(date, action.closed_on) <= action.due_on for action in closed)
    value = ActionsClosed(in_time, late, len(actions) - in_time - late)
    return Judgement(value, held.because("incident.actions", None, on=on, **asdict(value)))


def legal_clocks(
    terms: Terms, *, marks: Mapping[str, datetime]
) -> Judgement[dict[str, datetime | None]]:
    """The last instant of each legal notification that runs; None for “without undue delay”.

    `marks` are aware_at, and notified_at once the NIS2 notification is made. A delay in hours
    is counted in elapsed hours, one in months date to date at the same clock time.
    Raises UnknownMark.
    Clause: 10.3.
    """
    _known_marks(terms, marks)
    held = terms.get("crisis.clocks", LegalClocks)
    found: dict[str, datetime | None] = {}
    steps = []
    for item in held.term.items:
        if item.from_ in marks:
            since = local(epoch(marks[item.from_]), terms.zone)
            due = found[item.id] = later(since, item.length) if item.length else None
            said = {"law": item.law, "fr": item.to.fr, "en": item.to.en}
            phrase = "clock.due" if due else "clock.no_delay"
            steps.append(held.because(phrase, due, due=due, since=since, **said))
    return Judgement(found, held.because("clock.all", len(found), *steps, count=len(found)))


def _known_marks(terms: Terms, marks: Mapping[str, datetime]) -> None:
    """A mark misspelt would leave its clock silent."""
    measures = terms.get("crisis.measures", Measures).term.items
    clocks = terms.get("crisis.clocks", LegalClocks).term.items
    known = sorted(
        {m for item in measures for m in (item.from_, item.to)} | {c.from_ for c in clocks}
    )
    for mark in marks:
        if mark not in known:
            raise UnknownMark("incident.mark", given=mark, known=", ".join(known))


def _took(item: MeasuredTime, marks: Mapping[str, datetime]) -> int | None:
    if item.from_ not in marks or item.to not in marks:
        return None
    took = epoch(marks[item.to]) - epoch(marks[item.from_])
    if took < 0:
        raise BackwardIncident("incident.backward", first=item.from_, second=item.to)
    return took


def _measured_phrase(took: int | None) -> str:
    return "incident.pending" if took is None else "incident.measured"

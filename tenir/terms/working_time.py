"""Working time: when some seconds of it are spent, and how many lie between two instants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias

from tenir.terms.calendars import Calendar, seconds_of
from tenir.terms.dials import GAVE_UP
from tenir.terms.errors import Refused
from tenir.terms.openings import Openings
from tenir.terms.spans import Span, clip, union

Edge: TypeAlias = Literal["closing", "next-opening"]
Pause: TypeAlias = tuple[datetime, datetime]


class BadSeconds(Refused):
    """A length of working time that is no whole number of seconds."""


class BadPause(Refused):
    """A pause that ends before it starts."""


def due(
    calendar: Calendar,
    *,
    start: datetime,
    seconds: int,
    pauses: Iterable[Pause] = (),
    edge: Edge = "closing",
) -> datetime:
    """The instant at which so many working seconds, pauses not counted, are spent from a start.

    A length that fills an opening ends at its closing (7.13.edge; the other reading:
    `next-opening`). Zero gives back the start, also out of hours. Negative seconds are taken
    back from the start, and may end at an opening. Instants are read to the second, a fraction
    dropped; the answer is in the calendar's zone. A naive datetime is refused (BadInstant), as
    is a calendar that does not open long enough (NeverOpens, OutOfReach).

    Clause: 7.13, 7.14, 7.15.
    """
    try:
        if seconds > 0 and not pauses and edge == "closing":
            dial = calendar.dial
            return dial.reached_at(dial.worked_at(start) + seconds)
    except GAVE_UP:
        calendar.searched()
    return _due(calendar, seconds_of(start), _whole(seconds), _seconds(pauses), edge)


def elapsed(
    calendar: Calendar, *, start: datetime, end: datetime, pauses: Iterable[Pause] = ()
) -> int:
    """The working seconds from a start to an end, less those in pauses; negative where end < start.

    Pauses may overlap and reach outside: they are merged and clipped before they are taken
    off. Instants are read to the second, a fraction dropped.

    Clause: 7.13, 7.15.
    """
    if not pauses:
        try:
            dial = calendar.dial
            return dial.worked_at(end) - dial.worked_at(start)
        except GAVE_UP:
            calendar.searched()
    first, last = seconds_of(start), seconds_of(end)
    if last < first:
        return -_elapsed(calendar, last, first, _seconds(pauses))
    return _elapsed(calendar, first, last, _seconds(pauses))


def subtract(
    calendar: Calendar, *, end: datetime, seconds: int, pauses: Iterable[Pause] = ()
) -> datetime:
    """The instant from which so many working seconds remain until an end: when to warn.

    Clause: 7.13, 7.15.
    """
    return due(calendar, start=end, seconds=-_whole(seconds), pauses=pauses)


def _elapsed(calendar: Calendar, first: int, last: int, pauses: list[Span]) -> int:
    found = calendar.openings(first, last)
    worked = found.worked_at(last) - found.worked_at(first)
    return worked - sum(_worked(found, pause) for pause in clip(pauses, (first, last)))


def _due(calendar: Calendar, start: int, seconds: int, pauses: list[Span], edge: Edge) -> datetime:
    if seconds == 0:
        calendar.openings(start, start)  # refuses what lies out of reach, as for any length
        return calendar.local(start)
    if seconds < 0:
        return calendar.local(_back(calendar, start, -seconds, pauses))
    return calendar.local(_forward(calendar, start, seconds, pauses, edge))


def _forward(calendar: Calendar, start: int, seconds: int, pauses: list[Span], edge: Edge) -> int:
    """Counted in working seconds since the calendar began, where a pause is one more stretch."""
    found = calendar.openings(start, start)
    opens = int(edge == "next-opening")  # a goal met at closing still waits for the opening
    while True:
        goal = found.worked_at(start) + seconds
        for pause in pauses:
            if pause[1] > start and found.worked_at(max(pause[0], start)) < goal + opens:
                goal += _worked(found, (max(pause[0], start), pause[1]))
        if goal + opens <= found.total:
            return found.left_at(goal) if opens else found.reached_at(goal)
        found = calendar.wider(found, after=start)


def _back(calendar: Calendar, start: int, seconds: int, pauses: list[Span]) -> int:
    found = calendar.openings(start, start)
    while True:
        goal = found.worked_at(start) - seconds
        for pause in reversed(pauses):
            if pause[0] < start and found.worked_at(min(pause[1], start)) > goal:
                goal -= _worked(found, (pause[0], min(pause[1], start)))
        if goal >= 0:
            return found.left_at(goal)
        found = calendar.wider(found, after=start, backward=True)


def _worked(found: Openings, span: Span) -> int:
    return found.worked_at(span[1]) - found.worked_at(span[0])


def _seconds(pauses: Iterable[Pause]) -> list[Span]:
    """The pauses in UTC seconds, merged and in order."""
    spans = []
    for n, (start, end) in enumerate(pauses):
        first, last = seconds_of(start), seconds_of(end)
        if last < first:
            raise BadPause("pause.reversed", f"pauses.{n}", start=start, end=end)
        spans.append((first, last))
    return union(spans)


def _whole(seconds: object) -> int:
    try:
        whole = int(seconds)  # type: ignore[call-overload]  # what is no number is refused
    except (TypeError, ValueError, OverflowError):
        raise BadSeconds("seconds.whole", given=seconds) from None
    if whole != seconds:
        raise BadSeconds("seconds.whole", given=seconds)
    return int(whole)

"""Software of other publishers inside a product: what is promised above what they promise.

Clause: 2.7, 7.20, A3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from tenir.terms.cited import Shape
from tenir.terms.dates import epoch, local
from tenir.terms.delays import how_counted, last_midnight
from tenir.terms.hours import Closure
from tenir.terms.kinds_availability import Threshold
from tenir.terms.kinds_service import Delay, Objective
from tenir.terms.opening import calendar_reason, clock_calendar
from tenir.terms.phrases import LANGUAGES, Language, length, percent, say
from tenir.terms.quantities import SECONDS_OF, Length, LengthText, Percent, decimal_text
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Held, MissingTerm, Terms
from tenir.terms.stepped import stepped_over
from tenir.terms.working_time import due

Finding: TypeAlias = Literal["above", "unpromised", "unlike"]
_ELAPSED: Mapping[str, int] = {"seconds": 1, "minutes": 60, "hours": 3600}
SUPPORT = "support"  # the calendar of their working hours
_CIVIL: Mapping[str, int] = {"days": 1, "weeks": 7}


class Promised(Shape):
    """What another publisher promises for its software; None is nothing.

    `response` is its delay for any request, `response_p1` for the most urgent, `restorable` the
    age of its newest restorable point.
    """

    availability: Percent | None = None
    response_p1: LengthText | None = None
    response: LengthText | None = None
    restorable: LengthText | None = None


def promises_above(
    terms: Terms, *, software: str, promised: Promised
) -> tuple[Judgement[Finding], ...]:
    """What these terms promise and the third party does not: the publisher holds no more than it.

    "above": the third party promises less; "unpromised": it promises nothing; "unlike": the two
    are counted in units that do not compare, for a person to look at. Empty where all is held.
    Clause: 2.7, A3.
    """
    return tuple(_findings(terms, software, promised))


def answer_due(
    terms: Terms,
    *,
    software: str,
    promised: Promised,
    urgent: bool,
    handed_at: datetime,
    closures: Sequence[Closure] = (),
) -> Judgement[datetime | None]:
    """The last instant for a third party to answer, by its own conditions, if they say one.

    `urgent` asks first for its delay of the most urgent. Working hours are those of support, days
    are counted as the agreement counts them.
    Clause: 2.7, 7.20.
    """
    special = promised.response_p1 if urgent else None
    length = special or promised.response
    since = local(epoch(handed_at), terms.zone)
    said: dict[str, Any] = {"software": software, "since": since, "zone": terms.zone}
    if length is None:
        return Judgement(None, _by_them("none", None, said))
    due_at, how = _counted(terms, length, since, closures)
    said |= {"length": length, "due": due_at.astimezone(ZoneInfo(terms.zone))}
    return Judgement(due_at, _by_them("urgent" if special else "any", due_at, said, how))


def _by_them(
    which: str, value: Any, said: Mapping[str, Any], how: tuple[Reason, ...] = ()
) -> Reason:
    return Reason(
        rule="third_party.answer_due", phrase=f"third_party.due.{which}", value=value,
        clauses=("2.7", "7.20"), inputs=said, children=how,
    )  # fmt: skip


def _counted(
    terms: Terms, length: Length, since: datetime, closures: Sequence[Closure]
) -> tuple[datetime, tuple[Reason, ...]]:
    """Where a delay of theirs ends, and how it was counted."""
    if length.unit == "working_hours":
        hours = clock_calendar(terms, SUPPORT, recorded_at=since, closures=closures)
        due_at = due(hours, start=since, seconds=length.seconds)
        over = stepped_over(hours, start=since, end=due_at)
        return due_at, (calendar_reason(terms, SUPPORT), *over)
    if length.unit in SECONDS_OF:
        return since + timedelta(seconds=length.seconds), ()
    due_at = last_midnight(terms, after=since.date(), length=length, closures=closures)
    return due_at, (how_counted(terms, length),)


def _findings(terms: Terms, software: str, promised: Promised) -> Iterator[Judgement[Finding]]:
    for key, name, figure, compare in _COMPARED:
        held = _held(terms, key)
        ours = figure(held.term) if held else None
        theirs = getattr(promised, name)
        found = None if ours is None else _judged(ours, theirs, compare)
        if held and found:
            reason = held.because(
                f"third_party.{found}", found, reading=None, what=name, software=software,
                **_in_words(name, ours, theirs),
            )  # fmt: skip
            yield Judgement(found, replace(reason, clauses=("2.7", *reason.clauses)))


def _held(terms: Terms, key: str) -> Held[Any] | None:
    try:
        return terms.held(key)
    except MissingTerm:
        return None


def _judged(ours: Any, theirs: Any, compare: Callable[[Any, Any], bool | None]) -> Finding | None:
    if theirs is None:
        return "unpromised"
    above = compare(ours, theirs)
    if above is None:
        return "unlike"
    return "above" if above else None


def _shorter(ours: Length, theirs: Length) -> bool | None:
    """Whether the first is shorter; None where their units do not compare."""
    if ours.unit == theirs.unit:
        return ours.count < theirs.count
    for units in (_ELAPSED, _CIVIL):
        if ours.unit in units and theirs.unit in units:
            return ours.count * units[ours.unit] < theirs.count * units[theirs.unit]
    return None


def _higher(ours: Fraction, theirs: Fraction) -> bool | None:
    return ours > theirs


def _in_words(what: str, ours: Any, theirs: Any) -> dict[str, str]:
    """What is promised, by us and by them, in each language: what_fr, ours_en…"""
    words = {}
    for language in LANGUAGES:
        words[f"what_{language}"] = say(f"third_party.what.{what}", language)
        words[f"ours_{language}"] = _said(ours, language)
        words[f"theirs_{language}"] = _said(theirs, language)
    return words


def _said(figure: Any, language: Language) -> str:
    if isinstance(figure, Fraction):
        return percent(decimal_text(figure * 100), language)
    return length(figure, language) if figure else "—"


def _target(term: Any) -> Fraction | None:
    return term.value if isinstance(term, Threshold) else None


def _length(term: Any) -> Length | None:
    return term.length if isinstance(term, Delay) else None


def _upto(term: Any) -> Length | None:
    return term.upto if isinstance(term, Objective) else None


_COMPARED: tuple[tuple[str, str, Callable[[Any], Any], Callable[[Any, Any], bool | None]], ...] = (
    ("availability.target", "availability", _target, _higher),
    ("support.response.p1", "response_p1", _length, _shorter),
    ("support.response.all", "response", _length, _shorter),
    ("backups.rpo", "restorable", _upto, _shorter),
)

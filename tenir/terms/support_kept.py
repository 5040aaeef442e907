"""A request's clock from what is kept of it, so that its promises are judged again by anyone.

Clause: 7.13, 7.14, 7.15.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tenir.terms.agreement import Agreement
from tenir.terms.carried import overrides_of, overrides_told
from tenir.terms.convention import WeekCalendar
from tenir.terms.dates import instant_of
from tenir.terms.hours import Closure
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.terms.support_clock import replay
from tenir.terms.support_history import Happened
from tenir.terms.support_standing import ResponseClock


def clock_told(
    terms: Terms,
    history: Sequence[Happened],
    closures: Collection[Closure],
    calendar: WeekCalendar | None,
) -> dict[str, Any]:
    """All that a request's clock follows from but its agreement, as plain JSON values."""
    return {
        "product": terms.product, "hosting": terms.hosting, "contract": overrides_told(terms.own),
        "calendar": calendar and calendar.model_dump(mode="json", by_alias=True),
        "history": [_told(one) for one in history],
        "closures": [
            [one.on and one.on.isoformat(), one.start, one.end, one.announced_at]
            for one in closures
        ],
    }  # fmt: skip


def clock_kept(
    agreement: Agreement,
    told: Mapping[str, Any],
    *,
    stepped: bool = True,
    waits: bool = True,
    merges: bool = True,
) -> Judgement[ResponseClock]:
    """The clock that `clock_told` tells, judged again; how, as the rule has it (replay)."""
    own = overrides_of(told["contract"])
    terms = agreement.terms(told["product"], told["hosting"], own)
    if told["calendar"]:
        terms = terms.with_calendar("support", WeekCalendar.model_validate(told["calendar"]))
    closures = tuple(_closure(one) for one in told["closures"])
    return replay(
        terms, _history(told["history"]), closures=closures, stepped=stepped, waits=waits,
        merges=merges,
    )  # fmt: skip


def due_kept(
    agreement: Agreement,
    told: Mapping[str, Any],
    *,
    firm: bool,
    stepped: bool = True,
    waits: bool = True,
    merges: bool = True,
) -> Judgement[datetime]:
    """The firm instant of a P1, or that of every request, with the clock's own reasons."""
    judged = clock_kept(agreement, told, stepped=stepped, waits=waits, merges=merges)
    due_at = judged.value.p1_due if firm else judged.value.all_due
    if due_at is None:
        raise ValueError("no such delay")
    return Judgement(due_at, judged.reason)


def _told(one: Happened) -> dict[str, Any]:
    return {
        "what": one.what, "at": one.at.isoformat(), "impact": one.impact, "urgency": one.urgency,
        "of": [_told(each) for each in one.of],
    }  # fmt: skip


def _history(told: Iterable[Mapping[str, Any]]) -> tuple[Happened, ...]:
    return tuple(
        Happened(
            one["what"], instant_of(one["at"]), one["impact"], one["urgency"], _history(one["of"])
        )
        for one in told
    )


def _closure(told: Sequence[Any]) -> Closure:
    on, start, end, announced_at = told
    return Closure(start, end, on and date.fromisoformat(on), announced_at)

"""Works as they are entered, against what was agreed: windows, notice, and what they exclude."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tenir.terms.dates import local
from tenir.terms.facts import WorksKind
from tenir.terms.hours import Closure
from tenir.terms.kinds_availability import Allowance, Window
from tenir.terms.kinds_service import Delay
from tenir.terms.maintenance import free_time, notice_due, weekly_spans, window_spans
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span, clip, intersect, minus, total, union

_SECURITY, _URGENT, _NO_IMPACT = "urgent-security", "urgent", "no-impact"


@dataclass(frozen=True, slots=True)
class Asked:
    """Works to judge: when, of which kind, when they are told, whether force majeure asks them."""

    span: Span
    kind: WorksKind
    told_at: int | None
    force_majeure: bool = False


def outside_windows(terms: Terms, span: Span) -> Judgement[int]:
    """How many seconds of works lie outside the windows: those count against the rate.

    Where an annex gives a weekly stop in place of the windows, all that is inside it is window.
    Clause: 5.14, 5.15, 5.16, A2.
    """
    held = terms.get("maintenance.window", Window)
    outside = total(minus([span], window_spans(held, span)))
    quoted: dict[str, Any] = {
        "start": local(span[0], terms.zone),
        "end": local(span[1], terms.zone),
    }
    stop = held.term.allowance
    if stop is not None and total(minus([span], weekly_spans(held, span))):
        phrase = "works.outside_stop" if outside else "works.in_stop"
        reason = held.because(phrase, outside, upto=stop.upto.seconds, **quoted)
        return Judgement(outside, reason)
    return Judgement(outside, held.because(_window_phrase(outside, span), outside, **quoted))


def _window_phrase(outside: int, span: Span) -> str:
    if not outside:
        return "works.inside"
    return "works.outside" if outside == span[1] - span[0] else "works.partly"


def told_in_time(
    terms: Terms, asked: Asked, *, closures: Iterable[Closure] = ()
) -> Judgement[bool]:
    """Whether works are told early enough: before they begin inside a window, five working days
    before outside of one, unless they are urgent, without impact, or asked by force majeure.

    Clause: 5.10, 5.12, 5.13, 5.14.
    """
    begins = local(asked.span[0], terms.zone)
    if waived := _waived(terms, asked):
        return Judgement(True, waived)
    if not outside_windows(terms, asked.span).value:
        held = terms.held("maintenance.planned")
        kept = asked.told_at is not None and asked.told_at < asked.span[0]
        phrase = "works.told_before" if kept else "works.told_after"
        return Judgement(kept, held.because(phrase, kept, starts_at=begins))
    due = notice_due(terms, starts_at=begins, closures=closures)
    kept = asked.told_at is not None and asked.told_at < due.value.timestamp()
    held = terms.held("maintenance.notice")
    phrase = "works.notice_kept" if kept else "works.notice_late"
    return Judgement(kept, held.because(phrase, kept, due.reason, starts_at=begins, due=due.value))


def _waived(terms: Terms, asked: Asked) -> Reason | None:
    """Why such works need no notice, where they need none."""
    waives = terms.get("maintenance.notice", Delay)
    urgent = asked.kind in {_URGENT, _SECURITY}
    if asked.force_majeure and "force_majeure" in waives.term.waived_when:
        return waives.because("works.force_majeure", value=True)
    if urgent and "urgent" in waives.term.waived_when:
        return waives.because("works.urgent", value=True)
    if asked.kind == _NO_IMPACT:
        return Reason("maintenance.no_impact", "works.no_impact", value=True, clauses=("5.10",))
    return None


def counts_as_planned(terms: Terms, asked: Asked) -> Judgement[bool]:
    """Whether works are planned in the agreement's sense: told before, and inside a window.

    Only then does an outage in them stay out of the rate.
    Clause: 5.14.
    """
    outside = outside_windows(terms, asked.span)
    told = asked.told_at is not None and asked.told_at < asked.span[0]
    kept = told and not outside.value
    phrase = "works.planned" if kept else "works.not_planned"
    held = terms.held("maintenance.planned")
    return Judgement(kept, held.because(phrase, kept, outside.reason))


def span_lived(kind: WorksKind, planned: Span, lived: tuple[int | None, int | None]) -> Span:
    """The time that works may leave out of the rate, once it is known when they were.

    Planned works: what was both announced and lived, so that neither an overrun nor a failure
    after the end is left out. Urgent ones for security, which need no announcement: when they were.
    Clause: 5.5, 5.13, 5.14.
    """
    start = planned[0] if lived[0] is None else lived[0]
    end = planned[1] if lived[1] is None else lived[1]
    if kind == _SECURITY:
        return start, max(start, end)
    start, end = max(start, planned[0]), min(end, planned[1])
    return start, max(start, end)


def free_slots(
    each: Sequence[Terms], *, bounds: Span, taken: Iterable[Span], seconds: int, count: int = 5
) -> list[Span]:
    """The first times that hold works of that length inside the windows of all the terms.

    Each begins where a free time does, one a free time. `taken`: other works, clients' freezes.
    Clause: 5.14, 5.15, 5.16.
    """
    busy = union(taken)
    free = [bounds]
    for terms in each:
        free = intersect(free, free_time(terms, bounds=bounds, taken=busy))
    found = [(start, start + seconds) for start, end in free if end - start >= seconds]
    return found[:count]


def stop_of(terms: Terms) -> Allowance | None:
    """The weekly stop that an annex gives a product in place of the windows, if it does.

    Clause: 5.16, A2.
    """
    return terms.get("maintenance.window", Window).term.allowance


def met(span: Span, others: Iterable[tuple[Span, str]], *, kind: str) -> Judgement[list[str]]:
    """Which other works, or which clients' freezes, hold some of the time of works.

    `kind` is "overlap" or "freeze"; each is named once, in order.
    Clause: 5.12, 5.14.
    """
    names = list(dict.fromkeys(name for other, name in others if clip([other], span)))
    phrase = f"works.{kind}" if names else f"works.no_{kind}"
    return Judgement(names, Reason("maintenance.free", phrase, value=not names,
                                   inputs={"names": names}))  # fmt: skip

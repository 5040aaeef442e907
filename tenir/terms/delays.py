"""Delays counted in days and months, to the midnight that ends their last day.

Clause: 3.1, 8.9.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tenir.terms.dates import day_after, midnight_after
from tenir.terms.hours import Closure
from tenir.terms.kinds_service import Counting
from tenir.terms.opening import calendar_reason, working_days
from tenir.terms.quantities import Length
from tenir.terms.reasons import Reason
from tenir.terms.resolution import Terms


def last_midnight(
    terms: Terms, *, after: date, length: Length, closures: Iterable[Closure] = ()
) -> datetime:
    """The midnight that ends the delay; its first day is not counted.

    `closures` are the closing days told to the clients: no working days.
    Clause: 3.1, 5.7, 8.9.
    """
    calendar = working_days(terms, closures=closures)
    if length.unit == "working_days":
        last = calendar.add_working_days(after, length.count)
    else:
        last = day_after(after, length)
    if terms.get("agreement.delays", Counting).term.roll_over == "next_working_day":
        last = calendar.add_working_days(last - timedelta(days=1), 1)
    return midnight_after(last, terms.zone)


def how_counted(terms: Terms, length: Length) -> Reason:
    """How such a delay is counted, with the doubts about working days and last days.

    Clause: 5.7, 8.9.
    """
    held = terms.get("agreement.delays", Counting)
    working = length.unit == "working_days" or held.term.roll_over == "next_working_day"
    days = (calendar_reason(terms, held.term.working_days),) if working else ()
    return held.because(f"delay.{held.term.roll_over}", length, *days, length=length)

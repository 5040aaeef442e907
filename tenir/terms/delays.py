"""Delays counted in days and months, to the midnight that ends their last day.

Clause: 3.1, 8.9.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tenir.terms.convention import Counting
from tenir.terms.dates import day_after, midnight_after
from tenir.terms.opening import working_days
from tenir.terms.quantities import Length
from tenir.terms.resolution import Terms


def last_midnight(terms: Terms, *, after: date, length: Length) -> datetime:
    """The midnight that ends the delay; its first day is not counted.

    Clause: 3.1, 5.7, 8.9.
    """
    return midnight_after(_rolled(terms, _last_day(terms, after, length)), terms.zone)


def _last_day(terms: Terms, after: date, length: Length) -> date:
    if length.unit == "working_days":
        return working_days(terms).add_working_days(after, length.count)
    return day_after(after, length)


def _rolled(terms: Terms, day: date) -> date:
    counting = terms.get("agreement.delays", Counting).term
    calendar = working_days(terms)
    while counting.roll_over == "next_working_day" and not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day

"""Lists narrowed to days: from one, until another and the whole of it, on the reader's clocks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from tenir.ui.listing import Filter

YEARS = range(1900, 2201)  # others are slips, and have no instant on some clocks


def between_days(
    field: str, since: Any, until: Any, *, otherwise: str = ""
) -> tuple[Filter, Filter]:
    """The two questions that narrow a list by its instants `field`, labelled so.

    `otherwise` is the field that tells of rows whose `field` is empty. What is no day is ignored.
    """

    def where(compared: str, at: datetime) -> Q:
        asked = Q(**{f"{field}__{compared}": at})
        if otherwise:
            asked |= Q(**{f"{field}__isnull": True, f"{otherwise}__{compared}": at})
        return asked

    def after(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        day = _day(value)
        return rows if day is None else rows.filter(where("gte", _begins(day)))

    def before(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        day = _day(value)
        if day is None:
            return rows
        return rows.filter(where("lt", _begins(day + timedelta(days=1))))

    return (
        Filter("since", since, after, kind="date"),
        Filter("until", until, before, kind="date"),
    )


def _day(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _begins(day: date) -> datetime:
    """The first instant of a day on the clocks of whoever reads the page."""
    return timezone.make_aware(datetime.combine(day, time.min))

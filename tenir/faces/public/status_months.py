"""The months of the status page: which may be turned to, and their calendar.

Clause: 5.12, 5.15.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import queries
from tenir.terms.dates import BadInstant, epoch, local, month_of, month_span, next_month
from tenir.terms.kinds_availability import Window
from tenir.terms.maintenance import window_spans
from tenir.ui.language import language
from tenir.ui.month import Event, Month
from tenir.ui.month import month_of as month_drawn
from tenir.ui.works import KINDS
from tenir.viewer import ANONYMOUS

AROUND = 12  # months that may be turned to, either way
WEEK = timedelta(days=7)


def key_of(now: datetime) -> str:
    """The month of an instant: 2026-11."""
    return f"{timezone.localtime(now):%Y-%m}"


def is_near(month: str, now: datetime) -> bool:
    """Whether it is a month that may be turned to."""
    this = key_of(now)
    try:
        month_of(month)
    except BadInstant:
        return False
    return next_month(this, -AROUND) <= month <= next_month(this, AROUND)


def bounds(month: str) -> tuple[datetime, datetime]:
    """Its first and last midnight."""
    first, last = month_span(month, settings.TIME_ZONE)
    return datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC)


def agreement() -> agreements.Version | None:
    """The version that says when works may be planned, where one is published."""
    return agreements.versions(ANONYMOUS, agreement=agreements.REFERENCE).first()


def drawn(month: str, now: datetime) -> Month:
    """Its calendar: windows and works by day.

    Clause: 5.15.
    """
    first = date(*month_of(month), 1)
    begins = timezone.make_aware(datetime(first.year, first.month, 1)) - WEEK
    ends = begins + 7 * WEEK
    events = [
        *(Event(_("Window"), start, end, "waived") for start, end in _windows(begins, ends)),
        *(
            Event(_("Standing works"), start, end, "waived")
            for stop in queries.public_stops() for start, end in stop.times(begins, ends)
        ),
        *(
            Event(f"{row.number} · {KINDS[row.kind]}", row.starts_at, row.ends_at, "risk")
            for row in queries.announced(since=begins, until=ends)
        ),
    ]  # fmt: skip
    around = [
        reverse("public:status-month", args=[language(), each]) if is_near(each, now) else ""
        for each in (next_month(month, -1), next_month(month, 1))
    ]
    today = timezone.localtime(now).date()
    return month_drawn(first, events, today=today, around=(around[0], around[1]))


def _windows(begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The windows that the agreement published last gives; none before one is."""
    if found := agreement():
        held = agreements.agreement_of(found).terms().get("maintenance.window", Window)
        for start, end in window_spans(held, (epoch(begins), epoch(ends))):
            yield local(start, settings.TIME_ZONE), local(end, settings.TIME_ZONE)

"""The months that a page is asked about, as instants in the reader's zone."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

MONTHS = 12  # where none are asked for


def span(request: HttpRequest, now: datetime) -> tuple[datetime, datetime]:
    """The months asked for, as instants: the last twelve where none are."""
    today = timezone.localtime(now).date()
    last = _month(request.GET.get("until", "")) or today.replace(day=1)
    first = _month(request.GET.get("since", "")) or _moved(last, 1 - MONTHS)
    return _midnight(min(first, last)), _midnight(_moved(last, 1))


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _moved(first: date, months: int) -> date:
    whole = first.year * 12 + first.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime(on.year, on.month, on.day))

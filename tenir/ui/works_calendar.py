"""Works as a calendar that people subscribe to (RFC 5545).

Each works keeps its UID; withdrawn ones stay, cancelled, with a higher SEQUENCE, so that whoever
had them in a calendar sees them go.

Clause: 5.11, 5.12.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tenir.apps.maintenance.queries import Works
from tenir.ui.language import language
from tenir.ui.works import KINDS

MEDIA = "text/calendar"
REFRESH = timedelta(hours=1)


def calendar_of(rows: Iterable[Works], *, name: str, address: str) -> bytes:
    """The works, whose products were asked for with them, as a calendar of that name."""
    made = Calendar()
    made.add("prodid", "-//Tenir//Travaux//FR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH)
    made.add("x-published-ttl", "PT1H")
    made.add("source", address)
    for row in rows:
        made.add_component(_event(row))
    return bytes(made.to_ical())


def _event(row: Works) -> Event:
    products = ", ".join(product.name for product in row.products.all())
    kind, told_at = KINDS[row.kind], row.withdrawn_at or row.announced_at or row.starts_at
    event = Event()
    event.add("uid", f"works-{row.number}@{urlsplit(settings.TENIR.url).hostname}")
    event.add("dtstamp", told_at.astimezone(UTC))
    event.add("last-modified", told_at.astimezone(UTC))
    event.add("sequence", 1 if row.withdrawn_at else 0)
    event.add("status", "CANCELLED" if row.withdrawn_at else "CONFIRMED")
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("dtend", row.ends_at.astimezone(UTC))
    event.add(
        "summary", f"{_('Works')} {row.number} · {products or kind}", {"language": language()}
    )
    event.add("description", str(kind))
    event.add("transp", "TRANSPARENT")
    return event

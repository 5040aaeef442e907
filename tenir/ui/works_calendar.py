"""Works as a calendar that people subscribe to (RFC 5545).

Each works keeps its UID; those that move, and withdrawn ones, which stay, cancelled, have a higher
SEQUENCE, so that whoever had them in a calendar sees it. The weekly stops of the annexes are events
that come back, by the clocks of the agreement's zone.

Clause: 5.11, 5.12.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vRecur,
)

from tenir.apps.maintenance.queries import Stop, Works
from tenir.ui.language import language
from tenir.ui.works import KINDS

MEDIA = "text/calendar"
REFRESH = timedelta(hours=1)
WEEK = timedelta(days=7)
SINCE = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday: stops begin in the week after, whoever asks


def calendar_of(
    rows: Iterable[Works], *, name: str, address: str, stops: Iterable[Stop] = ()
) -> bytes:
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
    standing = [_standing(stop) for stop in stops]
    for component in (_paris(), *standing) if standing else ():
        made.add_component(component)
    return bytes(made.to_ical())


def _paris() -> Timezone:
    """The clocks of Paris, by the rule of the European Union.

    As rules rather than dates: what icalendar makes of the zone by itself, a list of dates, is read
    by other programs as a zone without summer (`make interop`).
    """
    found = Timezone()
    found.add("tzid", settings.TIME_ZONE)
    for part, month, hour, old, new, name in (
        (TimezoneDaylight(), 3, 2, 1, 2, "CEST"), (TimezoneStandard(), 10, 3, 2, 1, "CET"),
    ):  # fmt: skip
        last = 31 - date(1996, month, 31).isoweekday() % 7
        part.add("dtstart", datetime(1996, month, last, hour))
        part.add("tzoffsetfrom", timedelta(hours=old))
        part.add("tzoffsetto", timedelta(hours=new))
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        part.add("tzname", name)
        found.add_component(part)
    return found


def _event(row: Works) -> Event:
    products = ", ".join(product.name for product in row.products.all())
    kind, told_at = KINDS[row.kind], row.withdrawn_at or row.announced_at or row.starts_at
    what = row.title(language()) or products or kind
    event = Event()
    event.add("uid", f"works-{row.number}@{urlsplit(settings.TENIR.url).hostname}")
    event.add("dtstamp", told_at.astimezone(UTC))
    event.add("last-modified", told_at.astimezone(UTC))
    event.add("sequence", row.revision + (1 if row.withdrawn_at else 0))
    event.add("status", "CANCELLED" if row.withdrawn_at else "CONFIRMED")
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("dtend", row.ends_at.astimezone(UTC))
    summary = _("Works %(number)s · %(what)s") % {"number": row.number, "what": what}
    event.add("summary", summary, {"language": language()})
    event.add("description", f"{kind} · {products}" if products else str(kind))
    event.add("transp", "TRANSPARENT")
    return event


def _standing(stop: Stop) -> Event:
    """A stop that comes back each week."""
    zone = ZoneInfo(settings.TIME_ZONE)
    start, end = (each.astimezone(zone) for each in stop.times(SINCE, SINCE + WEEK)[0])
    event = Event()
    name = "-".join([*stop.days, stop.starts.replace(":", ""), stop.ends.replace(":", "")])
    event.add("uid", f"stop-{name}@{urlsplit(settings.TENIR.url).hostname}")
    event.add("dtstamp", SINCE)
    event.add("sequence", 0)
    event.add("status", "CONFIRMED")
    event.add("dtstart", start)
    event.add("dtend", end)
    days = [day[:2].upper() for day in stop.days]
    event.add("rrule", vRecur(freq="WEEKLY", byday=days))
    minutes = stop.upto // 60
    said = _("Standing works: stop of %(minutes)s minutes at most") % {"minutes": minutes}
    event.add("summary", said, {"language": language()})
    event.add("description", ", ".join(stop.products))
    event.add("transp", "TRANSPARENT")
    return event

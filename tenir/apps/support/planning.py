"""What is planned for a client, by date: works, services ordered, trainings, closing days.

Clause: 7.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.orders import queries as orders
from tenir.apps.support.closing_days import midnight
from tenir.terms.phrases import LANGUAGES
from tenir.viewer import Viewer

AHEAD = timedelta(days=366)
CLAUSES: Mapping[str, str] = {
    "works": "5.12", "closure": "7.15", "on_call": "7.16", "out_of_hours": "7.16", "tma": "2.6",
    "third_party_support": "2.6", "training": "2.8", "user_support": "2.8", "settings_help": "2.8",
    "implementation": "8.7",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """Something planned: what, for whom, from when to when.

    `kind` is works, closure, or the kind of an order or option; `client_id` the organisation that
    ordered it, None of what concerns several; `ends_at` is None where no end is set, and else its
    first instant outside; `whole_days` says that hours count for nothing. `reference` names what
    it follows from (works/W-12, option/3, quote/7), empty for a closing day.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime | None
    whole_days: bool
    title: Mapping[str, str]
    client_id: int | None = None
    products: tuple[str, ...] = ()
    reference: str = ""

    @property
    def clause(self) -> str:
        """The clause that it is under."""
        return CLAUSES.get(self.kind, "7.3")

    @property
    def first_on(self) -> date:
        """Its first day."""
        return self.starts_at.astimezone(_zone()).date()

    @property
    def last_on(self) -> date | None:
        """Its last day, where an end is set."""
        if self.ends_at is None:
            return None
        return (self.ends_at - timedelta(microseconds=1)).astimezone(_zone()).date()


def planned(viewer: Viewer, *, since: datetime, until: datetime | None = None) -> list[Planned]:
    """What is planned for the viewer's clients and not over by then, the first first.

    `until` is a year later unless it is said. What lasts and has begun counts where its end is set.
    Clause: 7.3.
    """
    until = until or since + AHEAD
    found = chain(
        _works(viewer, since, until), _options(viewer, since, until),
        _ordered(viewer, since, until), _closures(since, until),
    )  # fmt: skip
    return sorted(found, key=lambda one: (one.starts_at, one.kind, one.reference))


def _works(viewer: Viewer, since: datetime, until: datetime) -> Iterator[Planned]:
    rows = maintenance.works(viewer, since=since, until=until).filter(
        announced_at__isnull=False, withdrawn_at=None
    )
    for row in rows.prefetch_related("products"):
        yield Planned(
            "works", row.starts_at, row.ends_at, whole_days=False,
            title={language: row.title(language) for language in LANGUAGES},
            products=tuple(product.name for product in row.products.all()),
            reference=f"works/{row.number}",
        )  # fmt: skip


def _options(viewer: Viewer, since: datetime, until: datetime) -> Iterator[Planned]:
    first, last = _day(since), _day(until)
    to_come = Q(starts_on__gte=first) | Q(ends_on__gte=first)
    for row in agreements.options(viewer).filter(to_come, starts_on__lte=last):
        if row.ends_on is None or row.starts_on <= row.ends_on:  # not called off before it began
            yield _of_days(row, (row.starts_on, row.ends_on), row.name, f"option/{row.pk}")


def _ordered(viewer: Viewer, since: datetime, until: datetime) -> Iterator[Planned]:
    """What was ordered once, and is no option of the contract."""
    first, last = _day(since), _day(until)
    rows = orders.quotes(viewer).filter(
        Q(starts_on__gte=first) | Q(ends_on__gte=first), starts_on__lte=last,
        state=orders.Quote.State.ACCEPTED, order__option=None,
    )  # fmt: skip
    for row in rows.select_related("contract", "subscription__product"):
        if row.starts_on is not None:
            days = (row.starts_on, row.ends_on or row.starts_on)
            yield _of_days(row, days, next(iter(row.offer.splitlines()), ""), row.reference)


def _closures(since: datetime, until: datetime) -> Iterator[Planned]:
    days = (_day(since), _day(until))
    for row in agreements.Closure.objects.filter(on__range=days).order_by("on", "start"):
        found = _closed(row)
        if found.starts_at < until and found.ends_at and found.ends_at > since:
            yield found


def _closed(row: agreements.Closure) -> Planned:
    begins = midnight(row.on)
    starts_at, ends_at = (begins + timedelta(seconds=seconds) for seconds in (row.start, row.end))
    whole = (row.start, row.end) == (0, 86_400)
    return Planned("closure", starts_at, ends_at, whole, dict.fromkeys(LANGUAGES, row.because))


def _of_days(
    row: agreements.Option | orders.Quote,
    days: tuple[date, date | None],
    title: str,
    reference: str,
) -> Planned:
    line, (first, last) = row.subscription, days
    return Planned(
        row.kind, midnight(first), midnight(last + timedelta(days=1)) if last else None,
        whole_days=True, title=dict.fromkeys(LANGUAGES, title), client_id=row.contract.client_id,
        products=(line.product.name,) if line else (), reference=reference,
    )  # fmt: skip


def _day(at: datetime) -> date:
    return at.astimezone(_zone()).date()


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)

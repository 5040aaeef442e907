"""The status page: works announced by family, and the calendar of maintenance windows.

Clause: 5.12, 5.15.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance import queries
from tenir.terms.dates import BadInstant, epoch, local, month_of, next_month
from tenir.terms.kinds_availability import Window
from tenir.terms.maintenance import window_spans
from tenir.ui.language import language
from tenir.ui.month import Event, Month
from tenir.ui.month import month_of as drawn
from tenir.ui.works import KINDS
from tenir.viewer import ANONYMOUS

AROUND = 12  # months that may be turned to, either way
AHEAD = timedelta(days=90)  # of works listed
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Announced:
    """Works as everyone reads them."""

    row: queries.Works
    kind: Any
    state: str  # works where they are under way, else announced
    products: str


@dataclass(frozen=True)
class FamilyShown:
    """A family of products, and what is announced of it."""

    name: str
    products: str
    state: str
    next_at: datetime | None


def status(request: HttpRequest) -> HttpResponse:
    """What everyone may know of today: works under way and to come, by family, and the windows."""
    now = clock.now()
    key = f"{timezone.localtime(now):%Y-%m}"
    month = _month_asked(request.GET.get("month", ""), key)
    coming = [_announced(row, now) for row in queries.announced(since=now, until=now + AHEAD)]
    told = {
        "now": now, "coming": coming, "under_way": [it for it in coming if it.state == "works"],
        "families": [_family(family, coming) for family in catalogue.families()],
        "month": _calendar(month, key, now),
        "agreement": _agreement(),
    }  # fmt: skip
    return render(request, "public/status.html", told)


def _announced(row: queries.Works, now: datetime) -> Announced:
    state = "works" if row.starts_at <= now else "announced"
    names = ", ".join(product.name for product in row.products.all())
    return Announced(row, KINDS[row.kind], state, names)


def _family(family: catalogue.Family, coming: Sequence[Announced]) -> FamilyShown:
    products = {product.pk: product.name for product in family.products.all()}
    mine = [it for it in coming if any(each.pk in products for each in it.row.products.all())]
    state = mine[0].state if mine else "quiet"
    name = family.name_fr if language() == "fr" else family.name_en
    return FamilyShown(
        name, ", ".join(products.values()), state, mine[0].row.starts_at if mine else None
    )


def _agreement() -> agreements.Version | None:
    return agreements.versions(ANONYMOUS, agreement=agreements.REFERENCE).first()


def _month_asked(asked: str, this_month: str) -> str:
    """The month asked for, where it is near enough; else this one."""
    try:
        month_of(asked)
    except BadInstant:
        return this_month
    near = next_month(this_month, -AROUND) <= asked <= next_month(this_month, AROUND)
    return asked if near else this_month


def _calendar(month: str, this_month: str, now: datetime) -> Month:
    first = date(*month_of(month), 1)
    begins = timezone.make_aware(datetime(first.year, first.month, 1)) - WEEK
    ends = begins + 7 * WEEK
    events = [
        *(Event(_("Window"), start, end, "waived") for start, end in _windows(begins, ends)),
        *(
            Event(f"{row.number} · {KINDS[row.kind]}", row.starts_at, row.ends_at, "risk",
                  f"#works-{row.number}" if row.ends_at > now else "")
            for row in queries.announced(since=begins, until=ends)
        ),
    ]  # fmt: skip
    around = (next_month(month, -1), next_month(month, 1))
    addresses = tuple(
        f"?month={each}#calendar" if _month_asked(each, this_month) == each else ""
        for each in around
    )
    today = timezone.localtime(now).date()
    return drawn(first, events, today=today, around=(addresses[0], addresses[1]))


def _windows(begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The windows that the agreement published last gives; none before one is."""
    if found := _agreement():
        held = agreements.agreement_of(found).terms().get("maintenance.window", Window)
        for start, end in window_spans(held, (epoch(begins), epoch(ends))):
            yield local(start, settings.TIME_ZONE), local(end, settings.TIME_ZONE)

"""Works: listed, on the calendar, one by one.

Clause: 5.12, 5.14, 5.15.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.availability import queries as availability
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance import queries, services
from tenir.faces.console.works_frame import COLUMNS, FILTERS, tabbed
from tenir.terms.dates import BadInstant, month_of, next_month
from tenir.ui.exports import file_of, wants_file
from tenir.ui.language import language
from tenir.ui.listing import listing
from tenir.ui.month import Event, Month
from tenir.ui.month import month_of as month_drawn
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.stops import stops_told
from tenir.ui.timeline import Happened
from tenir.ui.works import KINDS, STEPS, state_of_works
from tenir.viewer import Viewer

WEEK = timedelta(days=7)
LENGTHS = ((30, _("30 minutes")), (60, _("1 hour")), (120, _("2 hours")), (240, _("4 hours")),
           (480, _("8 hours")))  # fmt: skip


@staff_only
def works(request: HttpRequest) -> HttpResponseBase:
    """Every works, the latest first.

    Clause: 5.12.
    """
    viewer = viewer_of(request)
    plans = viewer.has(*services.PLANNERS)
    found = listing(
        request, queries.works(viewer), columns=COLUMNS, filters=FILTERS, sort="-starts",
        empty=_("No works yet: announce the first ones, so that they do not count against the "
                "rate."),
        act=(_("Plan works"), reverse("console:works-new")) if plans else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "works")
    return tabbed(request, "console/works", "works", {"found": found})


class LookedForm(forms.Form):
    """Which product's windows are drawn, and how long works would last."""

    product = forms.ModelChoiceField(
        catalogue.Product.objects.none(), label=_("Product"), to_field_name="key", required=False,
        empty_label=_("The usual windows"),
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label=_("For works of"), choices=LENGTHS, coerce=int, required=False
    )


@staff_only
def calendar(request: HttpRequest) -> HttpResponseBase:
    """A month of windows, works, freezes and weekly stops; free time for works of some length.

    Clause: 5.12, 5.14, 5.15, 5.16.
    """
    viewer, now = viewer_of(request), clock.now()
    form = LookedForm(request.GET or None)
    fields: Any = form.fields
    fields["product"].queryset = catalogue.products()
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    product = asked.get("product")
    keys, minutes = [product.key] if product else [], asked.get("minutes") or 60
    month = _month(request.GET.get("month", ""), now)
    plans = viewer.has(*services.PLANNERS)
    told = {
        "form": form, "month": _drawn(viewer, month, keys, now), "minutes": minutes,
        "product": product, "stops": stops_told(queries.stops(viewer, now), now),
        "free": queries.free_time(viewer, products=keys, minutes=minutes, after=now)
        if plans and keys else [],
    }  # fmt: skip
    return tabbed(request, "console/works_calendar", "works-calendar", told)


def _month(asked: str, now: datetime) -> str:
    try:
        year, number = month_of(asked)
    except BadInstant:
        return f"{timezone.localtime(now):%Y-%m}"
    return f"{year}-{number:02d}"


def _drawn(viewer: Viewer, month: str, keys: list[str], now: datetime) -> Month:
    first = date(*month_of(month), 1)
    begins = timezone.make_aware(datetime(first.year, first.month, 1)) - WEEK
    ends = begins + 7 * WEEK
    around = (_turned(next_month(month, -1), keys), _turned(next_month(month, 1), keys))
    return month_drawn(
        first, list(_events(viewer, begins, ends, keys)),
        today=timezone.localtime(now).date(), around=around,
    )  # fmt: skip


def _turned(month: str, keys: list[str]) -> str:
    product = f"&product={keys[0]}" if keys else ""
    return f"{reverse('console:works-calendar')}?month={month}{product}"


def _events(
    viewer: Viewer, begins: datetime, ends: datetime, keys: list[str]
) -> Iterator[Event]:  # fmt: skip
    if viewer.has(*services.PLANNERS):
        for start, end in queries.windows(viewer, keys, since=begins, until=ends):
            yield Event(_("Window"), start, end, "waived")
    for frozen in queries.freezes(viewer, since=begins, until=ends).filter(lifted_at=None):
        label = _("Freeze: %(client)s") % {"client": frozen.client.organisation.name}
        yield Event(label, frozen.starts_at, frozen.ends_at, "missed", reverse("console:freezes"))
    for row in queries.works(viewer, since=begins, until=ends).filter(withdrawn_at=None):
        address = reverse("console:works-one", args=[row.number])
        tone = "new" if row.draft else "risk" if row.outside else "running"
        label = f"{row.number} · {row.title(language()) or KINDS[row.kind]}"
        yield Event(label, row.starts_at, row.ends_at, tone, address)


@staff_only
def one(request: HttpRequest, number: str) -> HttpResponseBase:
    """One works: when, what it touches, what was checked, what became of it, what was measured.

    Clause: 5.10, 5.12, 5.14.
    """
    viewer, now = viewer_of(request), clock.now()
    found = queries.works_numbered(viewer, number)
    plans = viewer.has(*services.PLANNERS) and found.withdrawn_at is None
    told = {
        "it": found, "title": found.title(language()), "kind": KINDS[found.kind],
        "state": state_of_works(found, now), "products": found.products.order_by("position"),
        "subscriptions": found.subscriptions.select_related("product", "contract"),
        "steps": [_happened(step) for step in queries.steps(viewer, number)],
        "measured": _measured(viewer, found), "withdraws": plans,
        "announces": plans and found.draft, "moves": plans and found.started_at is None,
        "begins": plans and found.started_at is None and found.course == "person",
        "ends": plans and bool(found.course) and bool(found.started_at) and not found.ended_at,
        "corrects": plans and found.starts_at < now,
    }  # fmt: skip
    return tabbed(request, "console/works_one", "", told)


def _happened(step: queries.Step) -> Happened:
    word = STEPS[step.what]
    by = step.by.name if step.by else _("The clock")
    told = f"{step.because} · {by}" if step.because else by
    return Happened(step.happened_at, word.label, told, word.icon, word.tone)


def _measured(viewer: Viewer, found: queries.Works) -> Any:
    """The lines of the ledger at the hours of works, on what they touch."""
    start, end = found.started_at or found.starts_at, found.ended_at or found.ends_at
    rows = availability.outages(viewer).filter(start__lt=end, end__gt=start, state="down")
    touched = rows.filter(subscription__product__in=found.products.values("pk"))
    named = rows.filter(subscription__in=found.subscriptions.values("pk"))
    return (touched | named).distinct().order_by("start")[:20]

"""What the living page shows in its components: invented, and nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tenir.terms.standing import standing
from tenir.ui import charts
from tenir.ui.deadlines import Deadline, shown
from tenir.ui.listing import Column, Filter, Listing
from tenir.ui.month import Event, month_of
from tenir.ui.pages import Entry
from tenir.ui.progress import Work
from tenir.ui.states import STATES, TONES
from tenir.ui.timeline import Happened

HOUR = timedelta(hours=1)


def every(now: datetime) -> dict[str, Any]:
    """The samples, by the name that the page gives them."""
    chips = dict(deadlines(now))
    return {
        "states": list(STATES),
        "tones": TONES,
        "deadlines": list(chips.values()),
        "found": a_list(list(chips.values())),
        "nothing": a_list([]),
        "events": a_timeline(now),
        "reason": REASON,
        "works": some_work(),
        "bars": months(),
        "strip": ninety_days(),
        "line": charts.spark(_("Requests a week"), _points("w", [12, 14, 9, 16, 21, 18, 11, 8])),
        "ring": ring(),
        "month": a_month(now),
        "tabs": [
            Entry(_("Overview"), "#tabs", here=True),
            Entry(_("Requests"), "#tabs", count=27),
            Entry(_("Journal"), "#tabs"),
        ],
    }


def deadlines(now: datetime) -> Iterator[tuple[str, Deadline]]:
    """A deadline in each of its states."""
    cases: Sequence[tuple[str, timedelta, timedelta, dict[str, Any]]] = (
        ("running", 2 * HOUR, 7 * HOUR, {}),
        ("days", 30 * HOUR, 60 * HOUR, {}),
        ("risk", 7 * HOUR, 0.3 * HOUR, {}),
        ("overdue", 5 * HOUR, -0.4 * HOUR, {}),
        ("paused", 5 * HOUR, 3 * HOUR, {"pauses": [(now - HOUR, None)]}),
        ("kept", 5 * HOUR, HOUR, {"state": "kept", "done_at": now - HOUR}),
        ("late", 9 * HOUR, -3 * HOUR, {"state": "missed", "done_at": now - HOUR}),
        ("missed", 9 * HOUR, -3 * HOUR, {"state": "missed"}),
        ("waived", 2 * HOUR, HOUR, {"state": "waived"}),
    )
    for name, ago, ahead, more in cases:
        due_at = now + ahead
        stands = standing(None, started_at=now - ago, due_at=due_at, now=now, **more)
        yield name, shown(stands, due_at=due_at)


@dataclass(frozen=True)
class Row:
    """A row of the sample list."""

    number: str
    what: str
    client: str
    fee: Decimal
    state: str
    chip: Deadline


def a_list(chips: Sequence[Deadline]) -> Listing:
    """A list with its filters and its columns, of so many rows."""
    said = (_("The export of invoices fails"), _("The search is slow"), _("A reminder came twice"))
    clients = ("Ateliers Sorel", "Dvořák s.r.o.", "Ville d’Essai")
    states = ("running", "asked", "held", "done", "failed")
    rows = [
        Row(f"{2048 - n}", said[n % 3], clients[n % 3], Decimal(1250 * n), states[n % 5], chip)
        for n, chip in enumerate(chips)
    ]
    columns = (
        Column("number", _("Number"), lambda r: r.number, sort="number"),
        Column("what", _("Request"), lambda r: r.what, lead=True, note=lambda r: r.client,
               href=lambda r: f"#{r.number}"),
        Column("clauses", _("Clauses"), lambda _r: ["7.13"], kind="clauses"),
        Column("fee", _("Amount"), lambda r: r.fee, sort="fee", kind="money"),
        Column("state", _("State"), lambda r: r.state, sort="state", kind="state"),
        Column("due", _("Due"), lambda r: r.chip, kind="chip"),
    )  # fmt: skip
    filters = ((Filter("text", _("Text")), ""), (Filter("state", _("State"), choices=()), ""))
    return Listing(
        Paginator(rows, 5).get_page(1), columns, filters if rows else (), {}, "-number",
        _("No request yet: what does not work is reported here."),
        (_("Report a problem"), "#lists"),
    )  # fmt: skip


def a_timeline(now: datetime) -> Sequence[Happened]:
    """What happened to a request, and what is to come."""
    return (
        Happened(now - 6 * HOUR, pgettext("a request", "Recorded"), _("By e-mail."), "mail",
                 "running", ("7.7",)),
        Happened(now - 5 * HOUR, _("Taken over"), _("Within the hour promised."), "circle-check",
                 "kept", ("7.14",)),
        Happened(now - HOUR, _("Waiting for the client"), "", "player-pause", "risk"),
        Happened(now + 3 * HOUR, _("Answer due"), "", "clock", "waived", ahead=True),
    )  # fmt: skip


def some_work() -> Sequence[Work]:
    """Work at its beginning, half way, ended well and badly."""
    return (
        Work(_("Closing the month"), None, _("Reading samples")),
        Work(_("Closing the month"), 42, _("5 of 12 clients")),
        Work(_("Closing the month"), 100, done=True),
        Work(_("Closing the month"), 42, _("The samples of one client are missing."), failed=True),
    )


def months() -> charts.Chart:
    """Twelve months of availability against the target."""
    rates = (99.9, 99.97, 99.99, 99.2, 99.95, 100, 99.98, 99.9, 99.4, 99.99, 99.96, 99.98)
    points = [
        charts.Point(f"{n + 1:02d}", rate, f"{rate} %", "kept" if rate >= 99.5 else "missed")
        for n, rate in enumerate(rates)
    ]
    return charts.bars(
        _("Availability by month"), points, floor=98.5, goal=99.5,
        about=_("Two months of twelve are under the target."),
        goal_words=_("The dashed line is the target: 99.5 %."),
    )  # fmt: skip


def ninety_days() -> charts.Chart:
    """Ninety days, most of them well."""
    bad = {12: ("risk", _("degraded")), 51: ("missed", _("down")), 70: ("risk", _("degraded"))}
    points = [
        charts.Point(str(n - 90), 1, str(word), tone)
        for n in range(90)
        for tone, word in [bad.get(n, ("kept", _("operational")))]
    ]
    return charts.days(
        _("The last 90 days"), points, about=_("Down on one day"),
        ends=(_("90 days ago"), _("today")),
    )  # fmt: skip


def ring() -> tuple[charts.Chart, Sequence[charts.Arc]]:
    """Promises by how they ended."""
    points = [
        charts.Point(_("Kept"), 423, "423", "kept"),
        charts.Point(_("Missed"), 37, "37", "missed"),
        charts.Point(_("Waived"), 11, "11", "waived"),
    ]
    about = _("Nine promises in ten were kept.")
    return charts.donut(_("Promises by outcome"), points, about=about, middle="90 %")


def a_month(now: datetime) -> Any:
    """This month with its windows and one operation."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    first = today.replace(day=1)
    events = [
        Event(_("Window"), first + timedelta(days=n, hours=22), first + timedelta(days=n, hours=26),
              "running")
        for n in (2, 9, 16, 23)
    ]  # fmt: skip
    works = first + timedelta(days=11, hours=19)
    events.append(Event(_("Works"), works, works + 2 * HOUR, "risk", "#calendar"))
    return month_of(first.date(), events, today=today.date())


def _points(unit: str, values: Sequence[float]) -> list[charts.Point]:
    return [charts.Point(f"{unit}{n}", value, f"{value}") for n, value in enumerate(values, 1)]


def _said(fr: str, en: str, *clauses: str, **more: Any) -> dict[str, Any]:
    return {"sentence": {"fr": fr, "en": en}, "clause": list(clauses), **more}


REASON = _said(
    "pénalité de 40,00 € : deuxième mois manqué de suite",
    "a penalty of €40.00: second month missed in a row",
    "5.6",
    children=[
        _said(
            "09/2026 : 99,270 %, objectif 99,5 % manqué",
            "09/2026: 99.270 %, target 99.5 % missed", "5.1", "5.3",
            reading=[{"says": {"fr": "le mois est celui du calendrier", "en": "by the calendar"}}],
        ),
        _said(
            "plafond de 10 % de la redevance annuelle : non atteint",
            "cap of 10 % of the yearly fee: not reached", "5.8",
        ),
        _said("à demander avant le 23/11/2026", "to be claimed by 23 Nov 2026", "5.7"),
    ],
)  # fmt: skip

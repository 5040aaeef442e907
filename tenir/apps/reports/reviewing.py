"""A month looked at before it is frozen: what each subscription will be stated, what still waits.

Clause: 5.3, 5.4, 5.5, 5.6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.parties import queries as parties
from tenir.apps.reports.models import Frozen
from tenir.terms.availability import Availability
from tenir.terms.dates import epoch, local, month_of, month_span, next_month
from tenir.terms.penalties import Right
from tenir.viewer import NotSeen, Viewer

MONTHS_LISTED = 13
LONG = ("statement", "said", "inputs", "evidence")  # of a frozen month, which its review leaves out


@dataclass(frozen=True, slots=True)
class MonthKept:
    """How far a month is: the lines that it covers, those frozen, the proposals that wait."""

    month: str
    lines: int
    frozen: int
    undecided: int

    @property
    def state(self) -> str:
        """Frozen, waiting for decisions, ready, or empty: nobody subscribed yet."""
        if not self.lines:
            return "empty"
        if self.frozen >= self.lines:
            return "frozen"
        return "undecided" if self.undecided else "ready"


@dataclass(frozen=True, slots=True)
class LineMonth:
    """One subscription's month as it will be stated; `kept` where it is frozen already."""

    subscription: agreements.Subscription
    found: Availability
    measured: bool
    right: Right | None
    kept: Frozen | None


@dataclass(frozen=True, slots=True)
class ClientMonth:
    """One client's month: its lines, and the proposed exclusions that wait for a person."""

    client: parties.Client
    lines: tuple[LineMonth, ...]
    undecided: tuple[availability.Cause, ...]


def month_ends(month: str) -> datetime:
    """The first instant after the month, in the agreement's zone."""
    return local(month_span(month, settings.TIME_ZONE)[1], settings.TIME_ZONE)


def covering(viewer: Viewer, month: str) -> QuerySet[agreements.Subscription]:
    """The subscriptions that the viewer may see of which the month covers a part."""
    first = date(*month_of(month), 1)
    last = date(*month_of(next_month(month)), 1) - timedelta(days=1)
    running = Q(ends_on=None) | Q(ends_on__gte=first)
    return agreements.subscriptions(viewer).filter(running, starts_on__lte=last)


def months_kept(viewer: Viewer, *, at: datetime) -> list[MonthKept]:
    """The months that are over, the latest first, each with how far it is; NotSeen but for staff.

    Those before anything was measured or frozen are left out: there is nothing to state of them.
    Clause: 5.4.
    """
    _must_see(viewer)
    this = local(epoch(at), settings.TIME_ZONE).strftime("%Y-%m")
    months = [next_month(this, -back) for back in range(1, MONTHS_LISTED + 1)]
    whole = agreements.subscriptions(viewer).order_by().values_list("starts_on", "ends_on")
    runs = list(whole.annotate(lines=Count("pk"), first=Min("measured__first_at")))
    spans = [
        (f"{start:%Y-%m}", f"{end:%Y-%m}" if end else "9999-12", lines)
        for start, end, lines, _ in runs
    ]
    frozen = Frozen.objects.filter(**viewer.within("organisation"), month__in=months, revision=1)
    kept = Counter(dict(frozen.order_by().values_list("month").annotate(Count("pk"))))
    measured = map(_month, filter(None, (first for *_, first in runs)))
    begun = min([*kept, *measured], default=months[0])
    undecided = availability.undecided(viewer, until=at).order_by().values_list("start", flat=True)
    waiting = Counter(map(_month, undecided))
    return [
        MonthKept(
            month, sum(lines for start, end, lines in spans if start <= month <= end),
            kept[month], waiting[month],
        )
        for month in months if month >= begun
    ]  # fmt: skip


def clients_of(viewer: Viewer, month: str) -> QuerySet[parties.Client]:
    """The clients that the viewer may see with a subscription in that month, by name.

    Clause: 5.4.
    """
    mine = covering(viewer, month).order_by().values("contract__client")
    return parties.clients(viewer).filter(pk__in=mine).order_by("organisation__name")


def reviewed(
    viewer: Viewer, clients: Sequence[parties.Client], month: str
) -> Iterator[ClientMonth]:
    """What would be frozen of those clients' month: figures, rights, what nobody has decided.

    NotSeen but for staff.
    Clause: 5.3, 5.4, 5.5, 5.6.
    """
    _must_see(viewer)
    kept = {
        row.subscription_id: row for row in Frozen.objects.filter(
            organisation__in=[client.pk for client in clients], month=month
        ).defer(*LONG).order_by("revision")
    }  # fmt: skip
    waiting: dict[int, list[availability.Cause]] = {}
    for cause in undecided_of(viewer, month, clients=[client.pk for client in clients]):
        waiting.setdefault(cause.subscription.contract.client_id, []).append(cause)
    mine = availability.books_of(viewer, [client.pk for client in clients], until=month)
    for client in clients:
        yield ClientMonth(
            client, tuple(_lines(mine[client.pk], month, kept)), tuple(waiting.get(client.pk, ()))
        )


def undecided_of(
    viewer: Viewer, month: str, *, clients: Sequence[int] | None = None
) -> list[availability.Cause]:
    """The proposed exclusions of outages of that month that wait for a person, of those clients.

    Clause: 5.5.
    """
    start = local(month_span(month, settings.TIME_ZONE)[0], settings.TIME_ZONE)
    found = availability.undecided(viewer, until=month_ends(month)).filter(end__gt=start)
    if clients is not None:
        found = found.filter(subscription__contract__client__in=clients)
    return list(found)


def _lines(
    mine: availability.ClientBooks, month: str, kept: dict[int | None, Frozen]
) -> Iterator[LineMonth]:
    for place, line in enumerate(mine.subscriptions):
        if mine.books.covers(place, month):
            months = mine.books.closed(place, month)
            yield LineMonth(
                line, months.month(month).value, months.rate(month) is not None,
                mine.books.right(place, month), kept.get(line.pk),
            )  # fmt: skip


def _must_see(viewer: Viewer) -> None:
    if not viewer.is_staff:
        raise NotSeen("reports.no_frozen")


def _month(at: datetime) -> str:
    return local(epoch(at), settings.TIME_ZONE).strftime("%Y-%m")

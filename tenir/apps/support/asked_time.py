"""Questions about time spent: real and charged, what is left of prepaid hours, what it came to.

Clause: 7.22.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from tenir.apps.agreements import queries as agreements
from tenir.apps.orders.queries import billable_lines
from tenir.apps.support.asked import request as one_request
from tenir.apps.support.asked import requests
from tenir.apps.support.models import BillingTerms, Prepaid, Request, TimeAnnouncement, TimeEntry
from tenir.viewer import NotSeen, Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement of time: minutes spent, charged, prepaid, and the amount of the rest.

    In euros excl. tax.
    """

    entry: TimeEntry
    amount: Decimal


def times(
    viewer: Viewer, *, request: int | None = None, withdrawn: bool = False
) -> QuerySet[TimeEntry]:
    """The time spent that the viewer may know of, in order: a client sees what it is charged.

    What was withdrawn is left out, unless it is asked for.
    Clause: 7.22.
    """
    found = TimeEntry.objects.filter(request__in=requests(viewer).order_by().values("pk"))
    if request is not None:
        found = found.filter(request=request)
    if not withdrawn:
        found = found.filter(withdrawn_at=None)
    if not viewer.is_staff:
        found = found.filter(charged__isnull=False)
    return found.select_related("request", "person", "changed_by").order_by("started_at", "pk")


def time_entry(viewer: Viewer, id: int) -> TimeEntry:
    """One entry of time, withdrawn or not, of those that `times` tells the viewer. Raises NotSeen.

    Clause: 7.22.
    """
    found = times(viewer, withdrawn=True).filter(pk=id).first()
    if found is None:
        raise NotSeen("requests.no_such_time")
    return found


def announcement(viewer: Viewer, id: int | Request) -> TimeAnnouncement | None:
    """What the client was last told of time to be charged, None where nothing was. Raises NotSeen.

    Clause: 7.22.
    """
    return announcements(viewer, id).last()


def announcements(viewer: Viewer, id: int | Request) -> QuerySet[TimeAnnouncement]:
    """All that the client was told of time to be charged, in order. Raises NotSeen.

    Clause: 7.22.
    """
    found = TimeAnnouncement.objects.filter(request=one_request(viewer, id))
    return found.order_by("announced_at", "pk")


def billing_terms(viewer: Viewer, contract: int) -> BillingTerms | None:
    """How a contract's time is charged, None where it is not said. Raises NotSeen.

    Clause: 7.22.
    """
    held = agreements.contract(viewer, contract)
    return BillingTerms.objects.filter(contract=held).first()


def prepaid_hours(viewer: Viewer, *, contract: int | None = None) -> QuerySet[Prepaid]:
    """The hours that were paid for before, among the contracts that the viewer may know of.

    Clause: 7.22.
    """
    held = agreements.contracts(viewer).order_by().values("pk")
    found = Prepaid.objects.filter(contract__in=held).select_related("contract")
    found = found.filter(contract=contract) if contract is not None else found
    return found.order_by("contract", "bought_on", "pk")


def balance(viewer: Viewer, contract: int, *, on: date) -> int:
    """The minutes that are left of a contract's prepaid hours on that day. Raises NotSeen.

    Clause: 7.22.
    """
    held = agreements.contract(viewer, contract)
    live = Q(expires_on=None) | Q(expires_on__gte=on)
    left = prepaid_hours(viewer, contract=held.pk).filter(live, bought_on__lte=on)
    return left.order_by().aggregate(left=Sum(F("minutes") - F("spent")))["left"] or 0


def statement(viewer: Viewer, contract: int, *, since: datetime, until: datetime) -> list[Line]:
    """What was charged on a contract between two instants, line by line. Raises NotSeen.

    Clause: 7.22.
    """
    held = agreements.contract(viewer, contract)
    charged = times(viewer).filter(
        request__subscription__contract=held, charged_at__gte=since, charged_at__lt=until
    )
    amounts = dict(billable_lines(viewer).filter(contract=held).values_list("key", "amount"))
    return [Line(entry, amounts.get(entry.charge_key, Decimal(0))) for entry in charged]

"""What time comes to: prepaid hours spent, lines to invoice, and both given back.

Clause: 7.21, 7.22.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F

from tenir.apps.agreements import queries as agreements
from tenir.apps.orders import services as orders
from tenir.apps.orders.queries import BillableLine
from tenir.apps.support.alerting import judge_hours
from tenir.apps.support.models import (
    BillingTerms,
    Prepaid,
    Request,
    Ruling,
    TimeAnnouncement,
    TimeEntry,
)
from tenir.terms.support_time import Charged, charge
from tenir.viewer import SYSTEM, Viewer


class Charging(NamedTuple):
    """What a charge came to: the entries charged, what of them is to invoice, those that wait.

    `amount` is in euros excl. tax; `waiting` counts the entries announced that the client has not
    accepted yet, where the contract asks for that.
    """

    times: list[TimeEntry]
    amount: Decimal
    waiting: int


def give_back(ruled: Ruling, *, actor: Viewer, at: datetime) -> None:
    """What was charged on a ruling that is taken back is credited, hours and amounts alike.

    What was charged because the client ordered it stays. A consequence of `reverse_ruling`, in its
    transaction.
    Clause: 7.21, 7.22.
    """
    given = 0
    grounded = ruled.times.select_related("request__subscription__contract")
    for entry in grounded.select_for_update(of=("self",)):
        given += entry.prepaid
        _give_hours_back(entry)
        if entry.charge_key:
            _bill(entry, -_amount_of(entry), key=f"{entry.charge_key}/back", at=at)
        entry.charged, entry.prepaid, entry.charge_key, entry.charged_at = None, 0, "", None
        entry.rate = entry.ruling = None
        entry.save()
    if given:
        judge_hours(contract_of(ruled.request), on=day_of(at), actor=actor, at=at)


def charged(
    entry: TimeEntry, under: TimeAnnouncement, terms: BillingTerms, *, at: datetime
) -> Charged:
    """It is charged on the ground that it bears, at the rate and rounding that were announced.

    Clause: 7.16, 7.22.
    """
    day = day_of(at)
    entry.rate = under.out_of_hours_rate if entry.out_of_hours else under.rate
    left = _prepaid(terms.contract_id, day)
    found = charge(
        entry.minutes, hourly_rate=entry.rate,
        rounding=terms.rounding if under.rounding is None else under.rounding,
        minimum=terms.minimum if under.minimum is None else under.minimum,
        prepaid=sum(each.minutes - each.spent for each in left),
    )  # fmt: skip
    _spend(left, found.prepaid)
    entry.charged, entry.prepaid, entry.charged_at = found.minutes, found.prepaid, at
    if found.amount:
        entry.charge_key = f"time/{entry.pk}/{_ground(entry)}"
        _bill(entry, found.amount, key=entry.charge_key, at=at)
    entry.save()
    return found


def _ground(entry: TimeEntry) -> str:
    """What tells its line to invoice from another of its time: a ruling made again has its own."""
    return f"order/{entry.quote_id}" if entry.quote_id else str(entry.request.rulings.count())


def _bill(entry: TimeEntry, amount: Decimal, *, key: str, at: datetime) -> None:
    """A line to invoice, as a consequence: whoever did the act need not be one who bills."""
    contract = contract_of(entry.request)
    found, spent = entry.request, f"{entry.charged} min ({entry.nature})"
    label = spent if found.restricted else f"{found.number} : {spent}"
    orders.bill(
        contract, key=key, label=label, quantity=Decimal(1 if amount > 0 else -1),
        unit_price=abs(amount), due_on=day_of(at), subject=entry.request.subject,
        actor=SYSTEM, at=at,
    )  # fmt: skip


def _amount_of(entry: TimeEntry) -> Decimal:
    return BillableLine.objects.get(key=entry.charge_key).amount


def _prepaid(contract: int, on: date) -> list[Prepaid]:
    """The hours that are left on that day, those that expire first before the others."""
    rows = Prepaid.objects.select_for_update().filter(contract=contract, bought_on__lte=on)
    left = rows.filter(spent__lt=F("minutes")).order_by(F("expires_on").asc(nulls_last=True), "pk")
    return [each for each in left if each.expires_on is None or on <= each.expires_on]


def _spend(left: list[Prepaid], minutes: int) -> None:
    for each in left:
        taken = min(minutes, each.minutes - each.spent)
        if not taken:
            continue
        each.spent, minutes = each.spent + taken, minutes - taken
        each.save(update_fields=["spent"])


def _give_hours_back(entry: TimeEntry) -> None:
    """To the purchases that were spent last; where nothing was left, it may be told of again."""
    minutes = entry.prepaid
    rows = Prepaid.objects.select_for_update().filter(
        contract=contract_of(entry.request), spent__gt=0
    )
    for each in rows.order_by("-pk"):
        back = min(minutes, each.spent)
        if back and each.spent == each.minutes:
            each.alerted_at = None
        each.spent, minutes = each.spent - back, minutes - back
        each.save(update_fields=["spent", "alerted_at"])


def contract_of(found: Request) -> agreements.Contract:
    """The contract of a request that names a product: time is recorded on no other."""
    if found.subscription is None:
        raise LookupError(f"{found} names no subscription: it has no contract")
    return found.subscription.contract


def day_of(at: datetime) -> date:
    """The publisher's day at that instant."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()

"""On which terms time is charged, and its charging; hours paid for before.

Clause: 7.16, 7.22.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.journal import services as journal
from tenir.apps.orders.queries import Quote, quotes
from tenir.apps.support.alerting import judge_hours
from tenir.apps.support.announcing import agreed, announced, held_for, terms_of
from tenir.apps.support.charging import Charging, charged, contract_of, day_of
from tenir.apps.support.happening import locked
from tenir.apps.support.models import BillingTerms, Prepaid, Request, Ruling, TimeEntry
from tenir.apps.support.rights import BILLING, SELLERS
from tenir.apps.support.timing import FaultyTime
from tenir.viewer import SYSTEM, NotAllowed, Viewer


@transaction.atomic
def set_billing_terms(
    contract: int,
    *,
    hourly_rate: Decimal,
    out_of_hours_rate: Decimal | None = None,
    rounding: int = 1,
    minimum: int = 0,
    needs_consent: bool = False,
    actor: Viewer,
    at: datetime,
) -> BillingTerms:
    """How a contract's time is charged, from now on. Rates in euros excl. tax an hour.

    What was announced before keeps the rates that the client was told.

    Clause: 7.16, 7.22.
    """
    if not actor.has(*SELLERS):
        raise NotAllowed("requests.sells")
    held = agreements.contract(actor, contract)
    if rounding < 1 or minimum < 0 or hourly_rate < 0 or (out_of_hours_rate or 0) < 0:
        raise FaultyTime("requests.bad_terms")
    found, _ = BillingTerms.objects.update_or_create(
        contract=held,
        defaults={
            "hourly_rate": hourly_rate, "out_of_hours_rate": out_of_hours_rate,
            "rounding": rounding, "minimum": minimum, "needs_consent": needs_consent,
        },
    )  # fmt: skip
    journal.record(
        "support.billing_terms_set", subject=held.subject, actor=actor, at=at,
        client=held.client_id, clauses=("7.22",),
        after={
            "hourly_rate": str(hourly_rate), "rounding": rounding, "minimum": minimum,
            "out_of_hours_rate": None if out_of_hours_rate is None else str(out_of_hours_rate),
            "needs_consent": needs_consent,
        },
    )  # fmt: skip
    return found


@transaction.atomic
def charge_time(request: int, *, actor: Viewer, at: datetime) -> Charging:
    """The time spent since it was announced is charged: prepaid hours first, the rest to invoice.

    Each at the rate of the announcement that held when it was begun. Only where a ruling says that
    the cause is not ours, or the client ordered it; and where the contract asks for consent, what a
    contact accepted: the rest waits for that, refused where there is nothing else. Twice is once.
    Clause: 7.16, 7.22.
    """
    if not actor.has(*BILLING):
        raise NotAllowed("requests.sells")
    found = locked(request, actor)
    terms, told = terms_of(found), announced(found)
    ruled, ordered = found.rulings.filter(reversed_at=None).first(), _orders(found)
    if not (ruled or ordered):
        raise FaultyTime("requests.not_ruled", number=found.number)
    held = [(entry, held_for(entry, told)) for entry in _uncharged(found)]
    due = [(entry, under) for entry, under in held if under]
    free = [(entry, under) for entry, under in due if agreed(under, terms)]
    if due and not free:
        raise FaultyTime("requests.no_consent", number=found.number)
    for entry, _under in free:
        _ground(entry, ruled, ordered)
    done = [charged(entry, under, terms, at=at) for entry, under in free]
    if any(one.prepaid for one in done):
        judge_hours(contract_of(found), on=day_of(at), actor=actor, at=at)
    return Charging(
        [entry for entry, _under in free], sum((one.amount for one in done), Decimal(0)),
        waiting=sum(under.declined_at is None for _entry, under in due) - len(free),
    )  # fmt: skip


@transaction.atomic
def buy_hours(
    contract: int,
    *,
    minutes: int,
    key: str,
    bought_on: date,
    expires_on: date | None = None,
    actor: Viewer,
    at: datetime,
) -> Prepaid:
    """Hours paid for before they are spent; the same key is one purchase.

    Clause: 7.22.
    """
    if not actor.has(*SELLERS):
        raise NotAllowed("requests.sells")
    held = agreements.contract(actor, contract)
    if minutes <= 0 or not 0 < len(key) <= 120:
        raise FaultyTime("requests.bad_time")
    found, new = Prepaid.objects.get_or_create(
        key=key,
        defaults={
            "contract": held, "minutes": minutes, "bought_on": bought_on, "expires_on": expires_on
        },
    )  # fmt: skip
    if new:
        journal.record(
            "support.hours_bought", subject=held.subject, actor=actor, at=at,
            client=held.client_id, clauses=("7.22",), after={"minutes": minutes, "key": key},
        )  # fmt: skip
        on = day_of(at)
        judge_hours(held, on=on, bought=bool(found.left_on(on)), actor=actor, at=at)
    return found


def _uncharged(found: Request) -> QuerySet[TimeEntry]:
    return found.times.filter(charged=None, withdrawn_at=None).order_by("started_at", "pk")


def _orders(found: Request) -> list[Quote]:
    """What the client ordered for it, in order; a quote asked for since does not undo that."""
    mine = quotes(SYSTEM).filter(subject=found.subject, state=Quote.State.ACCEPTED)
    return list(mine.order_by("settled_at", "pk"))


def _ground(entry: TimeEntry, ruled: Ruling | None, ordered: Sequence[Quote]) -> None:
    """Time begun once it was ordered is charged on the order; other time on the ruling, if any."""
    before = [one for one in ordered if one.settled_at and one.settled_at <= entry.started_at]
    if before:
        entry.quote = before[-1]
    elif ruled:
        entry.ruling = ruled
    else:
        entry.quote = ordered[-1]

"""Time announced and charged where support does not owe it; hours paid for before.

Clause: 7.16, 7.22.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.journal import services as journal
from tenir.apps.orders.queries import Quote
from tenir.apps.support.alerting import judge_hours
from tenir.apps.support.charging import charged, contract_of, day_of
from tenir.apps.support.happening import happened, locked
from tenir.apps.support.models import (
    BillingTerms,
    Prepaid,
    Request,
    TimeAnnouncement,
    TimeEntry,
)
from tenir.apps.support.rights import BILLING, SELLERS, must_answer, speaks
from tenir.apps.support.telling import tell, tell_staff
from tenir.apps.support.timing import FaultyTime
from tenir.viewer import NotAllowed, Viewer


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

    Clause: 7.22.
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
            "needs_consent": needs_consent,
        },
    )  # fmt: skip
    return found


@transaction.atomic
def announce_time(
    request: int, *, because: str, minutes: int, actor: Viewer, at: datetime
) -> TimeAnnouncement:
    """The client is told, before it is, that time will be charged: why, how much, at which rate.

    Clause: 7.22.
    """
    must_answer(actor)
    found = locked(request, actor)
    terms = _terms(found)
    if not because.strip() or minutes <= 0:
        raise FaultyTime("requests.no_reason")
    told, _ = TimeAnnouncement.objects.update_or_create(
        request=found,
        defaults={
            "because": because.strip(), "minutes": minutes, "rate": terms.hourly_rate,
            "announced_at": at, "announced_by_id": actor.person, "accepted_at": None,
            "declined_at": None, "answered_by": None,
        },
    )  # fmt: skip
    facts = {"minutes": minutes, "rate": str(terms.hourly_rate)}
    happened(found, "time_announced", actor=actor, at=at, text=because, facts=facts)
    tell(
        found, "time_announced", actor=actor, at=at, text=because, minutes=minutes,
        rate=terms.hourly_rate, consent=terms.needs_consent,
    )  # fmt: skip
    return told


@transaction.atomic
def answer_time(request: int, *, accepted: bool, actor: Viewer, at: datetime) -> TimeAnnouncement:
    """A contact accepts that time is charged, or declines it.

    Clause: 7.22.
    """
    found = locked(request, actor)
    speaks(found, actor)
    told = TimeAnnouncement.objects.select_for_update().filter(request=found).first()
    if told is None:
        raise FaultyTime("requests.not_announced", number=found.number)
    told.accepted_at, told.declined_at = (at, None) if accepted else (None, at)
    told.answered_by_id = actor.person
    told.save()
    word = "accepted" if accepted else "declined"
    happened(found, "said", actor=actor, at=at, facts={"time": word})
    tell_staff(found, "message_staff", actor=actor, at=at, text=word)
    return told


@transaction.atomic
def charge_time(request: int, *, actor: Viewer, at: datetime) -> list[TimeEntry]:
    """The time spent since its announcement is charged: prepaid hours first, the rest to invoice.

    Only where a ruling says that the cause is not ours, or the client ordered it; and where the
    contract asks for consent, once a contact accepted. Twice is once.
    Clause: 7.16, 7.22.
    """
    if not actor.has(*BILLING):
        raise NotAllowed("requests.sells")
    found = locked(request, actor)
    terms, told = _terms(found), _announced(found)
    if not (found.rulings.filter(reversed_at=None).exists() or _quote_accepted(found)):
        raise FaultyTime("requests.not_ruled", number=found.number)
    if told.declined_at or (terms.needs_consent and told.accepted_at is None):
        raise FaultyTime("requests.no_consent", number=found.number)
    kept = found.times.filter(charged=None, withdrawn_at=None)
    due = kept.filter(started_at__gte=told.announced_at).order_by("started_at")
    done = [charged(entry, terms, actor=actor, at=at) for entry in due]
    if any(entry.prepaid for entry in done):
        judge_hours(contract_of(found), on=day_of(at), actor=actor, at=at)
    return done


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


def _terms(found: Request) -> BillingTerms:
    terms = BillingTerms.objects.filter(contract=contract_of(found)).first()
    if terms is None:
        raise FaultyTime("requests.no_terms", number=found.number)
    return terms


def _announced(found: Request) -> TimeAnnouncement:
    told = TimeAnnouncement.objects.filter(request=found).first()
    if told is None:
        raise FaultyTime("requests.not_announced", number=found.number)
    return told


def _quote_accepted(found: Request) -> bool:
    return found.quote is not None and found.quote.state == Quote.State.ACCEPTED

"""An offer accepted: the order, the option that it adds to the contract, the amount to invoice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Contract, Option
from tenir.apps.documents.queries import Document
from tenir.apps.journal import services as journal
from tenir.apps.orders.asking import (
    CENT,
    LASTING,
    PRICERS,
    FaultyOffer,
    claimed,
    held,
    settle,
    today,
)
from tenir.apps.orders.models import BillableLine, Order, Quote
from tenir.apps.orders.own_backups import remind
from tenir.apps.orders.telling import readers_of_matter, tell_client, tell_staff
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM, NotAllowed, StaffRole, Viewer

ONE = Decimal(1)


class OfferExpired(Refused):
    """The offer's last day has passed."""


class OfferChanged(Refused):
    """Another offer has come since the one that was read."""


@transaction.atomic
def accept(
    quote: Quote,
    *,
    read: datetime | None = None,
    document: Document | None = None,
    actor: Viewer,
    at: datetime,
) -> Order:
    """A contact entitled to it accepts the offer: an order, with all that follows from it.

    A lasting service becomes an option of the contract; what is paid once, a line to invoice. The
    offer holds to the end of its last day. Accepting twice is accepting once. `read` is when the
    offer that they read was made: one that came since binds nobody, OfferChanged.
    Clause: 2.6, 2.8, 6.7, 7.16, 8.7.
    """
    if not actor.speaks_for(quote.contract.client_id):
        raise NotAllowed("orders.answers")
    if held(quote).state == Quote.State.ACCEPTED:
        return Order.objects.get(quote=quote)
    found = claimed(quote, Quote.State.PRICED)
    if read is not None and read != found.priced_at:
        raise OfferChanged("orders.offer_changed", number=found.number)
    if found.valid_until is not None and today(at) > found.valid_until:
        raise OfferExpired("orders.expired", number=found.number, day=found.valid_until)
    settle(found, Quote.State.ACCEPTED, because="", actor=actor, at=at)
    order = Order.objects.create(
        quote=found, ordered_at=at, ordered_by_id=actor.person, document=document,
        option=_option(found, actor=actor, at=at),
    )  # fmt: skip
    if found.amount is not None:
        _line_of(order, found, found.amount, at=at)
    remind(found, actor=actor, at=at)
    tell_client(found, "accepted", actor=actor, at=at)
    tell_staff(found, "accepted", actor=actor, at=at)
    return order


@transaction.atomic
def bill(
    contract: Contract,
    *,
    key: str,
    label: str,
    quantity: Decimal,
    unit_price: Decimal,
    due_on: date,
    subject: str = "",
    actor: Viewer,
    at: datetime,
) -> BillableLine:
    """An amount to invoice that no order named: time spent (7.22). The same key bills once.

    Clause: 7.22.
    """
    if not actor.has(StaffRole.AGENT, *PRICERS):
        raise NotAllowed("orders.prices")
    line, new = BillableLine.objects.get_or_create(
        key=key,
        defaults={
            "contract": contract, "subject": subject, "label": label, "quantity": quantity,
            "unit_price": unit_price, "amount": (quantity * unit_price).quantize(CENT),
            "due_on": due_on, "recorded_at": at,
        },
    )  # fmt: skip
    if new:
        _record_line(line, "billed", actor=actor, at=at)
    return line


@transaction.atomic
def mark_invoiced(
    lines: Iterable[BillableLine], *, invoice: str, on: date, actor: Viewer, at: datetime
) -> int:
    """Finance has put these lines on an invoice; one already on another is left there."""
    if not actor.has(StaffRole.FINANCE):
        raise NotAllowed("orders.invoices")
    if not invoice.strip():
        raise FaultyOffer("orders.no_invoice")
    marked = 0
    for line in lines:
        open_line = BillableLine.objects.filter(pk=line.pk, invoiced_on=None)
        if open_line.update(invoice=invoice.strip(), invoiced_on=on):
            line.invoice, line.invoiced_on = invoice.strip(), on
            _record_line(line, "invoiced", actor=actor, at=at)
            marked += 1
    return marked


def expire(now: datetime) -> int:
    """The offers whose last day has passed lapse, each once; how many did."""
    late = Quote.objects.filter(state=Quote.State.PRICED, valid_until__lt=today(now))
    return sum(_expire(quote, now) for quote in late.select_related("contract")[:1000])


@transaction.atomic
def _expire(quote: Quote, now: datetime) -> int:
    still = Quote.objects.filter(
        pk=quote.pk, state=Quote.State.PRICED, valid_until=quote.valid_until
    )
    if not still.update(state=Quote.State.EXPIRED):
        return 0
    quote.refresh_from_db()
    settle(quote, Quote.State.EXPIRED, because="", actor=SYSTEM, at=now)
    tell_client(quote, "expired", actor=SYSTEM, at=now)
    return 1


def _option(found: Quote, *, actor: Viewer, at: datetime) -> Option | None:
    if found.kind not in LASTING or found.starts_on is None:
        return None
    return agreements.add_option(
        found.contract, kind=found.kind, key=f"{found.reference}/option",
        name=_named(found)[:200], order=found.number, starts_on=found.starts_on,
        ends_on=found.ends_on, yearly_fee=found.yearly, details=found.details,
        subscription=found.subscription, actor=actor, at=at,
    )  # fmt: skip


def _line_of(order: Order, found: Quote, amount: Decimal, *, at: datetime) -> None:
    line = BillableLine.objects.create(
        contract=found.contract, order=order, key=f"{found.reference}/amount",
        subject=found.subject, label=_named(found), quantity=ONE,
        unit_price=amount, amount=amount, due_on=found.starts_on or today(at), recorded_at=at,
    )  # fmt: skip
    _record_line(line, "billed", actor=SYSTEM, at=at)


def _named(found: Quote) -> str:
    """What was ordered: the offer's first line, or the quote's number where that is reserved."""
    return found.offer.splitlines()[0][:300] if readers_of_matter(found) is None else found.number


def _record_line(line: BillableLine, word: str, *, actor: Viewer, at: datetime) -> None:
    journal.record(
        f"orders.line_{word}", subject=f"billable_line/{line.pk}", actor=actor, at=at,
        client=line.contract.client_id,
        after={"contract": line.contract.number, "amount": str(line.amount),
               "due_on": line.due_on.isoformat(), "invoice": line.invoice},
    )  # fmt: skip

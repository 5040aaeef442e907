"""A quote, from the wish to the answer: each step once, whoever asks twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tenir.apps.agreements.queries import Contract, Subscription
from tenir.apps.journal import services as journal
from tenir.apps.orders.findable import index_quote
from tenir.apps.orders.models import Quote
from tenir.apps.orders.telling import readers_of_matter, tell_client, tell_staff
from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, StaffRole, Viewer

CLAUSES: Mapping[str, str] = {
    "tma": "2.6", "third_party_support": "2.6", "training": "2.8", "user_support": "2.8",
    "settings_help": "2.8", "on_call": "7.16", "out_of_hours": "7.16", "hours": "7.22",
    "implementation": "8.7", "other": "2.5",
}  # fmt: skip
LASTING = frozenset({"tma", "third_party_support", "user_support", "on_call"})
PRICERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.FINANCE)
ASKERS = (StaffRole.AGENT, StaffRole.SECURITY_OFFICER, StaffRole.RELEASES, *PRICERS)
CENT = Decimal("0.01")
State = Quote.State


class FaultyOffer(Refused):
    """An offer that cannot be made: every fault at once, each where it stands."""

    faults: Sequence[FaultyOffer] = ()


class QuoteMovedOn(Refused):
    """The quote is not in the state that the act starts from."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What the publisher offers: words, what it costs once and each year, from when, until when.

    `valid_until` is the last day on which it can be accepted. Amounts in euros excl. tax.
    """

    words: str
    valid_until: date
    amount: Decimal | None = None
    yearly: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def ask(
    contract: Contract,
    kind: str,
    *,
    wish: str,
    subscription: Subscription | None = None,
    subject: str = "",
    actor: Viewer,
    at: datetime,
) -> Quote:
    """A client, or staff in its name, asks for a service that is sold apart.

    Clause: 2.6, 2.8, 7.16, 8.7.
    """
    _may_ask(actor, contract)
    if kind not in Quote.Kind.values:
        raise FaultyOffer("orders.kind", given=kind, known=", ".join(Quote.Kind.values))
    if not wish.strip():
        raise FaultyOffer("orders.no_wish")
    if subscription and subscription.contract_id != contract.pk:
        raise FaultyOffer("orders.other_contract", target=subscription.target)
    found = Quote.objects.create(
        contract=contract, subscription=subscription, kind=kind, subject=subject,
        wish=wish.strip(), asked_at=at, asked_by_id=actor.person,
    )  # fmt: skip
    readers = readers_of_matter(found)
    if readers is not None:
        journal.reserve(found.reference, readers=readers, at=at)
    index_quote(found)
    record(found, "asked", actor=actor, at=at)
    tell_staff(found, "asked", actor=actor, at=at)
    return found


@transaction.atomic
def price(quote: Quote, offer: Offer, *, actor: Viewer, at: datetime) -> Quote:
    """The publisher answers with a price; a quote priced before gets the new offer.

    Clause: 2.6, 2.8, 8.7.
    """
    if not actor.has(*PRICERS):
        raise NotAllowed("orders.prices")
    for fault in _faults(quote, offer, at):
        raise fault
    found = claimed(quote, State.ASKED, State.PRICED)
    before = offer_of(found)
    found.state, found.offer, found.priced_at = State.PRICED, offer.words.strip(), at
    found.amount, found.yearly = _cents(offer.amount), _cents(offer.yearly)
    found.starts_on, found.ends_on = offer.starts_on, offer.ends_on
    found.valid_until, found.details = offer.valid_until, dict(offer.details)
    found.save()
    index_quote(found)
    record(found, "priced", actor=actor, at=at, before=before)
    tell_client(found, "priced", actor=actor, at=at)
    return found


@transaction.atomic
def decline(quote: Quote, *, because: str = "", actor: Viewer, at: datetime) -> Quote:
    """The client does not want it."""
    if not actor.speaks_for(quote.contract.client_id):
        raise NotAllowed("orders.answers")
    found = claimed(quote, State.ASKED, State.PRICED)
    settle(found, State.DECLINED, because=because, actor=actor, at=at)
    tell_staff(found, "declined", actor=actor, at=at)
    return found


@transaction.atomic
def withdraw(quote: Quote, *, because: str, actor: Viewer, at: datetime) -> Quote:
    """The publisher takes its offer back before it is accepted, and says why."""
    if not actor.has(*PRICERS):
        raise NotAllowed("orders.prices")
    if not because.strip():
        raise FaultyOffer("orders.no_reason")
    found = claimed(quote, State.ASKED, State.PRICED)
    settle(found, State.WITHDRAWN, because=because, actor=actor, at=at)
    tell_client(found, "withdrawn", actor=actor, at=at)
    return found


def held(quote: Quote) -> Quote:
    """The quote as it stands, held until the transaction ends."""
    rows = Quote.objects.select_for_update(of=("self",)).select_related("contract")
    return rows.get(pk=quote.pk)


def claimed(quote: Quote, *states: str) -> Quote:
    """The quote, held, in one of these states; QuoteMovedOn where it has moved on."""
    found = held(quote)
    if found.state not in states:
        raise QuoteMovedOn("orders.moved_on", number=found.number, state=found.state)
    return found


def today(at: datetime) -> date:
    """The publisher's day at that instant."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def settle(found: Quote, state: str, *, because: str, actor: Viewer, at: datetime) -> None:
    """The quote reaches its last state, with who brought it there and why."""
    found.state, found.settled_at, found.because = state, at, because.strip()
    found.settled_by_id = actor.person
    found.save()
    record(found, state, actor=actor, at=at)


def record(
    found: Quote, word: str, *, actor: Viewer, at: datetime, before: Mapping[str, Any] | None = None
) -> None:
    """The fact in the journal. The words of the wish stay out: they may name people."""
    journal.record(
        f"orders.quote_{word}", subject=found.reference, actor=actor, at=at,
        client=found.contract.client_id, clauses=[CLAUSES[found.kind]], before=before,
        after={"kind": found.kind, "contract": found.contract.number, **offer_of(found)},
        personal={"wish": found.wish, "because": found.because},
    )  # fmt: skip


def offer_of(found: Quote) -> dict[str, Any]:
    """The offer as the journal keeps it."""
    return {
        "state": found.state,
        "amount": None if found.amount is None else str(found.amount),
        "yearly": None if found.yearly is None else str(found.yearly),
        "starts_on": found.starts_on and found.starts_on.isoformat(),
        "ends_on": found.ends_on and found.ends_on.isoformat(),
        "valid_until": found.valid_until and found.valid_until.isoformat(),
    }


def _may_ask(actor: Viewer, contract: Contract) -> None:
    staff = actor.has(*ASKERS)
    if not (staff or actor.speaks_for(contract.client_id)):
        raise NotAllowed("orders.answers")


def _faults(quote: Quote, offer: Offer, at: datetime) -> list[FaultyOffer]:
    found = [*_faults_of_price(quote, offer), *_faults_of_days(quote, offer, at)]
    if not offer.words.strip():
        found.insert(0, FaultyOffer("orders.no_words", "words"))
    if len(found) < 2:
        return found
    whole = FaultyOffer("orders.faults", faults=FaultList(found))
    whole.faults = found
    return [whole]


def _faults_of_price(quote: Quote, offer: Offer) -> Iterator[FaultyOffer]:
    if offer.amount is None and offer.yearly is None:
        yield FaultyOffer("orders.no_price", "amount")
    for name, price in (("amount", offer.amount), ("yearly", offer.yearly)):
        if price is not None and price < 0:
            yield FaultyOffer("orders.negative", name)
    if offer.yearly is not None and quote.kind not in LASTING:
        yield FaultyOffer("orders.no_yearly", "yearly", kind=quote.kind)


def _faults_of_days(quote: Quote, offer: Offer, at: datetime) -> Iterator[FaultyOffer]:
    start, end, contract = offer.starts_on, offer.ends_on, quote.contract
    if offer.valid_until < today(at):
        yield FaultyOffer("orders.already_expired", "valid_until", day=offer.valid_until)
    if quote.kind in LASTING and start is None:
        yield FaultyOffer("orders.no_start", "starts_on")
    if start and end and end < start:
        yield FaultyOffer("orders.backwards", "ends_on", start=start, end=end)
    if quote.kind in LASTING and start and not contract.runs_on(start):
        first, last = contract.starts_on, contract.ends_on or "…"
        yield FaultyOffer("orders.outside", "starts_on", day=start, start=first, end=last)


class FaultList(Refused):
    """Several faults said one after the other."""

    def __init__(self, faults: list[FaultyOffer]) -> None:
        self.faults = faults
        super().__init__("orders.no_wish")

    def message(self, language: Any = "en") -> str:
        """Each fault, in the reader's language."""
        told = (Refused(fault.key, **fault.values) for fault in self.faults)
        return " ; ".join(fault.message(language) for fault in told)


def _cents(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(CENT)

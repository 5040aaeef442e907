"""Quotes asked for, priced, accepted or declined; orders; amounts to invoice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.documents import queries as documents
from tenir.apps.orders import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import (
    Because,
    Day,
    Id,
    Instant,
    Key,
    Line,
    Long,
    Moment,
    Money,
    Rules,
    Shown,
    Told,
)
from tenir.ui.pages import viewer_of

article = Article("Orders")
WRITE = Scope.ORDERS_WRITE
QuoteKind = Literal[
    "tma", "third_party_support", "training", "user_support", "settings_help", "on_call",
    "out_of_hours", "hours", "implementation", "other",
]  # fmt: skip
Words = Annotated[Long, Field(min_length=1)]


class QuoteShown(Shown):
    """A service sold apart, asked for, priced, then accepted or not (fr. devis)."""

    id: int = Field(alias="pk")
    number: str
    contract: int = Field(alias="contract_id")
    client: int = Field(alias="contract.client_id")
    subscription: int | None = Field(alias="subscription_id")
    kind: str
    wish: str
    state: str
    asked_at: Moment
    offer: str
    amount: Decimal | None
    yearly: Decimal | None
    starts_on: Day | None
    ends_on: Day | None
    details: Rules
    valid_until: Day | None
    priced_at: Moment | None
    settled_at: Moment | None
    because: str


class NewQuote(Told):
    """What the client would like, on which contract."""

    contract: Id
    kind: QuoteKind
    wish: Words
    subscription: Id | None = None


class Price(Told):
    """What is offered: words, once and each year (euros excl. tax), from when, until when."""

    words: Words
    valid_until: Day
    amount: Money | None = None
    yearly: Money | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    details: Rules = Field({}, examples=[{}])


class Acceptance(Told):
    """The signed document, where there is one; when the offer that you read was made.

    With `priced_at`, an offer that has come since is refused rather than accepted unread.
    """

    document: UUID | None = None
    priced_at: Instant | None = None


class Declining(Told):
    """Why not, where you wish to say."""

    because: Long = ""


class QuotesAsked(Asked):
    """Which quotes."""

    sort: Literal["id", "-id", "asked_at", "-asked_at"] = "-id"
    state: Literal["", "asked", "priced", "accepted", "declined", "expired", "withdrawn"] = ""
    kind: Line = ""
    contract: Id | None = None
    client: Id | None = None

    sorts: ClassVar[Mapping[str, str]] = {"id": "pk", "asked_at": "asked_at"}
    narrows: ClassVar[Mapping[str, str]] = {
        "state": "state", "kind": "kind", "contract": "contract", "client": "contract__client",
    }  # fmt: skip


class OrderShown(Shown):
    """A quote accepted by a contact entitled to it (fr. commande)."""

    id: int = Field(alias="pk")
    quote: int = Field(alias="quote_id")
    ordered_at: Moment
    option: int | None = Field(alias="option_id")
    document: UUID | None = Field(alias="document_id")


class BillableLineShown(Shown):
    """An amount to invoice, in euros excl. tax (fr. ligne à facturer)."""

    id: int = Field(alias="pk")
    contract: int = Field(alias="contract_id")
    order: int | None = Field(alias="order_id")
    key: str
    label: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    due_on: Day
    invoice: str
    invoiced_on: Day | None


class NewBillableLine(Told):
    """An amount that no order named: time spent. The same key bills once."""

    contract: Id
    key: Annotated[Line, Field(max_length=120)]
    label: Line
    quantity: Annotated[Decimal, Field(max_digits=8, decimal_places=2, ge=0)]
    unit_price: Annotated[Decimal, Field(max_digits=9, decimal_places=2, ge=0)]
    due_on: Day


class BillableLinesAsked(Asked):
    """Which amounts."""

    contract: Id | None = None
    open: bool = Field(False, description="Those not invoiced yet.")

    narrows: ClassVar[Mapping[str, str]] = {"contract": "contract"}


class Invoicing(Told):
    """The lines that an invoice carries."""

    lines: list[Id] = Field(min_length=1, max_length=1000)
    invoice: Key
    on: Day


class Invoiced(Shown):
    """How many lines were put on the invoice; one already on another is left there."""

    invoiced: int


@article.many("/quotes", QuoteShown)
def list_quotes(request: HttpRequest, asked: Query[QuotesAsked]) -> Any:
    """List the quotes that you may see."""
    return paged(request, asked, queries.quotes(viewer_of(request)))


@article.one("/quotes/{id}", QuoteShown)
def read_quote(request: HttpRequest, id: Id) -> Any:
    """Read a quote."""
    return queries.quote(viewer_of(request), id)


@article.create("/quotes", QuoteShown, need=WRITE, where="/quotes/{id}")
def ask_quote(request: HttpRequest, told: NewQuote) -> Any:
    """Ask for a service that is sold apart.

    Clause: 2.6, 2.8, 7.16, 8.7.
    """
    actor = viewer_of(request)
    contract = agreements.contract(actor, told.contract)
    line = agreements.subscription(actor, told.subscription) if told.subscription else None
    return services.ask(
        contract, told.kind, wish=told.wish, subscription=line, actor=actor, at=clock.now()
    )


@article.act("/quotes/{id}/price", QuoteShown, need=WRITE)
def price_quote(request: HttpRequest, id: Id, told: Price) -> Any:
    """Answer with a price: the client is told.

    Clause: 2.6, 2.8, 8.7.
    """
    actor = viewer_of(request)
    found, offer = queries.quote(actor, id), services.Offer(**told.model_dump())
    return services.price(found, offer, actor=actor, at=clock.now())


@article.create("/quotes/{id}/accept", OrderShown, need=WRITE)
def accept_quote(request: HttpRequest, id: Id, told: Acceptance) -> Any:
    """Accept an offer: an order, with all that follows from it.

    Clause: 2.6, 2.8, 7.16.
    """
    actor = viewer_of(request)
    document = documents.document(actor, told.document) if told.document else None
    return services.accept(
        queries.quote(actor, id), read=told.priced_at, document=document, actor=actor,
        at=clock.now(),
    )  # fmt: skip


@article.act("/quotes/{id}/decline", QuoteShown, need=WRITE)
def decline_quote(request: HttpRequest, id: Id, told: Declining) -> Any:
    """Decline an offer."""
    actor = viewer_of(request)
    found = queries.quote(actor, id)
    return services.decline(found, because=told.because, actor=actor, at=clock.now())


@article.act("/quotes/{id}/backed-up", need=WRITE)
def say_backed_up(request: HttpRequest, id: Id) -> Any:
    """Say that your own backups are arranged before the operation that you ordered.

    Clause: 6.7.
    """
    actor = viewer_of(request)
    services.say_backed_up(queries.quote(actor, id), actor=actor, at=clock.now())


@article.act("/quotes/{id}/withdraw", QuoteShown, need=WRITE)
def withdraw_quote(request: HttpRequest, id: Id, told: Because) -> Any:
    """Take an offer back before it is accepted."""
    actor = viewer_of(request)
    found = queries.quote(actor, id)
    return services.withdraw(found, because=told.because, actor=actor, at=clock.now())


@article.many("/orders", OrderShown)
def list_orders(request: HttpRequest, asked: Query[Asked]) -> Any:
    """List the orders that you may see, the latest first."""
    return paged(request, asked, queries.orders(viewer_of(request)))


@article.many("/billable-lines", BillableLineShown)
def list_billable_lines(request: HttpRequest, asked: Query[BillableLinesAsked]) -> Any:
    """List the amounts to invoice, or invoiced.

    Clause: 7.22.
    """
    return paged(request, asked, queries.billable_lines(viewer_of(request), open_only=asked.open))


@article.create("/billable-lines", BillableLineShown, need=WRITE)
def bill(request: HttpRequest, told: NewBillableLine) -> Any:
    """Put on record an amount that no order named.

    Clause: 7.22.
    """
    actor, given = viewer_of(request), told.model_dump(exclude={"contract"})
    contract = agreements.contract(actor, told.contract)
    return services.bill(contract, **given, actor=actor, at=clock.now())


@article.act("/billable-lines/invoiced", Invoiced, need=WRITE)
def mark_invoiced(request: HttpRequest, told: Invoicing) -> Any:
    """Say that lines are on an invoice."""
    actor = viewer_of(request)
    lines = queries.billable_lines(actor).filter(pk__in=told.lines)
    marked = services.mark_invoiced(
        lines, invoice=told.invoice, on=told.on, actor=actor, at=clock.now()
    )
    return {"invoiced": marked}

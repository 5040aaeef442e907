"""Time spent on requests: put down, charged, prepaid."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, cast

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.opened import reader_of
from tenir.faces.api.shapes import Because, Day, Id, Instant, Line, Long, Moment, Shown, Told
from tenir.faces.api.support_shapes import Words
from tenir.ui.pages import viewer_of
from tenir.viewer import NotSeen

article = Article("Time spent")
WRITE = Scope.SUPPORT_WRITE
Rate = Annotated[Decimal, Field(max_digits=9, decimal_places=2, ge=0)]
Minutes = Annotated[int, Field(ge=1, le=1_000_000)]


class TimeShown(Shown):
    """Time spent on a request (fr. temps passé), in real minutes and in charged ones."""

    id: int = Field(alias="pk")
    request: int = Field(alias="request_id")
    person: int | None = Field(alias="person_id")
    nature: str
    started_at: Moment
    minutes: int
    out_of_hours: bool
    words: str
    charged: int | None = Field(description="Minutes charged; null while nothing was.")
    prepaid: int = Field(description="Of those charged, the minutes that prepaid hours paid for.")
    charged_at: Moment | None
    rate: Decimal | None = Field(
        description="What an hour was announced to cost, once it is charged, in euros excl. tax."
    )
    ruling: int | None = Field(alias="ruling_id", description="The ruling that it is charged on.")
    quote: int | None = Field(alias="quote_id", description="Or the quote that was accepted.")
    changed_at: Moment | None = Field(description="When it was last corrected, or withdrawn.")
    withdrawn_at: Moment | None = Field(description="What was withdrawn counts no more.")


class TimesAsked(Asked):
    """Which time."""

    request: Id | None = None


class NewTime(Told):
    """What was done, since when, for how many minutes."""

    nature: Literal["qualification", "analysis", "resolution"]
    minutes: int = Field(ge=1, le=24 * 60)
    started_at: Instant
    words: Long = ""


class CorrectedTime(NewTime):
    """What it should have said, whole, and why it changes."""

    because: Words


class TimesShown(Shown):
    """The time that was charged, and what it comes to."""

    times: list[TimeShown]
    amount: Decimal = Field(description="To invoice: what prepaid hours did not pay for.")
    waiting: int = Field(description="Entries that the client has not accepted yet, as it may.")


class BillingTermsShown(Shown):
    """How a contract's time is charged, in euros excl. tax an hour."""

    contract: int = Field(alias="contract_id")
    hourly_rate: Decimal
    out_of_hours_rate: Decimal | None
    rounding: int = Field(description="Minutes up to which each entry is rounded.")
    minimum: int
    needs_consent: bool


class NewBillingTerms(Told):
    """How a contract's time is charged that is announced from now on."""

    hourly_rate: Rate
    out_of_hours_rate: Rate | None = None
    rounding: int = Field(1, ge=1, le=24 * 60)
    minimum: int = Field(0, ge=0, le=24 * 60)
    needs_consent: bool = False


class PrepaidShown(Shown):
    """Hours paid for before they are spent (fr. heures prépayées), in minutes."""

    id: int = Field(alias="pk")
    contract: int = Field(alias="contract_id")
    key: str
    minutes: int
    spent: int
    bought_on: Day
    expires_on: Day | None


class PrepaidAsked(Asked):
    """Which prepaid hours."""

    contract: Id | None = None

    narrows: ClassVar[Mapping[str, str]] = {"contract": "contract"}


class NewPrepaid(Told):
    """Hours bought, in minutes; the same key is one purchase."""

    minutes: Minutes
    key: Annotated[Line, Field(min_length=1, max_length=120)]
    bought_on: Day
    expires_on: Day | None = None


class BalanceShown(Shown):
    """The minutes that are left of a contract's prepaid hours."""

    contract: int
    on: Day
    minutes: int


class Period(Told):
    """Between two instants, the second one left out."""

    since: Instant
    until: Instant


class StatementLineShown(Shown):
    """A line of a statement; the amount is what prepaid hours did not pay for, excl. tax."""

    entry: TimeShown
    amount: Decimal


class TimeStatementShown(Shown):
    """What was charged, line by line (fr. relevé de temps)."""

    lines: list[StatementLineShown]
    amount: Decimal


@article.many("/request-times", TimeShown)
def list_request_times(request: HttpRequest, asked: Query[TimesAsked]) -> Any:
    """List the time spent: a client sees what it is charged.

    Clause: 7.22.
    """
    return paged(request, asked, queries.times(viewer_of(request), request=asked.request))


@article.create("/requests/{id}/times", TimeShown, need=WRITE)
def record_time(request: HttpRequest, id: Id, told: NewTime) -> Any:
    """Put down time spent on a request; that alone charges nothing.

    Clause: 7.16, 7.22.
    """
    return services.record_time(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.one("/request-times/{id}", TimeShown)
def read_request_time(request: HttpRequest, id: Id) -> Any:
    """Read one entry of time, withdrawn or not: a client sees what it is charged.

    Clause: 7.22.
    """
    return queries.time_entry(viewer_of(request), id)


@article.act("/request-times/{id}/correct", TimeShown, need=WRITE)
def correct_time(request: HttpRequest, id: Id, told: CorrectedTime) -> Any:
    """Put time right that you put down wrongly, with the reason, while it is not charged.

    Who sets the terms of time may correct anyone's. The journal keeps what stood there before.
    Clause: 7.16, 7.22.
    """
    return services.correct_time(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/request-times/{id}/withdraw", TimeShown, need=WRITE)
def withdraw_time(request: HttpRequest, id: Id, told: Because) -> Any:
    """Withdraw time that you put down and that was not spent, while it is not charged.

    Clause: 7.22.
    """
    return services.withdraw_time(
        id, because=told.because, actor=viewer_of(request), at=clock.now()
    )


@article.act("/requests/{id}/charge", TimesShown, need=WRITE)
def charge_time(request: HttpRequest, id: Id) -> Any:
    """Charge the time spent since it was announced: prepaid hours first, the rest to invoice.

    Each entry at the rate of the announcement that held when it was begun.
    Clause: 7.16, 7.22.
    """
    return services.charge_time(id, actor=viewer_of(request), at=clock.now())


@article.one("/contracts/{id}/billing-terms", BillingTermsShown)
def read_billing_terms(request: HttpRequest, id: Id) -> Any:
    """Read how a contract's time is charged.

    Clause: 7.22.
    """
    return _there(queries.billing_terms(viewer_of(request), id))


@article.act("/contracts/{id}/billing-terms", BillingTermsShown, need=WRITE)
def set_billing_terms(request: HttpRequest, id: Id, told: NewBillingTerms) -> Any:
    """Set how a contract's time is charged that is announced from now on.

    What was announced before keeps the rates that were told.
    Clause: 7.22.
    """
    given = told.model_dump()
    return services.set_billing_terms(id, **given, actor=viewer_of(request), at=clock.now())


@article.many("/prepaid-hours", PrepaidShown)
def list_prepaid_hours(request: HttpRequest, asked: Query[PrepaidAsked]) -> Any:
    """List the hours paid for before.

    Clause: 7.22.
    """
    return paged(request, asked, queries.prepaid_hours(reader_of(request, "reports")))


@article.create("/contracts/{id}/prepaid-hours", PrepaidShown, need=WRITE)
def buy_hours(request: HttpRequest, id: Id, told: NewPrepaid) -> Any:
    """Record hours paid for before they are spent.

    Clause: 7.22.
    """
    return services.buy_hours(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.one("/contracts/{id}/prepaid-balance", BalanceShown)
def read_prepaid_balance(request: HttpRequest, id: Id, on: Day) -> Any:
    """Say how many minutes are left of a contract's prepaid hours on a day.

    Clause: 7.22.
    """
    left = queries.balance(reader_of(request, "reports"), id, on=on)
    return {"contract": id, "on": on, "minutes": left}


@article.one("/contracts/{id}/time-statement", TimeStatementShown)
def read_time_statement(request: HttpRequest, id: Id, asked: Query[Period]) -> Any:
    """Read what was charged on a contract between two instants, line by line.

    Clause: 7.22.
    """
    lines = queries.statement(reader_of(request, "reports"), id, **asked.model_dump())
    return {"lines": lines, "amount": sum((each.amount for each in lines), Decimal(0))}


def _there(found: object) -> Any:
    if found is None:
        raise NotSeen("api.no_such")
    return cast(Any, found)

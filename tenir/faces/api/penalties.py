"""Rights to a penalty, claims of them, objections and rulings; credit notes."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.penalties import queries, services
from tenir.apps.reports import queries as reports
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import paged
from tenir.faces.api.penalties_asked import ClaimsAsked, NotesAsked, PenaltiesAsked
from tenir.faces.api.shapes import Because, Day, Id, Key, Long, Moment, Month, Rules, Shown, Told
from tenir.integrations.credit_notes import written
from tenir.ui.pages import viewer_of

article = Article("Penalties")
WRITE = Scope.ORDERS_WRITE


class RightShown(Shown):
    """What a frozen month gives a right to (fr. droit à pénalité), in euros excl. tax."""

    id: int = Field(alias="pk")
    number: str
    subscription: int = Field(alias="subscription_id")
    client: int = Field(alias="organisation_id")
    month: str
    standing: str
    run: int
    tier_rate: Decimal
    base: Decimal
    uncapped: Decimal
    cap: Decimal
    amount: Decimal
    claim_by: Moment
    reasons: Rules
    opened_at: Moment
    withdrawn_at: Moment | None
    withdrawn_because: str


class ClaimShown(Shown):
    """What a client asked for a month (fr. demande de pénalité)."""

    id: int = Field(alias="pk")
    subscription: int = Field(alias="subscription_id")
    client: int = Field(alias="organisation_id")
    right: int | None = Field(alias="right_id")
    month: str
    state: str
    words: str
    sent_at: Moment
    in_time: bool
    reasons: Rules
    because: str
    objection: str
    objected_at: Moment | None
    ruled_at: Moment | None


class NoteShown(Shown):
    """A penalty paid (fr. avoir), in euros."""

    id: int = Field(alias="pk")
    number: str
    claim: int = Field(alias="claim_id")
    client: int = Field(alias="organisation_id")
    how: str
    due_on: Day | None
    net: Decimal
    vat: Decimal
    total: Decimal
    corrects: str
    corrects_on: Day
    issued_on: Day
    paid_on: Day | None
    paid_by: str


class ExposedMonthShown(Shown):
    """What a month's penalties may cost or have cost, in euros excl. tax, by how they stand.

    `open` may still be claimed; `owed` was claimed in time, or is contested; `gone` was refused,
    lapsed or withdrawn; `to_freeze` is of months over and not frozen; `at_stake` of the month under
    way, were its target missed. `to_pay` is `open`, `owed` and `to_freeze`.
    """

    month: str
    open: Decimal
    owed: Decimal
    credited: Decimal
    gone: Decimal
    to_freeze: Decimal
    to_pay: Decimal
    at_stake: Decimal


class ExpectedShown(Shown):
    """A right that a month would open as it stands: one that is `over`, or the one under way."""

    month: str
    over: bool
    subscription: int = Field(alias="subscription.pk")
    client: int = Field(alias="subscription.contract.client_id")
    amount: Decimal
    reasons: Rules

    @staticmethod
    def resolve_reasons(it: Any) -> Any:
        """As its judgement says."""
        return it.right.reason.to_json()


class ExposureShown(Shown):
    """What penalties may cost: the months, the latest first, and the rights that are none yet."""

    months: list[ExposedMonthShown]
    expected: list[ExpectedShown]


class NewClaim(Told):
    """The month that is claimed."""

    month: Month = Field(examples=["2026-09"])
    words: Long = ""


class ObjectionRuling(Told):
    """How an objection ends, and why."""

    grant: bool
    because: Annotated[Long, Field(min_length=1)]


class Issuing(Told):
    """The invoice that the note corrects, and whether the fee of the month is paid."""

    corrects: Key
    corrects_on: Day
    fee_paid: bool


class Payment(Told):
    """The invoice or transfer that paid a note."""

    by: Key
    on: Day


@article.many("/penalties", RightShown)
def list_penalties(request: HttpRequest, asked: Query[PenaltiesAsked]) -> Any:
    """List the rights to a penalty, the latest month first.

    Clause: 5.6, 5.7.
    """
    return paged(request, asked, queries.rights(viewer_of(request), at=clock.now()))


@article.one("/penalties/{id}", RightShown)
def read_penalty(request: HttpRequest, id: Id) -> Any:
    """Read a right: how much, why, and how it stands.

    Clause: 5.6, 5.7.
    """
    return queries.right(viewer_of(request), id, at=clock.now())


@article.one("/exposure", ExposureShown)
def read_exposure(request: HttpRequest) -> Any:
    """Read what penalties may cost, month by month: for the publisher's people.

    Clause: 5.6, 5.9.
    """
    return reports.exposed(viewer_of(request), at=clock.now())


@article.many("/claims", ClaimShown)
def list_claims(request: HttpRequest, asked: Query[ClaimsAsked]) -> Any:
    """List the claims, the latest first.

    Clause: 5.7.
    """
    return paged(request, asked, queries.claims(viewer_of(request)))


@article.one("/claims/{id}", ClaimShown)
def read_claim(request: HttpRequest, id: Id) -> Any:
    """Read a claim: in time or not, why, and how it ended.

    Clause: 5.7.
    """
    return queries.claim(viewer_of(request), id)


@article.create("/subscriptions/{id}/claims", ClaimShown, need=WRITE, where="/claims/{id}")
def send_claim(request: HttpRequest, id: Id, told: NewClaim) -> Any:
    """Claim the penalty of a month; the same month again is the same claim.

    Clause: 5.7.
    """
    actor, at = viewer_of(request), clock.now()
    return services.send_claim(subscription=id, **told.model_dump(), actor=actor, at=at)


@article.act("/claims/{id}/object", ClaimShown, need=WRITE)
def object_to_refusal(request: HttpRequest, id: Id, told: Because) -> Any:
    """Contest the refusal of a claim, once.

    Clause: 5.7.
    """
    return services.object_to(id, because=told.because, actor=viewer_of(request), at=clock.now())


@article.act("/claims/{id}/rule", ClaimShown, need=WRITE)
def rule_on_objection(request: HttpRequest, id: Id, told: ObjectionRuling) -> Any:
    """Rule on an objection.

    Clause: 5.7.
    """
    return services.rule(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.create("/claims/{id}/credit-note", NoteShown, need=WRITE)
def issue_credit_note(request: HttpRequest, id: Id, told: Issuing) -> Any:
    """Issue the credit note of a claim that is owed, or of what a revised month owes beside it.

    Clause: 5.9.
    """
    return services.issue(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.many("/credit-notes", NoteShown)
def list_credit_notes(request: HttpRequest, asked: Query[NotesAsked]) -> Any:
    """List the credit notes, the latest first.

    Clause: 5.9.
    """
    return paged(request, asked, queries.credit_notes(viewer_of(request)))


@article.file("/credit-notes/{id}/file", "application/pdf")
def read_credit_note_file(request: HttpRequest, id: Id) -> HttpResponse:
    """Download a credit note as Factur-X.

    Clause: 5.9.
    """
    return written(queries.credit_note(viewer_of(request), id))


@article.act("/credit-notes/{id}/paid", NoteShown, need=WRITE)
def mark_credit_note_paid(request: HttpRequest, id: Id, told: Payment) -> Any:
    """Say by what a credit note was paid.

    Clause: 5.9.
    """
    return services.mark_paid(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())

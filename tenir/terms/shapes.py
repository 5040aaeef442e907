"""The shapes in which programs put a question to a rule, one a rule; the answers are plain JSON.

An instant is ISO 8601 with its offset; a span a pair of instants; an amount exact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tenir.terms.cited import Impact, Priority, Urgency
from tenir.terms.pieces import (
    Amount,
    BadQuestion,
    ClosurePiece,
    Day,
    ExclusionPiece,
    Instant,
    Instants,
    InstantText,
    Month,
    OutagePiece,
    Pair,
    Rate,
    WorksPiece,
    forward,
)

# Written out to the end: Fraction("1e-999999999") would never return.
_RATE = re.compile(r"\d{1,40}(/\d{1,40}|(\.\d{1,40})?([eE][-+]?\d{1,2})?)", re.ASCII)


ReleaseKind: TypeAlias = Literal["version", "major", "patch"]


class Question(BaseModel):
    """A question to a rule; `id` is echoed, `product` and `hosting` choose the terms."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    id: Any = None
    product: str | None = None
    hosting: str | None = None


class WorkingTime(Question):
    calendar: str | dict[str, Any]
    start: Instant
    seconds: Annotated[int, Field(strict=True)] | None = None
    end: Instant | None = None
    pauses: tuple[Instants, ...] = ()

    @model_validator(mode="after")
    def _one_of(self) -> WorkingTime:
        if (self.seconds is None) == (self.end is None):
            raise BadQuestion("judge.either", expected="`seconds` | `end`")
        return self


class AvailabilityOf(Question):
    month: Month
    outages: tuple[OutagePiece, ...] = ()
    works: tuple[WorksPiece, ...] = ()
    exclusions: tuple[ExclusionPiece, ...] = ()
    unmeasured: tuple[Pair, ...] = ()
    covered: Pair | None = None


class PlatformOf(Question):
    month: Month
    outages: tuple[OutagePiece, ...] = ()
    works: tuple[WorksPiece, ...] = ()
    unmeasured: tuple[Pair, ...] = ()


class MonthRate(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    month: Month
    rate_exact: Rate | None


class MonthAmount(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    month: Month
    amount: Amount


class PenaltyOf(Question):
    months: tuple[MonthRate, ...] = Field(min_length=1)
    monthly_fee: Amount
    contract_monthly_fee: Amount | None = None
    client_monthly_fee: Amount | None = None
    others: tuple[MonthAmount, ...] = ()
    closures: tuple[ClosurePiece, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> PenaltyOf:
        for rows in ([m.month for m in self.months], [m.month for m in self.others]):
            doubled = next((month for month in rows if rows.count(month) > 1), None)
            if doubled:
                raise BadQuestion("month.twice", given=doubled)
        return self


class ClaimOf(Question):
    month: Month
    sent_at: Instant
    received_at: Instant | None = None
    closures: tuple[ClosurePiece, ...] = ()


class WindowOf(Question):
    at: Instant | None = None
    from_: Instant | None = Field(default=None, alias="from")
    to: Instant | None = None

    @model_validator(mode="after")
    def _one_of(self) -> WindowOf:
        if (self.at is None) == (self.from_ is None) or (self.from_ is None) != (self.to is None):
            raise BadQuestion("judge.either", expected="`at` | `from`, `to`")
        if self.from_ is not None and self.to is not None:
            forward(self.from_, self.to)
        return self


class PriorityOf(Question):
    impact: Impact
    urgency: Urgency


class Requalification(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    at: Instant
    impact: Impact
    urgency: Urgency


class ResponseDueOf(Question):
    recorded_at: Instant
    impact: Impact
    urgency: Urgency
    pauses: tuple[Instants, ...] = ()
    closures: tuple[ClosurePiece, ...] = ()
    requalified: tuple[Requalification, ...] = ()


class ResponseStopOf(Question):
    taken_in_charge_at: Instant | None = None
    answered_at: Instant | None = None


class TelephoneOf(Question):
    at: Instant
    closures: tuple[ClosurePiece, ...] = ()


class AdmissionOf(Question):
    reproducible_anomaly: bool


class RetentionOf(Question):
    copies: tuple[InstantText, ...]
    now: Instant


class RpoOf(Question):
    copies: tuple[Instant, ...]
    from_: Instant = Field(alias="from")
    to: Instant


class NoticeDueOf(Question):
    starts_at: Instant
    closures: tuple[ClosurePiece, ...] = ()


class ClaimByOf(Question):
    month: Month
    closures: tuple[ClosurePiece, ...] = ()


class ValidateByOf(Question):
    received_at: Instant
    kind: ReleaseKind = "version"


class ValidationOf(Question):
    received_at: Instant
    now: Instant
    kind: ReleaseKind = "version"
    answer: Literal["validated", "refused"] | None = None


class EffectiveOf(Question):
    notified_at: Instant
    reason: str | None = None


class ReleasePiece(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    major: str | int
    released_on: Day


class SupportStatusOf(Question):
    releases: tuple[ReleasePiece, ...] = Field(min_length=1)
    installed: str | int
    on: Day


class UpdateModeOf(Question):
    pass


class VersionKindOf(Question):
    previous: str
    number: str
    major: bool = False
    reason: str = ""


class LiabilityOf(Question):
    piloted: bool
    client_action_missing: bool


class ContactOf(Question):
    act: Literal["open", "start", "remove"]
    person: str = ""
    contacts: tuple[str, ...] = ()


class SignatureOf(Question):
    main: bool
    changed: tuple[str, ...]


class ChannelsOf(Question):
    priority: Priority


class IncidentOf(Question):
    marks: Mapping[str, Instant]


class ActionPiece(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    due_on: Day
    closed_on: Day | None = None


class ActionsOf(Question):
    actions: tuple[ActionPiece, ...]
    on: Day

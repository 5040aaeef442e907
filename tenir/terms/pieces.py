"""What questions are made of: instants, months, amounts, and spans with a start and an end."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tenir.terms.dates import FIRST_YEAR, LAST_YEAR, epoch, instant_of, month_of
from tenir.terms.errors import Refused
from tenir.terms.facts import WorksKind
from tenir.terms.quantities import amount_of
from tenir.terms.spans import Span

# Written out to the end: Fraction("1e-999999999") would never return.
_RATE = re.compile(r"\d{1,40}(/\d{1,40}|(\.\d{1,40})?([eE][-+]?\d{1,2})?)", re.ASCII)


class BadQuestion(Refused):
    """A question that its rule cannot read."""


def _month(text: object) -> str:
    month_of(str(text))
    return str(text)


def _day(text: object) -> date:
    try:
        found = date.fromisoformat(str(text))
    except ValueError:
        raise BadQuestion("hours.date", given=text) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadQuestion("instant.range", given=text, first=FIRST_YEAR, last=LAST_YEAR)
    return found


def _kept_text(text: object) -> str:
    instant_of(str(text))
    return str(text)


def _rate(text: object) -> Fraction:
    try:
        found = Fraction(str(text)) if _RATE.fullmatch(str(text)) else Fraction(-1)
    except ZeroDivisionError:
        found = Fraction(-1)
    if not 0 <= found <= 1:
        raise BadQuestion("rate.unreadable", given=text)
    return found


def _instants(value: object) -> tuple[datetime, datetime]:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise BadQuestion("judge.either", expected="[from, to]")
    start, end = instant_of(value[0]), instant_of(value[1])
    forward(start, end)
    return start, end


def _pair(value: object) -> Span:
    start, end = _instants(value)
    return epoch(start), epoch(end)


def forward(start: datetime, end: datetime) -> Span:
    """The span between two instants; BadQuestion where it ends before it starts."""
    if end < start:
        raise BadQuestion("span.backward", start=start.isoformat(), end=end.isoformat())
    return epoch(start), epoch(end)


if TYPE_CHECKING:
    Day: TypeAlias = date
    Instant: TypeAlias = datetime
    InstantText: TypeAlias = str
    Month: TypeAlias = str
    Amount: TypeAlias = Decimal
    Rate: TypeAlias = Fraction
    Pair: TypeAlias = Span
    Instants: TypeAlias = tuple[datetime, datetime]
else:
    Day = Annotated[Any, BeforeValidator(_day)]
    Instant = Annotated[Any, BeforeValidator(instant_of)]
    InstantText = Annotated[str, BeforeValidator(_kept_text)]
    Month = Annotated[str, BeforeValidator(_month)]
    Amount = Annotated[Any, BeforeValidator(amount_of)]
    Rate = Annotated[Any, BeforeValidator(_rate)]
    Pair = Annotated[Any, BeforeValidator(_pair)]
    Instants = Annotated[Any, BeforeValidator(_instants)]


class Piece(BaseModel):
    """A part of a question with a start and an end."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    from_: Instant = Field(alias="from")
    to: Instant

    @property
    def span(self) -> Span:
        """The piece in epoch seconds."""
        return epoch(self.from_), epoch(self.to)

    @model_validator(mode="after")
    def _forward(self) -> Piece:
        forward(self.from_, self.to)
        return self


class OutagePiece(Piece):
    total: bool = True
    environment: str = "production"


class WorksPiece(Piece):
    announced_at: Instant | None = None
    kind: WorksKind = "planned"
    id: str = ""


class ExclusionPiece(Piece):
    reason: str
    evidence: str = ""
    decided_by: str = ""


class ClosurePiece(Piece):
    announced_at: Instant | None = None

"""What every operation is told and shows: texts, numbers and instants that a database can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

FIRST, LAST = date(1970, 1, 1), date(2199, 12, 31)
LARGEST_ID = 2**63 - 1
NO_NUL = r"^[^\x00]*$"  # PostgreSQL has no NUL in its texts


def _within(value: datetime) -> datetime:
    if not FIRST.year < value.year <= LAST.year:
        raise ValueError("between the years 1971 and 2199")
    return value.astimezone(UTC)


def _day_within(value: date) -> date:
    if not FIRST <= value <= LAST:
        raise ValueError("between the years 1970 and 2199")
    return value


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Line = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
Long = Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL)]
Slug = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9-]+$")]
Key = Annotated[str, StringConstraints(max_length=60, pattern=NO_NUL)]
Instant = Annotated[AwareDatetime, AfterValidator(_within)]
Moment = Annotated[datetime, AfterValidator(lambda shown: shown.astimezone(UTC))]  # shown: UTC
Day = Annotated[date, AfterValidator(_day_within)]
Month = Annotated[str, StringConstraints(pattern=r"^(19[7-9]|20\d|21\d)\d-(0[1-9]|1[0-2])$")]
Money = Annotated[Decimal, Field(max_digits=12, decimal_places=2, ge=0)]
Rules = dict[str, Any]  # a part of an agreement, or reasons: as the agreement's file writes it


class Told(BaseModel):
    """What a request says; a field that the operation does not know is refused, not dropped."""

    model_config = ConfigDict(extra="forbid")


class Shown(Schema):
    """What an answer says."""


class Because(Told):
    """Why it is done."""

    because: Long = Field(description="Why, in your own words; it is kept in the journal.")


Item = TypeVar("Item")


class Many(Shown, Generic[Item]):
    """A page of a list.

    `total` counts up to 10,000; beyond, `total_exact` is false: narrow the list by its filters.
    """

    items: list[Item]
    page: int
    pages: int
    total: int
    total_exact: bool

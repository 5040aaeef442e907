"""What every part of a convention file is made of: its shape, its clause, its doubts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from tenir.terms.errors import Refused
from tenir.terms.quantities import BadQuantity, Length, LengthText

Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WindowDay: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"]
Priority: TypeAlias = Literal["P1", "P2", "P3"]
UpdateMode: TypeAlias = Literal["automatic", "piloted"]
# The pages of a client's account that a contract opens (7.3).
Page: TypeAlias = Literal["downloads", "knowledge", "planning", "reports", "trainings"]
Impact: TypeAlias = Literal["high", "medium", "low"]
Urgency: TypeAlias = Literal["critical", "major", "normal"]
Clock: TypeAlias = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
HoursRange: TypeAlias = Annotated[
    str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$")
]
Identifier: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
HolidayCode: TypeAlias = Annotated[str, Field(pattern=r"^(none|[A-Z]{2}(-[A-Z0-9]+)?)$")]


class HoleInTable(Refused):
    """A table that does not say what becomes of one of its cases."""


def _in_units(*units: str) -> AfterValidator:
    def fits(length: Length) -> Length:
        if length.unit not in units:
            raise BadQuantity("quantity.unit", given=length.unit, units=", ".join(units))
        return length

    return AfterValidator(fits)


# Elapsed time is the same everywhere; civil time goes by days of the calendar.
Elapsed: TypeAlias = Annotated[LengthText, _in_units("seconds", "minutes", "hours")]
Civil: TypeAlias = Annotated[LengthText, _in_units("days", "weeks", "months")]
ElapsedOrCivil: TypeAlias = Annotated[
    LengthText, _in_units("seconds", "minutes", "hours", "days", "weeks", "months")
]


def all_of(words: object, table: Collection[str]) -> None:
    for word in get_args(words):
        if word not in table:
            raise HoleInTable("table.hole", at=word)


def _several(value: object) -> object:
    return value if isinstance(value, (list, tuple)) else [value]


class Shape(BaseModel):
    """A part of the file: unknown keys are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Said(Shape):
    """The same words in both languages."""

    fr: str
    en: str


class Taken(Said):
    """The reading taken."""

    id: Identifier


class Other(Said):
    """Another defensible reading: the change to the term that runs it."""

    set: dict[str, Any]


class Reading(Shape):
    """A doubt in the text, how it is read, and what the reading rests on."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    doubt: Said
    taken: Taken
    basis: str
    others: dict[str, Other] = Field(min_length=1)


class Clauses(Shape):
    """What cites the agreement: the clauses it comes from, and its doubts."""

    clause: Annotated[tuple[str, ...], BeforeValidator(_several)] = Field(min_length=1)
    readings: tuple[Reading, ...] = ()
    note: Said | None = None


class Term(Clauses):
    """Something agreed. Its kind says which keys it has."""

"""A whole version of an agreement, as its file states it.

Each term carries its clause and its unit, and where the text is in doubt the reading taken and
the others that stay runnable.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from tenir.terms.cited import (
    Clauses,
    HolidayCode,
    HoursRange,
    Identifier,
    Said,
    Shape,
    Weekday,
)
from tenir.terms.kinds_availability import (
    Cap,
    Credit,
    Exclusions,
    Measure,
    Streak,
    Threshold,
    Tiers,
    Window,
)
from tenir.terms.kinds_service import (
    Admission,
    Channels,
    Choice,
    Conditions,
    Counting,
    Delay,
    Entitlement,
    Event,
    LegalClocks,
    Liability,
    Matrix,
    Measures,
    Minimum,
    Nothing,
    Objective,
    Pages,
    Precedence,
    Reasons,
    Region,
    Replay,
    Retention,
    Signature,
    SupportWindow,
    VersionKinds,
)


class WeekCalendar(Clauses):
    """Opening hours on weekdays, with the holidays and closures that shut them."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    hours: tuple[HoursRange, ...] = Field(min_length=1)
    holidays: HolidayCode = "none"
    closures: Literal["announced", "none"] = "none"
    late_closures: Literal["ignored", "count"] = "ignored"


AnyTerm: TypeAlias = Annotated[
    Precedence | Counting | Threshold | Measure | Exclusions | Window | Streak | Tiers | Cap
    | Credit | Delay | Conditions | Objective | Minimum | Region | Retention | Admission | Pages
    | Matrix | Event | Replay | Nothing | SupportWindow | VersionKinds | Choice | Liability
    | Reasons | Entitlement | Signature | Channels | Measures | LegalClocks,
    Field(discriminator="kind"),
]  # fmt: skip


class When(Shape):
    """The case in which an override holds; a key left out means any."""

    product: tuple[str, ...] | None = None
    hosting: tuple[str, ...] | None = None


class Override(Clauses):
    """A term of another layer that takes the place of the agreement's."""

    id: Identifier
    layer: str
    when: When = When()
    replaces: str
    set: dict[str, Any] | None = None
    refers_to: Said | None = None


class Product(Shape):
    name: str
    families: tuple[str, ...] = Field(min_length=1)
    third_party: tuple[str, ...] = ()
    formerly: str | None = None


class Family(Shape):
    name: Said


class Header(Shape):
    id: Identifier
    version: str
    name: Said
    language: Literal["fr", "en"]
    timezone: str
    currency: Literal["EUR"]
    text: str | None = None


class Convention(Shape):
    """A whole version of an agreement."""

    format: Literal["convention/1"]
    agreement: Header
    layers: tuple[str, ...] = Field(min_length=1)
    calendars: dict[str, WeekCalendar]
    families: dict[str, Family]
    products: dict[str, Product]
    hostings: tuple[str, ...] = Field(min_length=1)
    terms: dict[str, AnyTerm]
    overrides: tuple[Override, ...] = ()

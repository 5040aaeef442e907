"""The agreement's schema: every kind of term that a convention file may hold.

A convention is a whole file a version. Each term carries its clause and its unit, and where
the text is in doubt the reading taken and the others that stay runnable.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from tenir.terms.errors import Refused
from tenir.terms.facts import WorksKind
from tenir.terms.quantities import BadQuantity, Length, LengthText, Percent, Points

Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WindowDay: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"]
Priority: TypeAlias = Literal["P1", "P2", "P3"]
UpdateMode: TypeAlias = Literal["automatic", "piloted"]
Impact: TypeAlias = Literal["high", "medium", "low"]
Urgency: TypeAlias = Literal["critical", "major", "normal"]
Clock: TypeAlias = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
HoursRange: TypeAlias = Annotated[
    str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$")
]
Identifier: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]


class BadTiers(Refused):
    """Tiers that leave a gap or overlap, or of which one is empty."""


class HoleInTable(Refused):
    """A table that does not say what becomes of one of its cases."""


class UnlikelyLength(Refused):
    """A length whose unit does not go with what it measures."""


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


def _all_of(words: object, table: Collection[str]) -> None:
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


class WeekCalendar(Clauses):
    """Opening hours on weekdays, with the holidays and closures that shut them."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    hours: tuple[HoursRange, ...] = Field(min_length=1)
    holidays: Annotated[str, Field(pattern=r"^(none|[A-Z]{2}(-[A-Z0-9]+)?)$")] = "none"
    closures: Literal["announced", "none"] = "none"
    late_closures: Literal["ignored", "count"] = "ignored"


class Term(Clauses):
    """Something agreed. Its kind says which keys it has."""


class Precedence(Term):
    kind: Literal["precedence"]
    order: tuple[str, ...]


class Counting(Term):
    kind: Literal["counting"]
    working_days: str
    roll_over: Literal["none", "next_working_day"]


class Threshold(Term):
    kind: Literal["threshold"]
    measure: str
    of: str | None = None
    op: Literal[">=", "<="] = ">="
    value: Percent | None = None
    scope: dict[str, str] = {}
    reachable: Literal["24/7"] | None = None
    excluded: tuple[WorksKind, ...] = ()


class Display(Shape):
    decimals: int = Field(ge=0, le=9)
    round: Literal["floor"]


class Measure(Term):
    kind: Literal["measure"]
    period: Literal["calendar_month"]
    outages: Literal["total"]
    resolution: Literal["second", "minute"]
    overlap: Literal["union"]
    base: Literal["all_minutes", "covered_part"]
    unmeasured: Literal["apart", "down", "up"]
    compare: Literal["exact"]
    display: Display


class Exclusion(Shape):
    id: Identifier
    letter: Annotated[str, Field(pattern=r"^[a-z]$")]
    works: Literal["planned", "urgent-security"] | None = None
    within: str | None = None
    notified: bool = False


class Exclusions(Term):
    kind: Literal["exclusions"]
    items: tuple[Exclusion, ...] = Field(min_length=1)
    overlap: Literal["by_second", "all_or_nothing"]
    fortuitous: Literal["counts", "excluded"]
    urgent: Literal["counts", "excluded"]
    notice: Literal["before_start"] | LengthText


class WeeklySpan(Shape):
    days: tuple[WindowDay, ...] = Field(min_length=1)
    from_: Clock = Field(alias="from")
    to: Clock


class Allowance(Shape):
    days: tuple[Weekday, ...] = Field(min_length=1)
    from_: Clock = Field(alias="from")
    to: Clock
    upto: Elapsed
    excess: Literal["counts", "whole_counts"]


class Window(Term):
    kind: Literal["window"]
    weekly: tuple[WeeklySpan, ...]
    holidays: Annotated[str, Field(pattern=r"^(none|[A-Z]{2}(-[A-Z0-9]+)?)$")] = "none"
    allowance: Allowance | None = None


class Streak(Term):
    kind: Literal["streak"]
    of: str
    state: Literal["missed"]
    months: int = Field(ge=1)
    indemnifies: Literal["completing_and_following", "whole_run"]


class Tier(Shape):
    over: Points
    upto: Points | None = None
    rate: Percent


class Tiers(Term):
    kind: Literal["tiers"]
    input: Literal["target - rate"]
    tiers: tuple[Tier, ...] = Field(min_length=1)
    base: Literal["line_monthly_fee", "contract_monthly_fee"]
    rounding: Literal["half_up", "down"]

    @field_validator("tiers")
    @classmethod
    def _no_gap(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        edge: Any = 0
        for position, tier in enumerate(tiers):
            if tier.over != edge:
                word = "gap" if tier.over > edge else "overlap"
                raise BadTiers(f"tiers.{word}", at=position + 1)
            if tier.upto is None and position < len(tiers) - 1:
                raise BadTiers("tiers.overlap", at=position + 2)
            if tier.upto is not None and tier.upto <= tier.over:
                raise BadTiers("tiers.empty", at=position + 1)
            edge = tier.upto
        if edge is not None:
            raise BadTiers("tiers.open", at=len(tiers))
        return tiers


class Cap(Term):
    kind: Literal["cap"]
    upto: Percent
    base: Literal["contract_monthly_fee", "client_monthly_fee"]
    share: Literal["in_proportion"]
    rounding: Literal["down"]


class Credit(Term):
    kind: Literal["credit"]
    on: Literal["next_yearly_fee"]
    otherwise: Literal["refund", "nothing"]


UNITS_ENDING: Mapping[str, tuple[str, ...]] = {
    "exact": ("seconds", "minutes", "hours", "working_hours"),
    "midnight": ("days", "weeks", "months", "working_days"),
    "closing": ("working_days",),
}


class Delay(Term):
    """A length of time to a last instant; `ends` says which instant of the last day."""

    kind: Literal["delay"]
    length: LengthText
    from_: str | None = Field(default=None, alias="from")
    before: str | None = None
    until: tuple[str, ...] = ()
    calendar: str | None = None
    ends: Literal["exact", "midnight", "closing"] = "exact"
    edge: Literal["closing", "next_opening"] = "closing"
    strength: Literal["firm", "best_effort"] = "firm"
    when: dict[str, str] = {}
    scope: dict[str, str] = {}
    waived_when: tuple[str, ...] = ()
    dated_by: Literal["sending", "receipt"] | None = None
    silence: Literal["lapses", "accepted"] | None = None

    @model_validator(mode="after")
    def _units(self) -> Delay:
        """The last instant that `ends` names exists for some units only."""
        fits = UNITS_ENDING[self.ends]
        if self.length.unit not in fits:
            given = {"given": str(self.length), "ends": self.ends, "units": ", ".join(fits)}
            raise UnlikelyLength("delay.unit", **given)
        if self.length.unit == "working_hours" and self.calendar is None:
            raise UnlikelyLength("delay.calendar")
        return self


class Conditions(Term):
    kind: Literal["conditions"]
    all: tuple[str, ...] = Field(min_length=1)


class Objective(Term):
    kind: Literal["objective"]
    of: str
    upto: Elapsed


class Minimum(Term):
    kind: Literal["minimum"]
    of: str
    value: int = Field(ge=1)


class Region(Term):
    kind: Literal["region"]
    allowed: Literal["EEA"]


class RetentionTier(Shape):
    id: Identifier
    per: Literal["day", "iso_week", "month"]
    length: Civil


class Retention(Term):
    kind: Literal["retention"]
    tiers: tuple[RetentionTier, ...] = Field(min_length=1)
    pick: Literal["last"]
    method: Literal["full_life", "coverage"]


class Admission(Term):
    kind: Literal["admission"]
    covers: tuple[str, ...]
    question: Literal["admitted", "refused"]
    question_urgency: Urgency


class Matrix(Term):
    kind: Literal["matrix"]
    table: dict[Urgency, dict[Impact, Priority]]
    names: dict[Priority, Said]
    impact: dict[Impact, Said]
    urgency: dict[Urgency, Said]

    @model_validator(mode="after")
    def _complete(self) -> Matrix:
        for words, table in (
            (Priority, self.names), (Impact, self.impact), (Urgency, self.urgency),
            (Urgency, self.table),
        ):  # fmt: skip
            _all_of(words, table)
        for row in self.table.values():
            _all_of(Impact, row)
        return self


class Event(Term):
    kind: Literal["event"]
    status: Said
    after: tuple[str, ...]


class Replay(Term):
    kind: Literal["replay"]
    from_: Literal["recording", "change"] = Field(alias="from")


class Nothing(Term):
    """Something that a reader would look for, and that is not promised."""

    kind: Literal["none"]


class SupportWindow(Term):
    kind: Literal["support_window"]
    previous_for: Civil
    early: Literal["lost_at_once", "keeps"]


class VersionKinds(Term):
    kind: Literal["version_kinds"]
    correction: Literal["patch"]
    number_changes: Literal["version"]
    number_parts: int = Field(ge=1)
    declared: Literal["major"]
    major_needs: Literal["reason"]


class Choice(Term):
    kind: Literal["choice"]
    value: UpdateMode
    of: tuple[UpdateMode, ...] = Field(min_length=1)


class Liability(Term):
    kind: Literal["liability"]
    lifted_for: Literal["missing_client_action", "any_piloted_update"]


class Reasons(Term):
    kind: Literal["reasons"]
    accepted: tuple[str, ...] | Literal["any"]


class Entitlement(Term):
    kind: Literal["entitlement"]
    who: Literal["designated_contacts", "all_users"]


class Signature(Term):
    kind: Literal["signature"]
    fields: tuple[str, ...] = Field(min_length=1)
    by: str
    verified_by: str


class Channels(Term):
    kind: Literal["channels"]
    table: dict[Priority, tuple[str, ...]]

    @field_validator("table")
    @classmethod
    def _complete(cls, table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        _all_of(Priority, table)
        return table


class MeasuredTime(Shape):
    id: Identifier
    from_: str = Field(alias="from")
    to: str


class Measures(Term):
    kind: Literal["measures"]
    items: tuple[MeasuredTime, ...] = Field(min_length=1)


class LegalClock(Shape):
    id: Identifier
    law: str
    from_: str = Field(alias="from")
    length: ElapsedOrCivil | None = None
    to: Said


class LegalClocks(Term):
    kind: Literal["legal_clocks"]
    items: tuple[LegalClock, ...] = Field(min_length=1)


AnyTerm: TypeAlias = Annotated[
    Precedence | Counting | Threshold | Measure | Exclusions | Window | Streak | Tiers | Cap
    | Credit | Delay | Conditions | Objective | Minimum | Region | Retention | Admission | Matrix
    | Event | Replay | Nothing | SupportWindow | VersionKinds | Choice | Liability | Reasons
    | Entitlement | Signature | Channels | Measures | LegalClocks,
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

    def __hash__(self) -> int:
        return hash((self.id, self.layer, self.replaces))  # `set` is a mapping


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

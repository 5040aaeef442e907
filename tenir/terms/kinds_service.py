"""The kinds of term on delays, backups, support, updates, contacts and crises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, field_validator, model_validator

from tenir.terms.cited import (
    Civil,
    Elapsed,
    ElapsedOrCivil,
    Identifier,
    Impact,
    Page,
    Priority,
    Said,
    Shape,
    Term,
    UpdateMode,
    Urgency,
    all_of,
)
from tenir.terms.errors import Refused
from tenir.terms.quantities import LengthText


class UnlikelyLength(Refused):
    """A length whose unit does not go with what it measures."""


class Precedence(Term):
    kind: Literal["precedence"]
    order: tuple[str, ...]


class Counting(Term):
    kind: Literal["counting"]
    working_days: str
    roll_over: Literal["none", "next_working_day"]


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
    when: dict[str, str] = Field(default_factory=dict)
    scope: dict[str, str] = Field(default_factory=dict)
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


class Pages(Term):
    kind: Literal["pages"]
    basic: tuple[Page, ...]


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
            all_of(words, table)
        for row in self.table.values():
            all_of(Impact, row)
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
        all_of(Priority, table)
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

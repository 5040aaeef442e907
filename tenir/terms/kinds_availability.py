"""The kinds of term on availability, its windows and its penalties (article 5)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, field_validator

from tenir.terms.cited import (
    Clock,
    Elapsed,
    HolidayCode,
    Identifier,
    Shape,
    Term,
    Weekday,
    WindowDay,
)
from tenir.terms.errors import Refused
from tenir.terms.facts import WorksKind
from tenir.terms.quantities import LengthText, Percent, Points


class BadTiers(Refused):
    """Tiers that leave a gap or overlap, or of which one is empty."""


class Threshold(Term):
    kind: Literal["threshold"]
    measure: str
    of: str | None = None
    op: Literal[">=", "<="] = ">="
    value: Percent | None = None
    scope: dict[str, str] = Field(default_factory=dict)
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


Excess: TypeAlias = Literal["counts", "whole_counts"]


class Allowance(Shape):
    days: tuple[Weekday, ...] = Field(min_length=1)
    from_: Clock = Field(alias="from")
    to: Clock
    upto: Elapsed
    excess: Excess


class Window(Term):
    kind: Literal["window"]
    weekly: tuple[WeeklySpan, ...]
    holidays: HolidayCode = "none"
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

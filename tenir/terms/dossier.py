"""What a subscription's statements are made from: its contract's line, and what was observed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

from tenir.terms.agreement import Agreement
from tenir.terms.convention import Override
from tenir.terms.facts import Excluded, Works
from tenir.terms.hours import Closure
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span, union

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """A contract's line (fr. ligne): a product for a client, its yearly cost excl. tax."""

    target: str
    product: str | None = None
    hosting: str | None = None
    client: str | None = None
    contract: str | None = None
    yearly_fee: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def monthly_fee(self) -> Decimal | None:
        """The yearly fee divided by 12, to the cent, half a cent up."""
        if self.yearly_fee is None:
            return None
        return (self.yearly_fee / 12).quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Observed:
    """What monitoring says of one target, in disjoint spans; the rest was up.

    `silence` is the limit in seconds past which nothing was known, None where a state held.
    `interval` is the longest, in seconds, at which it was sampled: 0 where it was told and not
    sampled, None where that is not known, as of months frozen before it was kept.
    """

    outages: tuple[Span, ...]
    degraded: tuple[Span, ...]
    unmeasured: tuple[Span, ...]
    seen: Span
    silence: int | None = None
    source: str = ""
    interval: int | None = None

    @cached_property
    def down(self) -> tuple[Span, ...]:
        """The outages in order."""
        return tuple(union(self.outages))

    @cached_property
    def unknown(self) -> tuple[Span, ...]:
        """The time unmeasured in order."""
        return tuple(union(self.unmeasured))


class Judging(NamedTuple):
    """The version of the agreement, and the contract's own terms, that held in a month."""

    agreement: Agreement
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """All that a subscription's statements are made from.

    `others` are the other penalties of each month that share the cap, before it; `overrides`
    the contract's own terms. The monthly fees are those of the lines in force in the month
    closed: the contract's, and all the client's contracts' (for the other reading of 5.8).
    `earlier` has what judges each past month that other terms held in, `closures` the closings told
    to clients after the month: no working days to claim in (5.7).
    """

    agreement: Agreement
    line: Line
    observed: Observed
    works: tuple[Works, ...] = ()
    exclusions: tuple[Excluded, ...] = ()
    overrides: tuple[Override, ...] = ()
    contract_monthly_fee: Decimal | None = None
    client_monthly_fee: Decimal | None = None
    others: Mapping[str, Decimal] = field(default_factory=dict)
    earlier: Mapping[str, Judging] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()

    @cached_property
    def terms(self) -> Terms:
        """The terms that hold for the subscription."""
        return self.agreement.terms(self.line.product, self.line.hosting, self.overrides)

    def terms_in(self, month: str) -> Terms:
        """The terms that judge that month: an amendment never rewrites history.

        Clause: 3.1.
        """
        if month not in self.earlier:
            return self.terms
        agreement, overrides = self.earlier[month]
        return agreement.terms(self.line.product, self.line.hosting, overrides)

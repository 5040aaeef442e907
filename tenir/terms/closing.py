"""The month closed: from what was measured to a statement, the same for both parties.

One engine writes the statement and recomputes it: whoever has the evidence, the inputs and the
agreement file comes to the same figures.

Clause: 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7, 5.8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from tenir.terms.agreement import Agreement
from tenir.terms.answers_availability import figures
from tenir.terms.availability import Availability, month_availability
from tenir.terms.convention import Override
from tenir.terms.dates import FIRST_YEAR, at_local, local, month_span, next_month
from tenir.terms.facts import Excluded, Outage, Works
from tenir.terms.hours import Closure
from tenir.terms.penalties import NOTHING, Fees, Right, rights
from tenir.terms.quantities import decimal_text
from tenir.terms.reasons import Judgement, exact, exact_of
from tenir.terms.resolution import Terms
from tenir.terms.rules_in_words import rules_in_words
from tenir.terms.sampled import sampling
from tenir.terms.spans import Span, clip, minus, reaching, total, union
from tenir.terms.statement_rows import (
    clauses_of,
    exclusion_row,
    outage_row,
    penalty_row,
    span_row,
    touching,
    works_row,
)

MONTHS_SHOWN = 12
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


class Months:
    """A subscription's months, each judged once; `judged` are those that were judged before."""

    def __init__(
        self, dossier: Dossier, judged: dict[str, Judgement[Availability]] | None = None
    ) -> None:
        self.dossier = dossier
        self._judged = {} if judged is None else judged
        self._rates: dict[str, Fraction | None] = {}
        self._spans: dict[str, Span | None] = {}
        self._granted: dict[tuple[str, str], Judgement[list[Right]] | None] = {}
        self._supposed = ""

    def month(self, month: str) -> Judgement[Availability]:
        """The availability of a month with its reasons.

        Clause: 5.3, 5.5.
        """
        if month in self._judged:
            return self._judged[month]
        seen, covers = self.dossier.observed, self._covered(month)
        bounds = month_span(month, self.dossier.agreement.zone)
        judged = month_availability(
            self.dossier.terms_in(month), month=month, works=self.dossier.works,
            outages=[Outage(span) for span in reaching(seen.down, bounds)],
            unmeasured=reaching(seen.unknown, bounds),
            exclusions=self._ruled_in(month), covered=covers,
        )  # fmt: skip
        if covers is not None:  # else the month closed lends it its terms
            self._judged[month] = judged
        return judged

    def _ruled_in(self, month: str) -> Sequence[Excluded]:
        """The exclusions to judge a month with: its own, where each month has its version's."""
        if not self.dossier.earlier:
            return self.dossier.exclusions
        return touching(self.dossier.exclusions, month_span(month, self.dossier.agreement.zone))

    def rate(self, month: str) -> Fraction | None:
        """The exact rate of a month; None where no part of it was both covered and measured.

        Clause: 5.3.
        """
        if month not in self._rates:
            span, unknown = self._covered(month), self.dossier.observed.unknown
            measured = span is not None and minus([span], reaching(unknown, span))
            self._rates[month] = self.month(month).value.rate if measured else None
        return self._rates[month]

    def lent(self, **money: Any) -> Months:
        """The same months, each judged once, with other fees or others to share a cap with.

        Clause: 5.6, 5.8.
        """
        other = Months(replace(self.dossier, **money), self._judged)
        other._rates, other._spans = self._rates, self._spans
        return other

    def supposing(self, month: str, rate: Fraction) -> Months:
        """The same months, were that one to end at that rate, below its target."""
        other = Months(self.dossier, self._judged)
        other._rates = {**self._rates, month: rate}
        other._supposed = month
        return other

    def missed(self, month: str) -> bool:
        """Whether the month missed the target of the version that judges it.

        Clause: 5.1, 5.6.
        """
        if month == self._supposed:
            return True
        return self.rate(month) is not None and not self.month(month).value.met

    def rights(self, month: str, *, until: str = "") -> Judgement[list[Right]] | None:
        """The rights of the twelve months that end with this one, None where no fee is known.

        `until` adds the months that follow, up to that one: the whole of a run may be indemnified.
        Clause: 5.6, 5.7, 5.8.
        """
        if (month, until) not in self._granted:
            self._granted[month, until] = self._rights(month, until)
        return self._granted[month, until]

    def _rights(self, month: str, until: str) -> Judgement[list[Right]] | None:
        line = self.dossier.line
        if line.monthly_fee is None:
            return None
        fees = Fees(
            line_monthly=line.monthly_fee,
            contract_monthly=self.dossier.contract_monthly_fee or line.monthly_fee,
            client_monthly=self.dossier.client_monthly_fee,
            others=self.dossier.others,
        )
        shown = [*months_shown(month), *_following(month, until)]
        return rights(
            self.dossier.terms, rates={past: self.rate(past) for past in shown}, fees=fees,
            missed={past: self.missed(past) for past in shown if past in self.dossier.earlier},
            closures=self.dossier.closures,
        )  # fmt: skip

    def _covered(self, month: str) -> Span | None:
        if month not in self._spans:
            self._spans[month] = covered(self.dossier.line, month, self.dossier.agreement.zone)
        return self._spans[month]


def covered(line: Line, month: str, zone: str) -> Span | None:
    """The part of a month that a line's contract covers, None where it covers none."""
    start, end = month_span(month, zone)
    if line.starts_on:
        start = max(start, at_local(line.starts_on, 0, zone))
    if line.ends_on:
        end = min(end, at_local(line.ends_on, 86400, zone))
    return (start, end) if start < end else None


def months_shown(month: str) -> list[str]:
    """The twelve months that end with this one, oldest first; none before 1970."""
    months = (next_month(month, step) for step in range(1 - MONTHS_SHOWN, 1))
    return [past for past in months if past >= f"{FIRST_YEAR}-01"]


def _following(month: str, until: str) -> list[str]:
    found: list[str] = []
    while (month := next_month(month)) <= until:
        found.append(month)
    return found


def statement(months: Months, month: str) -> dict[str, Any]:
    """The statement of a subscription's month in plain JSON values, every figure exact.

    Clause: 5.3, 5.4.
    """
    judged = months.month(month)
    found = judged.value
    granted = months.rights(month)
    dossier = months.dossier
    zone = dossier.agreement.zone
    clauses = clauses_of(dossier.terms)
    reasons = [judged.reason] if granted is None else [judged.reason, granted.reason.children[-1]]
    error = _sampling(dossier, found)
    reasons += [] if error is None else [error.reason]
    return {
        "format": "statement/1",
        "agreement": agreement_of(dossier.agreement),
        "subscription": _subscription(dossier),
        "month": month,
        "timezone": zone,
        "from": exact(local(found.bounds[0], zone)),
        "to": exact(local(found.bounds[1], zone)),
        "source": _source(dossier),
        "availability": _availability(dossier, found),
        "outages": [outage_row(span, parts, zone, clauses) for span, parts in found.outages],
        "unmeasured": [span_row(span, zone) for span in found.unmeasured],
        "degraded": [span_row(span, zone) for span in _degraded(dossier, found)],
        "works": [works_row(work, zone) for work in touching(dossier.works, found.bounds)],
        "exclusions": [
            exclusion_row(ruled, zone, clauses)
            for ruled in touching(dossier.exclusions, found.bounds)
        ],
        "penalty": None if granted is None else penalty_row(granted.value[-1]),
        "history": [_past(months, past) for past in months_shown(month)],
        "reasons": [reason.to_json() for reason in reasons],
        "rules": rules_in_words(dossier.terms),
        **_sampled(dossier, error),
    }


def _sampling(dossier: Dossier, found: Availability) -> Judgement[int] | None:
    """The error of sampling, None where it is not known how often the target was sampled."""
    interval = dossier.observed.interval
    return None if interval is None else sampling(dossier.terms, found, interval=interval)


def _sampled(dossier: Dossier, error: Judgement[int] | None) -> dict[str, Any]:
    if error is None:
        return {}
    told = {"interval_seconds": dossier.observed.interval, "error_seconds": error.value}
    return {"sampling": told}


def uncapped(months: Months, month: str) -> Decimal:
    """A line's penalty of the month before the contract's cap; zero where there is none.

    Clause: 5.6, 5.8.
    """
    granted = months.rights(month)
    return granted.value[-1].uncapped if granted else NOTHING


def agreement_of(agreement: Agreement) -> dict[str, Any]:
    """Which agreement judged: its id, version, the digest of its file, and the other readings."""
    header = agreement.convention.agreement
    return {
        "id": header.id,
        "version": header.version,
        "name": header.name.model_dump(),
        "digest": agreement.digest,
        "readings": dict(agreement.readings),
    }


def _subscription(dossier: Dossier) -> dict[str, Any]:
    line = dossier.line
    products = dossier.agreement.convention.products
    return {
        "target": line.target,
        "product": line.product,
        "product_name": products[line.product].name if line.product else line.target,
        "hosting": line.hosting,
        "client": line.client,
        "contract": line.contract,
        "yearly_fee": exact(line.yearly_fee),
        "monthly_fee": exact(line.monthly_fee),
        "contract_monthly_fee": exact(dossier.contract_monthly_fee or line.monthly_fee),
        "currency": dossier.agreement.convention.agreement.currency,
        "from": exact(line.starts_on),
        "until": exact(line.ends_on),
    }


def _source(dossier: Dossier) -> dict[str, Any]:
    seen, zone = dossier.observed, dossier.agreement.zone
    return {
        "name": seen.source,
        "silence_seconds": seen.silence,
        "first_record_at": exact(local(seen.seen[0], zone)),
        "last_record_at": exact(local(seen.seen[1], zone)),
    }


def _availability(dossier: Dossier, found: Availability) -> dict[str, Any]:
    up = found.T_seconds - found.down_seconds - found.unmeasured_seconds
    return exact_of(
        {
            **figures(found),
            "up_seconds": up,
            "degraded_seconds": total(_degraded(dossier, found)),
            "target": decimal_text(found.target * 100),
        }
    )


def _degraded(dossier: Dossier, found: Availability) -> list[Span]:
    inside = clip(dossier.observed.degraded, found.bounds)
    return minus(inside, [*found.down, *found.unmeasured])


def _past(months: Months, month: str) -> dict[str, Any]:
    found, rate = months.month(month).value, months.rate(month)
    measured = rate is not None
    return {
        "month": month,
        "rate_exact": exact(rate),
        "rate": str(found.rate_percent) if measured else None,
        "met": found.met if measured else None,
        "unmeasured_seconds": found.unmeasured_seconds,
    }

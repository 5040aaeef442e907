"""Rights to a penalty: which months open one, at which rate, up to which cap, claimed by when.

Clause: 5.6, 5.7, 5.8.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from tenir.terms.availability import floored, target_of
from tenir.terms.dates import epoch, local, month_span, next_month
from tenir.terms.delays import how_counted, last_midnight
from tenir.terms.hours import Closure
from tenir.terms.kinds_availability import Cap, Measure, Streak, Tier, Tiers
from tenir.terms.kinds_service import Delay
from tenir.terms.quantities import decimal_text
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms

Rates: TypeAlias = Mapping[str, Fraction | None]
NOTHING = Decimal("0.00")
_TOLD_BY_CAP = {
    "penalty.cap_free": "penalty.right",
    "penalty.cap_just": "penalty.right_just",
    "penalty.cap_reached": "penalty.right_capped",
}


@dataclass(frozen=True, slots=True)
class Fees:
    """What a month's penalties are reckoned on, excl. tax, in the agreement's currency.

    `client_monthly` is that of all the client's contracts, where the agreement reads 5.8 so;
    `others` the contract's other penalties of each month, before the cap.
    """

    line_monthly: Decimal
    contract_monthly: Decimal
    client_monthly: Decimal | None = None
    others: Mapping[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """What one month gives a right to; amounts excl. tax.

    `uncapped` is `tier_rate` x `base`; `amount` what the cap leaves of it; `run` how many months
    in a row missed the target, this one included.
    """

    month: str
    right: bool
    run: int
    base: Decimal
    tier_rate: Fraction = Fraction(0)
    uncapped: Decimal = NOTHING
    amount: Decimal = NOTHING
    cap: Decimal = NOTHING
    claim_by: datetime | None = None

    @property
    def capped(self) -> bool:
        """Whether the cap made the amount smaller."""
        return self.amount < self.uncapped


@dataclass(frozen=True, slots=True)
class _Case:
    """What all the months of one history are judged by."""

    terms: Terms
    rates: Rates
    fees: Fees
    closures: tuple[Closure, ...]
    target: Fraction
    judged: Mapping[str, bool]

    def missed(self, month: str) -> bool:
        if month in self.judged:
            return self.judged[month]
        rate = self.rates.get(month)
        return rate is not None and rate < self.target

    @property
    def base(self) -> Decimal:
        on_line = self.terms.get("penalty.rate", Tiers).term.base == "line_monthly_fee"
        return self.fees.line_monthly if on_line else self.fees.contract_monthly


def rights(
    terms: Terms,
    *,
    rates: Rates,
    fees: Fees,
    closures: Iterable[Closure] = (),
    missed: Mapping[str, bool] | None = None,
) -> Judgement[list[Right]]:
    """The right of each month, in order; a month without a rate, or left out, breaks the run.

    A right is on claim (5.7): the publisher owes the credit once it is claimed in time.
    `closures` are the closing days told to the clients; `missed` says it of the months that
    another version of the agreement judged.
    Clause: 5.6, 5.7, 5.8.
    """
    case = _Case(terms, rates, fees, tuple(closures), target_of(terms)[1], missed or {})
    judged = [_right_of(case, month, run) for month, run in _runs(case)]
    trigger = terms.get("penalty.trigger", Streak)
    opened = [judgement.value for judgement in judged if judgement.value.right]
    amount = sum((right.amount for right in opened), NOTHING)
    reason = trigger.because(
        "penalty.rights", amount, *(judgement.reason for judgement in judged),
        count=len(opened), amount=amount, months=trigger.term.months,
    )  # fmt: skip
    return Judgement([judgement.value for judgement in judged], reason)


def _runs(case: _Case) -> Iterator[tuple[str, int]]:
    """Each month with how many months in a row, itself included, missed the target."""
    runs: dict[str, int] = {}
    for month in sorted(case.rates):
        before = runs.get(next_month(month, -1), 0)
        runs[month] = before + 1 if case.missed(month) else 0
        yield month, runs[month]


def _right_of(case: _Case, month: str, run: int) -> Judgement[Right]:
    trigger = case.terms.get("penalty.trigger", Streak).term
    following = range(1, trigger.months - run + 1) if trigger.indemnifies == "whole_run" else ()
    reached = all(case.missed(next_month(month, step)) for step in following)
    rate = case.rates[month]
    if rate is not None and run and reached and (following or run >= trigger.months):
        return _opened(case, month, run, rate)
    return _no_right(case, month, run)


def _no_right(case: _Case, month: str, run: int) -> Judgement[Right]:
    trigger = case.terms.get("penalty.trigger", Streak)
    known = case.rates[month] is not None
    phrase = "penalty.first" if run else "penalty.met" if known else "penalty.unknown"
    reason = trigger.because(phrase, False, month=month, run=run, months=trigger.term.months)
    return Judgement(Right(month, right=False, run=run, base=case.base), reason)


def _opened(case: _Case, month: str, run: int, rate: Fraction) -> Judgement[Right]:
    tiers = case.terms.get("penalty.rate", Tiers)
    shown = _history(case, month, run)
    shortfall = Decimal(decimal_text(case.target * 100)) - shown[-1][1]
    number, tier = tier_of(tiers.term.tiers, case.target - rate)
    uncapped = _cents(case.base, tier.rate, tiers.term.rounding)
    limited, cap, cap_reason = _capped(case, month, uncapped)
    due = claim_by(case.terms, month=month, closures=case.closures)
    right = Right(month, True, run, case.base, tier.rate, uncapped, limited, cap, due.value)
    quoted: dict[str, Any] = {"number": number, "shortfall": shortfall, "rate": _percent(tier.rate)}
    in_tier = tiers.because(
        "penalty.tier", tier.rate, base=case.base, amount=uncapped, **quoted
    )  # fmt: skip
    reason = tiers.because(
        _TOLD_BY_CAP[cap_reason.phrase], limited, in_tier, cap_reason, due.reason,
        month=month, amount=limited, base=case.base, cap=cap, run=run, history=shown,
        claim_by=due.value, **quoted,
    )  # fmt: skip
    return Judgement(right, reason)


def _history(case: _Case, month: str, run: int) -> list[tuple[str, Decimal]]:
    """The months of the run with their rates as they are printed."""
    decimals = case.terms.get("availability.measure", Measure).term.display.decimals
    months = [next_month(month, step) for step in range(1 - run, 1)]
    known = ((past, case.rates[past]) for past in months)
    return [(past, floored(rate * 100, decimals)) for past, rate in known if rate is not None]


def tier_of(tiers: Sequence[Tier], shortfall: Fraction) -> tuple[int, Tier]:
    """The tier (over, upto] in which a shortfall falls, with its number from 1.

    Clause: 5.6.
    """
    for number, tier in enumerate(tiers, start=1):
        if tier.upto is None or shortfall <= tier.upto:
            return number, tier
    raise AssertionError("the last tier has no upper bound")  # pragma: no cover - checked at load


def claim_by(terms: Terms, *, month: str, closures: Iterable[Closure] = ()) -> Judgement[datetime]:
    """The last instant to claim a month's penalty, as the midnight that ends its day.

    `closures` are the closing days told to the clients: no working days.
    Clause: 5.7.
    """
    held = terms.get("penalty.claim", Delay)
    first_of_next = local(month_span(month, terms.zone)[1], terms.zone).date()
    value = last_midnight(
        terms, after=first_of_next - timedelta(days=1), length=held.term.length, closures=closures
    )
    reason = held.because(
        "penalty.claim_by", value, how_counted(terms, held.term.length), month=month,
        length=held.term.length.count,
    )  # fmt: skip
    return Judgement(value, reason)


def claim_in_time(
    terms: Terms,
    *,
    month: str,
    sent_at: datetime,
    received_at: datetime | None = None,
    closures: Iterable[Closure] = (),
) -> Judgement[bool]:
    """Whether a claim counts: by its date of sending, an early one too; a later one is refused.

    `received_at` only matters where the agreement reads 5.7 so; a claim not yet received is then
    dated by its sending.
    Clause: 5.7.
    """
    held = terms.get("penalty.claim", Delay)
    due = claim_by(terms, month=month, closures=closures)
    dated = (received_at or sent_at) if held.term.dated_by == "receipt" else sent_at
    valid = epoch(dated) < epoch(due.value)
    phrase = "claim.in_time" if valid else "claim.late"
    at = local(epoch(dated), terms.zone)
    return Judgement(valid, held.because(phrase, valid, due.reason, at=at, claim_by=due.value))


def _capped(case: _Case, month: str, amount: Decimal) -> tuple[Decimal, Decimal, Reason]:
    """What the cap leaves of an amount: its share, where all the penalties together exceed it.

    Clause: 5.8.
    """
    held = case.terms.get("penalty.cap", Cap)
    base = case.fees.contract_monthly
    if held.term.base == "client_monthly_fee" and case.fees.client_monthly is not None:
        base = case.fees.client_monthly
    cap = _cents(base, held.term.upto, held.term.rounding)
    together = amount + (case.fees.others or {}).get(month, NOTHING)
    limited, phrase = amount, "penalty.cap_free" if together < cap else "penalty.cap_just"
    if together > cap:
        limited = _cents(amount, Fraction(cap) / Fraction(together), held.term.rounding)
        phrase = "penalty.cap_reached"
    reason = held.because(
        phrase, cap, cap=cap, upto=_percent(held.term.upto), base=base, together=together,
        amount=limited,
    )  # fmt: skip
    return limited, cap, reason


def _cents(base: Decimal, ratio: Fraction, rounding: str) -> Decimal:
    cents = Fraction(base) * ratio * 100
    half = Fraction(1, 2) if rounding == "half_up" else 0
    return Decimal(math.floor(cents + half)).scaleb(-2)


def _percent(ratio: Fraction) -> Decimal:
    return Decimal(decimal_text(ratio * 100))

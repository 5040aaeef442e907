"""Rights to a penalty: which months open one, at which rate, up to which cap, claimed by when.

Clause: 5.6, 5.7, 5.8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from tenir.terms.availability import floored, target_of
from tenir.terms.convention import Cap, Delay, Measure, Streak, Tier, Tiers
from tenir.terms.dates import epoch, local, month_span, next_month
from tenir.terms.delays import last_midnight
from tenir.terms.errors import Refused
from tenir.terms.quantities import decimal_text
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms

CENT = Decimal("0.01")


class DoubledMonth(Refused):
    """A month that stands twice in one history."""


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
    """What one month gives a right to; amounts excl. tax."""

    month: str
    right: bool
    tier_rate: Fraction
    amount: Decimal
    capped: bool
    cap: Decimal
    claim_by: datetime | None
    run: int


def rights(
    terms: Terms, *, rates: Mapping[str, Fraction | None], fees: Fees
) -> Judgement[list[Right]]:
    """The right of each month, in order; a month without a rate breaks the run.

    A right is on claim (5.7): the publisher owes the credit once it is claimed in time.
    Clause: 5.6, 5.7, 5.8.
    """
    target = target_of(terms)[1]
    judged = [
        _right_of(terms, month, rates, run, fees, target) for month, run in _runs(terms, rates, target)
    ]
    trigger = terms.get("penalty.trigger", Streak)
    opened = [judgement.value for judgement in judged if judgement.value.right]
    amount = sum((right.amount for right in opened), Decimal(0))
    reason = trigger.because(
        "penalty.rights", amount, *(judgement.reason for judgement in judged),
        count=len(opened), amount=amount, months=trigger.term.months,
    )  # fmt: skip
    return Judgement([judgement.value for judgement in judged], reason)


def _runs(
    terms: Terms, rates: Mapping[str, Fraction | None], target: Fraction
) -> list[tuple[str, int]]:
    """Each month with how many months in a row, itself included, missed the target.

    Under the reading that indemnifies the whole run, a month counts as completing where the
    run that it belongs to is long enough.
    """
    found: list[tuple[str, int]] = []
    run, previous = 0, ""
    for month in sorted(rates):
        rate = rates[month]
        missed = rate is not None and rate < target
        follows = previous != "" and next_month(previous) == month
        run = (run + 1 if follows else 1) if missed else 0
        found.append((month, run))
        previous = month
    return found


def _right_of(
    terms: Terms,
    month: str,
    rates: Mapping[str, Fraction | None],
    run: int,
    fees: Fees,
    target: Fraction,
) -> Judgement[Right]:
    rate = rates[month]
    trigger = terms.get("penalty.trigger", Streak)
    needed = trigger.term.months
    completes = run >= needed
    if trigger.term.indemnifies == "whole_run" and 0 < run < needed:
        completes = _run_reaches(rates, month, needed - run, target)
    if rate is None or not completes:
        return _no_right(terms, month, run, rate)
    return _opened(terms, month, rates, run, fees, target - rate)


def _run_reaches(
    rates: Mapping[str, Fraction | None], month: str, more: int, target: Fraction
) -> bool:
    for step in range(1, more + 1):
        rate = rates.get(next_month(month, step))
        if rate is None or rate >= target:
            return False
    return True


def _no_right(terms: Terms, month: str, run: int, rate: Fraction | None) -> Judgement[Right]:
    trigger = terms.get("penalty.trigger", Streak)
    phrase = "penalty.unknown" if rate is None else "penalty.first" if run else "penalty.met"
    none = Right(month, False, Fraction(0), Decimal("0.00"), False, Decimal("0.00"), None, run)
    reason = trigger.because(phrase, False, month=month, run=run, months=trigger.term.months)
    return Judgement(none, reason)


def _opened(
    terms: Terms,
    month: str,
    rates: Mapping[str, Fraction | None],
    run: int,
    fees: Fees,
    shortfall: Fraction,
) -> Judgement[Right]:
    tiers = terms.get("penalty.rate", Tiers)
    number, tier = tier_of(tiers.term.tiers, shortfall)
    on_line = tiers.term.base == "line_monthly_fee"
    base = fees.line_monthly if on_line else fees.contract_monthly
    amount = _cents(base, tier.rate, tiers.term.rounding)
    limited, cap, cap_reason = _capped(terms, month, amount, fees)
    due = claim_by(terms, month=month)
    right = Right(month, True, tier.rate, limited, limited < amount, cap, due.value, run)
    target = target_of(terms)[1]
    decimals = terms.get("availability.measure", Measure).term.display.decimals
    history = [
        (past, floored(rate * 100, decimals))
        for past in _months_of_run(month, max(run, 1)) if (rate := rates.get(past)) is not None
    ]  # fmt: skip
    shown = Decimal(decimal_text(target * 100)) - history[-1][1]
    in_tier = tiers.because(
        "penalty.tier", tier.rate, number=number, shortfall=shown, rate=_percent(tier.rate),
        base=base, amount=amount,
    )  # fmt: skip
    reason = tiers.because(
        "penalty.right_capped" if right.capped else "penalty.right", limited, in_tier, cap_reason,
        due.reason, month=month, amount=limited, rate=_percent(tier.rate), base=base, cap=cap,
        run=run, history=history, shortfall=shown, number=number, claim_by=due.value,
    )  # fmt: skip
    return Judgement(right, reason)


def tier_of(tiers: Sequence[Tier], shortfall: Fraction) -> tuple[int, Tier]:
    """The tier (over, upto] in which a shortfall falls, with its number from 1.

    Clause: 5.6.
    """
    for number, tier in enumerate(tiers, start=1):
        if tier.upto is None or shortfall <= tier.upto:
            return number, tier
    raise AssertionError("the last tier has no upper bound")  # pragma: no cover - checked at load


def claim_by(terms: Terms, *, month: str) -> Judgement[datetime]:
    """The last instant to claim a month's penalty, as the midnight that ends its day.

    Clause: 5.7.
    """
    held = terms.get("penalty.claim", Delay)
    end = local(month_span(month, terms.zone)[1], terms.zone).date()
    last_of_month = date.fromordinal(end.toordinal() - 1)
    value = last_midnight(terms, after=last_of_month, length=held.term.length)
    reason = held.because("penalty.claim_by", value, month=month, length=held.term.length.count)
    return Judgement(value, reason)


def claim_in_time(
    terms: Terms, *, month: str, sent_at: datetime, received_at: datetime | None = None
) -> Judgement[bool]:
    """Whether a claim counts: by its date of sending, an early one too; a later one is refused.

    Clause: 5.7.
    """
    held = terms.get("penalty.claim", Delay)
    due = claim_by(terms, month=month)
    by_receipt = held.term.dated_by == "receipt" and received_at is not None
    dated = received_at if by_receipt and received_at else sent_at
    valid = epoch(dated) < epoch(due.value)
    phrase = "claim.in_time" if valid else "claim.late"
    at = local(epoch(dated), terms.zone)
    return Judgement(valid, held.because(phrase, valid, due.reason, at=at, claim_by=due.value))


def _capped(
    terms: Terms, month: str, amount: Decimal, fees: Fees
) -> tuple[Decimal, Decimal, Reason]:
    held = terms.get("penalty.cap", Cap)
    base = fees.contract_monthly
    if held.term.base == "client_monthly_fee" and fees.client_monthly is not None:
        base = fees.client_monthly
    cap = _cents(base, held.term.upto, held.term.rounding)
    others = (fees.others or {}).get(month, Decimal(0))
    together = amount + others
    limited = amount
    if together > cap:
        share = Fraction(amount) * Fraction(cap) / Fraction(together)
        limited = _cents(Decimal(1), share, held.term.rounding)
    phrase = "penalty.cap_reached" if together > cap else "penalty.cap_free"
    reason = held.because(
        phrase, cap, cap=cap, upto=_percent(held.term.upto), base=base, together=together,
        amount=limited,
    )  # fmt: skip
    return limited, cap, reason


def _cents(base: Decimal, ratio: Fraction, rounding: str) -> Decimal:
    exact = Fraction(base) * ratio * 100
    whole = exact.numerator // exact.denominator
    if rounding == "half_up" and exact - whole >= Fraction(1, 2):
        whole += 1
    return (Decimal(whole) * CENT).quantize(CENT)


def _percent(ratio: Fraction) -> Decimal:
    return Decimal(decimal_text(ratio * 100))


def _months_of_run(month: str, run: int) -> list[str]:
    return [next_month(month, step) for step in range(1 - run, 1)]


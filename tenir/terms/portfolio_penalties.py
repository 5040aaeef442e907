"""The penalties of a whole portfolio at once, exact to the cent, in whole numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[Any]  # int64, or Python's integers where 64 bits would not hold
WIDEST = 2**62


class Tier(NamedTuple):
    """The rate of the fee owed where the shortfall is over one bound and not over the other.

    All are fractions of 1: 1.5 points is 3/200. No upper bound: None.
    """

    over: Fraction
    upto: Fraction | None
    rate: Fraction


@dataclass(frozen=True)
class Penalties:
    """By subscription and month: was the target missed, is a penalty due, of which tier, how much.

    `tier` is -1 where the target was met or no tier holds; `capped` where the contract's cap made
    the amount smaller.
    """

    missed: NDArray[np.bool_]
    right: NDArray[np.bool_]
    tier: NDArray[np.int8]
    amount_cents: NDArray[np.int64]
    capped: NDArray[np.bool_]


def penalties_of(
    counted: NDArray[np.int64],
    *,
    T: NDArray[np.int64],
    target: Fraction,
    tiers: Sequence[Tier],
    fee_cents: NDArray[np.int64],
    contract: NDArray[np.int32],
    cap: Fraction,
    base_cents: NDArray[np.int64] | None = None,
    others_cents: NDArray[np.int64] | None = None,
    in_a_row: int = 2,
    indemnifies: Literal["completing_and_following", "whole_run"] = "completing_and_following",
) -> Penalties:
    """What is owed for each subscription (rows) and month (columns, in order).

    `counted` and `T` in seconds; a month with T = 0 is under no promise. `fee_cents` is the
    monthly fee of each subscription, or of each in each month; `base_cents` what the rate is taken
    of, where it is not the fee; `contract` numbers the contracts from 0; `others_cents` what the
    cap must also hold, by contract and month. A month gives a right when it is the last of
    `in_a_row` missed ones, and so does each further missed one; with "whole_run", so do the
    earlier ones of the run.

    Clause: 5.1, 5.6, 5.8.
    """
    fee = np.broadcast_to(_column(fee_cents), counted.shape)
    base = fee if base_cents is None else np.broadcast_to(_column(base_cents), counted.shape)
    shortfall, unit = _shortfall(counted, T, target)
    missed = np.asarray(shortfall > 0, bool)
    right = _right(missed, in_a_row, indemnifies)
    tier = _tier(shortfall, unit, missed, tiers)
    amount = np.where(right, _amount(base, tier, tiers), 0)
    amount, capped = _capped(amount, fee, contract, cap, others_cents)
    return Penalties(missed, right, tier, amount, capped)


def _column(cents: NDArray[np.int64]) -> NDArray[np.int64]:
    cents = np.asarray(cents, np.int64)
    return cents[:, None] if cents.ndim == 1 else cents


def _room(numbers: Whole, *factors: int) -> Whole:
    """The numbers, as Python's integers where a product with the factors needs over 64 bits."""
    largest = int(np.abs(numbers).max(initial=0))
    for factor in factors:
        largest *= max(1, abs(factor))
    return numbers if largest < WIDEST else numbers.astype(object)


def _shortfall(counted: Whole, whole: Whole, target: Fraction) -> tuple[Whole, Whole]:
    """The target less the rate, as so many parts of a unit: exact, no division."""
    p, q = target.numerator, target.denominator
    whole, counted = _room(whole, 2 * q), _room(counted, 2 * q)
    return p * whole - q * (whole - counted), q * whole


def _right(missed: NDArray[np.bool_], in_a_row: int, indemnifies: str) -> NDArray[np.bool_]:
    """Which months give a right: the one that completes the run, and those that follow in it."""
    right = np.zeros_like(missed)
    run = np.zeros(len(missed), np.int64)
    for month in range(missed.shape[1]):
        run = (run + 1) * missed[:, month]
        right[:, month] = run >= in_a_row
        if indemnifies == "whole_run":
            right[run == in_a_row, max(0, month - in_a_row + 1) : month] = True
    return right


def _tier(
    shortfall: Whole, unit: Whole, missed: NDArray[np.bool_], tiers: Sequence[Tier]
) -> NDArray[np.int8]:
    """The tier that each shortfall falls in: over its lower bound, not over its upper one."""
    tier = np.full(missed.shape, -1, np.int8)
    for number, (over, upto, _) in enumerate(tiers):
        inside = missed & _exceeds(shortfall, unit, over)
        if upto is not None:
            inside &= ~_exceeds(shortfall, unit, upto)
        tier[inside] = number
    return tier


def _exceeds(shortfall: Whole, unit: Whole, bound: Fraction) -> NDArray[np.bool_]:
    shortfall, unit = _room(shortfall, bound.denominator), _room(unit, bound.numerator)
    return np.asarray(shortfall * bound.denominator > unit * bound.numerator, bool)


def _amount(base: Whole, tier: NDArray[np.int8], tiers: Sequence[Tier]) -> NDArray[np.int64]:
    """The base times the tier's rate, half a cent rounded up."""
    amount = np.zeros(base.shape, np.int64)
    for number, (_, _, rate) in enumerate(tiers):
        here = tier == number
        twice = 2 * rate.numerator * _room(base[here], 4 * rate.numerator, rate.denominator)
        amount[here] = (twice + rate.denominator) // (2 * rate.denominator)
    return amount


def _capped(
    amount: NDArray[np.int64],
    fee: NDArray[np.int64],
    contract: NDArray[np.int32],
    cap: Fraction,
    others_cents: NDArray[np.int64] | None,
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The amounts; where a contract's month exceeds its cap, each one's share of it.

    The cap and the shares are rounded down to the cent.
    """
    totals = np.zeros((int(contract.max(initial=-1)) + 1, amount.shape[1]), np.int64)
    fees = np.zeros_like(totals)
    np.add.at(totals, contract, amount)
    np.add.at(fees, contract, fee)
    if others_cents is not None:
        totals = totals + others_cents
    caps = (_room(fees, cap.numerator) * cap.numerator // cap.denominator).astype(np.int64)
    capped = (totals > caps)[contract] & (amount > 0)
    rows, months = np.nonzero(capped)
    shares = amount[rows, months].astype(object) * caps[contract[rows], months]
    amount[rows, months] = shares // totals[contract[rows], months]
    return amount, capped

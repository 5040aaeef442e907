"""Time spent on what support does not owe: what of it is charged, and for how much.

Clause: 7.16, 7.22.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple, TypeAlias

CENT = Decimal("0.01")
LOW = 20  # per cent of prepaid hours left at which the client is told
EXPIRES = timedelta(days=30)  # so long before hours that are left expire

Level: TypeAlias = Literal["", "low", "empty"]
DEEPER: Sequence[str] = ("", "low", "empty")


class Charged(NamedTuple):
    """Minutes charged, how many of them prepaid hours cover, and the amount of the rest."""

    minutes: int
    prepaid: int
    amount: Decimal


def charged_minutes(real: int, *, rounding: int, minimum: int = 0) -> int:
    """The minutes that are charged for those spent: never fewer than the minimum, rounded up.

    Clause: 7.22.
    """
    return -(-max(real, minimum) // rounding) * rounding if real > 0 else 0


def in_force(announced: Sequence[datetime], begun: datetime) -> int | None:
    """Which of the announcements, in order, held when time was begun; None where none did yet.

    By the minute, as time is put down: what is begun in an announcement's own minute is under it.
    Clause: 7.22.
    """
    minute = _minute(begun)
    held = [nth for nth, at in enumerate(announced) if _minute(at) <= minute]
    return held[-1] if held else None


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def charge(
    real: int, *, hourly_rate: Decimal, rounding: int, minimum: int = 0, prepaid: int = 0
) -> Charged:
    """What time comes to: charged minutes, of which prepaid ones first, the rest at that rate.

    The amount is rounded once, to the cent. In euros excl. tax.
    Clause: 7.22.
    """
    minutes = charged_minutes(real, rounding=rounding, minimum=minimum)
    covered = min(minutes, prepaid)
    amount = (hourly_rate * (minutes - covered) / 60).quantize(CENT, ROUND_HALF_UP)
    return Charged(minutes, covered, amount)


def hours_left(left: int, full: int) -> Level:
    """How far down prepaid hours are: minutes that are left, of those there at the last purchase.

    Clause: 7.22.
    """
    if not full:
        return ""
    if not left:
        return "empty"
    return "low" if left * 100 <= full * LOW else ""


def expires_soon(expires_on: date | None, on: date) -> bool:
    """Whether hours that live on that day expire within thirty days of it.

    Clause: 7.22.
    """
    return expires_on is not None and on <= expires_on <= on + EXPIRES


def share_in_time(in_time: int, counted: int) -> Decimal | None:
    """The share kept, in per cent to one decimal and never rounded up; None of none."""
    if not counted:
        return None
    return Decimal(in_time * 1000 // counted) / 10


def at_rank(values: Sequence[int], per_cent: int) -> int | None:
    """The smallest value that so many per cent of them do not exceed; None of none.

    50 is the median (of an even number of values, the lower of the two in the middle).
    """
    ordered = sorted(values)
    return ordered[-(-len(ordered) * per_cent // 100) - 1] if ordered else None

"""Backups: what must be kept and until when, and how old the newest restorable point was.

Clause: 6.1, 6.2, 6.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from tenir.terms.convention import Objective, Retention, RetentionTier
from tenir.terms.dates import epoch, later, local
from tenir.terms.errors import Refused
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Held, Terms


class BackwardPeriod(Refused):
    """A period that ends before it starts."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The good copies to keep now, and the instant at which each copy's time ends.

    A copy dated after now is kept and reported in `future`, and never counted: it has no
    expiry. Instants are in the agreement's zone, in order.
    """

    keep: tuple[datetime, ...]
    expires: dict[datetime, datetime]
    future: tuple[datetime, ...]


def retention(terms: Terms, *, copies: Sequence[datetime], now: datetime) -> Judgement[Kept]:
    """Which copies are still owed, each with its expiry, as if no other copy came.

    The last good copy of a day lives 7 days, that of an ISO week 28, that of a month 3 months
    date to date, from its own instant at the same clock time; days are the agreement's.
    Clause: 6.4.
    """
    held = terms.get("backups.retention", Retention)
    known = sorted({epoch(copy) for copy in copies})
    past = [local(copy, terms.zone) for copy in known if copy <= epoch(now)]
    future = tuple(local(copy, terms.zone) for copy in known if copy > epoch(now))
    expires = _expiries(held.term, past)
    if held.term.method == "coverage":
        owed = _covering(held.term, past)
    else:
        owed = [copy for copy in past if epoch(now) < epoch(expires[copy])]
    keep = tuple(sorted([*owed, *future]))
    reason = held.because(
        "retention.kept", len(keep), *_tier_reasons(held, past, expires, owed),
        kept=len(owed), copies=len(known), future=len(future), now=local(epoch(now), terms.zone),
    )  # fmt: skip
    return Judgement(Kept(keep, expires, future), reason)


def _expiries(term: Retention, past: list[datetime]) -> dict[datetime, datetime]:
    """The latest end among the tiers that a copy stands for; its own instant where for none."""
    found = {copy: copy for copy in past}
    for tier in term.tiers:
        for copy in _last_of_each(tier, past):
            found[copy] = max(found[copy], later(copy, tier.length), key=epoch)
    return found


def _last_of_each(tier: RetentionTier, past: list[datetime]) -> list[datetime]:
    return list({_period(copy, tier): copy for copy in past}.values())


def _period(copy: datetime, tier: RetentionTier) -> tuple[int, ...]:
    if tier.per == "day":
        return (copy.year, copy.month, copy.day)
    if tier.per == "iso_week":
        return tuple(copy.isocalendar())[:2]
    return (copy.year, copy.month)


def _covering(term: Retention, past: list[datetime]) -> list[datetime]:
    """An engine's count: the last copy of each of the newest periods that have one."""
    owed = {copy for tier in term.tiers for copy in _last_of_each(tier, past)[-_periods(tier) :]}
    return sorted(owed)


def _periods(tier: RetentionTier) -> int:
    return int(tier.length.count) // (7 if tier.per == "iso_week" else 1)


def _tier_reasons(
    held: Held[Retention],
    past: list[datetime],
    expires: dict[datetime, datetime],
    owed: list[datetime],
) -> list[Reason]:
    found = []
    for tier in held.term.tiers:
        stands = [copy for copy in _last_of_each(tier, past) if copy in owed]
        phrase = f"retention.{tier.id}" if tier.id in ("daily", "weekly", "monthly") else "retention.tier"
        found.append(
            held.because(
                phrase, len(stands), reading=None, length=tier.length.count, tier=tier.id,
                copies={copy: expires[copy] for copy in stands},
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """A time during which the newest restorable point was older than promised.

    `from_at` is the instant at which the promise broke; `gap_seconds` the whole age reached.
    """

    from_at: datetime
    to_at: datetime
    gap_seconds: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """The worst age of the newest restorable point over a period, and each breach."""

    worst_gap_seconds: int
    breaches: tuple[Gap, ...]


def recovery_point(
    terms: Terms, *, copies: Sequence[datetime], start: datetime, end: datetime
) -> Judgement[Exposure]:
    """The worst age of the newest restorable point at any instant of [start, end].

    A copy before the start counts from its own instant; with none before it, the age counts
    from the start, since nothing says more. Raises BackwardPeriod.
    Clause: 6.2.
    """
    first, last = epoch(start), epoch(end)
    if last < first:
        raise BackwardPeriod("period.backward", start=start, end=end)
    held = terms.get("backups.rpo", Objective)
    gaps = _gaps([epoch(copy) for copy in copies], first, last)
    worst = max(to - since for since, to in gaps)
    limit = held.term.upto.seconds
    breaches = tuple(
        Gap(local(max(since + limit, first), terms.zone), local(to, terms.zone), to - since)
        for since, to in gaps if to - since > limit
    )  # fmt: skip
    phrase = "rpo.broken" if breaches else "rpo.kept"
    reason = held.because(
        phrase, worst, worst=worst, limit=limit, count=len(breaches),
        start=local(first, terms.zone), end=local(last, terms.zone),
    )  # fmt: skip
    return Judgement(Exposure(worst, breaches), reason)


def _gaps(copies: list[int], first: int, last: int) -> list[tuple[int, int]]:
    before = [copy for copy in copies if copy <= first]
    inside = sorted({copy for copy in copies if first < copy <= last})
    return list(pairwise([max(before, default=first), *inside, last]))


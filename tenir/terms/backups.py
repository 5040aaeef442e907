"""Backups: what must be kept and until when, and how old the newest restorable point was.

Clause: 6.2, 6.4, 6.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from tenir.terms.dates import epoch, later, local, midnight_after
from tenir.terms.errors import Refused
from tenir.terms.kinds_service import Objective, Retention, RetentionTier
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Held, Terms


class BackwardPeriod(Refused):
    """A period that ends before it starts."""


def own_by(*, starts_on: date, zone: str) -> Judgement[datetime]:
    """By when a client has arranged its own backups: the midnight before the operation's day.

    Clause: 6.7.
    """
    due = midnight_after(starts_on - timedelta(days=1), zone)
    inputs = {"on": starts_on, "due": due}
    return Judgement(due, Reason("backups.own_by", "backups.own_by", due, ("6.7",), inputs))


@dataclass(frozen=True, slots=True)
class Copy:
    """One good copy: what it stands for, and until when it is owed; in the agreement's zone.

    `tiers` are those of which it is the last, such as daily and monthly. A copy dated after
    now has no expiry: it is kept and reported, never counted.
    """

    at: datetime
    tiers: tuple[str, ...]
    expires_at: datetime | None
    kept: bool


def retention(
    terms: Terms, *, copies: Sequence[datetime], now: datetime
) -> Judgement[tuple[Copy, ...]]:
    """Each copy in order, whether it is still owed, and its expiry as if no other copy came.

    The last good copy of a day lives 7 days, that of an ISO week 28, that of a month 3 months
    date to date, from its own instant at the same clock time; days are the agreement's.
    Clause: 6.4.
    """
    held = terms.get("backups.retention", Retention)
    known = sorted({epoch(copy) for copy in copies})
    past = [at for at in known if at <= epoch(now)]
    tiers = _tiers_of(held.term, past, terms.zone)
    counted = _counted(held.term, past, terms.zone)
    found = [
        _copy(held.term, at, tiers.get(at, []), terms.zone, owed=at in counted, now=epoch(now))
        for at in past
    ]
    found += [Copy(local(at, terms.zone), (), None, True) for at in known[len(past) :]]
    kept = [copy for copy in found if copy.kept]
    reason = held.because(
        "retention.kept", len(kept),
        *(_tier_reason(held, tier, kept, epoch(now)) for tier in held.term.tiers),
        kept=len(kept) - len(known) + len(past), copies=len(known), future=len(known) - len(past),
        now=local(epoch(now), terms.zone),
    )  # fmt: skip
    return Judgement(tuple(found), reason)


def _copy(
    term: Retention, at: int, tiers: list[RetentionTier], zone: str, *, owed: bool, now: int
) -> Copy:
    made = local(at, zone)
    expires = max((later(made, tier.length) for tier in tiers), key=epoch, default=made)
    kept = owed if term.method == "coverage" else now < epoch(expires)
    return Copy(made, tuple(tier.id for tier in tiers), expires, kept)


def _tiers_of(term: Retention, past: list[int], zone: str) -> dict[int, list[RetentionTier]]:
    """The tiers of which each copy is the last."""
    found: dict[int, list[RetentionTier]] = {}
    for tier in term.tiers:
        for at in _last_of_each(tier, past, zone):
            found.setdefault(at, []).append(tier)
    return found


def _last_of_each(tier: RetentionTier, past: list[int], zone: str) -> list[int]:
    return list({_period(local(at, zone), tier): at for at in past}.values())


def _period(copy: datetime, tier: RetentionTier) -> tuple[int, ...]:
    if tier.per == "day":
        return (copy.year, copy.month, copy.day)
    if tier.per == "iso_week":
        return tuple(copy.isocalendar())[:2]
    return (copy.year, copy.month)


def _counted(term: Retention, past: list[int], zone: str) -> set[int]:
    """An engine's count: the last copy of each of the newest periods that have one."""
    return {
        at for tier in term.tiers for at in _last_of_each(tier, past, zone)[-_periods(tier) :]
    }  # fmt: skip


def _periods(tier: RetentionTier) -> int:
    """How many of its periods a tier's length holds: 28 days are four ISO weeks."""
    days = {"days": 1, "weeks": 7, "months": 30}[tier.length.unit] * tier.length.count
    return max(1, days // {"day": 1, "iso_week": 7, "month": 30}[tier.per])


def _tier_reason(held: Held[Retention], tier: RetentionTier, kept: list[Copy], now: int) -> Reason:
    """The copies that are kept on that ground; under full lives, while it lasts."""
    counted = held.term.method == "coverage"
    stands = {
        copy.at.isoformat(): until
        for copy in kept if tier.id in copy.tiers
        if now < epoch(until := later(copy.at, tier.length)) or counted
    }  # fmt: skip
    return held.because(
        f"retention.{tier.per}", len(stands), reading=None, length=tier.length, tier=tier.id,
        copies=stands,
    )  # fmt: skip


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

"""What penalties may cost: of months frozen, of months over and not frozen yet, of the one running.

Clause: 5.6, 5.9.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.penalties import queries as penalties
from tenir.apps.reports.models import Frozen
from tenir.apps.reports.reviewing import month_ends, months_kept
from tenir.terms.dates import epoch, local, month_span, next_month
from tenir.terms.margin import may_miss
from tenir.terms.penalties import Right
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.viewer import Viewer

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Expected:
    """A right that a month would open as it stands: one that is over, or the one under way."""

    month: str
    over: bool
    subscription: agreements.Subscription
    right: Judgement[Right]

    @property
    def amount(self) -> Decimal:
        """In euros excl. tax, capped."""
        return self.right.value.amount


@dataclass(frozen=True, slots=True)
class ExposedMonth:
    """What a month's penalties may cost or have cost, in euros excl. tax, by how they stand.

    `open`, `owed`, `credited` and `gone` are of rights that frozen months opened; `to_freeze` of
    lines whose month is over; `at_stake` of the month under way, were its target missed.
    """

    month: str
    open: Decimal = NOTHING
    owed: Decimal = NOTHING
    credited: Decimal = NOTHING
    gone: Decimal = NOTHING
    to_freeze: Decimal = NOTHING
    at_stake: Decimal = NOTHING

    @property
    def to_pay(self) -> Decimal:
        """What may still have to be paid; what is at stake is not missed yet, and apart."""
        return self.open + self.owed + self.to_freeze


@dataclass(frozen=True, slots=True)
class Exposed:
    """The months, the latest first, and the rights that are no rights yet."""

    months: list[ExposedMonth]
    expected: list[Expected]


def exposed(viewer: Viewer, *, at: datetime) -> Exposed:
    """What penalties may cost, month by month; NotSeen but for staff.

    Clause: 5.6, 5.9.
    """
    expected = [*_over(viewer, at), *_under_way(viewer, at)]
    known = {row.month: row for row in penalties.exposure(viewer, at=at)}
    months = {*known, *(each.month for each in expected)}
    return Exposed(
        [_month(m, known.get(m), expected) for m in sorted(months, reverse=True)], expected
    )


def _month(month: str, known: penalties.Exposure | None, expected: list[Expected]) -> ExposedMonth:
    of = known or penalties.Exposure(month)
    mine = [each for each in expected if each.month == month]
    return ExposedMonth(
        month, of.open, of.owed, of.credited, of.gone,
        to_freeze=sum((each.amount for each in mine if each.over), NOTHING),
        at_stake=sum((each.amount for each in mine if not each.over), NOTHING),
    )  # fmt: skip


def _under_way(viewer: Viewer, at: datetime) -> Iterator[Expected]:
    month = _name(at)
    for each in availability.stakes(viewer, at=at):
        if each.stake is not None:
            yield Expected(month, False, each.subscription, each.stake)


def _over(viewer: Viewer, at: datetime) -> Iterator[Expected]:
    """Of the lines that may have missed a month that is over, and neither frozen nor settled."""
    kept = months_kept(viewer, at=at)
    months = [each.month for each in kept if each.state not in {"frozen", "empty"}]
    wanted = _missable(viewer, months) - _done(viewer, months)
    if not wanted:
        return
    lines = {line for line, _ in wanted}
    clients = agreements.subscriptions(viewer).filter(pk__in=lines).order_by()
    keys = sorted(set(clients.values_list("contract__client", flat=True)))
    for mine in availability.books_of(viewer, keys, until=months[0]).values():
        for place, line in enumerate(mine.subscriptions):
            for month in months:
                if (line.pk, month) in wanted and mine.books.covers(place, month):
                    yield from _expected(mine, place, month)


def _expected(mine: availability.ClientBooks, place: int, month: str) -> Iterator[Expected]:
    granted = mine.books.closed(place, month).rights(month)
    if granted is not None and granted.value[-1].right:
        right = Judgement(granted.value[-1], granted.reason.children[-1])
        yield Expected(month, True, mine.subscriptions[place], right)


def _missable(viewer: Viewer, months: list[str]) -> set[tuple[int, str]]:
    """The lines down in those months that may have missed them and the ones before.

    The books of a client are dear to read, and few lines of many are down for so long.
    """
    down = _down_in(viewer, months)
    wanted = {(line, month) for line, month in down if month in months}
    keys = {line for line, _ in wanted}
    found = agreements.subscriptions(viewer).filter(pk__in=keys)
    lines = list(found.select_related("contract", "product"))
    missed = {
        (line.pk, month)
        for month in sorted({each for _, m in wanted for each in (m, next_month(m, -1))})
        for line, terms in _terms_of(viewer, lines, month)
        if terms is None or may_miss(terms, month, down.get((line.pk, month), 0))
    }
    return {(line, m) for line, m in wanted if {(line, m), (line, next_month(m, -1))} <= missed}


def _terms_of(
    viewer: Viewer, lines: list[agreements.Subscription], month: str
) -> Iterator[tuple[agreements.Subscription, Terms | None]]:
    """The terms of each line as the month begins; None of one that begins later."""
    first = local(month_span(month, settings.TIME_ZONE)[0], settings.TIME_ZONE)
    known = agreements.terms_of_many(viewer, lines, at=first)
    for line in lines:
        later = line.starts_on > first.date()
        yield line, None if later else known.get(line.pk)


def _down_in(viewer: Viewer, months: list[str]) -> dict[tuple[int, str], int]:
    """The seconds for which lines were down, before exclusions, in those months and before.

    The latest month first; by line and month, where there are any.
    """
    if not months:
        return {}
    first = next_month(months[-1], -1)
    begun = local(month_span(first, settings.TIME_ZONE)[0], settings.TIME_ZONE)
    rows = availability.stretches(viewer).filter(
        state=availability.Stretch.State.DOWN, end__gt=begun, start__lt=month_ends(months[0])
    )
    spans = {m: month_span(m, settings.TIME_ZONE) for m in _months_from(first, months[0])}
    found: dict[tuple[int, str], int] = {}
    for line, start, end in rows.values_list("subscription", "start", "end"):
        down = (epoch(start), epoch(end))
        for month, span in spans.items():
            seconds = min(down[1], span[1]) - max(down[0], span[0])
            if seconds > 0:
                found[line, month] = found.get((line, month), 0) + seconds
    return found


def _months_from(first: str, last: str) -> Iterator[str]:
    """Every month from one to another, both of them."""
    while first <= last:
        yield first
        first = next_month(first)


def _done(viewer: Viewer, months: list[str]) -> set[tuple[int, str]]:
    """The lines whose month is frozen, or was settled before Tenir kept the books."""
    frozen = Frozen.objects.filter(**viewer.within("organisation"), month__in=months, revision=1)
    settled = penalties.past_penalties(viewer).filter(month__in=months)
    pairs = ("subscription", "month")
    return {*frozen.values_list(*pairs), *settled.values_list(*pairs)}


def _name(at: datetime) -> str:
    return local(epoch(at), settings.TIME_ZONE).strftime("%Y-%m")

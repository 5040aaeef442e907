"""The demonstration's twelve months as facts: they end with the last month that is over.

The same each time for the same day: everything follows from that day and one seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from tenir.integrations.demonstration.publisher import CUSTOMERS, Customer, Signed, Sold
from tenir.integrations.demonstration.stories import (
    BY_TEN_SECONDS,
    MARCH,
    MAY,
    OCTOBER,
    STORIES,
    WORKS,
    Planned,
    Story,
)
from tenir.terms.agreement import Agreement
from tenir.terms.books import Followed
from tenir.terms.contract_terms import own_terms
from tenir.terms.dates import at_local, epoch, local, month_of, month_span, months_after, next_month
from tenir.terms.dossier import Line
from tenir.terms.facts import Excluded, Works
from tenir.terms.hours import WEEKDAYS
from tenir.terms.replay import Lived
from tenir.terms.samples import DEGRADED, DOWN, UNKNOWN
from tenir.terms.spans import Span, union
from tenir.terms.stretches import Stretch, observed_in

ZONE = "Europe/Paris"
SEED = "tenir"
SOURCE = "demonstration probe"
CODES = {"down": DOWN, "degraded": DEGRADED, "unmeasured": UNKNOWN}
_NAMED = {MARCH: 3, MAY: 5, OCTOBER: 10}
_DAY = 86400


@dataclass(frozen=True)
class Subscribed:
    """A line sold, with what was measured of it and ruled on it."""

    customer: Customer
    contract: Signed
    sold: Sold
    line: Line
    seen: Span
    stretches: tuple[Stretch, ...]
    ruled: tuple[tuple[Story, Excluded], ...]


@dataclass(frozen=True)
class Planning:
    """Works with their instants, UTC seconds."""

    planned: Planned
    span: Span
    announced_at: int | None


@dataclass(frozen=True)
class History:
    """Twelve months: who bought what, what happened to it, which works there were."""

    months: tuple[str, ...]
    subscribed: tuple[Subscribed, ...]
    planning: tuple[Planning, ...]

    @property
    def bounds(self) -> Span:
        """The first instant of the first month, and the last of the last."""
        return month_span(self.months[0], ZONE)[0], month_span(self.months[-1], ZONE)[1]

    def works_on(self, product: str) -> tuple[Works, ...]:
        """The works that touch a product."""
        return tuple(
            Works(item.span, item.planned.kind, item.announced_at, item.planned.number)  # type: ignore[arg-type]  # told as such
            for item in self.planning if product in item.planned.products
        )  # fmt: skip

    def lived(self, agreement: Agreement) -> list[Lived]:
        """The same for a replay, as if that agreement had held all along."""
        return [
            Lived(
                customer.name,
                tuple(
                    self._followed(agreement, item)
                    for item in self.subscribed if item.customer is customer
                ),
                lambda _contract, _month: agreement,
            )
            for customer in CUSTOMERS
        ]  # fmt: skip

    def _followed(self, agreement: Agreement, item: Subscribed) -> Followed:
        return Followed(
            line=item.line,
            observed=observed_in(item.seen, item.stretches, source=SOURCE),
            works=self.works_on(item.sold.product),
            exclusions=tuple(excluded for _, excluded in item.ruled),
            overrides=own_terms(agreement, item.contract.overrides),
        )


def history(on: date) -> History:
    """The twelve months before the month of that day."""
    last = next_month(on.isoformat()[:7], -1)
    months = tuple(next_month(last, -step) for step in range(11, -1, -1))
    sold = [
        (customer, contract, line)
        for customer in CUSTOMERS for contract in customer.contracts for line in contract.lines
    ]  # fmt: skip
    subscribed = tuple(_subscribed(months, *item) for item in sold)
    return History(months, subscribed, tuple(_planning(months, item) for item in WORKS))


def day_of(months: Sequence[str], month: int | str, day: int | str) -> date:
    """The day of a story in those months; a contract's may lie before or after them."""
    if isinstance(month, str):
        month = next(n for n, name in enumerate(months) if month_of(name)[1] == _NAMED[month])
    first = months_after(date(*month_of(months[0]), 1), month)
    if isinstance(day, int):
        return first + timedelta(days=day - 1)
    weekday, nth = WEEKDAYS.index(day[:3]), int(day[3:])
    found = [
        each for each in (first + timedelta(days=n) for n in range(31))
        if each.weekday() == weekday and each.month == first.month
    ]  # fmt: skip
    return found[nth - 1 if nth > 0 else nth]


def target_of(customer: Customer, contract: Signed, sold: Sold) -> str:
    """What monitoring calls a line: its product and its client."""
    del contract  # a client has one line of each product
    return f"{sold.product}.{customer.slug}"


def _subscribed(
    months: Sequence[str], customer: Customer, contract: Signed, sold: Sold
) -> Subscribed:
    target = target_of(customer, contract, sold)
    starts_on = day_of(months, *contract.starts)
    ends_on = day_of(months, *contract.ends) if contract.ends else None
    line = Line(
        target=target, product=sold.product, hosting=sold.hosting, client=customer.name,
        contract=contract.number, yearly_fee=sold.yearly_fee, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    end = month_span(months[-1], ZONE)[1]
    seen = (
        max(month_span(months[0], ZONE)[0], at_local(starts_on, 0, ZONE)),
        min(end, at_local(ends_on, _DAY, ZONE)) if ends_on else end,
    )
    mine = [story for story in STORIES if _tells_of(story, target, sold)]
    told = [(story, _span(months, story)) for story in mine]
    stretches = [Stretch(*span, CODES[story.state]) for story, span in told]
    ruled = tuple(
        (story, Excluded(span, story.excluded, story.evidence, "Olga Marchand"))
        for story, span in told if story.excluded
    )  # fmt: skip
    if not any(story.hours == BY_TEN_SECONDS for story in mine):
        stretches += _hiccups(target, seen, [span for _, span in told])
    return Subscribed(customer, contract, sold, line, seen, tuple(sorted(stretches)), ruled)


def _tells_of(story: Story, target: str, sold: Sold) -> bool:
    shared = story.target == f"{sold.product}.*" and sold.hosting == "shared"
    return shared or story.target == target


def _span(months: Sequence[str], story: Story) -> Span:
    day = day_of(months, story.month, story.day)
    start = _instant(day, story.clock)
    if story.hours == BY_TEN_SECONDS:
        first, last = month_span(day.isoformat()[:7], ZONE)
        return start, start + (last - first) // 200 + 10
    return start, start + round(story.hours * 3600)


def _instant(day: date, clock: str) -> int:
    hours, minutes = clock.split(":")
    return at_local(day, int(hours) * 3600 + int(minutes) * 60, ZONE)


def _planning(months: Sequence[str], item: Planned) -> Planning:
    day = day_of(months, item.month, item.day)
    start = _instant(day, item.clock)
    told = None
    if item.told is not None:
        told = (
            start - 1800 if item.told == 0 else _instant(day - timedelta(days=item.told), "10:00")
        )
    return Planning(item, (start, start + round(item.hours * 3600)), told)


def _hiccups(target: str, seen: Span, told: list[Span]) -> Iterator[Stretch]:
    """A few short outages, well inside what is promised, and some slow hours."""
    random = Random(f"{SEED} {target} {seen[0]}")
    away = union((start - 7200, end + 7200) for start, end in told)
    at = seen[0] + random.randrange(_DAY)
    while (at := at + random.randrange(6, 16) * _DAY + random.randrange(_DAY)) < seen[1] - _DAY:
        length, state = random.randrange(60, 900), random.choice((DOWN, DOWN, DEGRADED))
        if not any(start <= at < end for start, end in away):
            yield Stretch(at, at + length, state)


def instant(seconds: int) -> datetime:
    """A second as an instant in the publisher's zone."""
    return local(seconds, ZONE)


def seconds(at: datetime) -> int:
    """The other way."""
    return epoch(at)

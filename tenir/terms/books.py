"""A client's books: its subscriptions month by month, each by the version that held that month.

Clause: 3.1, 5.6, 5.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from tenir.terms.agreement import Agreement
from tenir.terms.availability import Availability
from tenir.terms.convention import Override
from tenir.terms.dates import local, month_of, month_span, next_month
from tenir.terms.dossier import Dossier, Judging, Line, Observed
from tenir.terms.facts import Excluded, Works
from tenir.terms.hours import Closure
from tenir.terms.kinds_availability import Cap, Exclusions
from tenir.terms.months import Months, covered, months_shown
from tenir.terms.penalties import NOTHING, Right
from tenir.terms.reasons import Judgement
from tenir.terms.spans import Span, clip

CLAIMED_WITHIN = 92 * 86400  # seconds: the longest time to claim that closings are looked at in
# The agreement in force on a month's first day, for a contract (None: a line of no contract).
Held: TypeAlias = Callable[[str | None, str], Agreement]
# Who shares: all of the client's lines, those of a contract, or a line of no contract alone.
_Sharing: TypeAlias = str | tuple[str] | int


@dataclass(frozen=True)
class Followed:
    """A subscription and all that is known of it.

    `fees` are its yearly fees from a day on, where they changed; `amended` the contract's own
    terms from a day on. A month has those of its first day, or of the first that it covers.
    """

    line: Line
    observed: Observed
    works: tuple[Works, ...] = ()
    exclusions: tuple[Excluded, ...] = ()
    overrides: tuple[Override, ...] = ()
    fees: tuple[tuple[date, Decimal | None], ...] = ()
    amended: tuple[tuple[date, tuple[Override, ...]], ...] = ()

    def line_in(self, month: str) -> Line:
        """The line with the fee of that month."""
        day = self._first_day(month)
        known = [fee for since, fee in self.fees if since <= day]
        return replace(self.line, yearly_fee=known[-1]) if known else self.line

    def overrides_in(self, month: str) -> tuple[Override, ...]:
        """The contract's own terms of that month."""
        day = self._first_day(month)
        return next(
            (terms for since, terms in reversed(self.amended) if since <= day), self.overrides
        )

    def _first_day(self, month: str) -> date:
        first = date(*month_of(month), 1)
        return max(first, self.line.starts_on) if self.line.starts_on else first


class Books:
    """All of one client's subscriptions: the cap of a month is shared among them.

    `until` is the last month known; without it a month is closed knowing only what came before.
    `zone` is the agreement's, whichever version holds; `closures` are the closings told to clients.
    """

    def __init__(
        self,
        followed: Sequence[Followed],
        *,
        held: Held,
        zone: str,
        until: str = "",
        closures: Sequence[Closure] = (),
    ) -> None:
        self.followed = tuple(followed)
        self.zone = zone
        self._held = held
        self._until = until
        self._closures = tuple(closures)
        self._judged: list[dict[str, Judgement[Availability]]] = [{} for _ in self.followed]
        self._lone: dict[tuple[int, str], Months] = {}
        self._amounts: dict[tuple[int, str], Decimal] = {}
        self._excluded: dict[int, tuple[Excluded, ...]] = {}
        self._together: dict[tuple[_Sharing, str], Decimal] = {}
        self._fees: dict[tuple[_Sharing, str], Decimal | None] = {}
        self._members: dict[_Sharing, list[int]] = {}
        for number in range(len(self.followed)):
            for name in ("client", "contract"):
                self._members.setdefault(self._sharing(name, number), []).append(number)

    def closed(self, number: int, month: str) -> Months:
        """The months of one subscription, knowing with what it shares that month's cap.

        Clause: 5.8.
        """
        alone = self._alone(number, month)
        together = self._of_others(_shared_by(alone.dossier), number, month)
        return self._months(
            number, replace(alone.dossier, others={month: together} if together else {})
        )

    def right(self, number: int, month: str) -> Right | None:
        """The right that a month gives, None where it gives none.

        Clause: 5.6, 5.8.
        """
        return self.right_in(self.closed(number, month), month)

    def right_in(self, months: Months, month: str) -> Right | None:
        """The same of a month that was closed already."""
        if not months.missed(month):
            return None
        granted = months.rights(month, until=self._until)
        found = granted.value if granted else []
        return next((right for right in found if right.month == month and right.right), None)

    def covers(self, number: int, month: str) -> bool:
        """Whether the subscription covers a part of that month."""
        return covered(self.followed[number].line, month, self.zone) is not None

    def _alone(self, number: int, month: str) -> Months:
        key = (number, month)
        if key not in self._lone:
            self._lone[key] = self._months(number, self._dossier(number, month))
        return self._lone[key]

    def _dossier(self, number: int, month: str) -> Dossier:
        mine, judging = self.followed[number], self._judging(number, month)
        return Dossier(
            agreement=judging.agreement,
            line=mine.line_in(month),
            observed=mine.observed,
            works=mine.works,
            exclusions=self._exclusions(number),
            overrides=judging.overrides,
            contract_monthly_fee=self._monthly_fee("contract", number, month),
            client_monthly_fee=self._monthly_fee("client", number, month),
            earlier=dict(self._earlier(number, month, judging)),
            closures=closings_after(self._closures, month, self.zone),
        )

    def _exclusions(self, number: int) -> tuple[Excluded, ...]:
        """What was ruled out: in each month, for the reasons of the version that judges it.

        Clause: 5.5.
        """
        if number not in self._excluded:
            ruled = self.followed[number].exclusions
            parts = (part for item in ruled for part in self._known(number, item))
            self._excluded[number] = tuple(parts)
        return self._excluded[number]

    def _known(self, number: int, ruled: Excluded) -> Iterator[Excluded]:
        """The exclusion whole, or the months of it whose version has its reason."""
        touched = list(_months_of(ruled.span, self.zone))
        knowing = [month for month in touched if self._knows(number, month, ruled.reason)]
        if knowing == touched:
            yield ruled
            return
        for month in knowing:
            for part in clip([ruled.span], month_span(month, self.zone)):
                yield replace(ruled, span=part)

    def _knows(self, number: int, month: str, reason: str) -> bool:
        if not self.covers(number, month):
            return True
        agreement, overrides = self._judging(number, month)
        line = self.followed[number].line
        terms = agreement.terms(line.product, line.hosting, overrides)
        items = terms.get("availability.excluded", Exclusions).term.items
        return reason in {item.id for item in items}

    def _judging(self, number: int, month: str) -> Judging:
        mine = self.followed[number]
        return Judging(self._held(mine.line.contract, month), mine.overrides_in(month))

    def _months(self, number: int, dossier: Dossier) -> Months:
        return Months(dossier, self._judged[number])

    def _earlier(self, number: int, month: str, judging: Judging) -> Iterator[tuple[str, Judging]]:
        """The past months that other terms held in."""
        for past in months_shown(month)[:-1]:
            if self.covers(number, past):
                held = self._judging(number, past)
                if held.overrides != judging.overrides or _name(held) != _name(judging):
                    yield past, held

    def _uncapped(self, number: int, month: str) -> Decimal:
        key = (number, month)
        if key not in self._amounts:
            right = self.right_in(self._alone(number, month), month)
            self._amounts[key] = right.uncapped if right else NOTHING
        return self._amounts[key]

    def _of_others(self, name: str, number: int, month: str) -> Decimal:
        """What the others have a right to before the cap that they share with one that month."""
        key = (self._sharing(name, number), month)
        if self._members[key[0]] == [number]:
            return NOTHING
        if key not in self._together:
            amounts = [self._uncapped(each, month) for each in self._with(*key)]
            self._together[key] = sum(amounts, NOTHING)
        mine = self._uncapped(number, month) if self.covers(number, month) else NOTHING
        return self._together[key] - mine

    def _sharing(self, name: str, number: int) -> _Sharing:
        """Who shares with a subscription: all of the client's, its contract's, or itself alone."""
        if name == "client":
            return name
        contract = self.followed[number].line.contract
        return (contract,) if contract else number

    def _with(self, sharing: _Sharing, month: str) -> list[int]:
        """The subscriptions in force that month among those who share."""
        return [number for number in self._members[sharing] if self.covers(number, month)]

    def _monthly_fee(self, name: str, number: int, month: str) -> Decimal | None:
        key = (self._sharing(name, number), month)
        if key not in self._fees:
            lines = [self.followed[each].line_in(month) for each in self._with(*key)]
            fees = [line.monthly_fee for line in lines if line.monthly_fee is not None]
            self._fees[key] = sum(fees, NOTHING) if fees else None
        return self._fees[key]


def closings_after(closures: Sequence[Closure], month: str, zone: str) -> tuple[Closure, ...]:
    """The closings that may fall in the time to claim a month's penalty.

    Clause: 5.7.
    """
    end = month_span(month, zone)[1]
    first, last = local(end, zone).date(), local(end + CLAIMED_WITHIN, zone).date()
    return tuple(
        closure for closure in closures
        if first <= (closure.on or local(closure.start, zone).date()) <= last
    )  # fmt: skip


def _months_of(span: Span, zone: str) -> Iterator[str]:
    """The months that a span touches."""
    month = local(span[0], zone).strftime("%Y-%m")
    while month_span(month, zone)[0] < span[1]:
        yield month
        month = next_month(month)


def _name(judging: Judging) -> tuple[str, dict[str, str]]:
    """Which agreement it is: the digest of its file, and the readings that differ."""
    return judging.agreement.digest, dict(judging.agreement.readings)


def _shared_by(dossier: Dossier) -> str:
    cap = dossier.terms.get("penalty.cap", Cap).term
    return "client" if cap.base == "client_monthly_fee" else "contract"

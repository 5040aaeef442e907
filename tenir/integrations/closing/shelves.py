"""The subscriptions of a closing by contract and by client: what shares a cap, and its fees.

Each total is summed once, so that a portfolio takes as long as its subscriptions, not their square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar

from tenir.terms.closing import uncapped
from tenir.terms.dossier import Dossier, Line
from tenir.terms.kinds_availability import Cap
from tenir.terms.months import Months, covered
from tenir.terms.penalties import NOTHING

T = TypeVar("T")
WHOSE = ("contract", "client")


class Shelves:
    """The months of the subscriptions closed together, and the lines bought with them."""

    def __init__(self, lines: Sequence[Line], books: Sequence[Months]) -> None:
        self._lines = {name: _by(attrgetter(name), lines) for name in WHOSE}
        self._books = {name: _by(attrgetter(f"dossier.line.{name}"), books) for name in WHOSE}
        self._fees: dict[tuple[str, str, str], Decimal | None] = {}
        self._totals: dict[tuple[str, str, str], Decimal] = {}
        self._amounts: dict[tuple[int, str], Decimal] = {}

    def sharing(self, books: Months, month: str) -> Months:
        """The same subscription, knowing with what it shares that month's cap, and the fees.

        Clause: 5.8.
        """
        cap = books.dossier.terms.get("penalty.cap", Cap).term
        name = "client" if cap.base == "client_monthly_fee" else "contract"
        whose = getattr(books.dossier.line, name)
        if whose is None:
            return self._in_month(books, month, others={})
        others = self._total(name, whose, month) - self._uncapped(books, month)
        return self._in_month(books, month, others={month: others} if others else {})

    def _in_month(self, books: Months, month: str, **more: Any) -> Months:
        """The same with the fees of the lines that are in force that month."""
        return books.lent(
            contract_monthly_fee=self._fee("contract", books.dossier, month),
            client_monthly_fee=self._fee("client", books.dossier, month),
            **more,
        )

    def _fee(self, name: str, dossier: Dossier, month: str) -> Decimal | None:
        """The total of the lines of one contract, or of one client, that are in force."""
        line, zone = dossier.line, dossier.agreement.zone
        whose = getattr(line, name)
        if whose is None:
            return line.monthly_fee
        key = (name, whose, month)
        if key not in self._fees:
            held = [each for each in self._lines[name].get(whose, ()) if covered(each, month, zone)]
            fees = [fee for each in held if (fee := each.monthly_fee) is not None]
            self._fees[key] = sum(fees, NOTHING) if fees else None
        together = self._fees[key]
        return line.monthly_fee if together is None else together

    def _total(self, name: str, whose: str, month: str) -> Decimal:
        """The penalties before the cap of all the lines of one contract, or of one client."""
        key = (name, whose, month)
        if key not in self._totals:
            each = (self._uncapped(books, month) for books in self._books[name][whose])
            self._totals[key] = sum(each, NOTHING)
        return self._totals[key]

    def _uncapped(self, books: Months, month: str) -> Decimal:
        key = (id(books), month)
        if key not in self._amounts:
            self._amounts[key] = uncapped(self._in_month(books, month), month)
        return self._amounts[key]


def _by(whose: Callable[[T], str | None], items: Iterable[T]) -> dict[str, list[T]]:
    """The items of each contract, or of each client, in order; those of none are left out."""
    found: dict[str, list[T]] = {}
    for item in items:
        name = whose(item)
        if name is not None:
            found.setdefault(name, []).append(item)
    return found

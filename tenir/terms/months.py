"""A subscription's months, each judged once, and the rights that they open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tenir.terms.availability import Availability, month_availability
from tenir.terms.dates import FIRST_YEAR, at_local, month_span, next_month
from tenir.terms.dossier import Dossier, Line
from tenir.terms.facts import Excluded, Outage
from tenir.terms.penalties import Fees, Right, rights
from tenir.terms.reasons import Judgement
from tenir.terms.spans import Span, minus, reaching
from tenir.terms.statement_rows import touching

MONTHS_SHOWN = 12


class Months:
    """A subscription's months, each judged once; `judged` are those that were judged before."""

    def __init__(
        self, dossier: Dossier, judged: dict[str, Judgement[Availability]] | None = None
    ) -> None:
        self.dossier = dossier
        self._judged = {} if judged is None else judged
        self._rates: dict[str, Fraction | None] = {}
        self._spans: dict[str, Span | None] = {}
        self._granted: dict[tuple[str, str], Judgement[list[Right]] | None] = {}
        self._supposed = ""

    def month(self, month: str) -> Judgement[Availability]:
        """The availability of a month with its reasons.

        Clause: 5.3, 5.5.
        """
        if month in self._judged:
            return self._judged[month]
        seen, covers = self.dossier.observed, self._covered(month)
        bounds = month_span(month, self.dossier.agreement.zone)
        judged = month_availability(
            self.dossier.terms_in(month), month=month, works=self.dossier.works,
            outages=[Outage(span) for span in reaching(seen.down, bounds)],
            unmeasured=reaching(seen.unknown, bounds),
            exclusions=self._ruled_in(month), covered=covers,
        )  # fmt: skip
        if covers is not None:  # else the month closed lends it its terms
            self._judged[month] = judged
        return judged

    def _ruled_in(self, month: str) -> Sequence[Excluded]:
        """The exclusions to judge a month with: its own, where each month has its version's."""
        if not self.dossier.earlier:
            return self.dossier.exclusions
        return touching(self.dossier.exclusions, month_span(month, self.dossier.agreement.zone))

    def rate(self, month: str) -> Fraction | None:
        """The exact rate of a month; None where no part of it was both covered and measured.

        Clause: 5.3.
        """
        if month not in self._rates:
            span, unknown = self._covered(month), self.dossier.observed.unknown
            measured = span is not None and minus([span], reaching(unknown, span))
            self._rates[month] = self.month(month).value.rate if measured else None
        return self._rates[month]

    def lent(self, **money: Any) -> Months:
        """The same months, each judged once, with other fees or others to share a cap with.

        Clause: 5.6, 5.8.
        """
        other = Months(replace(self.dossier, **money), self._judged)
        other._rates, other._spans = self._rates, self._spans
        return other

    def supposing(self, month: str, rate: Fraction) -> Months:
        """The same months, were that one to end at that rate, below its target."""
        other = Months(self.dossier, self._judged)
        other._rates = {**self._rates, month: rate}
        other._supposed = month
        return other

    def missed(self, month: str) -> bool:
        """Whether the month missed the target of the version that judges it.

        Clause: 5.1, 5.6.
        """
        if month == self._supposed:
            return True
        return self.rate(month) is not None and not self.month(month).value.met

    def rights(self, month: str, *, until: str = "") -> Judgement[list[Right]] | None:
        """The rights of the twelve months that end with this one, None where no fee is known.

        `until` adds the months that follow, up to that one: the whole of a run may be indemnified.
        Clause: 5.6, 5.7, 5.8.
        """
        if (month, until) not in self._granted:
            self._granted[month, until] = self._rights(month, until)
        return self._granted[month, until]

    def _rights(self, month: str, until: str) -> Judgement[list[Right]] | None:
        line = self.dossier.line
        if line.monthly_fee is None:
            return None
        fees = Fees(
            line_monthly=line.monthly_fee,
            contract_monthly=self.dossier.contract_monthly_fee or line.monthly_fee,
            client_monthly=self.dossier.client_monthly_fee,
            others=self.dossier.others,
        )
        shown = [*months_shown(month), *_following(month, until)]
        return rights(
            self.dossier.terms, rates={past: self.rate(past) for past in shown}, fees=fees,
            missed={past: self.missed(past) for past in shown if past in self.dossier.earlier},
            closures=self.dossier.closures,
        )  # fmt: skip

    def _covered(self, month: str) -> Span | None:
        if month not in self._spans:
            self._spans[month] = covered(self.dossier.line, month, self.dossier.agreement.zone)
        return self._spans[month]


def covered(line: Line, month: str, zone: str) -> Span | None:
    """The part of a month that a line's contract covers, None where it covers none."""
    start, end = month_span(month, zone)
    if line.starts_on:
        start = max(start, at_local(line.starts_on, 0, zone))
    if line.ends_on:
        end = min(end, at_local(line.ends_on, 86400, zone))
    return (start, end) if start < end else None


def months_shown(month: str) -> list[str]:
    """The twelve months that end with this one, oldest first; none before 1970."""
    months = (next_month(month, step) for step in range(1 - MONTHS_SHOWN, 1))
    return [past for past in months if past >= f"{FIRST_YEAR}-01"]


def _following(month: str, until: str) -> list[str]:
    found: list[str] = []
    while (month := next_month(month)) <= until:
        found.append(month)
    return found

"""A year replayed under another version comes to what two closings of it come to.

The closings go by `months_closed`, from the records; where a version pays the whole of a run, which
a month closed alone cannot know, by the engine of the portfolio.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from itertools import groupby

import numpy as np
import pytest

from tenir.integrations.agreement_files import SHIPPED
from tenir.integrations.closing.months_closed import Closing
from tenir.integrations.demonstration.history import SOURCE, history
from tenir.integrations.samples import Census, Measurement
from tenir.terms.agreement import Agreement
from tenir.terms.books import Books
from tenir.terms.contract_terms import own_terms
from tenir.terms.contracts import Subscription
from tenir.terms.kinds_availability import Cap, Exclusions, Streak, Tiers
from tenir.terms.loading import load
from tenir.terms.months import Months
from tenir.terms.outages import outages_of
from tenir.terms.portfolio_penalties import Tier, penalties_of
from tenir.terms.replay import Lived, Replay, replay
from tenir.terms.samples import joined, samples_of
from tenir.terms.stretches import records_of

TEXT = (SHIPPED / "reference" / "1" / "convention.yaml").read_text()
YEAR = history(date(2026, 11, 23))

# One amendment for each rule of money: what it changes in the file.
AMENDMENTS = {
    "the target": [("value: 99.5 %", "value: 99.9 %")],
    "the bounds of the tiers": [("1.5 pt", "3 pt")],
    "the rates of the tiers": [("rate: 4 %", "rate: 5.25 %")],
    "three months in a row": [("    months: 2", "    months: 3")],
    "one month": [("    months: 2", "    months: 1")],
    "the whole run": [("indemnifies: completing_and_following", "indemnifies: whole_run")],
    "the share of the cap": [("    upto: 10 %", "    upto: 0.5 %")],
    "the base of the cap": [
        ("contract_monthly_fee\n    share", "client_monthly_fee\n    share"),
    ],
    "the base of a penalty": [("base: line_monthly_fee", "base: contract_monthly_fee")],
    "the rounding of a penalty": [("pt, rate: 1 %", "pt, rate: 1.3337 %"), ("half_up", "down")],
    "the Sunday stop": [("upto: 60 minutes", "upto: 120 minutes")],
    "a Sunday stop too long": [("excess: counts", "excess: whole_counts")],
    "the windows": [('from: "20:00", to: "06:00"', 'from: "22:00", to: "05:00"')],
    "the holidays of the windows": [("[sun, holiday]", "[sun]")],
    "a reason of exclusion less": [("      - {id: client-misuse, letter: d}\n", "")],
    "fortuitous outages in a window": [("fortuitous: counts", "fortuitous: excluded")],
    "urgent works": [("urgent: counts", "urgent: excluded")],
    "the notice of works": [("notice: before_start", "notice: 5 working_days")],
    "outages partly in a window": [("overlap: by_second", "overlap: all_or_nothing")],
    "whole minutes": [("resolution: second", "resolution: minute")],
    "silence counted as down": [("unmeasured: apart", "unmeasured: down")],
    "silence counted as up": [("unmeasured: apart", "unmeasured: up")],
    "the part covered": [("base: all_minutes", "base: covered_part")],
    "the days to claim": [("length: 10 working_days", "length: 15 working_days")],
}  # fmt: skip
TOLD_BY_THE_PORTFOLIO = {"the whole run"}


@cache
def amended(name: str) -> Agreement:
    """The reference agreement with one amendment, as a file of its own."""
    text = TEXT
    for old, new in AMENDMENTS[name]:
        assert old in text, old
        text = text.replace(old, new)
    return load(text, f"{name}.yaml")


@cache
def measurement() -> Measurement:
    """The year as a file of samples would have been measured."""
    parts = [records_of(item.seen, item.stretches) for item in YEAR.subscribed]
    each = [samples_of(part.target + code, part.at, part.status) for code, part in enumerate(parts)]
    records = joined(*each)
    targets = tuple(item.line.target for item in YEAR.subscribed)
    census = Census("table", targets, len(records.at), *YEAR.bounds)  # type: ignore[arg-type]
    return Measurement(
        census=census, silence=None, measured=outages_of(records, silence=None), evidence=records
    )


def closing(agreement: Agreement) -> Closing:
    """The whole year to be closed under one version, as `tenir close` would."""
    items = agreement.terms().get("availability.excluded", Exclusions).term.items
    known = {item.id for item in items}
    totals: dict[str | None, Decimal] = {}
    for item in YEAR.subscribed:
        fee = item.line.monthly_fee or Decimal(0)
        totals[item.line.contract] = totals.get(item.line.contract, Decimal(0)) + fee
    return Closing(
        agreement, measurement(), SOURCE,
        [
            Subscription(
                item.line, own_terms(agreement, item.contract.overrides), totals[item.line.contract]
            )
            for item in YEAR.subscribed
        ],
        [
            (item.line.target, works)
            for item in YEAR.subscribed for works in YEAR.works_on(item.sold.product)
        ],
        [
            (item.line.target, ruled)
            for item in YEAR.subscribed for _, ruled in item.ruled if ruled.reason in known
        ],
    )  # fmt: skip


def closed(agreement: Agreement) -> tuple[int, int, Decimal]:
    """Months missed, rights and euros of the year, month by month as they are closed."""
    year, missed, rights, amount = closing(agreement), 0, 0, Decimal(0)
    for books in year.books:
        for month in year.months_of(books):
            if month in YEAR.months:
                shared_out = year.sharing(books, month)
                granted = shared_out.rights(month).value[-1]
                missed += not shared_out.month(month).value.met
                rights += granted.right
                amount += granted.amount
    return missed, rights, amount


def by_the_portfolio(agreement: Agreement) -> tuple[int, int, Decimal]:
    """The same from whole numbers, contract by contract."""
    missed = rights = cents = 0
    rows = closing(agreement).books
    for _, lines in groupby(rows, key=lambda books: books.dossier.line.contract):
        found = [uncapped_row(books) for books in lines]
        missed += sum(int(row.missed.sum()) for _, row, _ in found)
        rights += sum(int(row.right.sum()) for _, row, _ in found)
        cents += shared([(fees, row.amount_cents[0]) for fees, row, _ in found], found[0][2])
    return missed, rights, Decimal(cents).scaleb(-2)


def uncapped_row(books: Months):
    """A line's monthly fees, its penalties before the cap, and the cap's share of the fees."""
    line, terms = books.dossier.line, books.dossier.terms
    covers = [month for month in YEAR.months if books._covered(month)]
    counted = [books.month(m).value.counted_seconds if m in covers else 0 for m in YEAR.months]
    whole = [books.month(m).value.T_seconds if m in covers else 0 for m in YEAR.months]
    streak, tiers = terms.get("penalty.trigger", Streak).term, terms.get("penalty.rate", Tiers).term
    fee = int(line.monthly_fee * 100)
    row = penalties_of(
        np.array([counted]), T=np.array([whole]),
        target=books.month(covers[0]).value.target,
        tiers=[Tier(t.over, t.upto, t.rate) for t in tiers.tiers], fee_cents=np.array([fee]),
        contract=np.array([0]), cap=Fraction(1000), in_a_row=streak.months,
        indemnifies=streak.indemnifies,
    )  # fmt: skip
    return (
        np.array([fee if m in covers else 0 for m in YEAR.months]),
        row,
        terms.get("penalty.cap", Cap).term.upto,
    )


def shared(rows, upto: Fraction) -> int:
    """What the cap of each month leaves of a contract's penalties."""
    total = 0
    for month in range(len(YEAR.months)):
        cap = math.floor(sum(int(fees[month]) for fees, _ in rows) * upto)
        together = sum(int(amounts[month]) for _, amounts in rows)
        for _, amounts in rows:
            mine = int(amounts[month])
            total += mine if together <= cap else mine * cap // together
    return total


@cache
def reference() -> Agreement:
    return load(TEXT)


class Remembered(Lived):
    """A client whose months as they were lived are judged once for all the amendments."""

    @cached_property
    def _books(self) -> Books:
        return super().books(zone=reference().zone, until=YEAR.months[-1])

    def books(self, *, zone: str, until: str) -> Books:
        assert (zone, until) == (reference().zone, YEAR.months[-1])
        return self._books


@cache
def lived() -> list[Lived]:
    return [Remembered(each.client, each.followed, each.held) for each in YEAR.lived(reference())]


@cache
def replayed(name: str) -> Replay:
    return replay(lived(), candidate=amended(name), months=YEAR.months)


@cache
def closed_under_the_reference() -> tuple[int, int, Decimal]:
    return closed(reference())


@pytest.mark.clause("3.1", "3.4", "5.1", "5.3", "5.5", "5.6", "5.8")
@pytest.mark.parametrize("name", AMENDMENTS)
def test_what_would_have_changed_is_the_difference_of_two_closings(name: str) -> None:
    found = replayed(name).total

    assert (found.missed_before, found.rights_before, found.before) == closed_under_the_reference()
    by_another_way = by_the_portfolio if name in TOLD_BY_THE_PORTFOLIO else closed
    assert (found.missed_after, found.rights_after, found.after) == by_another_way(amended(name))


def test_the_portfolio_says_the_same_of_the_version_in_force() -> None:
    assert by_the_portfolio(reference()) == closed_under_the_reference()


def test_almost_every_amendment_changes_a_sum() -> None:
    """Else the year would prove nothing of it; these two change no figure of any year."""
    silent = {name for name in AMENDMENTS if not replayed(name).changed}
    assert silent == {"the days to claim", "silence counted as up"}


def test_a_replay_says_how_far_it_is() -> None:
    told = []
    replay(
        YEAR.lived(reference())[:2], candidate=reference(), months=YEAR.months,
        progress=told.append,
    )  # fmt: skip
    assert told == [1, 2]

"""What would have changed: months already lived, judged by another version beside their own.

Clause: 3.1, 3.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tenir.terms.agreement import Agreement
from tenir.terms.books import Books, Followed, Held
from tenir.terms.penalties import NOTHING
from tenir.terms.phrases import Language, say


@dataclass(frozen=True)
class Lived:
    """A client's subscriptions with their facts, and the versions that held for it."""

    client: str
    followed: tuple[Followed, ...]
    held: Held = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a version makes of a month; `met` is None where nothing was measured."""

    met: bool | None
    right: bool
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """A subscription's month under the version that held, and under the candidate."""

    client: str
    contract: str | None
    target: str
    month: str
    before: Outcome
    after: Outcome

    @property
    def changed(self) -> bool:
        """Whether the candidate judges it otherwise."""
        return self.before != self.after


@dataclass(frozen=True)
class Sums:
    """Counts and euros of some months, before and after."""

    months: int
    changed: int
    missed_before: int
    missed_after: int
    rights_before: int
    rights_after: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Replay:
    """Every month compared, client by client in the order given."""

    months: tuple[str, ...]
    compared: tuple[Compared, ...]

    @property
    def total(self) -> Sums:
        """All clients together."""
        return _sums(self.compared)

    @property
    def clients(self) -> dict[str, Sums]:
        """Each client's own."""
        names = dict.fromkeys(row.client for row in self.compared)
        return {name: _sums([row for row in self.compared if row.client == name]) for name in names}

    @property
    def changed(self) -> list[Compared]:
        """The months that the candidate judges otherwise."""
        return [row for row in self.compared if row.changed]

    def in_words(self, language: Language) -> Iterator[str]:
        """The totals, a line a client that something changes for, and each of its months."""
        subscriptions = {(row.client, row.contract, row.target) for row in self.compared}
        yield say(
            "replay.total", language, months=len(self.months), subscriptions=len(subscriptions),
            clients=len(self.clients), **_told(self.total),
        )  # fmt: skip
        if not self.changed:
            yield say("replay.nothing", language)
        for client, sums in self.clients.items():
            if sums.changed:
                told = _told(sums)
                yield say("replay.client", language, client=client, changed=sums.changed, **told)
                mine = (row for row in self.changed if row.client == client)
                yield from (f"  {_month_in_words(row, language)}" for row in mine)


def replay(
    lived: Sequence[Lived],
    *,
    candidate: Agreement,
    months: Sequence[str],
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Replay:
    """The months of all clients, judged by the versions that held and all by the candidate.

    `months` follow one another. Past months count in the runs of missed ones as each side judges
    them; `progress` is told the subscriptions done, and how many there are.
    Clause: 3.1, 3.4, 5.6, 5.8.
    """
    compared: list[Compared] = []
    zone = candidate.zone

    def every_month(_contract: str | None, _month: str) -> Agreement:
        return candidate

    done, of = 0, sum(len(item.followed) for item in lived)
    for item in lived:
        before = Books(item.followed, held=item.held, zone=zone, until=months[-1])
        after = Books(item.followed, held=every_month, zone=zone, until=months[-1])
        for number, followed in enumerate(item.followed):
            compared += [
                Compared(
                    item.client, followed.line.contract, followed.line.target, month,
                    _outcome(before, number, month), _outcome(after, number, month),
                )
                for month in months if before.covers(number, month)
            ]  # fmt: skip
            done += 1
            progress(done, of)
    return Replay(tuple(months), tuple(compared))


def _outcome(books: Books, number: int, month: str) -> Outcome:
    judged = books.closed(number, month)
    if judged.rate(month) is None:
        return Outcome(None, False, NOTHING)
    right = books.right(number, month)
    met = judged.month(month).value.met
    return Outcome(met, right is not None, right.amount if right else NOTHING)


def _sums(rows: Sequence[Compared]) -> Sums:
    return Sums(
        months=len(rows),
        changed=sum(row.changed for row in rows),
        missed_before=sum(row.before.met is False for row in rows),
        missed_after=sum(row.after.met is False for row in rows),
        rights_before=sum(row.before.right for row in rows),
        rights_after=sum(row.after.right for row in rows),
        before=sum((row.before.amount for row in rows), NOTHING),
        after=sum((row.after.amount for row in rows), NOTHING),
    )


def _told(sums: Sums) -> dict[str, Any]:
    return {
        "missed_before": sums.missed_before, "missed_after": sums.missed_after,
        "before": sums.before, "after": sums.after,
    }  # fmt: skip


def _month_in_words(row: Compared, language: Language) -> str:
    return say(
        "replay.month", language, target=row.target, month=row.month,
        met_before=_met(row.before, language), met_after=_met(row.after, language),
        before=row.before.amount, after=row.after.amount,
    )  # fmt: skip


def _met(outcome: Outcome, language: Language) -> str:
    return say("replay.met" if outcome.met else "replay.missed", language)

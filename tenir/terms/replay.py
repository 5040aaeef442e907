"""What would have changed: months already lived, judged by another version beside their own.

Clause: 3.1, 3.4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from tenir.terms.agreement import Agreement
from tenir.terms.books import Books, Followed, Held
from tenir.terms.carried import followed_told
from tenir.terms.frozen import canonical
from tenir.terms.penalties import NOTHING
from tenir.terms.phrases import Language, say


@dataclass(frozen=True)
class Lived:
    """A client's subscriptions with their facts, and the versions that held for it."""

    client: str
    followed: tuple[Followed, ...]
    held: Held = field(repr=False)

    def books(self, *, zone: str, until: str) -> Books:
        """Its months as they were lived, up to that one."""
        return Books(self.followed, held=self.held, zone=zone, until=until)


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
    """What months come to under the candidate: each client's sums, and the months that change.

    `inputs` is the digest of all that it follows from, the candidate apart.
    """

    months: tuple[str, ...]
    subscriptions: int
    clients: Mapping[str, Sums]
    changed: tuple[Compared, ...]
    inputs: str

    @property
    def total(self) -> Sums:
        """All clients together."""
        return _together(list(self.clients.values()))

    def in_words(self, language: Language) -> Iterator[str]:
        """The totals, a line a client that something changes for, and each of its months."""
        yield say(
            "replay.total", language, months=len(self.months), subscriptions=self.subscriptions,
            clients=len(self.clients), **_told(self.total),
        )  # fmt: skip
        if not self.changed:
            yield say("replay.nothing", language)
        for client, rows in groupby(self.changed, key=lambda row: row.client):
            sums = self.clients[client]
            yield say("replay.client", language, client=client, changed=sums.changed, **_told(sums))
            yield from (f"  {_month_in_words(row, language)}" for row in rows)


def replay(
    lived: Iterable[Lived],
    *,
    candidate: Agreement,
    months: Sequence[str],
    progress: Callable[[int], None] = lambda _done: None,
) -> Replay:
    """The months of all clients, judged by the versions that held and all by the candidate.

    `months` follow one another. Past months count in the runs of missed ones as each side judges
    them. `lived` is gone through once, a client at a time; `progress` is told how many are done.
    Clause: 3.1, 3.4, 5.6, 5.8.
    """
    clients: dict[str, Sums] = {}
    changed: list[Compared] = []
    inputs, subscriptions = hashlib.sha256(), 0
    for done, item in enumerate(lived, 1):
        rows = list(compared(item, candidate=candidate, months=months))
        if rows:
            clients[item.client] = _sums(rows)
        changed += (row for row in rows if row.changed)
        subscriptions += len({(row.contract, row.target) for row in rows})
        inputs.update(_inputs(item, rows))
        progress(done)
    return Replay(tuple(months), subscriptions, clients, tuple(changed), inputs.hexdigest())


def compared(item: Lived, *, candidate: Agreement, months: Sequence[str]) -> Iterator[Compared]:
    """Each month that a client's subscriptions cover, both ways.

    Clause: 3.1, 3.4.
    """
    zone = candidate.zone
    before = item.books(zone=zone, until=months[-1])
    after = Books(item.followed, held=lambda _c, _m: candidate, zone=zone, until=months[-1])
    for number, followed in enumerate(item.followed):
        for month in months:
            if before.covers(number, month):
                yield Compared(
                    item.client, followed.line.contract, followed.line.target, month,
                    _outcome(before, number, month), _outcome(after, number, month),
                )  # fmt: skip


def _inputs(item: Lived, rows: Sequence[Compared]) -> bytes:
    """A client's facts and the versions that held for it, in the same bytes whenever the same."""
    held = {
        f"{row.contract} {row.month}": item.held(row.contract, row.month).digest for row in rows
    }
    return canonical([item.client, [followed_told(each) for each in item.followed], held])


def _outcome(books: Books, number: int, month: str) -> Outcome:
    judged = books.closed(number, month)
    if judged.rate(month) is None:
        return Outcome(None, False, NOTHING)
    right = books.right_in(judged, month)
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


def _together(sums: Sequence[Sums]) -> Sums:
    return Sums(
        months=sum(one.months for one in sums),
        changed=sum(one.changed for one in sums),
        missed_before=sum(one.missed_before for one in sums),
        missed_after=sum(one.missed_after for one in sums),
        rights_before=sum(one.rights_before for one in sums),
        rights_after=sum(one.rights_after for one in sums),
        before=sum((one.before for one in sums), NOTHING),
        after=sum((one.after for one in sums), NOTHING),
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

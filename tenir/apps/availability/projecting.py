"""The ledger of outages, made again from what was told: targets, votes, corrections.

Stretches and measured spans are what months are closed from; they follow from spells and
corrections alone.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from tenir.apps.agreements.queries import Subscription
from tenir.apps.availability.histories import known_of, last_told, moment
from tenir.apps.availability.models import Correction, MeasuredSpan, Stretch, Target
from tenir.apps.availability.states import CODES, NAMES
from tenir.apps.journal import services as journal
from tenir.terms.dates import epoch
from tenir.terms.samples import UNKNOWN, UP
from tenir.terms.voting import Ruled
from tenir.terms.watching import Change
from tenir.viewer import Viewer

PRODUCTION = "production"
BY_HAND = "by hand"
DOWN = Stretch.State.DOWN


class Piece(NamedTuple):
    """A time that was not up, in UTC seconds, and what it was."""

    start: int
    end: int
    state: str


def watched_by(subscription: Subscription) -> list[Target]:
    """The targets that say how a subscription's production is: its own, else its product's.

    Clause: 5.2, 5.3.
    """
    return watched_by_each([subscription])[subscription.pk]


def watched_by_each(subscriptions: Sequence[Subscription]) -> dict[int, list[Target]]:
    """The same of several, by their keys.

    Clause: 5.2, 5.3.
    """
    products = {each.product_id for each in subscriptions}
    counted = Target.objects.filter(environment=PRODUCTION).select_related("monitor")
    counted = counted.prefetch_related("settings", "monitor__settings").order_by("pk")
    own: dict[int, list[Target]] = {}
    shared: dict[int, list[Target]] = {}
    for target in counted.filter(Q(subscription__in=subscriptions) | Q(product__in=products)):
        if target.subscription_id is not None:
            own.setdefault(target.subscription_id, []).append(target)
        elif target.product_id is not None:
            shared.setdefault(target.product_id, []).append(target)
    return {each.pk: own.get(each.pk) or shared.get(each.product_id, []) for each in subscriptions}


def subscriptions_of(targets: Iterable[Target]) -> list[Subscription]:
    """Those whose ledger follows from these targets; production alone counts.

    Clause: 5.2.
    """
    told = list(targets)
    mine = [target for target in told if target.environment == PRODUCTION]
    monitors = [target.pk for target in told if target.kind == Target.Kind.MONITOR]
    if monitors:
        mine += Target.objects.filter(monitor__in=monitors, environment=PRODUCTION)
    own = {target.subscription_id for target in mine if target.subscription_id}
    shared = {target.product_id for target in mine if target.product_id}
    watched = Target.objects.filter(environment=PRODUCTION, subscription__isnull=False)
    alone = Q(product__in=shared) & ~Q(pk__in=watched.values("subscription"))
    found = Subscription.objects.filter(Q(pk__in=own) | alone)
    return list(found.select_related("contract").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a subscription from an instant on, until another, in UTC seconds.

    `told` is the last instant that someone spoke of; an outage may last on from there.
    """

    start: int
    end: int
    told: int
    changes: Sequence[Change]
    source: str

    @property
    def state(self) -> str:
        """What it was in the end."""
        return NAMES[max(self.changes[-1].state, UNKNOWN)] if self.changes else "unmeasured"

    @property
    def pieces(self) -> Iterator[Piece]:
        """The times when it was not up."""
        told = [Change(self.start, UNKNOWN), *self.changes]
        ends = [change.at for change in told[1:]] + [self.end]
        for change, end in zip(told, ends, strict=True):
            start, stop = max(change.at, self.start), min(end, self.end)
            if start < stop and change.state != UP:
                yield Piece(start, stop, NAMES[max(change.state, UNKNOWN)])


def project(subscription: Subscription, *, since: int, actor: Viewer, at: datetime) -> None:
    """Makes the ledger of a subscription again, from an instant on; what lies before it stays.

    Clause: 5.3.
    """
    span = MeasuredSpan.objects.select_for_update().filter(subscription=subscription).first()
    last = since if span is None else epoch(span.last_at)
    seen = _seen(subscription, min(since, last), at)
    if seen is None:
        Stretch.objects.filter(subscription=subscription).delete()
        MeasuredSpan.objects.filter(subscription=subscription).delete()
        return
    changed = _rewrite(subscription, seen)
    kept, _ = MeasuredSpan.objects.update_or_create(
        subscription=subscription,
        defaults={"last_at": moment(seen.end), "told_at": moment(seen.told),
                  "state": seen.state, "source": seen.source,
                  "first_at": moment(seen.start) if span is None
                  else min(span.first_at, moment(seen.start))},
    )  # fmt: skip
    was_down = span is not None and span.state == DOWN
    _journal(
        subscription, changed, actor, at,
        late=span is not None and since < epoch(span.told_at),
        closed_at=kept.last_at if was_down and kept.state != DOWN else None,
    )  # fmt: skip


def _seen(subscription: Subscription, since: int, at: datetime) -> Seen | None:
    targets = watched_by(subscription)
    ruled = _ruled(subscription, since)
    now, last = epoch(at), last_told(targets)
    words = [] if last is None else [last]
    if not words and not ruled:
        return None
    told = max([*words, *(each.start if each.end is None else each.end for each in ruled)])
    goes_on = now if any(each.end is None for each in ruled) else told
    changes, end = known_of(targets, ruled, since=since, told=max(told, goes_on), now=now)
    source = ", ".join(target.name for target in targets)[:120] or BY_HAND
    return Seen(min(since, end), end, told, changes, source)


def _ruled(subscription: Subscription, since: int) -> list[Ruled]:
    rows = Correction.objects.filter(subscription=subscription, reversed_at=None)
    holding = rows.exclude(state="").filter(Q(end=None) | Q(end__gte=moment(since)))
    return [
        Ruled(epoch(row.start), None if row.end is None else epoch(row.end), CODES[row.state])
        for row in holding.order_by("decided_at", "pk")
    ]


class Rewritten(NamedTuple):
    """The outages that begin, and the seconds down before and after in what was made again."""

    opened: list[Piece]
    before: int
    after: int


def _rewrite(subscription: Subscription, seen: Seen) -> Rewritten:
    """Writes what is not up; a row that goes on stays the one it was."""
    rows = list(
        Stretch.objects.filter(subscription=subscription, end__gte=moment(seen.start))
        .order_by("start")
    )  # fmt: skip
    before = _down(Piece(epoch(row.start), epoch(row.end), row.state) for row in rows)
    pieces = list(_joined([*_kept_of(rows, seen.start), *seen.pieces]))
    left, fresh, changed = {row.start: row for row in rows}, [], []
    for piece in pieces:
        row = next((r for r in left.values() if _goes_on(r, piece, left)), None)
        if row is None:
            fresh.append(piece)
        else:
            del left[row.start]
            changed.append((row, piece))
    Stretch.objects.filter(pk__in=[row.pk for row in left.values()]).delete()
    for row, piece in changed:
        if (row.start, row.end) != (moment(piece.start), moment(piece.end)):
            row.start, row.end = moment(piece.start), moment(piece.end)
            row.save(update_fields=["start", "end"])
    Stretch.objects.bulk_create(
        Stretch(subscription=subscription, start=moment(piece.start), end=moment(piece.end),
                state=piece.state, source=seen.source)
        for piece in fresh
    )  # fmt: skip
    opened = [piece for piece in fresh if piece.state == DOWN]
    return Rewritten(opened, before, _down(pieces))


def _goes_on(row: Stretch, piece: Piece, left: dict[datetime, Stretch]) -> bool:
    """Whether a row becomes that piece: one of its state, that meets it, without taking a place."""
    meets = row.start < moment(piece.end) and moment(piece.start) < row.end
    start = moment(piece.start)
    return row.state == piece.state and meets and (start == row.start or start not in left)


def _kept_of(rows: Sequence[Stretch], start: int) -> Iterator[Piece]:
    """The part of the rows that lies before the instant from which they are made again."""
    for row in rows:
        if epoch(row.start) < start:
            yield Piece(epoch(row.start), min(epoch(row.end), start), row.state)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces of one state that touch made one."""
    held: Piece | None = None
    for piece in pieces:
        if held and held.state == piece.state and held.end == piece.start:
            held = held._replace(end=piece.end)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _down(pieces: Iterable[Piece]) -> int:
    return sum(piece.end - piece.start for piece in pieces if piece.state == DOWN)


def _journal(
    subscription: Subscription,
    changed: Rewritten,
    actor: Viewer,
    at: datetime,
    *,
    late: bool,
    closed_at: datetime | None,
) -> None:
    """Outages that begin and end are facts; so is a past that was told anew."""

    def record(verb: str, happened_at: datetime | None = None, **told: dict[str, int]) -> None:
        journal.record(
            f"availability.{verb}", subject=subscription.subject, actor=actor, at=at,
            happened_at=happened_at, client=subscription.contract.client_id, clauses=("5.3",),
            **told,
        )  # fmt: skip

    if late and changed.before != changed.after:
        record("measured_anew", before={"down_seconds": changed.before},
               after={"down_seconds": changed.after})  # fmt: skip
    elif changed.opened:
        record("outage_opened", moment(changed.opened[0].start),
               after={"outages": len(changed.opened)})  # fmt: skip
    if closed_at is not None:
        record("outage_closed", closed_at)

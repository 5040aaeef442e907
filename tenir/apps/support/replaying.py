"""The clocks of many requests replayed at once: what each follows from is read for all of them.

Clause: 7.13, 7.14, 7.15.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements.services import hold_closures
from tenir.apps.commitments import services as commitments
from tenir.apps.support.clocking import (
    Agreed,
    Reckoned,
    agreed_over,
    lived_as,
    reckoned_from,
    told,
)
from tenir.apps.support.models import Entry, Request
from tenir.apps.support.promising import Promises, Running, due_of, promises_of, settled
from tenir.many import AsRead, Texts, update_each
from tenir.terms.hours import Closure
from tenir.terms.support_history import EFFECTS, Happened
from tenir.viewer import Viewer

BATCH = 500
WORDS = ("problem", "observed", "expected", "steps", "context")
TOLD = ("subscription__contract", "subscription__product", "merged_into")
CLOCK = (
    "clock", "promised_at", "recorded_at", "priority", "due_at", "firm", "stopped_at", "left",
    "in_time", "took", "late_by_change", "reasons", "risk_at", "queued_at", "updated_at",
)  # fmt: skip


@transaction.atomic
def replay_all(rows: QuerySet[Request], *, actor: Viewer, at: datetime) -> None:
    """Each clock is replayed, and what it says is written and promised: as `replayed` does one."""
    for keys in batches(rows.order_by("pk")):
        _replay(keys, actor=actor, at=at)


def replay_in_turn(rows: QuerySet[Request], *, actor: Viewer, at: datetime) -> Iterator[int]:
    """The same, some hundreds at a time, those due first before the others; how many each time.

    Each time is a transaction of its own, so that others write meanwhile; replayed again, a clock
    says the same.
    """
    for keys in batches(rows.order_by("due_at", "pk")):
        with transaction.atomic():
            _replay(sorted(keys), actor=actor, at=at)
        yield len(keys)


def _replay(keys: Sequence[int], *, actor: Viewer, at: datetime) -> None:
    batch = _held(keys)
    under, lived = agreed_for(batch), histories(batch)
    hold_closures()
    made, closures = promises_of(batch), agreements.closures()
    moves: list[commitments.Move] = []
    read = AsRead(batch, CLOCK)
    for found in batch:
        before = found.due_at
        now = reckoned_from(found, under(found, at), lived[found.pk], closures)
        told(now)
        if found.due_at != before:
            found.updated_at = at
        moves += _moves(now, made[found.subject], actor=actor, at=at)
    texts: Texts = {}  # a clock and its promises have the same reasons
    update_each(batch, read.changed(), texts=texts)
    commitments.move_all(moves, actor=actor, at=at, texts=texts)


def _moves(now: Reckoned, made: Promises, *, actor: Viewer, at: datetime) -> list[commitments.Move]:
    """How its promises move; whatever else becomes of them is done at once, one by one."""
    due = due_of(now.clock)
    last = {kind: made[kind][-1] if made[kind] else None for kind, _ in due}
    plain = now.clock.state == "running" and all(
        (held is None) == (due_at is None) and (held is None or held.state == Running)
        for kind, due_at in due for held in (last[kind],)
    )  # fmt: skip
    if not plain:
        settled(now, made, actor=actor, at=at)
        return []
    return [
        commitments.Move(held.key, now.promised(kind), now.steps(due_at), now.found.reasons)
        for kind, due_at in due
        if due_at and (held := last[kind]) and (held.due_at != due_at or held.next_at is None)
    ]


def batches(rows: QuerySet[Request]) -> Iterator[list[int]]:
    """The keys of the requests, some hundreds at a time."""
    keys = list(rows.values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        yield keys[first : first + BATCH]


def _held(keys: Sequence[int]) -> list[Request]:
    """Those requests, held until the transaction ends."""
    held = Request.objects.select_for_update().filter(pk__in=keys)
    return list(read(held.order_by("pk")))


def read(rows: QuerySet[Request]) -> QuerySet[Request]:
    """The requests with what their clocks are replayed from, without their words and reasons."""
    found = rows.defer("reasons", *WORDS)  # reasons: written anew
    return found.prefetch_related(*TOLD)  # one of each, however many requests name it


def reckoned_each(
    keys: Sequence[int], *, closures: Collection[Closure], at: datetime
) -> Iterator[Reckoned]:
    """The clock of each of those requests, replayed from all that happened to it."""
    some = list(read(Request.objects.filter(pk__in=keys)))
    under, lived = agreed_for(some), histories(some)
    for found in some:
        yield reckoned_from(found, under(found, at), lived[found.pk], closures)


def agreed_for(rows: Sequence[Request]) -> Callable[[Request, datetime], Agreed]:
    """What was agreed for each request when it was recorded, in three queries for all of them."""
    lines = {found.subscription_id: found.subscription for found in rows if found.subscription}
    over = agreed_over(lines.values())
    return lambda found, at: over(lines[found.subscription_id], found.recorded_at or at)


def histories(rows: Sequence[Request]) -> Mapping[int, list[Happened]]:
    """What happened to each request, as the rules read it."""
    found: dict[int, list[Happened]] = defaultdict(list)
    entries = Entry.objects.filter(request__in=[each.pk for each in rows], what__in=list(EFFECTS))
    read = entries.order_by("request_id", "happened_at", "id")
    for request, *columns in read.values_list("request_id", "what", "happened_at", "facts"):
        found[request].append(lived_as(*columns))
    return found

"""What a prober sees again and again is held without a row more: the usual case, made cheap.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from tenir.apps.agreements.queries import Subscription
from tenir.apps.availability.histories import setting_at
from tenir.apps.availability.models import MeasuredSpan, Spell, Target
from tenir.apps.availability.projecting import project, subscriptions_of
from tenir.apps.availability.states import CODES
from tenir.apps.availability.taking import Taken, Word, take_in
from tenir.terms.dates import epoch
from tenir.viewer import NotAllowed, StaffRole, Viewer


@transaction.atomic
def hold(words: Sequence[Word], *, source: str, actor: Viewer, at: datetime) -> Taken:
    """As `take_in`, for words that mostly say again what was last said.

    Clause: 5.3.
    """
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.measures")
    usual, others = _sorted_out(words, at)
    taken = take_in(others, source=source, actor=actor, at=at)
    Spell.objects.bulk_update(usual, ["last", "last_us"], batch_size=200)
    for spell in usual:
        _follow(spell, actor, at)
    return Taken(len(words), taken.kept + len(usual), taken.late, taken.unknown)


def _sorted_out(words: Sequence[Word], at: datetime) -> tuple[list[Spell], list[Word]]:
    """The spells that only last longer, their new end set; and the words that change something."""
    held = {(row.target.name, row.location): row for row in _latest(words)}
    usual: dict[int, Spell] = {}
    others: list[Word] = []
    changing: set[tuple[str, str]] = set()
    for word in sorted(words, key=lambda word: word.at):
        whose = (word.target, word.location)
        row = held.get(whose) or held.get((word.target, ""))
        if row is None or whose in changing or not _lengthens(row, word, at):
            changing.add(whose)
            others.append(word)
        elif word.at > row.last:
            row.last, row.last_us = word.at.replace(microsecond=0), word.at.microsecond
            usual[row.pk] = row
    return list(usual.values()), others


def _latest(words: Iterable[Word]) -> QuerySet[Spell]:
    """The last spell of each location of the targets, the last of them last."""
    told = list(words)
    if not told:
        return Spell.objects.none()
    since = min(word.at for word in told) - timedelta(days=1)
    rows = Spell.objects.filter(
        target__name__in={word.target for word in told}, target__retired_at=None, strand="",
        last__gte=since,
    )  # fmt: skip
    rows = rows.select_related("target__subscription__contract").order_by("start")
    return rows.prefetch_related("target__settings")


def _lengthens(row: Spell, word: Word, at: datetime) -> bool:
    held = setting_at(row.target, epoch(word.at))
    near = row.last <= word.at <= row.last + timedelta(seconds=held.grain)
    near = near and held == setting_at(row.target, epoch(row.last))
    place = word.location if held.locations else ""
    return CODES.get(word.state) == row.state and near and word.at <= at and row.location == place


def _follow(spell: Spell, actor: Viewer, at: datetime) -> None:
    """The ledger of the lines of a target that goes on as it was."""
    target = spell.target
    lines = subscriptions_of([target])
    alone = len(target.locations) <= 1 and target.monitor_id is None
    if alone and CODES["up"] == spell.state:
        lines = _but_those_of_one_target(lines, target, spell.last)
    for line in lines:
        project(line, since=epoch(spell.last), actor=actor, at=at)


def _but_those_of_one_target(
    lines: Sequence[Subscription], target: Target, last: datetime
) -> list[Subscription]:
    """Those of this target alone that were up are up until then; the others are left."""
    others = Target.objects.filter(environment=target.environment).exclude(pk=target.pk)
    if target.product_id and others.filter(product=target.product_id).exists():
        return list(lines)
    shared = set(others.filter(subscription__in=lines).values_list("subscription", flat=True))
    mine = [line.pk for line in lines if line.pk not in shared]
    spans = MeasuredSpan.objects.filter(subscription__in=mine, state="up", last_at__lte=last)
    known = list(spans.values_list("subscription", flat=True))
    MeasuredSpan.objects.filter(subscription__in=known).update(last_at=last, told_at=last)
    return [line for line in lines if line.pk not in known]

"""What a closing would do is what it does, once it is told; and it is told before anything is."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Closure, Contract
from tenir.apps.support import queries
from tenir.apps.support.models import Request
from tenir.viewer import NotAllowed
from tests.apps.support.conftest import MINOR, URGENT, Open, on
from tests.apps.support.test_closing_days import TUESDAY, at_once, lived, on_call
from tests.cast import Cast
from tests.worlds import undone

WEDNESDAY = TUESDAY + timedelta(days=1)


def moved_by(day: date, *, actor: Any, at: datetime) -> Counter[tuple[Any, ...]]:
    """Which deadlines it moves, from when to when, as it leaves them; it is taken back."""
    before = dict(Request.objects.values_list("pk", "due_at"))
    with undone():
        at_once(day, actor=actor, at=at)
        return Counter(
            (found.priority, before[found.pk], found.due_at)
            for found in Request.objects.all() if found.due_at != before[found.pk]
        )  # fmt: skip


def told_of(foreseen: queries.Foreseen) -> Counter[tuple[Any, ...]]:
    return Counter(
        {(each.priority, each.due_at, each.moves_to): each.clocks for each in foreseen.moves}
    )


@pytest.mark.parametrize("seed", range(6))
def test_what_is_foreseen_is_what_it_does(
    open_: Open, contracts: dict[str, Contract], cast: Cast, seed: int
) -> None:
    """Clause: 7.13, 7.14, 7.15, 7.16."""
    chance = Random(seed)
    if seed % 3 == 2:
        on_call(contracts["martin"], cast)
    told_at = on(chance.choice(["08 21:30", "09 06:00", "09 12:45", "09 15:00"]))
    for _ in range(6):
        lived(open_, cast, chance, told_at - timedelta(minutes=chance.randrange(30, 60 * 40)))
    for _ in range(8):
        at = told_at - timedelta(minutes=chance.randrange(1, 60 * 16))
        open_(at=at, **chance.choice([URGENT, MINOR]))
    running = Request.objects.filter(due_at__isnull=False).count()
    for day in (TUESDAY, WEDNESDAY):
        foreseen = queries.foreseen(cast.anna, day, at=told_at)
        assert told_of(foreseen) == moved_by(day, actor=cast.anna, at=told_at)
        assert foreseen.running == running
        assert foreseen.moved == told_of(foreseen).total()
    assert not Closure.objects.exists()


def test_requests_that_were_only_recorded_are_worked_out_in_runs(
    open_: Open, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    """An evening's are one run; those of the day, which run already, are not looked at."""
    open_(at=on("08 10:00"), **MINOR)
    for minutes in range(12):
        open_(at=on("08 18:10") + timedelta(minutes=minutes), **URGENT)
    told_at = on("09 06:00")
    with django_assert_max_num_queries(12):
        foreseen = queries.foreseen(cast.anna, WEDNESDAY, at=told_at)
    (evening,) = foreseen.moves
    assert (evening.clocks, foreseen.running) == (12, 13)
    for hour in ("00", "01", "05"):  # of another day, whose terms may be others
        open_(at=on(f"09 {hour}:30"), **URGENT)
    with django_assert_max_num_queries(13):
        foreseen = queries.foreseen(cast.anna, WEDNESDAY, at=told_at)
    assert [each.clocks for each in foreseen.moves] == [15]


def test_a_closing_told_already_moves_nothing_more(open_: Open, cast: Cast) -> None:
    open_(at=on("08 18:10"), **MINOR)
    at_once(TUESDAY, actor=cast.anna, at=on("08 21:30"))
    foreseen = queries.foreseen(cast.anna, TUESDAY, at=on("08 21:40"))
    assert (foreseen.running, foreseen.moves) == (1, ())


def test_what_could_not_be_told_is_refused_as_it_would_be(open_: Open, cast: Cast) -> None:
    """Clause: 7.15."""
    at = on("09 14:00")
    with pytest.raises(agreements.FaultyClosure, match="over already"):
        queries.foreseen(cast.anna, TUESDAY, start=13 * 3600, end=14 * 3600, at=at)
    with pytest.raises(agreements.FaultyClosure):
        queries.foreseen(cast.anna, TUESDAY, start=5, end=5, at=at)
    with pytest.raises(NotAllowed):
        queries.foreseen(cast.sam, TUESDAY, at=at)

"""While a closing moves clocks, each is told as it will be: the same before and after.

Clause: 7.13, 7.14, 7.15.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.apps.agreements.models import Contract
from tenir.apps.commitments import queries as promises
from tenir.apps.commitments.making import KEPT
from tenir.apps.commitments.models import Commitment
from tenir.apps.support import queries, services
from tenir.apps.support.behind import WORKED_OUT
from tenir.apps.support.models import Request
from tests.apps.support.conftest import MINOR, URGENT, Open, on
from tests.apps.support.test_closing_days import TUESDAY, lived, on_call
from tests.cast import Cast

Told = list[dict[str, Any]]


def told(rows: list[Any], names: tuple[str, ...]) -> Told:
    return [{name: getattr(row, name) for name in names} for row in rows]


def written() -> list[datetime | None]:
    return list(Request.objects.order_by("pk").values_list("due_at", flat=True))


def clocks(*, at: datetime) -> Told:
    rows = list(Request.objects.order_by("pk"))
    queries.catch_up(rows, at=at)
    return told(rows, WORKED_OUT)


def clocks_listed(*, at: datetime) -> Told:
    """Of rows of which a list reads little."""
    rows = list(Request.objects.only("due_at", "promised_at").order_by("pk"))
    queries.catch_up(rows, at=at)
    return told(rows, ("promised_at", "due_at", "risk_at", "clock", "left"))


def promised(*, at: datetime) -> list[Any]:
    rows = list(Commitment.objects.order_by("pk").prefetch_related("steps"))
    queries.catch_up_promises(rows, at=at)
    steps = [[(step.share, step.at) for step in row.steps.all()] for row in rows]
    return [told(rows, ("due_at", *KEPT)), steps]


def listed(*, at: datetime) -> Told:
    rows = list(promises.briefly(Commitment.objects.order_by("pk")))
    queries.catch_up_promises(rows, at=at)
    return told(rows, ("due_at", "said"))


@pytest.mark.parametrize("seed", range(6))
def test_a_clock_that_is_still_to_be_moved_tells_what_it_will(
    open_: Open, contracts: dict[str, Contract], cast: Cast, seed: int
) -> None:
    """Clause: 7.13, 7.14, 7.15, 7.16, 7.19."""
    chance = Random(seed)
    if seed % 3 == 2:
        on_call(contracts["martin"], cast)
    at = on(chance.choice(["08 21:30", "08 23:10"]))
    open_(at=on("08 21:10"), **URGENT)
    for _ in range(7):
        lived(open_, cast, chance, at - timedelta(minutes=chance.randrange(30, 60 * 40)))
    before = written()
    made = services.announce_closure(
        TUESDAY, because="Stocktaking", at_once=0, actor=cast.anna, at=at
    )
    assert written() == before
    shown = clocks(at=at), clocks_listed(at=at), promised(at=at), listed(at=at)
    assert written() == before
    services.move_clocks(made.pk, clock=lambda: at)
    assert shown == (clocks(at=at), clocks_listed(at=at), promised(at=at), listed(at=at))
    assert written() != before


def test_where_no_closing_moves_clocks_one_query_says_so(open_: Open, cast: Cast) -> None:
    """However many rows; of those that run no more, none."""
    at = on("08 21:30")
    rows = [open_(at=on("08 18:10"), **URGENT) for _ in range(3)]
    made = list(Commitment.objects.all())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.catch_up(rows, at=at)
        queries.catch_up_promises(made, at=at)
    assert len(asked) == 2
    over = [services.take_in_charge(row.pk, actor=cast.sam, at=at) for row in rows]
    with CaptureQueriesContext(connection) as asked:
        queries.catch_up(over, at=at)
    assert len(asked) == 0


def test_as_many_queries_whatever_the_rows(open_: Open, cast: Cast) -> None:
    at = on("08 21:30")
    counts = []
    for many in (2, 9):
        for _ in range(many):
            open_(at=on("08 18:10"), **MINOR)
        services.announce_closure(
            TUESDAY + timedelta(days=many), because="Stocktaking", at_once=0, actor=cast.anna, at=at
        )
        rows, made = list(Request.objects.all()), list(Commitment.objects.all())
        with CaptureQueriesContext(connection) as asked:
            queries.catch_up(rows, at=at)
            queries.catch_up_promises(made, at=at)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_time_left_is_that_of_the_clock_as_it_will_be(open_: Open, cast: Cast) -> None:
    """Clause: 7.13, 7.15."""
    at = on("08 21:30")
    found = open_(at=on("08 18:10"), **URGENT)
    made = services.announce_closure(
        TUESDAY, because="Stocktaking", at_once=0, actor=cast.anna, at=at
    )
    left = queries.time_left(cast.sam, found.pk, at=at)
    services.move_clocks(made.pk, clock=lambda: at)
    assert queries.time_left(cast.sam, found.pk, at=at) == left

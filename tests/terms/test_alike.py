"""Instants that come to the same are judged by the first and the last of a run."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenir.terms.agreement import Agreement
from tenir.terms.alike import came_to
from tenir.terms.cited import Impact, Urgency
from tenir.terms.dates import epoch
from tenir.terms.hours import Closure
from tenir.terms.resolution import Terms
from tenir.terms.support_clock import replay
from tenir.terms.support_history import Happened

MONDAY = datetime(2026, 6, 8, tzinfo=UTC)
MINUTES = st.integers(0, 4 * 24 * 60)
GRAVITIES = st.sampled_from([("high", "critical"), ("medium", "major"), ("low", "normal")])
CLOSINGS = st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 24), MINUTES)


@pytest.fixture(scope="module")
def terms(agreement: Agreement) -> Terms:
    return agreement.terms("mobile-sales")


def closing(day: int, start: int, hours: int, told: int) -> Closure:
    end = min(24, start + hours)
    announced_at = epoch(MONDAY + timedelta(minutes=told))
    return Closure(start * 3600, end * 3600, date(2026, 6, 8 + day), announced_at)


@settings(deadline=None)
@given(
    recorded=st.lists(MINUTES, min_size=1, max_size=40),
    gravity=GRAVITIES,
    closings=st.lists(CLOSINGS, max_size=3),
)
def test_a_clock_that_is_counted_from_later_is_not_due_earlier(
    terms: Terms, recorded: list[int], gravity: tuple[Impact, Urgency], closings: list[Any]
) -> None:
    """So runs come to what each of them does, whatever closings were told meanwhile.

    Clause: 7.13, 7.14, 7.15.
    """
    closures = [closing(*each) for each in closings]

    def due(at: datetime) -> tuple[datetime | None, datetime | None]:
        clock = replay(terms, [Happened("recorded", at, *gravity)], closures=closures).value
        return clock.p1_due, clock.all_due

    instants = [MONDAY + timedelta(minutes=each) for each in sorted(recorded)]
    assert came_to(instants, due) == Counter(map(due, instants))


def test_a_run_is_judged_by_its_ends() -> None:
    instants = [MONDAY + timedelta(minutes=each) for each in range(1000)]
    asked: list[datetime] = []

    def hour(at: datetime) -> int:
        asked.append(at)
        return at.hour // 12

    assert came_to(instants, hour) == {0: 720, 1: 280}
    assert len(asked) < 40
    assert came_to([], hour) == {}

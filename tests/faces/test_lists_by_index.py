"""Long lists are read in their order from one index, however they are narrowed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir import clock
from tenir.apps.commitments import queries as commitments
from tenir.apps.journal import queries as journal
from tenir.apps.notices import queries as notices
from tenir.apps.support import queries
from tenir.faces.console.requests import filters
from tenir.faces.portal.requests import STATES
from tenir.ui import promises
from tenir.ui.dated import between_days
from tenir.ui.requests import in_state
from tests.cast import Cast

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="its planner knows no figures"),
]


def plan(rows: Any) -> str:
    """How SQLite reads the keys of a list."""
    found: str = rows.values_list("pk", flat=True)[:50].explain()
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [("state", "recorded"), ("who", "none"), ("priority", "P1"), ("clock", "running")],
)
def test_the_queue_is_read_in_its_order(cast: Cast, name: str, value: str) -> None:
    narrowing = {f.key: f.narrow for f in filters(cast.sam, [], [], now=clock.now())}[name]
    assert narrowing
    told = plan(narrowing(queries.queue(cast.sam), value))
    assert "COVERING INDEX request_queue" in told
    assert "ORDER BY" not in told


def test_a_client_s_requests_are_read_in_their_order(cast: Cast) -> None:
    mine = queries.requests(cast.bob).order_by("-updated_at", "-pk")
    for rows in (mine, in_state(mine, STATES[1][0])):
        told = plan(rows)
        assert "COVERING INDEX request_list" in told
        assert "ORDER BY" not in told


def test_notices_of_some_days_are_counted_and_found_by_their_days(cast: Cast) -> None:
    """Whoever looks: what is reserved is left out by the same index."""
    since, until = between_days("owed_at", "from", "until")
    for who in (cast.adam, cast.sam):
        rows = notices.notices(who)
        for name, few in (
            ("count", since.narrow(rows, "2026-09-01").order_by()),
            ("count", until.narrow(rows, "2026-09-01").order_by()),
            ("page", until.narrow(since.narrow(rows, "2026-09-01"), "2026-09-01")),
        ):  # fmt: skip
            assert "COVERING INDEX notice_owed (owed_at" in plan(few), (name, who)


def test_where_a_journal_s_latest_facts_begin_is_found_by_their_numbers(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        journal.entries(cast.adam, text="martin")
    (begin,) = [each["sql"] for each in asked if "OFFSET" in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {begin}")
        told = " ".join(str(row) for row in cursor.fetchall())
    assert "USING INTEGER PRIMARY KEY" in told
    assert "ORDER BY" not in told


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("narrowed", [{}, {"organisation": 1}])
def test_each_part_of_a_list_of_promises_is_read_in_its_order(
    cast: Cast, part: int, narrowed: dict[str, int]
) -> None:
    which, order = promises.PARTS[part]
    rows = commitments.commitments(cast.sam, **narrowed)
    told = plan(rows.filter(which).order_by(*order))
    assert "COVERING INDEX commitment_" in told
    assert "ORDER BY" not in told

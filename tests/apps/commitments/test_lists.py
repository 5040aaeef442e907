"""Lists of promises stay quick however many there are: what they are sorted by has its index."""

import pytest
from django.db import connection
from django.db.models import QuerySet

from tenir.apps.commitments import queries
from tenir.apps.commitments.models import Commitment
from tenir.viewer import SYSTEM


@pytest.fixture
def planned(db: None) -> None:
    """PostgreSQL takes the index even of a table so small that it would read it whole."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")


def plan(rows: QuerySet[Commitment]) -> str:
    return rows.values_list("pk")[:50].explain()


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("order", ["due_at", "-due_at"])
def test_all_promises_by_their_due_instant(order: str) -> None:
    found = plan(queries.commitments(SYSTEM, order=order))
    assert "commitment_due" in found
    assert "TEMP B-TREE" not in found


@pytest.mark.usefixtures("planned")
def test_promises_in_one_state_by_their_due_instant() -> None:
    found = plan(queries.commitments(SYSTEM, state="missed", order="-due_at"))
    assert "commitment_state" in found
    assert "TEMP B-TREE" not in found


@pytest.mark.usefixtures("planned")
def test_what_comes_next_is_read_from_one_index() -> None:
    found = queries.commitments(SYSTEM, going=True).order_by().values_list("kind", "due_at", "pk")
    assert "commitment_going" in found.explain()


def test_counts_cost_three_queries(db: None, django_assert_max_num_queries: object) -> None:
    from tests.cast import LONG_AGO  # noqa: PLC0415

    with django_assert_max_num_queries(3):  # type: ignore[operator]
        counted = queries.counts(SYSTEM, now=LONG_AGO)
    assert counted == {
        "running": 0, "kept": 0, "missed": 0, "waived": 0, "overdue": 0, "at_risk": 0,
    }  # fmt: skip

"""Entries found by clause, by beginning, by text: by an index, or among the latest alone."""

from __future__ import annotations

import pytest
from django.db import connection

from tenir.apps.journal import queries
from tenir.apps.journal import services as journal
from tenir.apps.journal.models import Entry
from tests.cast import LONG_AGO, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def write(cast: Cast, verb: str, *clauses: str, **after: str) -> Entry:
    journal.record(verb, subject="a/1", actor=cast.anna, at=LONG_AGO, clauses=clauses, after=after)
    return Entry.objects.latest("id")


def test_those_that_cite_a_clause_are_found_whatever_else_they_cite(cast: Cast) -> None:
    found = [write(cast, "a.b", "5.1"), write(cast, "a.b", "3.1", "5.1")]
    write(cast, "a.b", "5.11")
    write(cast, "a.b")
    cited = queries.entries(cast.anna, clause="5.1").filter(verb="a.b").order_by("id")
    assert list(cited) == found
    assert not queries.entries(cast.anna, clause="9.9").exists()


def test_a_clause_is_found_by_its_index(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads so few rows whole")
    write(cast, "a.b", "5.1")
    assert "journal_clauses" in queries.entries(cast.anna, clause="5.1").explain()


def test_a_text_is_looked_for_among_the_latest_of_what_the_rest_leaves(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "LOOKED_THROUGH", 3)
    old = write(cast, "a.old", word="needle")
    for _ in range(3):
        write(cast, "a.new", word="hay")
    assert not queries.entries(cast.anna, text="needle").exists()
    assert list(queries.entries(cast.anna, text="needle", verb="a.old")) == [old]

"""The journal is narrowed by an index, not read whole."""

import pytest
from django.db import connection

from tenir.apps.journal import queries
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO


@pytest.mark.parametrize("field", ["verb", "subject"])
def test_entries_that_begin_so_are_a_span_of_the_index(db: None, field: str) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("an index of patterns is not there yet")
    found = queries.entries(SYSTEM).filter(queries.beginning(field, "agree"))
    assert f"journal_{field} ({field}>? AND {field}<?)" in found.explain()


def test_a_verb_may_be_a_beginning(db: None) -> None:
    from tenir.apps.journal import services  # noqa: PLC0415

    for verb in ("parties.changed", "partly.changed"):
        services.record(verb, subject="client/1", actor=SYSTEM, at=LONG_AGO)
    assert [found.verb for found in queries.entries(SYSTEM, verb="parties.")] == ["parties.changed"]

"""The outbox stays quick however long it is: what narrows it has its index."""

from typing import Any

import pytest
from django.db import connection

from tenir.apps.notices import queries
from tenir.viewer import SYSTEM


@pytest.mark.parametrize(
    ("narrowed", "index"),
    [({"state": "failed"}, "notice_state"), ({"channel": "webhook"}, "notice_channel")],
)
def test_notices_of_one_kind_are_found_in_their_order(
    db: None, narrowed: dict[str, Any], index: str
) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    found = queries.notices(SYSTEM).filter(**narrowed).values_list("pk")[:50].explain()
    assert index in found
    assert "TEMP B-TREE" not in found

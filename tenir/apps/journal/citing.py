"""Rows that cite a clause, found by how few different lists of clauses there are."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
# Each different list once: from one to the next by the index on the text of `clauses`.
_EACH = """
WITH RECURSIVE each(said) AS (
    SELECT (SELECT CAST(clauses AS text) FROM {table} ORDER BY CAST(clauses AS text) LIMIT 1)
    UNION ALL
    SELECT (SELECT CAST(clauses AS text) FROM {table} WHERE CAST(clauses AS text) > each.said
            ORDER BY CAST(clauses AS text) LIMIT 1)
    FROM each WHERE each.said IS NOT NULL
)
SELECT said FROM each WHERE said IS NOT NULL
"""


def citing(rows: Rows, clause: str) -> Rows:
    """Those of the rows whose `clauses` name that one; their table has an index on its text."""
    lists = [said for said in _lists_of(rows.model) if clause in json.loads(said)]
    return rows.alias(cited=Cast("clauses", TextField())).filter(cited__in=lists)


def _lists_of(model: type[Model]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_EACH.format(table=connection.ops.quote_name(model._meta.db_table)))
        return [said for (said,) in cursor.fetchall()]

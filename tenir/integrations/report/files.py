"""A statement as files that programs read: canonical JSON, and one flat CSV table."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

Statement = Mapping[str, Any]

STATEMENT = "statement.json"  # the name that the statement bears inside a report

COLUMNS = ("target", "month", "row", "kind", "from", "to", "seconds", "counted_seconds",
           "excluded_seconds", "reason", "evidence")  # fmt: skip
BUCKETS = {"T": "T_seconds", "up": "up_seconds", "degraded": "degraded_seconds",
           "down": "down_seconds", "counted": "counted_seconds", "excluded": "excluded_seconds",
           "unmeasured": "unmeasured_seconds"}  # fmt: skip


def write_json(statement: Statement) -> bytes:
    """The statement as canonical JSON: keys sorted, no spaces, UTF-8, equal is identical."""
    text = json.dumps(
        statement, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def disarmed(words: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words


def digest(body: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def write_csv(statement: Statement) -> str:
    """The month as one flat table (RFC 4180): a row per bucket, outage and unmeasured stretch.

    `row` is bucket, outage, excluded or unmeasured; `kind` names the bucket or numbers the outage.
    """
    into = io.StringIO(newline="")
    writer = csv.DictWriter(into, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    of = {"target": statement["subscription"]["target"], "month": statement["month"]}
    writer.writerows({**of, **row} for row in _rows(statement))
    return into.getvalue()


def _rows(statement: Statement) -> Iterator[dict[str, Any]]:
    measured = statement["availability"]
    for kind, name in BUCKETS.items():
        yield {"row": "bucket", "kind": kind, "seconds": measured.get(name, 0)}
    for index, outage in enumerate(statement["outages"], 1):
        counted = outage["counted_seconds"]
        yield {"row": "outage", "kind": index, "from": outage["from"], "to": outage["to"],
               "seconds": outage["seconds"], "counted_seconds": counted,
               "excluded_seconds": outage["seconds"] - counted}  # fmt: skip
        for part in outage["excluded"]:
            yield {"row": "excluded", "kind": index, **{key: part.get(key) for key in
                   ("from", "to", "reason", "evidence")}}  # fmt: skip
    for span in statement["unmeasured"]:
        yield {"row": "unmeasured", "from": span["from"], "to": span["to"]}

"""Promises as the tests make them: the client's, ten days from Tuesday 1 September 2026, 09:00."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tenir.apps.commitments.queries import Commitment
from tenir.apps.commitments.services import promise
from tenir.apps.journal.queries import entries
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.promises import chosen

START = datetime(2026, 9, 1, 7, tzinfo=UTC)
DUE = START + timedelta(days=10)
HALF, LATE = START + timedelta(days=5), START + timedelta(days=8)


def day(number: float) -> datetime:
    """So many days after the start."""
    return START + timedelta(days=number)


def made(cast: Cast, key: str = "contacts/1", due_at: datetime = DUE, **more: Any) -> Commitment:
    """A promise with a warning at half and one at four fifths."""
    given: dict[str, Any] = {
        "subject": "client/1", "organisation": cast.martin.organisation_id, "owed_by": "client",
        "clauses": ["9.2"], "started_at": START, "actor": SYSTEM, "at": START,
        "steps": [(50, HALF), (80, LATE)],
    }  # fmt: skip
    return promise(chosen(due_at, "parties.confirmation"), key=key, **{**given, **more})


def verbs() -> list[str]:
    """What the journal says of commitments, in order."""
    found = entries(SYSTEM).filter(verb__startswith="commitments.").order_by("id")
    return [verb.removeprefix("commitments.") for verb in found.values_list("verb", flat=True)]

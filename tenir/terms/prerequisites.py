"""What a client must have for a product to work, and by when it has read it.

Clause: 4.1.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tenir.terms.dates import midnight_after
from tenir.terms.reasons import Judgement, Reason

CLAUSES = ("4.1", "5.11")


def read_by(*, product: str, due_on: date, zone: str) -> Judgement[datetime]:
    """The midnight, on the client's clocks, that ends the day before the prerequisites hold.

    Clause: 4.1, 5.11.
    """
    due = midnight_after(due_on - timedelta(days=1), zone)
    inputs = {"product": product, "due": due}
    return Judgement(
        due, Reason("prerequisites.read_by", "prerequisites.read_by", due, CLAUSES, inputs)
    )

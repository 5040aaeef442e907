"""Promises that no rule gave: an instant that a test chose."""

from __future__ import annotations

from datetime import datetime

from tenir.terms.grounds import Promised
from tenir.terms.reasons import Reason


def chosen(due_at: datetime, kind: str = "tests.promise") -> Promised:
    """A promise due then, with a sentence and nothing that it follows from."""
    inputs = {"left": 864000, "due": due_at}
    return Promised(kind, due_at, Reason("tests.chosen", "left.clock", None, (), inputs), None)

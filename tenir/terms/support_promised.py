"""The two promises that a request's clock makes: the firm one of a P1, and that of every request.

Clause: 7.13, 7.14.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenir.terms.agreement import Agreement
from tenir.terms.grounds import Promised, grounds_of
from tenir.terms.reasons import Judgement
from tenir.terms.support_clock import ResponseClock

RESPONSE, RESPONSE_P1 = "requests.response", "requests.response_p1"


def clock_promised(
    agreement: Agreement, judged: Judgement[ResponseClock], told: Mapping[str, Any]
) -> dict[str, Promised]:
    """Both promises that a clock makes, by kind, with its reasons; `told` is what it follows from.

    Judged again from what is told, each comes out the same (tenir.terms.grounds.recomputed).
    Clause: 7.13, 7.14.
    """
    grounds = grounds_of(agreement, RESPONSE, **told)
    due = {RESPONSE: judged.value.all_due, RESPONSE_P1: judged.value.p1_due}
    return {
        kind: Promised(kind, due_at, judged.reason, grounds)
        for kind, due_at in due.items() if due_at
    }  # fmt: skip

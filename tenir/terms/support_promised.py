"""The two promises that a request's clock makes: the firm one of a P1, and that of every request.

And what the terms promise of each priority, before there is any request.

Clause: 7.13, 7.14.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenir.terms.agreement import Agreement
from tenir.terms.cited import Priority
from tenir.terms.grounds import Promised, grounds_of
from tenir.terms.kinds_service import Delay, Matrix
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Held, Terms
from tenir.terms.support_standing import ResponseClock

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


def delays(terms: Terms) -> list[tuple[Priority, Held[Delay]]]:
    """Each priority, the most urgent first, with the delay in which a request of it is answered.

    That of every request; the firm one where it holds for that priority. MissingTerm where the
    terms promise none.
    Clause: 7.13, 7.14.
    """
    firm, best = (terms.get(f"support.response.{name}", Delay) for name in ("p1", "all"))
    named = terms.get("support.priority", Matrix).term.names
    return [
        (each, firm if firm.term.when.get("priority", each) == each else best)
        for each in sorted(named)
    ]

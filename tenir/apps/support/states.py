"""Where a request may go from where it stands: the table of docs/articles/support.md, line by line.

`BACK` is where a request goes on from a wait: incomplete where it never was recorded, recorded
where it is not taken in charge yet, in progress otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tenir.apps.support.models import Request, State
from tenir.terms.errors import Refused

BACK = "back"
DONE = frozenset({State.RESOLVED, State.CLOSED, State.REFUSED, State.MERGED})


class MovedOn(Refused):
    """The request is not in a state that the act starts from."""


class Step(NamedTuple):
    """An act: from which states, to which one, and the event that it leaves."""

    before: frozenset[str]
    after: str
    event: str


def _step(before: str, after: str, event: str) -> Step:
    return Step(frozenset(before.split()), after, event)


_OPEN = "recorded in_progress answered waiting_client waiting_third_party reopened"
ACTS: Mapping[str, Step] = {
    "send_incomplete": _step("draft", "incomplete", "sent_incomplete"),
    "record": _step("draft incomplete", "recorded", "recorded"),
    "take_in_charge": _step(
        "recorded answered waiting_client parked reopened", "in_progress", "taken_in_charge"
    ),
    "answer": _step(
        "recorded in_progress answered waiting_client reopened", "answered", "answered"
    ),
    "ask_client": _step("recorded in_progress answered reopened", "waiting_client", "client_asked"),
    "client_replies": _step("answered waiting_client", BACK, "client_replied"),
    "hand_over": _step("in_progress", "waiting_third_party", "handed_over"),
    "take_back": _step("waiting_third_party", "in_progress", "taken_back"),
    "park": _step("recorded in_progress answered reopened", "parked", "parked"),
    "unpark": _step("parked", BACK, "unparked"),
    "resolve": _step(_OPEN, "resolved", "resolved"),
    "close": _step("incomplete answered resolved refused", "closed", "closed"),
    "reopen": _step("resolved closed", "reopened", "reopened"),
    "rule_out": _step(f"incomplete parked {_OPEN}", "refused", "ruled_out"),
    "reinstate": _step("refused", BACK, "reinstated"),
    "merge": _step(f"incomplete parked {_OPEN}", "merged", "merged"),
}


def may(found: Request, act: str) -> bool:
    """Whether the request stands where that act starts from."""
    return found.state in ACTS[act].before


def moved(found: Request, act: str) -> str:
    """The state that the act leads to; MovedOn where it does not start from here."""
    step = ACTS[act]
    if found.state not in step.before:
        raise MovedOn("requests.moved_on", number=found.number, state=found.state, act=act)
    return back(found) if step.after == BACK else step.after


def back(found: Request) -> str:
    """Where a request goes on from a wait."""
    if found.recorded_at is None:
        return State.INCOMPLETE
    return State.IN_PROGRESS if found.taken_in_charge_at else State.RECORDED

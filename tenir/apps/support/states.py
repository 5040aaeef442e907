"""Where a request may go from where it stands: the table of docs/articles/support.md, line by line.

`WAIT` is the state that says all that a request waits for: it may wait for the client and for a
quote at once. `BACK` is where it goes on: to what it still waits for, else incomplete where it
never was recorded, recorded where it is not taken in charge yet, in progress otherwise. `WRITES`
are the states in which support says something to the client without an act: what is open and cannot
be answered there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from tenir.apps.support.models import OVER, Request, State
from tenir.terms.errors import Refused

BACK, WAIT = "back", "wait"
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
        "recorded answered waiting_client parked waiting_both reopened", "in_progress",
        "taken_in_charge",
    ),
    "answer": _step(
        "recorded in_progress answered waiting_client reopened", "answered", "answered"
    ),
    "ask_client": _step("recorded in_progress answered parked reopened", WAIT, "client_asked"),
    "client_replies": _step("answered waiting_client waiting_both", BACK, "client_replied"),
    "hand_over": _step("in_progress", "waiting_third_party", "handed_over"),
    "take_back": _step("waiting_third_party", "in_progress", "taken_back"),
    "park": _step("recorded in_progress answered waiting_client reopened", WAIT, "parked"),
    "unpark": _step("parked waiting_both", BACK, "unparked"),
    "resolve": _step(_OPEN, "resolved", "resolved"),
    "close": _step("incomplete answered resolved refused", "closed", "closed"),
    "reopen": _step("resolved closed", "reopened", "reopened"),
    "rule_out": _step(f"incomplete parked waiting_both {_OPEN}", "refused", "ruled_out"),
    "reinstate": _step("refused", BACK, "reinstated"),
    "merge": _step(f"incomplete parked waiting_both {_OPEN}", "merged", "merged"),
}  # fmt: skip
WRITES = frozenset(State.values) - {*OVER} - ACTS["answer"].before
_WAITS: Mapping[frozenset[str], State] = {  # by the events that began to wait
    frozenset({"client_asked"}): State.WAITING_CLIENT,
    frozenset({"parked"}): State.PARKED,
    frozenset({"client_asked", "parked"}): State.WAITING_BOTH,
}
_AWAITED: Mapping[str, frozenset[str]] = {state: awaited for awaited, state in _WAITS.items()}
_ENDS: Mapping[str, str] = {"client_replies": "client_asked", "unpark": "parked"}


def may(found: Request, act: str) -> bool:
    """Whether the request stands where that act starts from."""
    return found.state in ACTS[act].before


def may_write(found: Request) -> bool:
    """Whether support says something to the client without answering: it cannot answer there."""
    return found.state in WRITES


def moved(found: Request, act: str, *, awaited: Collection[str] | None = None) -> str:
    """The state that the act leads to; MovedOn where it does not start from here.

    `awaited` is what it waits for before the act, by the events that began to, where its state does
    not say.
    """
    step = ACTS[act]
    if found.state not in step.before:
        raise MovedOn("requests.moved_on", number=found.number, state=found.state, act=act)
    waits = awaits(found) if awaited is None else frozenset(awaited)
    if step.after == WAIT:
        return _WAITS[waits | {step.event}]
    return back(found, waits - {_ENDS.get(act)}) if step.after == BACK else step.after


def awaits(found: Request) -> frozenset[str]:
    """What the state of a request says that it waits for, by the events that began to wait."""
    return _AWAITED.get(found.state, frozenset())


def joined(found: Request, other: Request) -> str:
    """The state of a request that goes on with another one merged into it: it waits for both."""
    waits = awaits(found) | awaits(other)
    may_wait = found.state in ACTS["park"].before | ACTS["ask_client"].before
    return _WAITS.get(waits, found.state) if may_wait else found.state


def back(found: Request, awaited: Collection[str] = ()) -> str:
    """Where a request goes on from a wait: to what it still waits for, if anything."""
    if awaited:
        return _WAITS[frozenset(awaited)]
    if found.recorded_at is None:
        return State.INCOMPLETE
    return State.IN_PROGRESS if found.taken_in_charge_at else State.RECORDED

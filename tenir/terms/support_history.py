"""What happened to a request, and what each happening does to its response clock.

The table of docs/articles/support.md says the same, line by line.

Clause: 7.8, 7.10, 7.13, 7.19.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from tenir.terms.cited import Impact, Urgency
from tenir.terms.dates import epoch
from tenir.terms.working_time import Pause

Effect: TypeAlias = Literal[
    "starts", "stops", "pauses", "resumes", "replays", "earliest", "carried", "none"
]

EFFECTS: Mapping[str, Effect] = {
    "drafted": "none",
    "sent_incomplete": "none",
    "recorded": "starts",
    "taken_in_charge": "stops",
    "answered": "stops",
    "client_asked": "pauses",
    "client_replied": "resumes",
    "parked": "pauses",
    "unparked": "resumes",
    "requalified": "replays",
    "ruled_out": "stops",
    "reinstated": "replays",
    "resolved": "stops",
    "closed": "stops",
    "reopened": "none",
    "merged_in": "earliest",
    "merged": "carried",
    "handed_over": "none",
    "taken_back": "none",
    "assigned": "none",
    "noted": "none",
    "said": "none",
    "followed": "none",
    "linked": "none",
    "split": "none",
    "reproduced": "none",
    "restricted": "none",
    "contested": "none",
    "time_announced": "none",
}
_OPENED_BY: Mapping[str, str] = {"client_replied": "client_asked", "unparked": "parked"}


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a request; `of` is the history of one merged into it."""

    what: str
    at: datetime
    impact: Impact | None = None
    urgency: Urgency | None = None
    of: tuple[Happened, ...] = ()


def pauses_of(
    history: Sequence[Happened], stopped: datetime | None = None
) -> tuple[tuple[Pause, ...], datetime | None]:
    """The pauses that are over, and since when the clock is paused now, None where it is not.

    What stops the clock ends the pauses that it finds open.
    """
    open_since: dict[str, datetime] = {}
    over: list[Pause] = []
    for each in history:
        effect = EFFECTS[each.what]
        if effect == "pauses":
            open_since.setdefault(each.what, each.at)
        elif effect == "resumes" and (since := open_since.pop(_OPENED_BY[each.what], None)):
            over.append((since, each.at))
    if stopped is not None:
        over += [(since, stopped) for since in open_since.values() if since <= stopped]
        open_since = {}
    return tuple(over), min(open_since.values(), default=None)


def held(history: Sequence[Happened]) -> list[Happened]:
    """The history in order, without the rulings that were taken back."""
    kept: list[Happened] = []
    for each in sorted(history, key=lambda one: epoch(one.at)):
        if each.what == "reinstated":
            kept = [one for one in kept if one.what != "ruled_out"]
        kept.append(each)
    return kept


def lives(history: Sequence[Happened]) -> Iterator[list[Happened]]:
    """The request's own history, and for each one merged into it, that one's and what followed."""
    yield list(history)
    for n, each in enumerate(history):
        if EFFECTS[each.what] == "earliest":
            before = [one for one in held(each.of) if EFFECTS[one.what] != "carried"]
            yield [*before, *history[n + 1 :]]

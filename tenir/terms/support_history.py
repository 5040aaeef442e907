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


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait: the event that began it, since when, and until when; None while it lasts."""

    what: str
    since: datetime
    until: datetime | None = None


def waits_of(history: Sequence[Happened], stopped: datetime | None = None) -> tuple[Wait, ...]:
    """The waits of a request: those that are over in the order of their ends, then those that last.

    They overlap where it waits for two things at once; each is ended by its own event. What stops
    the clock ends those that it finds open.
    """
    open_since: dict[str, datetime] = {}
    over: list[Wait] = []
    for each in history:
        effect = EFFECTS[each.what]
        if effect == "pauses":
            open_since.setdefault(each.what, each.at)
        elif effect == "resumes" and (since := open_since.pop(_OPENED_BY[each.what], None)):
            over.append(Wait(_OPENED_BY[each.what], since, each.at))
    last = [Wait(what, since, stopped) for what, since in open_since.items()]
    return (*over, *(one for one in last if stopped is None or one.since <= stopped))


def pauses_of(
    history: Sequence[Happened], stopped: datetime | None = None
) -> tuple[tuple[Pause, ...], datetime | None]:
    """The pauses that are over, and when the first of those that last began; None where none does.

    What stops the clock ends the pauses that it finds open.
    """
    waits = waits_of(history, stopped)
    over = tuple((one.since, one.until) for one in waits if one.until is not None)
    return over, min((one.since for one in waits if one.until is None), default=None)


def at_once(waits: Sequence[Wait]) -> Iterator[tuple[Wait, ...]]:
    """The waits in order, those that overlap together: the clock stands still over them."""
    run: list[Wait] = []
    for one in sorted(waits, key=lambda each: epoch(each.since)):
        if run and all(each.until and epoch(each.until) <= epoch(one.since) for each in run):
            yield tuple(run)
            run = []
        run.append(one)
    if run:
        yield tuple(run)


def awaited(history: Sequence[Happened]) -> frozenset[str]:
    """What a request still waits for, by the events that began to wait, after all that happened.

    Unlike the clock, which stops once, it may wait again after it was taken in charge.
    """
    return frozenset().union(*(_awaited(life) for life in lives(held(history))))


def _awaited(life: Sequence[Happened]) -> set[str]:
    found: set[str] = set()
    for one in life:
        effect = EFFECTS[one.what]
        if effect == "pauses":
            found.add(one.what)
        elif effect == "resumes":
            found.discard(_OPENED_BY[one.what])
        elif effect == "stops":
            found.clear()
    return found


def held(history: Sequence[Happened]) -> list[Happened]:
    """The history in order, without the rulings that were taken back."""
    kept: list[Happened] = []
    for each in sorted(history, key=lambda one: epoch(one.at)):
        if each.what == "reinstated":
            kept = [one for one in kept if one.what != "ruled_out"]
        kept.append(each)
    return kept


def lives(
    history: Sequence[Happened], *, whole: bool = True, in_charge: bool = False
) -> Iterator[list[Happened]]:
    """The request's own history, and for each one merged into it, that one's and what followed.

    `whole`: what was merged into that one before counts, as it did not for engine 3. `in_charge`:
    what is merged into a request that was taken in charge is in charge with it, from then on.
    """
    yield list(history)
    for n, each in enumerate(history):
        if EFFECTS[each.what] != "earliest":
            continue
        taken = in_charge and any(one.what == "taken_in_charge" for one in history[:n])
        joins = [Happened("taken_in_charge", each.at)] if taken else []
        of = held(each.of)
        for life in lives(of, in_charge=in_charge) if whole else (of,):
            before = [one for one in life if EFFECTS[one.what] != "carried"]
            yield [*before, *joins, *history[n + 1 :]]

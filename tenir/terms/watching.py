"""What one watcher saw, told by spells: records of one state made one, late ones put where they go.

Clause: 5.3.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tenir.terms.samples import UNKNOWN


class Spell(NamedTuple):
    """Records in one state, from the first to the last of them, in UTC seconds.

    A spell of a single record has `last == start`; inside a longer one no two records lay further
    apart than the grain with which it was made.
    """

    start: int
    last: int
    state: int


class Change(NamedTuple):
    """From that instant on, in UTC seconds, the state is this one."""

    at: int
    state: int


def with_records(
    spells: Sequence[Spell], records: Iterable[tuple[int, int]], *, grain: int
) -> list[Spell]:
    """The spells of a watcher with more of its records, (instant, state), in any order.

    A record joins a spell of its own state that is at most `grain` seconds away; twice the same
    changes nothing; of two at one instant the worst is taken. One that contradicts the inside of a
    longer spell shows only that what was told there is not sure: nothing is known from it on, for a
    grain.
    Clause: 5.3.
    """
    found = list(spells)
    for at, state in sorted(records):
        place = bisect_right(found, (at, _EVER, _EVER)) - 1
        if place >= 0 and at <= found[place].last:
            found[place : place + 1] = _inside(found[place], at, state, grain)
        else:
            _beside(found, place, Spell(at, at, state), grain)
    return found


def told_already(spells: Sequence[Spell], record: tuple[int, int]) -> bool:
    """Whether a record would change nothing.

    Clause: 5.3.
    """
    at, state = record
    place = bisect_right(spells, (at, _EVER, _EVER)) - 1
    if place < 0 or at > spells[place].last:
        return False
    held = spells[place]
    return state == held.state or (held.start == held.last and state < held.state)


_EVER = 1 << 62


def _inside(spell: Spell, at: int, state: int, grain: int) -> list[Spell]:
    """What a spell becomes when one of its instants is told again."""
    if state == spell.state:
        return [spell]
    if spell.start == spell.last:
        return [Spell(at, at, max(state, spell.state))]
    before = [Spell(spell.start, at - 1, spell.state)] if spell.start < at else []
    again = min(at + max(grain, 1), spell.last)
    after = [Spell(again, spell.last, spell.state)] if at < again else []
    return [*before, Spell(at, at, UNKNOWN), *after]


def _beside(found: list[Spell], place: int, spell: Spell, grain: int) -> None:
    """A record between two spells joins those of its state that are near, else stands alone."""
    first, until = place + 1, place + 1
    if place >= 0 and _near(found[place], spell, grain):
        first, spell = place, Spell(found[place].start, spell.last, spell.state)
    if until < len(found) and _near(spell, found[until], grain):
        until, spell = until + 1, Spell(spell.start, found[until].last, spell.state)
    found[first:until] = [spell]


def _near(before: Spell, after: Spell, grain: int) -> bool:
    return before.state == after.state and after.start - before.last <= grain


def changes_of(
    spells: Sequence[Spell], *, silence: int | None, until: int | None = None
) -> list[Change]:
    """What the spells say, as changes: a state holds until the next record, at most for `silence`.

    `until` says how far others went on watching after the last record: its state holds as any
    other does. None as silence: a state holds for ever.
    Clause: 5.3.
    """
    return list(_told(spells, silence, until))


def _told(spells: Sequence[Spell], silence: int | None, until: int | None) -> Iterator[Change]:
    state: int | None = None
    for spell, following in zip(spells, [*(s.start for s in spells[1:]), until], strict=True):
        if spell.state != state:
            yield Change(spell.start, spell.state)
            state = spell.state
        if silence is None or following is None or state == UNKNOWN:
            continue
        if spell.last + silence < following:
            yield Change(spell.last + silence, UNKNOWN)
            state = UNKNOWN


def changes_between(changes: Sequence[Change], start: int, end: int) -> list[Change]:
    """The part of some changes that holds from an instant to another: what held at `start` first.

    Clause: 5.3.
    """
    held = [change for change in changes if change.at <= start]
    first = [held[-1]._replace(at=start)] if held else []
    return [*first, *(change for change in changes if start < change.at < end)]

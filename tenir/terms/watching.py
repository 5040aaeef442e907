"""What one watcher saw, told by spells: records of one state made one, late ones put where they go.

Clause: 5.3.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tenir.terms.samples import DEGRADED, DOWN, UNKNOWN


class Record(NamedTuple):
    """A state told of an instant: UTC seconds, and the microseconds of that second."""

    at: int
    state: int
    micro: int = 0


class Spell(NamedTuple):
    """Records in one state, from the first to the last of them, in UTC seconds.

    A spell of a single record has `last == start`; inside a longer one no two records lay further
    apart than the grain with which it was made. `first_us` and `last_us` are the microseconds of
    its first and last record; `gave_way` has a bit for each other state that was told of its first
    second, and that this one holds in the place of.
    """

    start: int
    last: int
    state: int
    first_us: int = 0
    last_us: int = 0
    gave_way: int = 0


class Change(NamedTuple):
    """From that instant on, in UTC seconds, the state is this one."""

    at: int
    state: int


def with_records(
    spells: Sequence[Spell], records: Iterable[tuple[int, int] | Record], *, grain: int
) -> list[Spell]:
    """The spells of a watcher with more of its records, in any order.

    A record joins a spell of its own state that is at most `grain` seconds away; twice the same
    changes nothing. Of two in one second the later holds from that second on: by its microseconds,
    and at one same instant by the order in which they came. One that contradicts the inside of a
    longer spell shows only that what was told there is not sure: nothing is known from it on, for a
    grain.
    Clause: 5.3.
    """
    found = list(spells)
    for record in sorted((Record(*each) for each in records), key=_instant):
        place, held = _place(found, record.at), _held(found, record.at)
        if held is not None:
            found[place : place + 1] = _inside(held, record, grain)
        else:
            _beside(found, place, _alone(record), grain)
    return found


def told_already(spells: Sequence[Spell], record: tuple[int, int] | Record) -> bool:
    """Whether a record says nothing that was not known.

    Clause: 5.3.
    """
    told = Record(*record)
    held = _held(spells, told.at)
    return held is not None and (told.state == held.state or _known(held, told))


def in_one_second(spells: Sequence[Spell], record: tuple[int, int] | Record) -> bool:
    """Whether another state was told of the very second of a record: one of the two gives way.

    Clause: 5.3.
    """
    told = Record(*record)
    held = _held(spells, told.at)
    return held is not None and held.state != told.state and told.at in {held.start, held.last}


_EVER = 1 << 62


def _instant(record: Record) -> tuple[int, int]:
    return record.at, record.micro


def _place(spells: Sequence[Spell], at: int) -> int:
    """The number of the last spell that begins by then; -1 where none does."""
    return bisect_right(spells, (at, _EVER)) - 1


def _held(spells: Sequence[Spell], at: int) -> Spell | None:
    """The spell that an instant lies in, None where it lies in none."""
    place = _place(spells, at)
    return spells[place] if place >= 0 and at <= spells[place].last else None


def _alone(record: Record, gave_way: int = 0) -> Spell:
    return Spell(record.at, record.at, record.state, record.micro, record.micro, gave_way)


def _known(spell: Spell, record: Record) -> bool:
    """Whether that state is known to have given way in the second where the spell begins."""
    told = record.at == spell.start and record.micro <= spell.first_us
    return told and bool(spell.gave_way >> record.state & 1)


def _inside(spell: Spell, record: Record, grain: int) -> list[Spell]:
    """What a spell becomes when one of its seconds is told again."""
    if record.state == spell.state:
        return [_told_again(spell, record)]
    if _known(spell, record):
        return [spell]
    if record.at == spell.last:
        return _at_its_end(spell, record)
    if record.at == spell.start and record.micro < spell.first_us:
        return [spell._replace(gave_way=spell.gave_way | 1 << record.state)]
    before = [_until(spell, record.at - 1)] if spell.start < record.at else []
    again = min(record.at + max(grain, 1), spell.last)
    after = Spell(again, spell.last, spell.state, 0, spell.last_us)
    return [*before, Spell(record.at, record.at, UNKNOWN), after]


def _told_again(spell: Spell, record: Record) -> Spell:
    """The same state: of one second the later word is kept."""
    if record.at == spell.last and record.micro > spell.last_us:
        spell = spell._replace(last_us=record.micro)
    if record.at == spell.start and record.micro > spell.first_us:
        spell = spell._replace(first_us=record.micro)
    return spell


def _at_its_end(spell: Spell, record: Record) -> list[Spell]:
    """Another state told of a spell's last second: the later holds, the other is remembered."""
    held = Record(spell.last, spell.state, spell.last_us)
    before = [_until(spell, spell.last - 1)] if spell.start < spell.last else []
    first, later = (record, held) if record.micro < held.micro else (held, record)
    gave_way = 0 if before else spell.gave_way
    return [*before, _alone(later, (gave_way | 1 << first.state) & ~(1 << later.state))]


def _until(spell: Spell, last: int) -> Spell:
    """The spell, ended earlier."""
    return spell._replace(last=last, last_us=spell.first_us if last == spell.start else 0)


def _beside(found: list[Spell], place: int, spell: Spell, grain: int) -> None:
    """A record between two spells joins those of its state that are near, else stands alone."""
    first, until = place + 1, place + 1
    if place >= 0 and _near(found[place], spell, grain):
        first = place
        spell = found[place]._replace(last=spell.last, last_us=spell.last_us)
    if until < len(found) and _near(spell, found[until], grain):
        spell = spell._replace(last=found[until].last, last_us=found[until].last_us)
        until += 1
    found[first:until] = [spell]


def _near(before: Spell, after: Spell, grain: int) -> bool:
    """Whether two are one; what gave way at the beginning of the second is not forgotten."""
    near = after.start - before.last <= grain
    return near and before.state == after.state and not after.gave_way


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


def lasts_until(changes: Sequence[Change], *, told: int, now: int) -> int:
    """Until when what was last told goes on without another word: `told`, but for an outage.

    One that is not told over lasts until it is known otherwise, at most until now; that something
    was up is no word of what came after.
    Clause: 5.3.
    """
    held = changes_between(changes, told, told)
    if not held or held[0].state not in (DOWN, DEGRADED):
        return told
    return max(told, min([now, *(change.at for change in changes if change.at > told)]))

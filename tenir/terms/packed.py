"""Working time as tables of packed integers: a shift of the bits finds the entry, no search.

Time is cut into slots of a power of two seconds, short enough that each touches at most one
opening. An entry packs the working seconds at the slot's start and where in the slot the opening
begins and ends. The way back is such a table too: working time cut into slots that hold at most
one gap, each entry packing the instant of its start, the length of the gap and where it lies.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tenir.terms.openings import Openings
from tenir.terms.span_arrays import EVER, Seconds

CHUNK = 1 << 15  # elements at a time: their columns stay in the processor's cache
_ENTRIES = 1 << 22  # the largest table, 32 MiB; calendars that need more are searched
_SHIFTS = range(20, 5, -1)
_BITS = 63

Room: TypeAlias = NDArray[np.int64]  # three rows of a chunk each, to reckon in


class Table(Protocol):
    """Takes a chunk of seconds to another measure of time."""

    def look_up(self, at: Seconds, *, out: Seconds, room: Room) -> None:
        """Write to `out` what each second of `at` becomes; `at` lies in the openings' bounds."""


class Tables(NamedTuple):
    """A calendar's ways: from instants to seconds worked, and back by either edge."""

    worked: Table
    reached: Table
    left: Table


class _Worked(NamedTuple):
    """Instants to working seconds: base and edges of the opening, packed."""

    entries: Seconds
    begin: int
    shift: int

    def look_up(self, at: Seconds, *, out: Seconds, room: Room) -> None:
        offset, entry, edge = (row[: len(at)] for row in room)
        width = self.shift + 1
        np.subtract(at, self.begin, out=offset)
        np.right_shift(offset, self.shift, out=edge)
        np.take(self.entries, edge, out=entry, mode="clip")
        np.bitwise_and(offset, (1 << self.shift) - 1, out=offset)
        np.right_shift(entry, width, out=edge)
        np.bitwise_and(edge, (1 << width) - 1, out=edge)
        np.maximum(offset, edge, out=offset)
        np.bitwise_and(entry, (1 << width) - 1, out=edge)
        np.minimum(offset, edge, out=offset)
        np.right_shift(entry, 2 * width, out=entry)
        np.add(offset, entry, out=out)


class _Reached(NamedTuple):
    """Working seconds to instants: the place of the slot's gap, its length, the instant, packed."""

    entries: Seconds
    begin: int
    shift: int
    length_bits: int
    instant_bits: int

    def look_up(self, at: Seconds, *, out: Seconds, room: Room) -> None:
        offset, entry, gap = (row[: len(at)] for row in room)
        np.right_shift(at, self.shift, out=gap)
        np.take(self.entries, gap, out=entry, mode="clip")
        np.bitwise_and(at, (1 << self.shift) - 1, out=offset)
        np.right_shift(entry, self.instant_bits + self.length_bits, out=gap)
        # The sign of a difference, as a mask of all bits or none, takes the gap or leaves it.
        np.subtract(gap, offset, out=gap)
        np.right_shift(gap, 63, out=gap)
        np.add(offset, self.begin, out=offset)
        np.bitwise_and(entry, (1 << self.instant_bits) - 1, out=out)
        np.add(out, offset, out=out)
        np.right_shift(entry, self.instant_bits, out=entry)
        np.bitwise_and(entry, (1 << self.length_bits) - 1, out=entry)
        np.bitwise_and(gap, entry, out=gap)
        np.add(out, gap, out=out)


class _Searched(NamedTuple):
    """The same by binary search, for openings too many and too short to be packed."""

    keys: Seconds
    values: Seconds
    most: Seconds
    opening: bool

    def look_up(self, at: Seconds, *, out: Seconds, room: Room) -> None:
        del room  # a search makes its own
        side: Literal["left", "right"] = "right" if self.opening else "left"
        place = np.searchsorted(self.keys, at, side=side) - 1
        np.maximum(place, 0, out=place)
        ahead = np.clip(at - self.keys[place], 0, self.most[place])
        np.add(self.values[place], ahead, out=out)


@lru_cache(maxsize=32)
def tables_of(openings: Openings) -> Tables:
    """The tables of some openings, made once."""
    worked = _worked_table(openings)
    return Tables(worked, *(_reached_table(openings, opening=side) for side in (False, True)))


def _worked_table(openings: Openings) -> Table:
    span = openings.end - openings.begin
    opens, closes = openings.opens - openings.begin, openings.closes - openings.begin
    base = openings.total.bit_length() + 1
    for shift in _SHIFTS:
        apart = bool((closes[:-1] - 1 >> shift < opens[1:] >> shift).all())
        if apart and base + 2 * (shift + 1) <= _BITS:
            break
    if not apart or (span >> shift) >= _ENTRIES:
        return _searched(openings.opens, openings.worked, closes - opens, opening=True)
    edges = np.arange((span >> shift) + 1) << shift
    place = _place(-(-closes >> shift), len(edges))
    worked = np.append(openings.worked, openings.total)[place]
    start, end = (
        np.clip(np.append(side, EVER)[place] - edges, 0, 1 << shift) for side in (opens, closes)
    )
    worked += np.maximum(edges - np.append(opens, EVER)[place], 0)
    entries = (worked - start << 2 * (shift + 1)) | (start << shift + 1) | end
    return _Worked(entries, openings.begin, shift)


def _reached_table(openings: Openings, *, opening: bool) -> Table:
    opens, worked = openings.opens - openings.begin, openings.worked
    done = worked + (openings.closes - openings.opens)
    gaps = np.append(opens[1:] - (openings.closes[:-1] - openings.begin), 0)[: len(opens)]
    length_bits = int(gaps.max(initial=0)).bit_length()
    instant_bits = (openings.end - openings.begin).bit_length()
    for shift in _SHIFTS:
        apart = bool((done[:-1] >> shift < done[1:] >> shift).all())
        if apart and instant_bits + length_bits + shift + 1 <= _BITS:
            break
    fits = instant_bits + length_bits + shift + 1 <= _BITS
    if not (apart and fits and len(opens)) or (openings.total >> shift) >= _ENTRIES:
        return _searched(worked, openings.opens, done - worked, opening=opening)
    edges = np.arange((openings.total >> shift) + 1) << shift
    place = np.minimum(_place((done >> shift) + 1, len(edges)), len(opens) - 1)
    instant = (opens - worked)[place] + edges
    # A second is past the gap if more than `done` are worked; for the opening, if as many.
    gap = np.clip(done[place] - edges - opening, -1, 1 << shift)
    lengths = gaps[place] << instant_bits
    entries = (gap << instant_bits + length_bits) | lengths | instant
    return _Reached(entries, openings.begin, shift, length_bits, instant_bits)


def _searched(keys: Seconds, values: Seconds, most: Seconds, *, opening: bool) -> Table:
    some = (keys, values, most) if len(keys) else (np.zeros(1, np.int64),) * 3
    return _Searched(*some, opening)


def _place(after: Seconds, count: int) -> NDArray[np.intp]:
    """For each slot the span whose `after`, the first slot past it, comes next."""
    bounded = np.minimum(np.append(after, count), count)
    return np.repeat(np.arange(len(bounded)), np.diff(bounded, prepend=0))

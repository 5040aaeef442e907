"""What monitors saw, in any order, packed so that sorting numbers sorts records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tenir.terms.errors import Refused

Codes: TypeAlias = NDArray[np.int32]
Seconds: TypeAlias = NDArray[np.int64]
States: TypeAlias = NDArray[np.int8]
Keys: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64] | NDArray[np.bool_]

# The order is the rule: of two records of one target at one instant, the worst wins.
UNKNOWN, UP, DEGRADED, DOWN = range(4)
STATE_BITS = 2
STATE_MASK = 3
CHUNK = 1 << 15  # records worked on at a time, so that intermediate values stay in the cache


class UnpackableSamples(Refused):
    """Records that are no records: a negative target, a state that does not exist, millennia."""


class Samples(NamedTuple):
    """Records of monitoring: target codes from 0, instants in UTC seconds, states; one length.

    A record says the state of its target from its instant to the next record of that target.
    """

    target: Codes
    at: Seconds
    status: States

    def at_places(self, places: Places) -> Samples:
        """The records at these places, or where this mask holds."""
        return Samples(self.target[places], self.at[places], self.status[places])


def samples_of(target: object, at: object, status: object) -> Samples:
    """The records in the types that the rules work on, without a copy where they have them."""
    return Samples(
        np.asarray(target, np.int32), np.asarray(at, np.int64), np.asarray(status, np.int8)
    )


def joined(*parts: Samples) -> Samples:
    """All the records of the parts, one part after the other."""
    target, at, status = zip(*parts, strict=True)
    return Samples(np.concatenate(target), np.concatenate(at), np.concatenate(status))


@dataclass(frozen=True)
class Packing:
    """One whole number for (target, instant, state), in this order of weight.

    `origin` is the first instant, `bits` the width of the instant, `targets` how many there are.
    """

    origin: int
    bits: int
    targets: int

    @classmethod
    def of(cls, samples: Samples) -> Packing:
        """The packing that holds these records; there must be at least one."""
        origin, last = int(samples.at.min()), int(samples.at.max())
        packing = cls(origin, (last - origin).bit_length(), int(samples.target.max()) + 1)
        if int(samples.target.min()) < 0:
            raise UnpackableSamples("samples.target", target=int(samples.target.min()))
        if not UNKNOWN <= int(samples.status.min()) <= int(samples.status.max()) <= DOWN:
            raise UnpackableSamples("samples.state", known="0, 1, 2, 3")
        if packing.targets.bit_length() + packing.bits + STATE_BITS > 63:
            raise UnpackableSamples("samples.width", targets=packing.targets)
        return packing

    @property
    def shift(self) -> np.uint64:
        """Where the target begins in a key."""
        return np.uint64(self.bits + STATE_BITS)

    @property
    def target_mask(self) -> int:
        """The part of a key that is the target."""
        return (2**64 - 1) & ~((1 << int(self.shift)) - 1)

    def keys(self, samples: Samples) -> Keys:
        """A number for each record; their order is by target, then instant, then state."""
        keys = np.empty(len(samples.at), np.uint64)
        for part in chunks(len(keys)):
            key = keys[part]
            np.subtract(samples.at[part], self.origin, out=key.view(np.int64))
            key <<= np.uint64(STATE_BITS)
            key |= samples.status[part].astype(np.uint64)
            key |= samples.target[part].astype(np.uint64) << self.shift
        return keys

    def samples(self, keys: Keys) -> Samples:
        """The records that the numbers stand for."""
        return Samples(
            (keys >> self.shift).astype(np.int32),
            ((keys >> np.uint64(STATE_BITS)) & np.uint64((1 << self.bits) - 1)).astype(np.int64)
            + self.origin,
            (keys & np.uint64(STATE_MASK)).astype(np.int8),
        )


def chunks(length: int) -> Iterator[slice]:
    """The slices of a long array that are worked on one after the other."""
    return (slice(start, start + CHUNK) for start in range(0, length, CHUNK))


def in_order(keys: Keys) -> Keys:
    """The numbers sorted; what is sorted already is given back as it is."""
    for part in chunks(len(keys) - 1):
        if (keys[part.start + 1 : part.stop + 1] < keys[part][: len(keys) - 1 - part.start]).any():
            return np.sort(keys)
    return keys


def ordered(samples: Samples) -> Samples:
    """The records by target, then instant; one for each instant of a target, the worst."""
    if not len(samples.at):
        return samples
    packing = Packing.of(samples)
    keys = in_order(packing.keys(samples))
    worst = np.append(keys[1:] ^ keys[:-1] > np.uint64(STATE_MASK), True)
    return packing.samples(keys[worst])

"""Time zones: what the clocks of a place show at an instant, and when they change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from tenir.terms.errors import Refused
from tenir.terms.span_arrays import Seconds

# The clocks of no zone changed twice within four days since 1970; at the closest it was a week.
_PROBE = 4 * 86400


class UnknownZone(Refused):
    """A time zone that the IANA database does not have."""


def zone_named(name: object) -> ZoneInfo:
    """The zone of an IANA name such as Europe/Paris; UnknownZone for anything else."""
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone("zone.unknown", zone=name) from None


@dataclass(frozen=True, eq=False)
class Offsets:
    """How far a zone's clocks stand from UTC: `seconds[i]` until `changes[i]`, then the next."""

    changes: Seconds
    seconds: Seconds

    def instants_of(self, walls: Seconds) -> Seconds:
        """The instants at which clocks show those wall times (seconds since their own 1970).

        A wall time that the clocks skip is read with the offset before the change; of one that
        they show twice, the first is meant (RFC 5545).
        """
        passed = self.changes + np.maximum(self.seconds[:-1], self.seconds[1:])
        return walls - self.seconds[np.searchsorted(passed, walls, side="right")]

    def walls_of(self, instants: Seconds) -> Seconds:
        """What the clocks show at those instants, in seconds since their own 1970."""
        return instants + self.seconds[np.searchsorted(self.changes, instants, side="right")]


def offsets_of(zone: str, *, first_year: int, last_year: int) -> Offsets:
    """The offsets of a zone over those years (UTC), each found once and kept."""
    changes = [at for year in range(first_year, last_year + 1) for at in _changes(zone, year)]
    before = [_offset(ZoneInfo(zone), at) for at in (_new_year(first_year), *changes)]
    return Offsets(np.array(changes, np.int64), np.array(before, np.int64))


@lru_cache(maxsize=4096)
def _changes(zone: str, year: int) -> tuple[int, ...]:
    probes = [*range(_new_year(year), _new_year(year + 1), _PROBE), _new_year(year + 1)]
    found = ZoneInfo(zone)
    offsets = [_offset(found, at) for at in probes]
    turns = [n for n in range(1, len(probes)) if offsets[n] != offsets[n - 1]]
    return tuple(_change(found, probes[n - 1], probes[n]) for n in turns)


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """The first second of the new offset, which holds at `after` and not at `before`."""
    new = _offset(zone, after)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == new:
            after = middle
        else:
            before = middle
    return after


def _offset(zone: ZoneInfo, at: int) -> int:
    ahead = datetime.fromtimestamp(at, zone).utcoffset() or timedelta(0)
    return ahead.days * 86400 + ahead.seconds


def _new_year(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())

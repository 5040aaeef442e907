"""Which target a monitor means: by the name it gives, else by the address it calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tenir.apps.availability import queries
from tenir.viewer import Viewer

_FOLDED = re.compile(r"[/_,.# +&]")  # as Gatus makes a key of a name


@dataclass(frozen=True)
class Watched:
    """The targets in service: by name, by address where a single one has it, by Gatus's key."""

    kinds: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    by_address: Mapping[str, str]

    def named(self, *names: str, address: str = "") -> str:
        """The first of the names that a target bears, else the one at the address; or nothing."""
        known = next((name for name in names if name in self.kinds), "")
        return known or self.by_address.get(address, "")

    def folded(self, name: str) -> str:
        """The target whose name Gatus writes so in its addresses."""
        return next((known for known in self.kinds if folded(known) == name), "")


def folded(name: str) -> str:
    """A name as Gatus writes it in its addresses."""
    return _FOLDED.sub("-", name.lower())


def watched(viewer: Viewer) -> Watched:
    """What is watched, as far as the viewer may see."""
    rows = queries.targets(viewer).filter(retired_at=None)
    told = list(rows.values_list("name", "kind", "locations", "address"))
    addresses = [address for *_, address in told if address]
    return Watched(
        {name: kind for name, kind, *_ in told},
        {name: tuple(places) for name, _, places, _ in told},
        {address: name for name, *_, address in told if addresses.count(address) == 1},
    )

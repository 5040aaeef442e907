"""The unmistakable marks of each client: what its things alone say, and where one was read.

Words are looked for whole, so that “rose” is not found in “prose”; fees whatever parts their
thousands.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from tests.stories.rules import PEOPLE, STAFF
from tests.stories.world import Side, World

BOTH = {"vera"}  # of either client


def marks(side: Side) -> set[str]:
    """Its name and number, its people's names and addresses, its fees."""
    own = PEOPLE[side.word] - BOTH
    people = {*own, *(f"{name}@example.org" for name in own)}
    return {side.word, side.number.lower(), *people, *side.fees}


def strange(world: World, name: str) -> set[str]:
    """What must not be read by someone, in anything that they are told."""
    if name in STAFF:
        return set()
    sides = [side for side in world.sides if name not in PEOPLE[side.word]]
    return {mark for side in sides for mark in marks(side)}


def read(text: str, looked_for: Collection[str]) -> set[str]:
    """Those of the marks that a text says, in whatever case."""
    said = text.lower()
    return {mark for mark in looked_for if _says(said, mark)}


def _says(said: str, mark: str) -> bool:
    if mark.isdigit():
        parted = rf"{mark[:-3]}[\s.,\u00a0\u202f]?{mark[-3:]}"
        return mark[-3:] in said and _stands(said, parted)
    return mark in said and _stands(said, re.escape(mark))


def _stands(said: str, pattern: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", said) is not None

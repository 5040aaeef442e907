"""Whether a chain of entries still is what was sealed; if not, the first entry that tells.

A chain proves itself up to a mark (a position and its link) that somebody kept elsewhere: whoever
can write the whole table and its head could chain it again from any entry on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from tenir.terms.errors import Refused
from tenir.terms.journal import FIRST, link_after

Kind: TypeAlias = Literal[
    "altered", "missing", "inserted", "reordered", "rewritten", "client_chain",
    "personal_altered", "personal_missing",
]  # fmt: skip


class Mark(NamedTuple):
    """How far a chain went: the position of an entry (0 before the first) and its link."""

    position: int = 0
    link: str = FIRST

    def __str__(self) -> str:
        return f"{self.position}:{self.link}"


class Link(NamedTuple):
    """An entry in its chain: what was sealed, and the digest of what it says today."""

    id: int
    position: int
    digest: str
    link: str
    found: str


Again: TypeAlias = Callable[[], Iterable[Link]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at which position, and the key of the entry where one stands there."""

    kind: Kind
    position: int
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: `head` is to be kept elsewhere, `fault` the first one."""

    entries: int
    head: Mark
    fault: Fault | None = None
    unsealed: int = 0
    erased: int = 0
    withheld: int = 0  # entries of an export whose reader may not know of them

    @property
    def holds(self) -> bool:
        """Whether everything is as it was sealed."""
        return self.fault is None


def mark_of(text: str) -> Mark:
    """The mark written POSITION:LINK; refused where it is none."""
    if not re.fullmatch(r"\d{1,18}:[0-9a-f]{64}", text.strip()):
        raise Refused("journal.mark", given=text)
    position, link = text.strip().split(":")
    return Mark(int(position), link)


class Chain:
    """Follows a chain from its first entry; `at` is how far it held."""

    def __init__(self, at: Mark = Mark()) -> None:  # noqa: B008  a constant
        self.at = at

    def follow(self, seen: Link) -> Kind | None:
        """What is wrong with the next entry; “reordered” stands for a link that does not fit."""
        if seen.position != self.at.position + 1:
            return "missing" if seen.position > self.at.position else "inserted"
        if seen.digest != seen.found:
            return "altered"
        if seen.link != link_after(self.at.link, seen.digest):
            return "reordered"
        self.at = Mark(seen.position, seen.link)
        return None


def followed(links: Iterable[Link], *, again: Again, marks: Iterable[Mark] = ()) -> Verdict:
    """Follows a whole chain, in order of position, and holds it to the marks kept of it.

    The last mark tells where the chain ends at least. `again` gives the same links once more, to
    name what became of the first that does not fit.
    """
    chain, kept = Chain(), {mark.position: mark.link for mark in marks}
    last = max(kept, default=0)
    for seen in links:
        if kind := chain.follow(seen):
            place = chain.at.position + 1
            if kind == "reordered":
                kind = _became(seen, chain.at, again(), last)
            return Verdict(chain.at.position, chain.at, Fault(kind, place, _key(kind, seen)))
        if kept.get(seen.position, seen.link) != seen.link:
            fault = Fault("rewritten", seen.position, seen.id)
            return Verdict(seen.position, chain.at, fault)
    if chain.at.position < last:
        return Verdict(chain.at.position, chain.at, Fault("missing", chain.at.position + 1))
    return Verdict(chain.at.position, chain.at)


def _key(kind: Kind, seen: Link) -> int | None:
    return None if kind == "missing" else seen.id


def _became(suspect: Link, held: Mark, links: Iterable[Link], last: int) -> Kind:
    """What happened where `suspect` stands, told from where each entry would fit."""
    rightful, elsewhere = False, suspect.link == link_after(FIRST, suspect.digest)
    end = 0
    for link in links:
        rightful |= link.link == link_after(held.link, link.digest)
        elsewhere |= suspect.link == link_after(link.link, suspect.digest)
        end = link.position
    if rightful or elsewhere:
        return "reordered" if elsewhere else "inserted"
    return "missing" if end < last else "altered"

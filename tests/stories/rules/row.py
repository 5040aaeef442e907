"""What a row of the rules is: one way to ask one query, and the words by which it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tenir.viewer import NotSeen, Viewer
from tests.stories.world import Side, World

STAFF = frozenset({"sam", "olga", "rita", "anna", "fred", "sofia", "adam"})
PEOPLE = {
    "martin": frozenset({"alice", "bob", "rose", "vera"}),
    "novak": frozenset({"charlie", "dora", "emil", "vera"}),
}
READ_PERSONAL = frozenset({"anna", "sofia", "adam"})
NOWHERE = 10**9  # the key of nothing at all
NO_FILE = UUID(int=1)
FAR = datetime(2026, 12, 1, tzinfo=UTC)

Who = Callable[[Side], frozenset[str]]
Ask = Callable[[World, Viewer, Side], Any]


def staff(_side: Side) -> frozenset[str]:
    """The publisher's people alone."""
    return STAFF


def client(side: Side) -> frozenset[str]:
    """The publisher's people, and all of that client's."""
    return STAFF | PEOPLE[side.word]


def main(side: Side) -> frozenset[str]:
    """The publisher's people, and that client's main contact."""
    return STAFF | {side.main}


def only(*names: str, main: bool = False) -> Who:
    """Those people of the publisher, and that client's main contact where it is said."""
    return lambda side: frozenset({*names, *([side.main] if main else [])})


PLANNERS = only("olga", "rita", "adam")


def everyone(_side: Side) -> frozenset[str]:
    """Whoever asks."""
    return STAFF | PEOPLE["martin"] | PEOPLE["novak"] | {"nobody"}


def own_people(side: Side) -> frozenset[str]:
    """That client's people alone: the publisher's have no service of their own."""
    return PEOPLE[side.word]


@dataclass(frozen=True)
class Row:
    """One way to ask one query for what is a client's, and who is answered.

    `named`: the call names that client or its thing, so that others are given nothing at all;
    without it they may be given their own. `refused` is what the others are told, None where they
    are just given nothing; `inside` what the client's own people are told, where it differs.
    `public`: what belongs to nobody may be in it.
    """

    query: str
    who: Who
    ask: Ask
    named: bool = True
    refused: type[Exception] | None = None
    inside: type[Exception] | None = None
    absent: Ask | None = None
    public: bool = False
    of: Callable[[Any, Side], bool] | None = None

    def __str__(self) -> str:
        return self.query


def whole(query: Callable[..., Any], who: Who, *, public: bool = False, **rest: Any) -> Row:
    """Asked without a word of whom: each is given what is theirs."""
    given = rest.pop("given", {})
    return Row(
        _name(query), who, lambda _w, viewer, _s: query(viewer, **given), named=False,
        public=public, **rest,
    )  # fmt: skip


def narrowed(
    query: Callable[..., Any], who: Who, by: str, key: str = "organisation", **more: Any
) -> Row:
    """Narrowed down to that client's: the others are given nothing."""
    return Row(
        _name(query), who,
        lambda _w, viewer, side: query(viewer, **{by: getattr(side, key)}, **more),
    )  # fmt: skip


def one(query: Callable[..., Any], who: Who, key: str, *, none: Any = NOWHERE, **more: Any) -> Row:
    """That one thing, by its key: to the others, there is no such thing."""
    return Row(
        _name(query), who,
        lambda _w, viewer, side: query(viewer, getattr(side, key), **more),
        refused=NotSeen, absent=lambda _w, viewer, _s: query(viewer, none, **more),
    )  # fmt: skip


def _name(query: Callable[..., Any]) -> str:
    return f"{query.__module__.split('.')[2]}.{query.__name__}"


def of_person(thing: Any, side: Side) -> bool:
    """It is of that client's main contact."""
    return bool(thing.person_id == side.person)


def only_theirs(works: Any, side: Side) -> bool:
    """They are the works on that client's line alone."""
    return bool(works.number == side.works)

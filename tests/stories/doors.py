"""One address as the access matrix has it, and the words by which its rows are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.stories.rules import (
    NO_FILE,
    NOWHERE,
    PEOPLE,
    Who,
    everyone,
    only,
    staff,
)
from tests.stories.world import Side, World

Args = Callable[[World, Side], Mapping[str, Any]]
Says = Callable[[Side], str]
TO_SIGN_IN = "/account/login/"
FEW = ["alice", "anna", "nobody", "charlie", "vera"]  # one of each kind, who differ most first
ALIKE = {"dora", "emil"}  # Novak's contact and reader, as Bob and Rose are Martin's
CLIENTS = PEOPLE["martin"] | PEOPLE["novak"]


@dataclass(frozen=True, kw_only=True)
class Door:
    """One address: `who` gets in, and is answered `get` and `post`; `but` names who is not so.

    `of` fills the address with a thing of a client's, `nothing` with what does not exist. `shut`
    is for others who are signed in, `nobody` for a stranger. `says` is what those who are in read
    there (`to` alone, where not all do) of each client of theirs; None where it speaks of no
    client. `asked` are questions that it takes: their answers are looked through too.
    """

    route: str
    who: Who
    get: int = 200
    post: int = 200
    but: Mapping[str, int] = field(default_factory=dict)  # to a post
    of: Args | None = None
    nothing: Mapping[str, Any] = field(default_factory=dict)
    shut: int = 404
    shut_to: Mapping[str, int] = field(default_factory=dict)  # those whom it tells otherwise
    nobody: int = 302
    nobody_posts: int = 0  # 0: as `nobody`
    says: Says | None = None
    to: Who = everyone
    asked: tuple[str, ...] = ()
    dear: bool = False  # costs seconds
    invented: bool = False  # names whom it names by chance
    sent_to: str = TO_SIGN_IN  # where a stranger is
    face: Who = everyone  # whom the face opens to: they are told that only a post is taken

    def status(self, method: str, name: str, side: Side) -> int:
        """What that person is answered about a thing of that client's."""
        if method == "GET" and self.get == ONLY_POSTS and name in self.face(side):
            return ONLY_POSTS
        if name in self.who(side):
            return self.get if method == "GET" else self.but.get(name, self.post)
        if name == "nobody":
            return self.nobody if method == "GET" else self.nobody_posts or self.nobody
        return self.shut_to.get(name, self.shut)


def clients(_side: Side) -> frozenset[str]:
    """The people of either client."""
    return CLIENTS


def own(side: Side) -> frozenset[str]:
    """That client's people alone."""
    return PEOPLE[side.word]


def main(side: Side) -> frozenset[str]:
    """That client's main contact alone."""
    return frozenset({side.main})


def speaking(side: Side) -> frozenset[str]:
    """That client's contacts: Vera reads for Martin and speaks for Novak."""
    return frozenset({"alice", "bob"} if side.word == "martin" else {"charlie", "dora", "vera"})


def mains(_side: Side) -> frozenset[str]:
    """The main contact of either client."""
    return frozenset({"alice", "charlie"})


def contacts(_side: Side) -> frozenset[str]:
    """The contacts of either client."""
    return CLIENTS - {"rose", "emil"}


def no_one(_side: Side) -> frozenset[str]:
    """Nobody, as things stand in the world."""
    return frozenset()


def signed_in(side: Side) -> frozenset[str]:
    """Whoever is someone."""
    return everyone(side) - {"nobody"}


def word(side: Side) -> str:
    """Its name, or what bears it."""
    return side.word


def key(name: str, **more: str) -> dict[str, Any]:
    """The thing of a client's under that key as the address's `id`, and none such."""
    return named(NO_FILE if name.startswith("document") else NOWHERE, id=name, **more)


def named(nothing: object, **names: str) -> dict[str, Any]:
    """The things of a client's under those keys, by the address's own words, and none such."""
    return {
        "of": lambda _w, side: {arg: getattr(side, each) for arg, each in names.items()},
        "nothing": dict.fromkeys(names, nothing),
    }


def version(which: str = "published") -> dict[str, Any]:
    """A version of the agreement, which is nobody's."""
    return {"of": lambda world, _s: {"id": getattr(world, which).pk}, "nothing": {"id": NOWHERE}}


def address_of_main(side: Side) -> str:
    """Its main contact's address."""
    return f"{side.main}@example.org"


def name_of_main(side: Side) -> str:
    """Its main contact's name."""
    return side.main


def link(route: str, name: str) -> dict[str, Says]:
    """The page leads to that thing of the client's."""
    return {"says": lambda side: f'"/{route}{getattr(side, name)}/"'}


KEEPERS = only("anna", "adam")
LIST = ("?format=csv", "?format=json")
ONLY_POSTS = 405
SPEAKERS: dict[str, Any] = {  # readers are told who speaks for them
    "who": contacts, "shut_to": dict.fromkeys(("rose", "emil"), 403),
}  # fmt: skip
ACT = {"get": ONLY_POSTS}  # asked whether one is sure, or what is to be done
KEPT: dict[str, Any] = {"who": KEEPERS, "post": 400}  # a form
POSTED = {"get": ONLY_POSTS, "post": 302}  # an act, then back to its page


def account(
    route: str, get: int = 200, post: int = 200, *, nobody: int = 302, nobody_posts: int = 302,
    **rest: Any,
) -> Door:  # fmt: skip
    """One's own account, whoever one is."""
    return Door(
        **{"route": f"account/{route}", "who": signed_in, "get": get, "post": post,
           "nobody": nobody, "nobody_posts": nobody_posts, **rest}
    )  # fmt: skip


def public(route: str, **rest: Any) -> Door:
    """For everyone."""
    return Door(**{"route": route, "who": everyone, **rest})


def console(route: str, **rest: Any) -> Door:
    """For the publisher's staff."""
    return Door(**{"route": f"console/{route}", "who": staff, "face": staff, **rest})


def portal(route: str, **rest: Any) -> Door:
    """For clients' people; a thing, for its client's."""
    who = own if "of" in rest else clients
    return Door(**{"route": f"portal/{route}", "who": who, "face": clients, **rest})

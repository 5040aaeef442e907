"""How one operation of the API is asked, and who is answered: the words that tables of them use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.stories.rules import PEOPLE, STAFF, Who, everyone, only
from tests.stories.world import Side, World

Given = Callable[[World, Side], Mapping[str, Any]]
PDF = b"%PDF-1.4\n"
KEEPERS = only("anna", "adam")
OPERATORS = only("olga", "adam")


def signed_in(_side: Side) -> frozenset[str]:
    """Whoever is someone."""
    return everyone(_side) - {"nobody"}


def speaking(side: Side) -> frozenset[str]:
    """That client's contacts."""
    return PEOPLE[side.word] - {"rose", "emil"} - ({"vera"} if side.word == "martin" else set())


def keepers_and_speaking(side: Side) -> frozenset[str]:
    """Those in charge of clients, and that client's contacts."""
    return frozenset({"anna", "adam"}) | speaking(side)


def keepers_and_main(side: Side) -> frozenset[str]:
    """Those in charge of clients, and that client's main contact."""
    return frozenset({"anna", "adam", side.main})


def operators_and_main(side: Side) -> frozenset[str]:
    """Those who operate the platform, and that client's main contact."""
    return frozenset({"olga", "adam", side.main})


def speakers_alone(side: Side) -> frozenset[str]:
    """That client's contacts, and nobody of the publisher's."""
    return speaking(side)


def staff_and_speaking(side: Side) -> frozenset[str]:
    """The publisher's people, and that client's contacts."""
    return STAFF | speaking(side)


@dataclass(frozen=True)
class Sample:
    """One operation asked about one client's thing.

    `who` is answered with success. Of the others, nobody is told to sign in, whoever may know of
    the thing is told that they may not do it, and whoever may not know of it that there is none;
    `named` is false where the request names nothing of a client's.
    """

    name: str
    who: Who
    path: Given = lambda _w, _s: {}
    told: Callable[[World, Side], Any] | None = None
    query: Given = lambda _w, _s: {}
    form: Given | None = None
    named: bool = True
    inside: int = 403  # what the client's own people are told
    staff: int = 403  # what the publisher's are
    outside: int = 404
    done: int = 200  # or another success; the refusal of what cannot be done in this world


def key(**names: str) -> Given:
    """Path or query arguments, by the names of the side's keys."""
    return lambda _w, side: {arg: getattr(side, name) for arg, name in names.items()}


def given(**values: Any) -> Given:
    """Arguments that are the same for both clients."""
    return lambda _w, _s: values


def open_to(name: str, **rest: Any) -> Sample:
    """Read by anyone at all."""
    return Sample(name, everyone, **rest)


def whole(name: str, who: Who = signed_in, **rest: Any) -> Sample:
    """A list or a figure: each is given what is theirs."""
    return Sample(name, who, named=False, **rest)


def one(name: str, who: Who, path: Given, **rest: Any) -> Sample:
    """One thing of that client's."""
    return Sample(name, who, path, **rest)


def file(name: str, content: bytes, kind: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


BECAUSE = given(because="Asked for by letter")
OF_CLIENT = key(id="organisation")
LINE, CONTRACT = key(id="subscription"), key(id="contract")
DRIVE = given(key="drive")

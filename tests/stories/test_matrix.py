"""The access matrix, walked: every address, by everyone of the world, about both clients' things.

What to do where it fails is in what it says: an address that is not in the table gets its row in
tests/stories/matrix.py; a mark of one client that another's people read is a leak of the page.

`make test` walks it on PostgreSQL alone: who is answered what by a query is shown on both databases
by test_access.py.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from tenir.faces.api.article import MANNERS
from tenir.faces.api.urls import document
from tenir.faces.operations import probes
from tests.faces.api.operations import samples
from tests.stories.doors import ALIKE, CLIENTS, FEW, LIST, Door, signed_in
from tests.stories.marks import BOTH, read, strange
from tests.stories.matrix import FACES
from tests.stories.rules import PEOPLE, STAFF
from tests.stories.visitors import Answer, Visitors
from tests.stories.world import Side, World

pytestmark = pytest.mark.django_db
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def routes(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    """Every address of the resolver, without its converters."""
    for each in (resolver or get_resolver()).url_patterns:
        here = above + CONVERTER.sub(r"<\1>", str(each.pattern))
        if isinstance(each, URLPattern):
            yield here
        else:
            yield from routes(each, here)


def listed() -> set[str]:
    """Every address that is walked: the rows here, and the API's operations where theirs are."""
    document()  # puts the API together
    operations = {MANNERS[each.name].path for each in samples() if each.name in MANNERS}
    of_api = {"api/v1" + re.sub(r"{(\w+)}", r"<\1>", each) for each in operations}
    return {door.route for doors in FACES.values() for door in doors} | of_api


def unlisted(resolver: URLResolver | None = None) -> list[str]:
    """The addresses of the resolver that no row is about."""
    found = {*routes(resolver), *(each[1:] for each in probes.PROBES)}
    return sorted(found - listed())


def address(door: Door, args: dict[str, object]) -> str:
    route = re.sub(r"[$^]|\(\?P(<\w+>)[^)]*\)", r"\1", door.route)
    return "/" + re.sub(r"<(\w+)>", lambda found: str(args[found[1]]), route)


def walked(door: Door, world: World) -> Iterator[tuple[Side, str]]:
    """The address about a thing of each client's."""
    for side in world.sides if door.of else world.sides[:1]:
        yield side, address(door, dict(door.of(world, side)) if door.of else {})


def test_every_address_has_its_row() -> None:
    missing = unlisted()
    assert not missing, f"say in tests/stories/matrix.py to whom these open: {missing}"
    gone = sorted(listed() - {*routes(), *(each[1:] for each in probes.PROBES)})
    assert not gone, f"no such addresses any more: {gone}"


def test_an_address_without_its_row_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    new = path("portal/wishes/<int:id>/", lambda _request: None)  # type: ignore[arg-type]
    called = path("api/v1/wishes", lambda _request: None)  # type: ignore[arg-type]
    more = URLResolver(RegexPattern(r"^/"), [*get_resolver().url_patterns, new, called])
    assert unlisted(more) == ["api/v1/wishes", "portal/wishes/<id>/"]


def test_a_list_that_is_exported_without_its_row_saying_so_is_told(
    world: World, visitors: Visitors
) -> None:
    (door,) = (door for door in FACES["portal"] if door.route == "portal/orders/")
    answer, side = visitors.ask("alice", "GET", "/portal/orders/"), world.sides[0]
    asked = (world, door, "GET", "alice", side, answer, "/portal/orders/")
    assert list(faults(*asked)) == []
    (told,) = faults(world, replace(door, asked=()), *asked[2:])
    assert "hands out files" in told


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("face", FACES)
def test_each_address_opens_to_whom_it_is_for(
    world: World, visitors: Visitors, face: str, method: str
) -> None:
    wrong: list[str] = []
    for door in FACES[face]:
        for side, at in walked(door, world):
            for name in knocking(world, door, method, side):
                answer = visitors.ask(name, method, at)
                wrong += faults(world, door, method, name, side, answer, at)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("face", FACES)
def test_what_a_list_hands_out_holds_its_rows_and_nobody_elses(
    world: World, visitors: Visitors, face: str
) -> None:
    wrong: list[str] = []
    for door in (door for door in FACES[face] if door.asked):
        silent = replace(door, says=None)
        for side, at in walked(door, world):
            for name in FEW:
                told = {each: visitors.ask(name, "GET", at + each) for each in door.asked}
                for question, answer in told.items():
                    wrong += faults(world, silent, "GET", name, side, answer, at + question)
                if (
                    name in door.who(side) & door.to(side)
                    and rows_of(*(told[each] for each in LIST)) == 0
                    and door.says
                ):
                    wrong.append(f"{at} hands {name} no row")
    assert wrong == [], "\n".join(wrong)


def rows_of(table: Answer, told: Answer) -> int:
    """How many rows the two files of a list have, the same."""
    rows = list(csv.reader(table.shown.removeprefix("\ufeff").splitlines()))
    listed = json.loads(told.shown)
    assert len(listed) == len(rows) - 1
    return len(listed)


def knocking(world: World, door: Door, method: str, side: Side) -> list[str]:
    """The cast and each role; about the other client's thing, those to whom it may matter.

    Novak's contact and reader may what Martin's may: they stay at home, as Vera does, who is of
    both, where clients do not come. A few are enough for what is one's own or speaks of nobody,
    and to post where their face does not open or nothing is done by it; of those who get in where
    it costs, two.
    """
    home = ALIKE if door.face(side) & CLIENTS else ALIKE | BOTH
    names = [name for name in world.viewers if name not in home]
    if method == "POST" and door.get == door.post == 200:
        return [name for name in FEW if side is world.sides[0]][:3]
    if door.who is signed_in or door.invented:
        names = [name for name in names if name in FEW]
    if method == "POST":
        names = [name for name in names if name in FEW or name in door.face(side)]
    if side is not world.sides[0]:
        theirs = CLIENTS & {each for one in world.sides for each in door.who(one)}
        names = [name for name in names if name in theirs]
    if door.dear:
        inside = [name for name in names if name in door.who(side)]
        names = [name for name in names if name not in inside[1:-1]]
    return names


def faults(
    world: World, door: Door, method: str, name: str, side: Side, answer: Answer, at: str
) -> Iterator[str]:
    """What is wrong with an answer: its status, what it tells, what it does not tell."""
    where = f"{method} {at} by {name}"
    wanted = door.status(method, name, side)
    if answer.status != wanted:
        yield f"{where}: {answer.status} rather than {wanted} {answer.crashed}"
    elif name == "nobody" and wanted == 302 and name not in door.who(side):
        if not answer.to.startswith(door.sent_to):
            yield f"{where} is sent to {answer.to}"
    elif wanted == 200 and method == "GET" and door.says and name in door.who(side):
        sides = [side] if door.of else world.sides
        own = [each for each in sides if name in (STAFF | PEOPLE[each.word]) & door.to(each)]
        yield from (f"{where} says nothing of {each.word}" for each in own
                    if door.says(each) not in answer.shown.lower())  # fmt: skip
    if door.invented:
        return
    if "format=csv" in answer.shown and not door.asked:
        yield f"{where} hands out files: say asked=LIST in its row"
    if leaked := read(answer.without(at)[1], strange(world, name)):
        yield f"{where} tells of {leaked}"

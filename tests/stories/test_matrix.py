"""The access matrix, walked: every address, by everyone of the world, about both clients' things.

What to do where it fails is in what it says: an address that is not in the table gets its row in
tests/stories/matrix.py; a mark of one client that another's people read is a leak of the page.

It runs on one database: who is answered what by a query is shown on both, by test_access.py.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from tenir import clock
from tenir.faces.operations import probes
from tests.stories.doors import ALIKE, CLIENTS, FEW, Door, signed_in
from tests.stories.marks import BOTH, read, strange
from tests.stories.matrix import FACES
from tests.stories.rules import PEOPLE, STAFF
from tests.stories.visitors import Answer, Visitors
from tests.stories.world import NOW, Side, World
from tests.worlds import undone

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


@pytest.fixture(scope="module")
def visitors(world: World) -> Iterator[Visitors]:
    """Everyone's browser, on the world's own day; their cookies say who they are: a query less."""
    kept = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    with pytest.MonkeyPatch.context() as patched, undone(), kept:
        patched.setattr(clock, "now", lambda: NOW)
        patched.setattr(logging.getLogger("tenir.requests"), "disabled", True)  # thousands of lines
        yield Visitors(world)


def routes(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    """Every address of the resolver, without its converters."""
    for each in (resolver or get_resolver()).url_patterns:
        here = above + CONVERTER.sub(r"<\1>", str(each.pattern))
        if isinstance(each, URLPattern):
            yield here
        else:
            yield from routes(each, here)


def address(door: Door, args: dict[str, object]) -> str:
    route = re.sub(r"[$^]|\(\?P(<\w+>)[^)]*\)", r"\1", door.route)
    return "/" + re.sub(r"<(\w+)>", lambda found: str(args[found[1]]), route)


def walked(door: Door, world: World) -> Iterator[tuple[Side, str]]:
    """The address about a thing of each client's."""
    for side in world.sides if door.of else world.sides[:1]:
        yield side, address(door, dict(door.of(world, side)) if door.of else {})


def test_every_address_has_its_row() -> None:
    listed = {door.route for doors in FACES.values() for door in doors}
    found = {route for route in routes() if not route.startswith("api/v1/")}
    found |= {path[1:] for path in probes.PROBES}
    missing, gone = sorted(found - listed), sorted(listed - found)
    assert not missing, f"say in tests/stories/matrix.py to whom these open: {missing}"
    assert not gone, f"no such addresses any more: {gone}"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("face", FACES)
def test_each_address_opens_to_whom_it_is_for(
    world: World, visitors: Visitors, face: str, method: str
) -> None:
    wrong: list[str] = []
    for door in FACES[face]:
        for side, path in walked(door, world):
            for name in knocking(world, door, method, side):
                answer = visitors.ask(name, method, path)
                wrong += faults(world, door, method, name, side, answer, path)
    assert wrong == [], "\n".join(wrong)


def knocking(world: World, door: Door, method: str, side: Side) -> list[str]:
    """The cast and each role; about the other client's thing, those to whom it may matter.

    Novak's contact and reader may what Martin's may: they stay at home, as Vera does, who is of
    both, where clients do not come. A few are enough for what is one's own, and to post where their
    face does not open or nothing is done by it; of those who get in where it costs, two.
    """
    home = ALIKE if door.face(side) & CLIENTS else ALIKE | BOTH
    names = [name for name in world.viewers if name not in home]
    if method == "POST" and door.get == door.post == 200:
        return [name for name in FEW if side is world.sides[0]][:3]
    if door.who is signed_in:
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
    world: World, door: Door, method: str, name: str, side: Side, answer: Answer, path: str
) -> Iterator[str]:
    """What is wrong with an answer: its status, what it tells, what it does not tell."""
    where = f"{method} {path} by {name}"
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
    if not door.invented and (leaked := read(answer.without(path)[1], strange(world, name))):
        yield f"{where} tells of {leaked}"

"""Nobody learns anything of another client by any query: each is asked by the whole cast.

Both clients are filled alike (world/); rules/ says of every query how it is asked and who is
answered. What a query gives is checked thing by thing for whose it is, and word by word. On the
second database, which is asked in the same words, one of each kind of person asks.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.db import connection

import tenir.apps
from tenir.apps.agreements import queries as agreements
from tenir.apps.parties import queries as parties
from tenir.terms.errors import Refused
from tenir.viewer import NotSeen, Viewer
from tests.stories import rules
from tests.stories.asked import KNOWN, owners, things, words
from tests.stories.marks import read
from tests.stories.rules import PEOPLE, STAFF, Row
from tests.stories.world import NOW, Side, World

pytestmark = pytest.mark.django_db

ONE_OF_EACH = {"adam", "sam", "olga", "alice", "bob", "charlie", "nobody"}
Refusal = tuple[type[Refused], str, str, str]


@pytest.fixture(autouse=True)
def _none_known() -> None:
    """What another test was given is none of this one's."""
    KNOWN.clear()


def found_queries() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of an app's queries that is the app's own, by its name."""
    for app in iter_modules(tenir.apps.__path__):
        own = f"tenir.apps.{app.name}"
        for name, each in vars(import_module(f"{own}.queries")).items():
            if (
                inspect.isfunction(each)
                and each.__module__.startswith(f"{own}.")
                and name[0] != "_"
            ):
                yield f"{app.name}.{name}", each


def says_who_looks(query: Callable[..., Any]) -> bool:
    """Whether its first argument is the viewer."""
    return next(iter(inspect.signature(query).parameters), "") == "viewer"


def answered(ask: Callable[[], Any]) -> list[Any] | Refusal:
    """What was given, or how it was refused."""
    try:
        return things(ask())
    except Refused as refused:
        return (
            type(refused), refused.where, refused.message("fr"), refused.message("en"),
        )  # fmt: skip


def marks(world: World, side: Side) -> set[str]:
    """What only that client's things say: its name, its number, its people's addresses."""
    own = PEOPLE[side.word] - {"vera"}
    return {side.word, side.number.lower(), *(f"{name}@example.org" for name in own)}


def hidden(world: World, name: str) -> set[str]:
    """What must not be read by someone, in anything that they are told."""
    if name in STAFF:
        return set()
    strange = [side for side in world.sides if name not in PEOPLE[side.word]]
    return {mark for side in strange for mark in marks(world, side)}


def asking(world: World) -> Iterator[tuple[str, Viewer]]:
    """Who asks, by name."""
    few = connection.vendor == "postgresql" and "TENIR_THOROUGH" not in os.environ
    yield from ((n, v) for n, v in world.viewers.items() if not few or n in ONE_OF_EACH)


def of_side(row: Row, thing: Any, side: Side) -> bool:
    return row.of(thing, side) if row.of else side.organisation in owners(thing)


@pytest.mark.parametrize("row", rules.EACH, ids=str)
def test_each_is_told_their_own_and_nothing_of_another_client(world: World, row: Row) -> None:
    for side in world.sides:
        for name, viewer in asking(world):
            told = answered(lambda: row.ask(world, viewer, side))  # noqa: B023 - asked at once
            where = f"{row}: {name}, of {side.word}"
            if name in row.who(side):
                _check_given(row, told, side, where)
            else:
                _check_kept(row, told, world, viewer, side, name, where)
            _check_words(told, hidden(world, name), where)
            if name not in STAFF and isinstance(told, list):
                _check_owners(row, told, viewer, where)


def _check_given(row: Row, told: list[Any] | Refusal, side: Side, where: str) -> None:
    assert isinstance(told, list), f"{where} is refused: {told}"
    assert told, f"{where} is given nothing"
    owned = [owners(thing) for thing in told]
    if row.named and any(owned):
        assert all(side.organisation in each for each in owned), f"{where} is given another's"
    elif not row.named:
        assert any(of_side(row, thing, side) for thing in told), f"{where} is given nothing"


def _check_kept(
    row: Row,
    told: list[Any] | Refusal,
    world: World,
    viewer: Viewer,
    side: Side,
    name: str,
    where: str,
) -> None:
    inside = name in PEOPLE[side.word] or name in STAFF
    refused = (row.inside if inside else None) or row.refused
    if refused is None:
        assert isinstance(told, list), f"{where} is refused: {told}"
        given = [thing for thing in told if row.named or of_side(row, thing, side)]
        assert not given, f"{where} is given {given}"
        return
    assert isinstance(told, tuple), f"{where} is given {told}"
    assert told[0] is refused, f"{where} is refused otherwise: {told}"
    if row.absent and refused is row.refused:
        nothing = answered(lambda: row.absent and row.absent(world, viewer, side))
        assert told == nothing, f"{where} tells it from what does not exist: {nothing}"


def _check_owners(row: Row, told: list[Any], viewer: Viewer, where: str) -> None:
    for thing in told:
        whose = owners(thing)
        assert whose & set(viewer.clients) or (not whose and _plain(row, thing)), (
            f"{where} is given {thing!r}, of {whose or 'nobody'}"
        )


def _plain(row: Row, thing: Any) -> bool:
    """What is no row says nothing of whose it is: its words are looked at, and who is given it."""
    return row.public or row.named


def _check_words(told: list[Any] | Refusal, strange: set[str], where: str) -> None:
    if not strange:
        return
    leaked = read(words(told), strange)
    assert not leaked, f"{where} reads {leaked}"


@pytest.mark.parametrize("query", rules.COUNTED)
def test_each_counts_what_they_may_see(world: World, query: str) -> None:
    counted = {name: rules.COUNTED[query](viewer) for name, viewer in world.viewers.items()}
    assert {name: given for name, (given, _seen) in counted.items()} == {
        name: seen for name, (_given, seen) in counted.items()
    }
    assert any(given for given, _seen in counted.values()), f"{query}: there is nothing to count"


def test_a_person_of_another_client_is_told_from_nobody_by_no_entitlement(world: World) -> None:
    martin, novak = world.sides
    for name, own, other in (("alice", martin, novak), ("charlie", novak, martin)):
        viewer, refusals = world.viewers[name], []
        for person in (other.person, rules.NOWHERE):
            with pytest.raises(NotSeen) as refused:
                parties.entitled(viewer, own.organisation, person=person, terms=world.terms)
            refusals.append(refused.value.message("en"))
        assert len(set(refusals)) == 1, refusals


def test_another_clients_version_is_no_way_to_a_contracts_terms(world: World) -> None:
    martin, novak = world.sides
    for name, other in (("alice", novak), ("charlie", martin), ("nobody", martin)):
        with pytest.raises(NotSeen):
            agreements.terms_of(
                world.viewers[name], other.subscription, at=NOW, version=world.published
            )


def test_every_query_that_says_who_looks_has_its_rule() -> None:
    listed = {row.query for row in rules.EACH} | set(rules.COUNTED) | set(rules.SAYS_NOTHING)
    asking = {name for name, query in found_queries() if says_who_looks(query)}
    missing, gone = sorted(asking - listed), sorted(listed - asking)
    assert not missing, f"say in tests/stories/rules who is answered by {missing}"
    assert not gone, f"no app has these queries any more: {gone}"


def test_every_other_query_says_why_it_asks_nobody() -> None:
    silent = {name for name, query in found_queries() if not says_who_looks(query)}
    listed = set(rules.WITHOUT_VIEWER)
    missing, gone = sorted(silent - listed), sorted(listed - silent)
    assert not missing, f"give {missing} a viewer, or say in tests/stories/rules why not"
    assert not gone, f"no app has these queries any more: {gone}"

"""Another client's thing is answered as nothing is, whatever operation names it and however.

What of a request differs from one client to the other is what names a client's thing: asked about
the other's and about nothing, a main contact's program is answered the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files import File

from tenir.faces.api.article import MANNERS, camel
from tests.faces.api.programs import Program
from tests.faces.api.test_operations import (
    SAMPLES,
    Arguments,
    Callers,
    answered,
    arguments,
)
from tests.faces.api.test_operations import _at_noon as _at_noon  # noqa: PLC0414
from tests.faces.api.test_operations import callers as callers  # noqa: PLC0414
from tests.once import undone
from tests.stories.rules import NO_FILE, NOWHERE
from tests.stories.world import Side, World, again

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CHANGING = {"X-Request-ID", "RateLimit", "Content-Length", "Date"}
OPERATIONS = Path(__file__).parents[3] / "docs/openapi.json"
LISTS = sorted(name for name, manner in MANNERS.items() if manner.kind == "list")
WORDS = {"q", "text", "title", "name", "number", "email", "subject", "actor"}
THINGS = {  # which of a client's things a question's number names
    "client": "organisation", "organisation": "organisation", "contract": "contract",
    "subscription": "subscription", "person": "person", "assignee": "person",
    "request": "request", "target": "target", "team": "organisation",
}  # fmt: skip
PLACES = {"page", "per_page", "after_id"}


def pairs(world: World) -> Iterator[tuple[str, Side, Side]]:
    """Each main contact, their own client, the other's."""
    martin, novak = world.sides
    yield "alice", martin, novak
    yield "charlie", novak, martin


def nothing(theirs: Any, own: Any) -> Any:
    """The same with what names a client's thing naming none."""
    if theirs == own or isinstance(theirs, File):
        return theirs
    if isinstance(theirs, Mapping):
        return {key: nothing(each, own[key]) for key, each in theirs.items()}
    if isinstance(theirs, list):
        return [nothing(each, mine) for each, mine in zip(theirs, own, strict=True)]
    if isinstance(theirs, int):
        return NOWHERE
    return str(NO_FILE) if _is_file(theirs) else "W-0"


def _is_file(value: object) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False


def named_nowhere(theirs: Arguments, own: Arguments) -> Arguments:
    return Arguments(
        nothing(theirs.path, own.path), nothing(theirs.query, own.query),
        nothing(theirs.told, own.told), nothing(theirs.form, own.form),
    )  # fmt: skip


def told(name: str, given: Arguments, program: Program) -> list[str]:
    """The answer without what it was asked: its status, headers and body."""
    answer = answered(name, given, program)
    headers = [f"{key}: {value}" for key, value in answer.items() if key not in CHANGING]
    body = answer.content.decode(errors="replace")
    return [str(answer.status_code), *(without(each, name, given) for each in (*headers, body))]


def without(text: str, name: str, given: Arguments) -> str:
    """The text without the address that was asked, its questions, and the words that were told."""
    text = text.replace(given.address(name).partition("?")[0], "…")
    for key, each in given.query.items():
        text = text.replace(f"{key}={each}", "…")
    words = given.told if isinstance(given.told, Mapping) else {}
    for each in (*given.path.values(), *words.values()):
        text = text.replace(each, "…") if isinstance(each, str) and each else text
    return text


def differing(one: list[str], other: list[str]) -> list[str]:
    """What two answers do not have in common; nothing where they are the same."""
    return [line[:300] for line in {*one} ^ {*other}]


def test_anothers_thing_is_answered_as_what_does_not_exist(world: World, callers: Callers) -> None:
    wrong, compared = [], 0
    for name, sample in SAMPLES.items():
        for who, own, other in pairs(world):
            mine, theirs = (arguments(world, sample, side) for side in (own, other))
            none = named_nowhere(theirs, mine)
            if none == theirs:
                continue
            compared += 1
            program = callers.of(who, sample)
            if told_apart := differing(*(told(name, each, program) for each in (theirs, none))):
                wrong.append(f"{name} by {who}: {told_apart}")
    assert wrong == [], "\n".join(wrong)
    assert compared > 200


def questions(operation: str, other: Side) -> Iterator[tuple[str, Any, Any]]:
    """What a list is asked that may name the other client's things, and the same of nothing."""
    for name, schema in asked_by(operation):
        if name in THINGS:
            yield name, getattr(other, THINGS[name]), NOWHERE
        elif name in WORDS:
            yield name, other.word, "zzyzx"
        else:
            assert name in PLACES or "integer" not in str(schema), (
                f"say in {__file__} which of a client's things {operation} names by {name}"
            )


@cache
def described() -> dict[str, Any]:
    """The operations of the API's file, by their names."""
    paths = json.loads(OPERATIONS.read_text())["paths"].values()
    each = (found for path in paths for found in path.values() if isinstance(found, dict))
    return {found["operationId"]: found for found in each}


def asked_by(operation: str) -> list[tuple[str, Any]]:
    """The questions that an operation takes, and what each may be."""
    given = described()[camel(operation)].get("parameters", [])
    return [(each["name"], each["schema"]) for each in given if each.get("in") == "query"]


def test_a_list_asked_about_the_other_client_gives_what_nonsense_gives(
    world: World, callers: Callers
) -> None:
    wrong, compared = [], 0
    for name in LISTS:
        for who, own, other in pairs(world):
            program, mine = callers.of(who, SAMPLES[name]), arguments(world, SAMPLES[name], own)
            for field, theirs, none in questions(name, other):
                compared += 1
                answers = (
                    told(name, replace(mine, query={**mine.query, field: each}), program)
                    for each in (theirs, none)
                )
                if told_apart := differing(*answers):
                    wrong.append(f"{name}?{field}={theirs} by {who}: {told_apart}")
    assert wrong == [], "\n".join(wrong)
    assert compared > 60


def test_what_happens_to_one_client_changes_nothing_for_the_others_program(
    world: World, callers: Callers
) -> None:
    martin, novak = world.sides
    read = [name for name, manner in MANNERS.items() if manner.method == "GET"]

    def everything() -> dict[str, list[str]]:
        return {
            name: told(
                name, arguments(world, SAMPLES[name], martin), callers.of("alice", SAMPLES[name])
            )
            for name in read
        }

    before = everything()
    with undone():
        again(world, novak)
        after = everything()
    assert [name for name in read if before[name] != after[name]] == []

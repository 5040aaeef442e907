"""Every operation, asked by the whole cast of one client's things: the status, and no leak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tenir import clock
from tenir.faces.api import limits
from tenir.faces.api.article import MANNERS
from tenir.faces.api.gate import ANYONE, IN_PERSON
from tenir.faces.api.urls import document
from tests.faces.api.operations import Sample, samples
from tests.faces.api.programs import Program, program_of
from tests.stories.conftest import world as world  # noqa: PLC0414  the world of the stories
from tests.stories.rules import PEOPLE, STAFF
from tests.stories.test_access import hidden
from tests.stories.world import NOW, Side, World

pytestmark = pytest.mark.django_db
SAMPLES = {sample.name: sample for sample in samples()}
document()  # puts the API together
CALLED = ("alice", "bob", "rose", "charlie", "sam", "olga", "rita", "anna", "fred", "sofia", "adam",
          "nobody")  # fmt: skip


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """It is the world's own day, and a minute has calls enough."""
    settings.API_LIMITS = {"token": 10**6, "address": 10**6, "stranger": 10**6}
    limits.forget()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    yield
    limits.forget()


class Callers:
    """Programs of the cast, made when they first call."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.made: dict[tuple[str, bool], Program] = {}

    def of(self, name: str, *, in_person: bool) -> Program:
        """That person's program; their browser where only a person may ask."""
        if name == "nobody":
            return Program()
        if (name, in_person) not in self.made:
            self.made[name, in_person] = self._made(name, in_person=in_person)
        return self.made[name, in_person]

    def _made(self, name: str, *, in_person: bool) -> Program:
        if not in_person:
            return program_of(self.world.viewers[name])
        browser = Client()
        browser.force_login(self.world.cast.people[name])
        return Program(browser=browser)


def asked(world: World, sample: Sample, side: Side, program: Program) -> HttpResponse:
    """What that program is answered; whatever it did is undone."""
    manner = MANNERS[sample.name]
    path = manner.path.format_map(sample.path(world, side))
    query = urlencode(sample.query(world, side))
    address = f"/api/v1{path}" + (f"?{query}" if query else "")
    with transaction.atomic():
        if sample.form is not None:
            headers = {"Accept-Language": "en"}
            if program.secret:
                headers["Authorization"] = f"Bearer {program.secret}"
            answer = program.browser.post(address, sample.form(world, side), headers=headers)
        else:
            told = None if sample.told is None else dict(sample.told(world, side))
            more = {"If_Match": "*"} if manner.kind == "change" else {}
            answer = program.call(manner.method, address, told, **more)
        if answer.streaming:
            answer.content = b"".join(answer.streaming_content)  # type: ignore[misc]
        transaction.set_rollback(True)
    return answer  # type: ignore[return-value]


def expected(sample: Sample, side: Side, name: str) -> int:
    """The status class (2) or the very refusal."""
    if name in sample.who(side):
        return 2
    if name == "nobody":
        return 401
    if not sample.named:
        return 403
    return sample.inside if name in STAFF | PEOPLE[side.word] else sample.outside


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_each_is_answered_what_is_theirs_and_others_are_told_nothing(
    world: World, callers: Callers, name: str
) -> None:
    sample, side = SAMPLES[name], world.sides[0]
    in_person = MANNERS[name].need is IN_PERSON
    for who in CALLED:
        answer = asked(world, sample, side, callers.of(who, in_person=in_person))
        status, wanted = answer.status_code, expected(sample, side, who)
        told = answer.content.decode(errors="replace")
        nobodys = not sample.who(side) and who in STAFF | PEOPLE[side.word]
        assert (status // 100 == 2 if wanted == 2 else status == wanted) or (
            nobodys and 400 <= status < 500
        ), f"{name} by {who}: {status} rather than {wanted}: {told[:500]}"
        leaked = {mark for mark in hidden(world, who) if mark in told.lower()}
        if MANNERS[name].method == "GET" or status >= 400:
            assert not leaked - said(world, sample, side), f"{name} tells {who} of {leaked}"


def said(world: World, sample: Sample, side: Side) -> set[str]:
    """What the request itself says comes back in an error's address."""
    text = repr((sample.path(world, side), sample.told and sample.told(world, side))).lower()
    return set(re.findall(r"[\w@.-]+", text)) | {side.word if side.word in text else ""}


@pytest.fixture(scope="module")
def callers(world: World) -> Callers:
    return Callers(world)


def test_every_operation_is_tried_here() -> None:
    missing, gone = sorted(set(MANNERS) - set(SAMPLES)), sorted(set(SAMPLES) - set(MANNERS))
    assert not missing, f"say in tests/faces/api/operations.py how {missing} are asked"
    assert not gone, f"the API has no {gone} any more"


@pytest.mark.parametrize(
    "name", sorted(name for name, manner in MANNERS.items() if manner.kind == "list")
)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(
    world: World, callers: Callers, name: str, django_assert_max_num_queries: Any
) -> None:
    sample, side = SAMPLES[name], world.sides[0]
    adam = callers.of("adam", in_person=False)
    asked(world, sample, side, adam)
    with django_assert_max_num_queries(14):
        answer = asked(world, sample, side, adam)
    assert answer.status_code == 200


def test_what_anyone_may_ask_is_few() -> None:
    assert {name for name, manner in MANNERS.items() if manner.need is ANYONE} == {
        "list_families", "list_products", "read_product", "list_modules", "list_software",
        "list_versions", "read_version", "read_differences", "list_rules", "ask_rule",
    }  # fmt: skip

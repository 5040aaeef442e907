"""Every operation, asked by the whole cast of one client's things: the status, and no leak."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from tenir import clock
from tenir.apps.accounts.models import ApiToken
from tenir.faces.api import limits
from tenir.faces.api.article import MANNERS
from tenir.faces.api.gate import ANYONE, IN_PERSON
from tenir.faces.api.urls import document
from tests.faces.api.operations import Sample, samples
from tests.faces.api.programs import Program, program_of
from tests.once import undone
from tests.stories.marks import read
from tests.stories.rules import PEOPLE, STAFF
from tests.stories.test_access import hidden
from tests.stories.world import NOW, Side, World

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SAMPLES = {sample.name: sample for sample in samples()}
document()  # puts the API together
CALLED = ("alice", "bob", "rose", "charlie", "sam", "olga", "rita", "anna", "fred", "sofia", "adam",
          "nobody")  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _at_noon() -> Iterator[None]:
    """It is the world's own day, and a minute has calls enough."""
    enough = override_settings(API_LIMITS=dict.fromkeys(("token", "address", "stranger"), 10**6))
    limits.forget()
    with pytest.MonkeyPatch.context() as patched, enough:
        patched.setattr(clock, "now", lambda: NOW)
        yield
    limits.forget()


@pytest.fixture(autouse=True)
def _a_minute_of_ones_own() -> None:
    """What was drawn goes on from test to test: a minute has calls enough."""


class Callers:
    """Programs of the cast, and their browsers for what only a person may ask.

    They have just called: else each call, which is undone, would note again that they did.
    """

    def __init__(self, world: World) -> None:
        self.programs, self.people = {"nobody": Program()}, {"nobody": Program()}
        for name in CALLED[:-1]:
            self.programs[name] = program_of(world.viewers[name])
            browser = Client()
            browser.force_login(world.cast.people[name])
            self.people[name] = Program(browser=browser)
        ApiToken.objects.update(last_used_at=NOW)

    def of(self, name: str, sample: Sample) -> Program:
        """Who asks for that operation in that name."""
        in_person = MANNERS[sample.name].need is IN_PERSON
        return (self.people if in_person else self.programs)[name]


@dataclass(frozen=True)
class Arguments:
    """What one call of an operation gives."""

    path: Mapping[str, Any]
    query: Mapping[str, Any]
    told: Any = None
    form: Mapping[str, Any] | None = None

    def address(self, name: str) -> str:
        """Where that operation is called with them."""
        query = urlencode(self.query)
        return f"/api/v1{MANNERS[name].path.format_map(self.path)}" + (f"?{query}" if query else "")


def arguments(world: World, sample: Sample, side: Side) -> Arguments:
    """Those of that client's thing."""
    told, form = (each and each(world, side) for each in (sample.told, sample.form))
    return Arguments(sample.path(world, side), sample.query(world, side), told, form)


def asked(world: World, sample: Sample, side: Side, program: Program) -> HttpResponse:
    """What that program is answered about that client's thing; whatever it did is undone."""
    return answered(sample.name, arguments(world, sample, side), program)


def answered(name: str, given: Arguments, program: Program) -> HttpResponse:
    """What that program is answered; whatever it did is undone."""
    manner, address = MANNERS[name], given.address(name)
    with undone():
        if given.form is not None:
            headers = {"Accept-Language": "en"}
            if program.secret:
                headers["Authorization"] = f"Bearer {program.secret}"
            answer = program.browser.post(address, given.form, headers=headers)
        else:
            more = {"If_Match": "*"} if manner.kind == "change" else {}
            answer = program.call(manner.method, address, given.told, **more)
        if answer.streaming:
            body = b"".join(answer.streaming_content)
            answer = HttpResponse(body, status=answer.status_code, headers=answer.headers)
    return answer  # type: ignore[return-value]


def expected(sample: Sample, side: Side, name: str) -> int:
    """The status; any success is 200."""
    if name in sample.who(side):
        return sample.done
    if name == "nobody":
        return 401
    if not sample.named and name not in STAFF:
        return 403
    if name in STAFF:
        return sample.staff
    return sample.inside if name in PEOPLE[side.word] else sample.outside


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_each_is_answered_what_is_theirs_and_others_are_told_nothing(
    world: World, callers: Callers, name: str
) -> None:
    sample, side = SAMPLES[name], world.sides[0]
    for who in callers_of(sample, side):
        answer = asked(world, sample, side, callers.of(who, sample))
        status = 200 if answer.status_code in {201, 204} else answer.status_code
        wanted = expected(sample, side, who)
        told = answer.content.decode(errors="replace")
        nobodys = not sample.who(side) and who in STAFF | PEOPLE[side.word] and 400 <= status < 500
        assert status == wanted or nobodys, (
            f"{name} by {who}: {status} rather than {wanted}: {told[:500]}"
        )
        leaked = read(told, hidden(world, who))  # whole words: a UUID may hold “c-002”
        if MANNERS[name].method == "GET" or status >= 400:
            assert not leaked - said(world, sample, side), f"{name} tells {who} of {leaked}"


def callers_of(sample: Sample, side: Side) -> list[str]:
    """The whole cast for what is read; of those who may act, two, but in a thorough run."""
    may = [who for who in CALLED if who in sample.who(side)]
    if MANNERS[sample.name].method == "GET" or "TENIR_THOROUGH" in os.environ:
        return list(CALLED)
    return [who for who in CALLED if who not in may or who in {may[0], may[-1]}]


def said(world: World, sample: Sample, side: Side) -> set[str]:
    """What the request itself says comes back in an error's address."""
    text = repr((sample.path(world, side), sample.told and sample.told(world, side))).lower()
    return set(re.findall(r"[\w@.-]+", text)) | {side.word if side.word in text else ""}


@pytest.fixture(scope="module")
def callers(world: World) -> Iterator[Callers]:
    with undone():
        yield Callers(world)


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
    adam = callers.of("adam", sample)
    asked(world, sample, side, adam)
    with django_assert_max_num_queries(11):
        answer = asked(world, sample, side, adam)
    assert answer.status_code == 200


def test_no_operation_drops_a_parameter_that_it_does_not_know(
    world: World, callers: Callers
) -> None:
    dropped = []
    for name, sample in SAMPLES.items():
        told = arguments(world, sample, world.sides[0])
        more = replace(told, query={**told.query, "zzyzx": "1"})
        answer = answered(name, more, callers.of("adam", sample))
        if answer.status_code != 422 or b'"where": "zzyzx"' not in answer.content:
            dropped.append(f"{name}: {answer.status_code}")
    assert dropped == []


def test_what_anyone_may_ask_is_few() -> None:
    assert {name for name, manner in MANNERS.items() if manner.need is ANYONE} == {
        "list_families", "list_products", "read_product", "list_modules", "list_software",
        "list_versions", "read_version", "read_differences", "list_rules", "ask_rule",
    }  # fmt: skip

"""Whatever is sent: no 5xx, and nothing answered that docs/openapi.json does not say.

Schemathesis makes the requests from the file, those that it allows and those that it does not, and
sends them through WSGI. Half of them go to things that are there, as a person who may do anything.
TENIR_API_EXAMPLES says how many of each operation (`make fuzz`); without it, each is sent one
request, allowed or not in turn, on PostgreSQL.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tenir.faces.api.article import MANNERS, camel
from tenir.faces.api.gate import IN_PERSON
from tests.faces.api.operations import samples
from tests.faces.api.programs import program_of
from tests.faces.api.test_operations import _at_noon as _at_noon  # noqa: PLC0414
from tests.once import undone
from tests.stories.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
EXAMPLES = int(os.environ.get("TENIR_API_EXAMPLES", "1"))
SAMPLES = {sample.name: sample for sample in samples()}
OPERATIONS = sorted(SAMPLES)
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
MEANT = settings(
    max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
THERE = {"client": "organisation", "organisation": "organisation", "contract": "contract",
         "subscription": "subscription", "person": "person", "subscriptions": "subscription",
         "lines": "billed", "document": "document_client"}  # fmt: skip
NO_NUL = r"^[^\x00]*$"
counted: Counter[int] = Counter()


class InTransaction:
    """The application, whose requests leave the test's connection open."""

    def __init__(self) -> None:
        self.answer = WSGIHandler()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            response = self.answer(environ, start)
            body = list(response)
            close = getattr(response, "close", None)
            if close:
                close()
            return body
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)


@cache
def schema() -> Any:
    """The file; a text without its pattern, which takes a tenth of a second for each long one."""
    told = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app=InTransaction())
    found = schemathesis.openapi.from_dict(without_pattern(told.raw_schema))
    found.app = told.app
    return found


def without_pattern(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: without_pattern(value) for key, value in told.items()
                if (key, value) != ("pattern", NO_NUL)}  # fmt: skip
    return [without_pattern(each) for each in told] if isinstance(told, list) else told


@pytest.fixture(scope="module")
def adam(world: World) -> Iterator[dict[str, dict[str, str]]]:
    """The headers of a program of the administrator's, and of their browser."""
    with undone():
        yield signed_in(world)


def signed_in(world: World) -> dict[str, dict[str, str]]:
    browser = Client()
    browser.force_login(world.cast.people["adam"])
    token = "t" * 32
    cookies = f"session={browser.cookies['session'].value}; csrf={token}"
    secret = program_of(world.viewers["adam"]).secret
    return {
        "program": {"Authorization": f"Bearer {secret}"},
        "person": {"Cookie": cookies, "X-CSRFToken": token},
    }


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_that_is_sent_breaks_it(
    world: World, adam: dict[str, dict[str, str]], name: str
) -> None:
    manner, side = MANNERS[name], world.sides[0]
    operation = schema()[f"/api/v1{manner.path}"][manner.method]
    headers = adam["person" if manner.need is IN_PERSON else "program"]
    there = {key: str(value) for key, value in SAMPLES[name].path(world, side).items()}
    both = ((GenerationMode.POSITIVE, there), (GenerationMode.NEGATIVE, None))
    turn = OPERATIONS.index(name) % 2
    for mode, path in both if EXAMPLES > 1 else both[turn : turn + 1]:
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.body or there):
            continue
        asked = operation.as_strategy(generation_mode=mode, path_parameters=path or None)

        @seed(1)
        @MEANT
        @given(case=asked)
        def sent(case: Any) -> None:
            if isinstance(case.body, dict):
                for field, key in THERE.items():
                    if isinstance(case.body.get(field), int):
                        found = getattr(side, key)
                        case.body[field] = found if isinstance(found, int) else str(found)
            case.headers = {**(case.headers or {}), **headers}
            if manner.kind == "change":
                case.headers["If-Match"] = "*"
            with undone():
                response = case.call()
            counted[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

        sent()


@pytest.fixture(scope="module", autouse=True)
def _told() -> Iterator[None]:
    """How many requests were answered what, at the end of a longer run."""
    yield
    if EXAMPLES > 1:
        told = json.dumps(dict(sorted(counted.items())))
        os.write(2, f"\nof {counted.total()} requests, answered: {told}\n".encode())


def test_every_name_is_an_operation() -> None:
    known = {operation.ok().definition.raw["operationId"]
             for operation in schema().get_all_operations()}  # fmt: skip
    assert known == {camel(name) for name in SAMPLES}

"""docs/openapi.json says all that the API is: documented, with examples that are true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from pydantic import BaseModel

from tenir.faces.api.asking import Asked
from tenir.faces.api.described_parameters import SAID
from tenir.faces.api.urls import document
from tenir.terms import clauses
from tenir.ui.notice_kinds import KINDS

SHAPED = ("tenir.faces.api", "tenir.integrations.intake")  # whose models are told and shown
FILE = json.loads((Path(__file__).parents[3] / "docs/openapi.json").read_text())
ASKING = [
    (f"{method} {path}", told)
    for path, methods in FILE["paths"].items()
    for method, told in methods.items()
]


def bodies(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every body of an operation that has a shape: the request's, a form or not; each answer's."""
    yield from told.get("requestBody", {}).get("content", {}).values()
    for part in told["responses"].values():
        for kind, content in part.get("content", {}).items():
            if kind == "application/json":
                yield content


def test_it_is_an_openapi_file_of_version_3_1() -> None:
    assert FILE["openapi"].startswith("3.1")
    validate(FILE)


def test_each_operation_says_what_it_does_who_may_and_every_refusal() -> None:
    for name, told in ASKING:
        assert told["summary"], name
        assert told["security"], name
        assert {"401", "403", "404", "422", "429"} <= set(told["responses"]), name
        if name.startswith("post"):
            heard = {each.get("$ref", "") for each in told["parameters"]}
            assert "#/components/parameters/IdempotencyKey" in heard, name


def test_each_example_is_one_that_its_schema_allows() -> None:
    for name, told in ASKING:
        for content in bodies(told):
            schema = {**content["schema"], "components": FILE["components"]}
            faults = list(Draft202012Validator(schema).iter_errors(content["example"]))
            assert not faults, f"{name}: {faults[0].message} at {list(faults[0].path)}"


def test_each_parameter_says_what_it_is_with_an_example() -> None:
    every = {each["name"] for _, told in ASKING for each in told["parameters"] if "name" in each}
    assert set(SAID) <= every
    for name, told in ASKING:
        for each in (each for each in told["parameters"] if "name" in each):
            assert each["description"], f"{name}: {each['name']}"
            if "examples" not in each:
                schema = {**each["schema"], "components": FILE["components"]}
                assert Draft202012Validator(schema).is_valid(each["example"]), f"{name}: {each}"


def test_each_clause_cited_is_one_of_the_agreements() -> None:
    cited = {
        number
        for _, told in ASKING
        for line in re.findall(r"Clause: (.*)\.$", told.get("description", ""), re.M)
        for number in line.split(", ")
    }
    assert len(cited) > 20
    for number in cited:
        assert clauses.find(number)


def test_no_two_shapes_have_one_name() -> None:
    """Else the file would say the one of the other."""
    document()  # puts the API together
    named: dict[str, set[type]] = {}
    for shape in _below(BaseModel):
        if shape.__module__.startswith(SHAPED) and not issubclass(shape, Asked):  # in the address
            named.setdefault(shape.__name__.removesuffix("Shown"), set()).add(shape)
    assert len(named) > 150
    assert {name: found for name, found in named.items() if len(found) > 1} == {}


def _below(shape: type) -> Iterator[type]:
    for each in shape.__subclasses__():
        yield each
        yield from _below(each)


def test_what_tenir_sends_is_described_too() -> None:
    told = FILE["webhooks"]["notice"]["post"]
    assert {each["name"] for each in told["parameters"]} == {
        "webhook-id", "webhook-timestamp", "webhook-signature",
    }  # fmt: skip


@pytest.mark.django_db
def test_every_kind_of_notice_is_listed_with_what_it_is_about() -> None:
    told = FILE["webhooks"]["notice"]["post"]["description"]
    page = Client().get("/api/v1/docs/", headers={"accept-language": "fr"}).content.decode()
    for kind in KINDS:
        assert f"`{kind}`: " in told
        assert f"<code>{kind}</code>" in page
    assert "Une demande est résolue" in page


@pytest.mark.django_db
def test_anyone_reads_the_file_and_its_page() -> None:
    browser = Client()
    assert browser.get("/api/v1/openapi.json").json() == FILE
    page = browser.get("/api/v1/docs/", headers={"Accept-Language": "fr"})
    text = page.content.decode()
    for _, told in ASKING:
        assert f'id="{told["operationId"]}"' in text
    assert "multipart/form-data\ndry_run: false\nfile: number;name;siren\n  C-901;" in text
    assert "Portée du jeton" in text
    assert "Scope of the token" not in text
    assert "sont décrits en anglais" in text
    assert "/<wbr>api/<wbr>v1/<wbr>me</code>" in text
    english = browser.get("/api/v1/docs/", headers={"Accept-Language": "en"})
    assert "Scope of the token" in english.content.decode()
    assert "described in English" not in english.content.decode()
    assert not re.search(r"<script(?![^>]*src=)|style=|onclick=", text)

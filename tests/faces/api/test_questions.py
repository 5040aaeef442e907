"""What the address of an operation asks and the operation does not know: refused, and said."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir.faces.api.article import MANNERS, camel
from tenir.faces.api.urls import document
from tests.cast import Cast
from tests.faces.api.programs import Program, program_of, refused, shown
from tests.faces.api.test_file import FILE

pytestmark = pytest.mark.django_db


def test_a_parameter_that_is_misspelt_is_refused_with_the_one_that_was_meant(anna: Program) -> None:
    told = refused(anna.get("/commitments?stat=running"), 422)
    assert told["code"] == "api.unknown_parameters"
    assert "1 unknown parameter: stat; this operation has page, per_page, " in told["detail"]
    assert told["detail"].endswith("see /api/v1/docs/#listCommitments")
    (fault,) = told["errors"]
    assert fault == {
        "where": "stat", "code": "api.unknown_parameter_close",
        "message": "there is no parameter “stat” here; did you mean “state”?",
    }  # fmt: skip


def test_all_of_them_are_told_in_the_readers_language(anna: Program) -> None:
    response = anna.get("/clients?name=n&colour=red&zz=", Accept_Language="fr")
    told = refused(response, 422)
    assert told["detail"].startswith("2 paramètres inconnus : colour, zz ; cette opération a ")
    assert [each["where"] for each in told["errors"]] == ["colour", "zz"]
    assert "n’existe pas ici ; retirez-le" in told["errors"][1]["message"]


def test_an_operation_without_any_says_so(anna: Program, cast: Cast) -> None:
    told = refused(anna.get(f"/clients/{cast.martin.pk}?name=n"), 422)
    assert "this operation has none; see /api/v1/docs/#readClient" in told["detail"]


def test_a_parameter_is_given_once_unless_it_is_a_list(cast: Cast, anna: Program) -> None:
    told = refused(anna.get("/commitments?state=running&state=kept"), 422)
    (fault,) = told["errors"]
    assert (fault["where"], fault["code"]) == ("state", "api.parameter_twice")
    assert fault["message"] == "the parameter “state” is given several times; give it once"
    asked = "since=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z"
    by = program_of(cast.sam).get(f"/support-measures?{asked}&by=client&by=month")
    assert shown(by)["groups"] == []


def test_what_is_refused_so_is_not_done(anna: Program) -> None:
    new = {"number": "C-100", "name": "Fonderie Petit"}
    refused(anna.post("/clients?dry_run=true", new), 422)
    assert shown(anna.get("/clients"))["total"] == 2


def test_who_may_not_ask_at_all_is_told_that_first(cast: Cast) -> None:
    refused(Program().get("/clients?stat=open"), 401)
    refused(program_of(cast.anna, "read").post("/clients?stat=open", {}), 403)


def test_another_clients_thing_is_refused_as_nothing_is(cast: Cast) -> None:
    bob = program_of(cast.bob)
    asked = [refused(bob.get(f"/clients/{key}?stat=open"), 422) for key in (cast.novak.pk, 999_999)]
    assert asked[0]["detail"] == asked[1]["detail"]


def test_what_an_operation_knows_is_what_its_file_lists() -> None:
    document()  # puts the API together
    listed = {
        told["operationId"]: [
            each["name"] for each in told["parameters"] if each.get("in") == "query"
        ]
        for path in FILE["paths"].values()
        for told in path.values()
    }
    assert {camel(name): list(manner.asked) for name, manner in MANNERS.items()} == listed
    assert sum(bool(names) for names in listed.values()) > 80


def test_what_a_form_takes_is_what_its_file_lists() -> None:
    document()  # puts the API together
    listed = {
        told["operationId"]: set(told["requestBody"]["content"]["multipart/form-data"]["example"])
        for path in FILE["paths"].values()
        for told in path.values()
        if "multipart/form-data" in told.get("requestBody", {}).get("content", {})
    }
    assert {camel(m.name): set(m.filled) for m in MANNERS.values() if m.filled} == listed


@pytest.mark.parametrize(
    ("field", "close"), [("dryrun", "; did you mean “dry_run”?"), ("zzyzx", "; remove it")]
)
def test_a_field_that_a_form_does_not_know_is_refused(
    anna: Program, field: str, close: str
) -> None:
    table = SimpleUploadedFile("c.csv", b"number;name\nC-901;Petit\n", "text/csv")
    headers = {"Authorization": f"Bearer {anna.secret}", "Accept-Language": "en"}
    form = {"file": table, field: "true"}
    told = refused(Client().post("/api/v1/imports/clients", form, headers=headers), 422)  # type: ignore[arg-type]
    assert told["errors"] == [{
        "where": field, "code": told["errors"][0]["code"],
        "message": f"there is no field “{field}”{close}",
    }]  # fmt: skip
    assert shown(anna.get("/clients"))["total"] == 2


def test_what_may_be_given_several_times_is_a_list_in_the_file() -> None:
    document()  # puts the API together
    lists = {
        (told["operationId"], each["name"])
        for path in FILE["paths"].values()
        for told in path.values()
        for each in told["parameters"]
        if each.get("in") == "query" and "array" in str(each["schema"])
    }
    assert lists
    assert {(camel(m.name), name) for m in MANNERS.values() for name in m.lists} == lists

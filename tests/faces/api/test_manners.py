"""What every operation does alike: who may ask, errors, pages, ETags, keys, limits."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client, override_settings

from tenir import clock
from tenir.apps.journal.queries import entries
from tenir.apps.parties.queries import Client as Party
from tenir.faces.api import limits
from tenir.faces.api.models import Answered
from tenir.viewer import SYSTEM
from tests.cast import Cast, assemble
from tests.faces.api.programs import Program, program_of, refused, shown
from tests.stories.threads import together

NEW = {"number": "C-100", "name": "Fonderie Petit"}


def test_a_stranger_and_a_wrong_token_are_told_to_sign_in(cast: Cast) -> None:
    for program in (Program(), Program("tenir_wrong")):
        response = program.get("/clients")
        assert refused(response, 401)["code"] == "api.unauthenticated"
        assert response["WWW-Authenticate"] == 'Bearer realm="Tenir"'


def test_a_token_does_what_its_scopes_say_and_no_more_than_its_person(cast: Cast) -> None:
    assert refused(program_of(cast.anna, "read").post("/clients", NEW), 403)["code"] == (
        "accounts.scope_missing"
    )
    assert refused(program_of(cast.sam).post("/clients", NEW), 403)["code"] == (
        "parties.keeps_clients"
    )
    assert shown(program_of(cast.anna, "parties.write").post("/clients", NEW), 201)


def test_what_another_client_has_is_not_found_rather_than_forbidden(cast: Cast) -> None:
    charlie = program_of(cast.charlie)
    there = refused(charlie.get(f"/clients/{cast.martin.pk}"), 404)
    nowhere = refused(charlie.get("/clients/999999"), 404)
    assert there["detail"] == nowhere["detail"]
    change = partial(charlie.call, "PATCH", told={"siren": "1"}, If_Match="*")
    assert refused(change(f"/clients/{cast.martin.pk}"), 404)["code"] == there["code"]


def test_a_person_signed_in_needs_the_pages_csrf_token(cast: Cast) -> None:
    cast.publisher.second_factor_required = False
    cast.publisher.save()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.people["anna"])
    assert shown(Program(browser=browser).get("/clients"))["total"] == 2
    assert refused(Program(browser=browser).post("/clients", NEW), 403)["code"] == "api.csrf"
    browser.get("/console/")  # the page carries the token, its cookie the secret
    token = browser.cookies["csrf"].value
    made = Program(browser=browser).post("/clients", NEW, X_CSRFToken=token)
    assert shown(made, 201)["number"] == "C-100"


def test_whoever_owes_a_second_factor_is_told_so_rather_than_sent_to_a_page(cast: Cast) -> None:
    cast.publisher.second_factor_required = True
    cast.publisher.save()
    browser = Client()
    browser.force_login(cast.people["anna"])
    assert refused(Program(browser=browser).get("/clients"), 403)["code"] == "api.held_back"


def test_a_token_is_made_by_whoever_gave_their_password_lately(cast: Cast) -> None:
    browser, at = Client(), clock.now()
    cast.people["bob"].set_password("a long enough one")
    cast.people["bob"].save()
    browser.force_login(cast.people["bob"])
    told = {"name": "n", "scopes": ["read"], "expires_at": (at + timedelta(days=9)).isoformat()}
    program = Program(browser=browser)
    assert refused(program.post("/tokens", told), 403)["code"] == "api.reauthenticate"
    browser.post("/account/reauthenticate/", {"password": "a long enough one"})
    made = shown(program.post("/tokens", told, Idempotency_Key="k1"), 201)
    assert shown(Program(made["secret"]).get("/me"))["scopes"] == ["read"]
    assert shown(program.post("/tokens", told, Idempotency_Key="k1"), 201) == made


def test_errors_are_told_in_the_language_asked_for_or_else_the_readers(cast: Cast) -> None:
    anna = program_of(cast.anna, language="")
    told = refused(anna.get("/clients/999999", Accept_Language="en"), 404)
    assert "no such" in told["detail"] or "no access" in told["detail"]
    assert refused(anna.get("/clients/999999"), 404)["title"] == "introuvable"
    assert anna.get("/clients/999999")["Content-Language"] == "fr"


def test_each_fault_of_a_request_is_placed(anna: Program) -> None:
    told = refused(anna.post("/clients", {"name": 3, "nmae": "x", "language": "de"}), 422)
    assert {each["where"] for each in told["errors"]} == {"number", "name", "nmae", "language"}
    assert refused(anna.get("/clients?page=0&sort=colour"), 422)["errors"][0]["where"] == "page"


@pytest.mark.parametrize("body", [b"{", b'{"a": NaN}', b'"\\ud800"', b'["\\u0000"]', b"\xff"])
def test_what_is_no_json_is_unreadable(anna: Program, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {anna.secret}"}
    response = Client().generic(
        "POST", "/api/v1/clients", body, content_type="application/json", headers=headers
    )
    assert refused(response, 400)["code"] == "api.unreadable"


def test_an_address_without_operation_and_a_method_without_one_are_problems(anna: Program) -> None:
    assert refused(anna.get("/nothing/here"), 404)["code"] == "api.plain_404"
    response = anna.call("PUT", "/clients")
    assert refused(response, 405)["code"] == "api.plain_405"
    assert set(response["Allow"].split(", ")) == {"GET", "POST"}


def test_a_list_comes_in_pages_with_links_to_its_neighbours(anna: Program) -> None:
    response = anna.get("/clients?per_page=1&name=n&sort=-name")
    told = shown(response)
    assert (told["page"], told["pages"], told["total"], len(told["items"])) == (1, 2, 2, 1)
    assert told["items"][0]["name"] == "Novak s.r.o."
    assert '</api/v1/clients?per_page=1&name=n&sort=-name&page=2>; rel="next"' in response["Link"]
    assert shown(anna.get("/clients?page=1000&per_page=200"))["items"] == []
    refused(anna.get("/clients?page=99999999999999999999"), 422)


def test_what_has_not_changed_is_not_sent_again(anna: Program, cast: Cast) -> None:
    path = f"/clients/{cast.martin.pk}"
    first = anna.get(path)
    again = anna.get(path, If_None_Match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_change_says_what_it_was_read_as(anna: Program, cast: Cast) -> None:
    path = f"/clients/{cast.martin.pk}"
    read = anna.get(path)["ETag"]
    change = partial(anna.call, "PATCH", path)
    assert refused(change({"siren": "552100554"}), 428)["code"] == "api.condition_missing"
    changed = change({"siren": "552100554"}, If_Match=read)
    assert shown(changed)["siren"] == "552100554"
    assert changed["ETag"] == anna.get(path)["ETag"]
    assert refused(change({"siren": "732829320"}, If_Match=read), 412)["code"] == "api.changed"
    assert shown(anna.get(path))["siren"] == "552100554"


def test_a_creation_repeated_under_its_key_is_done_once(anna: Program) -> None:
    first = anna.post("/clients", NEW, Idempotency_Key="k1")
    again = anna.post("/clients", NEW, Idempotency_Key="k1")
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first["Location"] == again["Location"] == f"/api/v1/clients/{shown(first, 201)['id']}"
    assert (first.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")
    assert entries(SYSTEM, verb="parties.client_registered").count() == 1


def test_another_request_under_the_same_key_is_refused(anna: Program, cast: Cast) -> None:
    shown(anna.post("/clients", NEW, Idempotency_Key="k1"), 201)
    other = anna.post("/clients", {**NEW, "number": "C-101"}, Idempotency_Key="k1")
    assert refused(other, 422)["code"] == "api.other_request"
    mine = program_of(cast.adam).post("/clients", {**NEW, "number": "C-102"}, Idempotency_Key="k1")
    assert shown(mine, 201)["number"] == "C-102"


def test_a_refused_creation_may_be_asked_again_under_its_key(anna: Program) -> None:
    taken = {**NEW, "number": "C-001"}
    refused(anna.post("/clients", taken, Idempotency_Key="k1"), 409)
    assert shown(anna.post("/clients", NEW, Idempotency_Key="k1"), 201)


def test_a_key_serves_for_a_day(anna: Program) -> None:
    shown(anna.post("/clients", NEW, Idempotency_Key="k1"), 201)
    Answered.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    refused(anna.post("/clients", NEW, Idempotency_Key="k1"), 409)  # done anew: the number is taken


def test_what_was_answered_is_kept_sealed(anna: Program) -> None:
    anna.post("/clients", NEW, Idempotency_Key="k1")
    assert "Fonderie" not in Answered.objects.get().body


@override_settings(API_LIMITS={"token": 3, "address": 100, "stranger": 2})
def test_a_minute_has_so_many_calls_of_one_token(anna: Program, cast: Cast) -> None:
    answers = [anna.get("/clients") for _ in range(5)]
    counted = [each.status_code for each in answers]
    assert counted in ([200] * 3 + [429] * 2, [200] * 4 + [429], [200] * 5)  # a minute may end
    assert program_of(cast.sam).get("/clients").status_code == 200
    if counted[3] == 429:
        assert refused(answers[3], 429)["code"] == "api.too_many"
        assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert answers[0]["RateLimit-Policy"] == '"token";q=3;w=60'


@override_settings(API_LIMITS={"token": 100, "address": 100, "stranger": 2})
def test_other_processes_draw_on_the_same_minute(cast: Cast) -> None:
    at = clock.now()
    seen = []
    for _ in range(3):
        limits.forget()  # as a process that has drawn nothing yet
        try:
            limits._spend("stranger", "192.0.2.1", at=at)
            seen.append("given")
        except limits.TooMany:
            seen.append("refused")
    assert seen == ["given", "given", "refused"]


@pytest.mark.django_db(transaction=True)
def test_eight_who_repeat_a_creation_at_once_make_it_once() -> None:
    anna = program_of(assemble().anna)
    headers = {"Idempotency_Key": "k1"}
    answers = together(
        *[lambda: Program(anna.secret).post("/clients", NEW, **headers) for _ in range(8)]
    )
    assert {(each.status_code, each.content) for each in answers} == {  # type: ignore[attr-defined]
        (201, answers[0].content)  # type: ignore[attr-defined]
    }
    assert Party.objects.filter(number="C-100").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_change_what_they_read_alike_do_not_overwrite_each_other() -> None:
    cast = assemble()
    anna, path = program_of(cast.anna), f"/clients/{cast.martin.pk}"
    read = anna.get(path)["ETag"]
    answers = together(
        *[
            lambda n=n: Program(anna.secret).call(  # type: ignore[misc]
                "PATCH", path, {"address": f"{n} rue Neuve"}, If_Match=read
            )
            for n in range(4)
        ]
    )
    assert sorted(each.status_code for each in answers) == [200, 412, 412, 412]  # type: ignore[attr-defined]

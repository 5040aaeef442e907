"""Where an address leads no further: the frame stays, with what is wrong and what to do."""

from __future__ import annotations

import pytest
from allauth.core import ratelimit
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.views.defaults import server_error

from tenir.apps.accounts.models import Person
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]

MENU = {"console": 'href="/console/journal/"', "portal": 'href="/portal/journal/"'}
SEARCH = {"console": 'action="/console/search/"', "portal": 'action="/portal/search/"'}


def body(answer: HttpResponse, status: int) -> str:
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "path", "face"),
    [
        ("anna", "/console/clients/999999/", "console"),
        ("anna", "/console/no/such/place/", "console"),
        ("anna", "/portal/requests/1/", "console"),
        ("anna", "/nowhere/", "console"),
        ("anna", "/account/nowhere/", "console"),
        ("alice", "/portal/requests/999999/", "portal"),
        ("alice", "/console/", "portal"),
        ("alice", "/nowhere/", "portal"),
    ],
)
def test_who_is_signed_in_keeps_their_face(cast: Cast, who: str, path: str, face: str) -> None:
    page = body(as_(cast, who).get(path), 404)
    assert "Rien ici" in page
    assert "introuvable" in page
    assert MENU[face] in page
    assert SEARCH[face] in page
    assert 'action="/account/language/"' in page


def test_a_dead_link_leads_to_the_list_that_it_was_of(cast: Cast) -> None:
    for who, path, to in (
        ("alice", "/portal/requests/999999/", "/portal/requests/"),
        ("anna", "/console/agreement/999999/", "/console/agreement/"),
    ):
        page = body(as_(cast, who).get(path), 404)
        assert f'<a class="btn btn-primary" href="{to}">' in page


def test_the_public_frame_is_for_strangers_and_for_public_addresses(cast: Cast) -> None:
    stranger = body(Client().get("/nowhere/?a=b"), 404)
    assert 'class="public-top"' in stranger
    assert 'href="/account/login/?next=/nowhere/%3Fa%3Db"' in stranger
    for who in ("anna", "alice"):
        page = body(as_(cast, who).get("/agreement/999999/"), 404)
        assert 'class="public-top"' in page
        assert "/account/login/" not in page


def test_anothers_thing_and_nothing_are_told_in_the_same_words(cast: Cast) -> None:
    theirs, nothing = (
        body(as_(cast, "charlie").get(path), 404)
        for path in (f"/portal/requests/{cast.things['request']}/", "/portal/requests/999999/")
    )
    number = str(cast.things["request"])
    assert theirs.count("Rien ici") == nothing.count("Rien ici")
    main = [page.partition("<main")[2].partition("</main>")[0] for page in (theirs, nothing)]
    assert main[0] == main[1].replace("999999", number)


def test_a_refusal_is_told_in_the_frame_of_its_face(cast: Cast) -> None:
    Person.objects.update(language="en")
    rose = as_(cast, "rose")
    there = f"/portal/requests/{cast.things['request']}/"
    given = {"text": "Hello", "whole": "1"}
    done = body(
        rose.post(f"{there}say/", given, headers={"referer": f"http://testserver{there}"}), 403
    )
    for page, says, but in (
        (done, "Nothing was changed.", "Not open to you"),
        (body(rose.get("/account/reauthenticate/"), 403), "Not open to you", "Nothing was changed"),
    ):
        assert MENU["portal"] in page
        assert says in page
        assert but not in page
    assert f'<a class="btn btn-primary" href="{there}">' in done


def test_a_form_without_its_token_is_told_in_the_frame(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.people["bob"])
    there = f"/portal/contacts/{cast.martin.pk}/"
    page = body(
        browser.post(f"{there}confirm/", headers={"referer": f"http://testserver{there}"}), 403
    )
    assert MENU["portal"] in page
    assert "sans la marque de sa page" in page
    assert "Rien n'a été changé" in page
    assert f'href="{there}"' in page


def test_who_has_something_to_do_first_is_told_so(cast: Cast) -> None:
    Person.objects.update(professional_use_at=None)
    page = body(as_(cast, "alice").post("/portal/requests/new/"), 403)
    assert "la page de départ le dit" in page


def test_an_address_of_no_host_of_ours_is_told_without_a_viewer() -> None:
    assert "public-top" in body(Client().get("/", headers={"host": "elsewhere.example"}), 400)


def test_too_many_tries_are_told_in_words(cast: Cast) -> None:
    page = body(ratelimit.respond_429(_asked(cast, "alice")), 429)
    assert MENU["portal"] in page
    assert "essais en peu de temps" in page


def _asked(cast: Cast, who: str) -> HttpRequest:
    request = RequestFactory().get("/account/login/")
    request.user, request.viewer = cast.people[who], getattr(cast, who)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(("who", "most"), [("anna", 3), ("alice", 4)])
def test_a_dead_end_costs_no_more_than_its_frame(cast: Cast, who: str, most: int) -> None:
    browser = as_(cast, who)
    with CaptureQueriesContext(connection) as asked:
        body(browser.get("/nowhere/"), 404)
    assert len(asked) <= most


def test_a_fault_of_ours_is_told_without_the_database(cast: Cast) -> None:
    request = _asked(cast, "alice")
    with CaptureQueriesContext(connection) as asked:
        page = body(server_error(request), 500)
    assert len(asked) == 0
    assert "Something went wrong" in page


@pytest.mark.parametrize(
    ("before", "leads"),
    [
        ("http://testserver/portal/trainings/", True),
        ("https://evil.example/portal/trainings/", False),
    ],
)
def test_a_refusal_leads_back_to_a_page_of_ours_alone(cast: Cast, before: str, leads: bool) -> None:
    there = f"/portal/requests/{cast.things['request']}/say/"
    given = {"text": "Hello", "whole": "1"}
    told = as_(cast, "rose").post(there, given, headers={"referer": before})
    page = body(told, 403)
    assert ('primary" href="/portal/trainings/">' in page) is leads
    assert "evil" not in page

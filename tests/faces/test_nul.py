"""NUL, which PostgreSQL keeps in no text, breaks no page, wherever it comes in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ADDRESSES = (
    "/status/subscription/%00/", "/account/oidc/%00/login/callback/", "/portal/status/%00/",
    "/console/works/%00/", "/console/incidents/a%00b/",
)  # fmt: skip


@pytest.fixture
def browser(cast: Cast) -> Client:
    cast.publisher.second_factor_required = False
    cast.publisher.save()
    found = Client()
    found.force_login(cast.people["adam"])
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_with_it_leads_nowhere(browser: Client, address: str) -> None:
    assert Client().get(address).status_code == 404
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/account/views/", {"page": "console:commitments", "name": "a\0b", "next": "/"}),
        ("/account/unsent/", {"place": "a\0b", "words": "x"}),
        ("/account/unsent/", {"place": "here", "wo\0rds": "x"}),
        ("/console/notices/unreachable/reach/", {"address": "zoe\0@example.org"}),
    ],
)
def test_a_form_with_it_is_not_read(browser: Client, address: str, told: dict[str, str]) -> None:
    answer = browser.post(address, told)
    assert answer.status_code == 400
    assert "ne peut être lu" in answer.content.decode()


@pytest.mark.parametrize("address", ["/console/knowledge/?product=", "/console/journal/?clause="])
def test_a_question_is_asked_without_it(browser: Client, address: str) -> None:
    page = browser.get(f"{address}%00x%00&a=%00&b%00=1")
    assert page.status_code == 200
    assert page.wsgi_request.GET.getlist(address.partition("?")[2][:-1]) == ["x"]


def test_a_session_s_cookie_with_it_is_no_session(cast: Cast) -> None:
    """A quoted cookie may say so: it is read by its octal code."""
    browser = Client(headers={"Cookie": r'session="abcdefgh\000abcdefgh"'})
    assert browser.get("/portal/").status_code == 302
    assert browser.get("/account/login/").status_code == 200

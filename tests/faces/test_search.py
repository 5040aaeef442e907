"""Search as people meet it: in the console and in the portal."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.apps.accounts.models import Person
from tenir.apps.agreements import services as agreements
from tenir.apps.documents import services as documents
from tenir.apps.parties import services as parties
from tenir.integrations.upkeep import searching
from tenir.viewer import SYSTEM
from tests.cast import Cast, assemble
from tests.faces.api.programs import program_of
from tests.once import once

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
@once
def cast(db: None) -> Cast:
    cast = assemble()
    for organisation in (cast.publisher, cast.martin.organisation, cast.novak.organisation):
        organisation.second_factor_required = False
        organisation.save()
    searching.rebuild()
    return cast


def shown(cast: Cast, who: str, path: str, **asked: str) -> str:
    browser = Client()
    browser.force_login(cast.people[who])
    response = browser.get(path, asked)
    assert response.status_code == 200
    return re.sub(r"[A-Za-z0-9]{64}", "", response.content.decode())  # tokens of forms


def test_staff_find_both_clients_and_a_client_its_own_alone(cast: Cast) -> None:
    assert "<mark>Martin</mark>" in shown(cast, "sam", "/console/search/", q="martin")
    assert "<mark>Martin</mark>" in shown(cast, "alice", "/portal/search/", q="MARTÍN")


def test_a_stranger_is_told_the_same_of_a_client_and_of_nothing(cast: Cast) -> None:
    for path in ("/portal/search/", "/portal/search/suggestions/"):
        theirs = shown(cast, "charlie", path, q="martin").replace("martin", "…")
        nothing = shown(cast, "charlie", path, q="zzzzzz").replace("zzzzzz", "…")
        assert theirs == nothing


def test_a_renamed_row_shows_what_it_is_called_today(cast: Cast) -> None:
    parties.change_client(cast.martin.pk, legal_name="Société d'Œuvre", actor=cast.anna, at=NOON)
    assert "Ateliers Martin" in shown(cast, "sam", "/console/search/", q="societe oeuvre")


def test_an_empty_question_says_what_can_be_searched(cast: Cast) -> None:
    assert "empty-note" in shown(cast, "alice", "/portal/search/")
    assert "/portal/documents/" in shown(cast, "alice", "/portal/search/suggestions/")


def test_hostile_words_are_shown_as_words(cast: Cast) -> None:
    page = shown(cast, "sam", "/console/search/", q='"><script>alert(1)</script>\0')
    assert "<script>alert" not in page
    shown(cast, "sam", "/console/search/", q="x" * 10_000, kind="nothing")


def test_staff_find_documents_by_their_titles_each_those_it_reads(cast: Cast) -> None:
    """In the console and by the API; a client finds its own, and nobody what is not for them."""
    for title, audience in (("all", "client"), ("breaches", "security")):
        documents.keep(
            io.BytesIO(b"words\n"), filename="report.txt", title=f"Yearly of {title}",
            purpose="minutes", organisation=cast.martin.pk, audience=audience,
            actor=cast.sofia, at=NOON,
        )  # fmt: skip
    for who, path, titles in (
        ("sofia", "console", ["all", "breaches"]),
        ("sam", "console", ["all"]),
        ("alice", "portal", ["all"]),
        ("charlie", "portal", []),
    ):
        page = shown(cast, who, f"/{path}/search/", q="yearly")
        told = program_of(getattr(cast, who)).get("/search?q=yearly").json()["groups"]
        results = [row for group in told for row in group["results"]]
        assert {row["title"] for row in results} == {f"Yearly of {title}" for title in titles}
        assert all(f'href="{row["page"]}"' in page for row in results)
        for row in results if path == "console" else ():
            assert row["title"] in shown(cast, who, row["page"])
        assert page.count("<mark>Yearly</mark>") == len(titles)


def test_a_version_is_told_with_its_day_as_its_reader_writes_days(cast: Cast) -> None:
    agreements.install_reference(actor=SYSTEM, at=datetime(2026, 11, 16, 23, 30, tzinfo=UTC))
    for language, day in (("fr", "17/11/2026"), ("en", "17 Nov 2026")):
        Person.objects.update(language=language)
        page = re.sub("</?mark>", "", shown(cast, "sam", "/console/search/", q="reference"))
        assert "Version 1" in page
        assert day in page
        assert "2026-11-1" not in page


def test_suggestions_offer_pages_too(cast: Cast) -> None:
    assert "/console/journal/" in shown(cast, "sam", "/console/search/suggestions/", q="jour")


def test_a_question_costs_one_query_and_one_for_each_kind_found(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.people["sam"])
    with CaptureQueriesContext(connection) as empty:
        browser.get("/console/search/")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/console/search/", {"q": "martin"}).content.decode()
    assert page.count("search-group") == 3  # clients, contacts, people
    assert len(asked) - len(empty) == 1 + 3

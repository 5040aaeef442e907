"""Help in the reader's frame, and a clause's words from the version that holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tenir.apps.accounts.models import Person
from tenir.terms.clauses import find
from tenir.ui import articles
from tests.cast import Cast
from tests.faces.test_pages import cast, visited

__all__ = ["cast"]


def test_each_reads_an_article_in_their_own_frame(cast: Cast) -> None:
    for who, to in (("anna", "/console/help/access/"), ("alice", "/portal/help/access/")):
        assert visited(cast, who, "/help/access/")[:2] == (302, to)
        shown = visited(cast, who, to)[2]
        assert "<h1" in shown
        assert '<article class="col-lg-9 prose" lang="fr">' in shown
        assert ">Accès<" in shown
        assert "en anglais" not in shown
        assert f'href="{to.replace("access", "availability")}"' in shown  # its neighbour
    assert visited(cast, "nobody", "/help/access/")[0] == 200
    assert visited(cast, "nobody", "/help/nothing/")[0] == 404


def test_articles_for_staff_alone_are_listed_in_the_console_alone(cast: Cast) -> None:
    for who, folder, listed in (("olga", "/console/help/", True), ("alice", "/portal/help/", False),
                                ("nobody", "/help/", False)):  # fmt: skip
        for at in (folder, f"{folder}support/"):
            shown = visited(cast, who, at)[2]
            assert (f'href="{folder}background/"' in shown) is listed, (who, at)
            assert f'href="{folder}account/"' in shown


def test_people_are_not_shown_what_is_for_who_changes_tenir(cast: Cast) -> None:
    shown = visited(cast, "alice", "/portal/help/support/")[2]
    assert "Ce qui fait courir, arrête et suspend le délai" in shown
    for code in ("Pour qui modifie Tenir", "judge response-due", "sent_incomplete", "told_late"):
        assert code not in shown


def test_an_article_without_french_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "news.md").write_text("# News\n\nWhat is new.\n")
    monkeypatch.setattr(articles, "PLACES", (tmp_path,))
    articles._written.cache_clear()
    try:
        shown = visited(cast, "alice", "/portal/help/news/")[2]
    finally:
        articles._written.cache_clear()
    assert "rédigée en anglais" in shown
    assert '<article class="col-lg-9 prose" lang="en">' in shown


@pytest.mark.clause("3.4")
def test_a_clause_leads_to_its_place_and_tells_its_words(cast: Cast) -> None:
    status, to, _ = visited(cast, "nobody", "/agreement/clause/5.5b/")
    assert (status, to.partition("#")[2]) == (302, "5.5")
    assert 'id="5.5"' in visited(cast, "nobody", to.partition("#")[0])[2]
    words = visited(cast, "alice", "/agreement/clause/5.6/words/")[2]
    assert "5.6 · Pénalités" in words
    assert "<html" not in words
    for unknown in ("5.99", "x"):
        assert visited(cast, "nobody", f"/agreement/clause/{unknown}/")[0] == 404
        assert visited(cast, "nobody", f"/agreement/clause/{unknown}/words/")[0] == 404


@pytest.mark.clause("3.4")
def test_a_clause_is_called_in_the_readers_language_above_its_own_words(cast: Cast) -> None:
    Person.objects.update(language="en")
    words = visited(cast, "alice", "/agreement/clause/5.6/words/")[2]
    assert f"<h2>5.6 · {find('5.6').en}</h2>" in words
    assert '<p class="fw-medium" lang="fr">Pénalités de disponibilité</p>' in words


def test_the_living_page_is_for_staff_where_it_is_no_demonstration(
    cast: Cast, settings: object
) -> None:
    from dataclasses import replace  # noqa: PLC0415

    settings.TENIR = replace(settings.TENIR, demonstration=False)  # type: ignore[attr-defined]
    assert visited(cast, "anna", "/design/")[0] == 200
    assert visited(cast, "alice", "/design/")[0] == 404
    assert Client().get("/design/?language=en").status_code == 404

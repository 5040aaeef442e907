"""The knowledge base: written, looked at, published, read by whom it is for, in their language."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.support import services
from tenir.apps.support.models import Article
from tests.cast import Cast
from tests.faces.test_deeds import as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def read(cast: Cast, who: str, name: str, *args: int, query: str = "") -> str:
    page: str = as_(cast, who).get(reverse(name, args=args) + query).content.decode()
    return page


def test_an_article_is_looked_at_kept_as_a_draft_and_published(cast: Cast) -> None:
    """Clause: 7.3."""
    told = {"title_en": "Import", "body_en": "Choose *Import* <b>now</b>.", "products": ["drive"]}
    seen = post(cast, "sam", "console:knowledge-new", **told, act="look").content.decode()
    assert "<em>Import</em> &lt;b&gt;now&lt;/b&gt;" in seen
    assert 'value="Import"' in seen
    assert Article.objects.count() == 1
    post(cast, "sam", "console:knowledge-new", **told)
    made = Article.objects.latest("pk")
    assert "Import" not in read(cast, "alice", "portal:knowledge")
    publish = reverse("console:knowledge-publish", args=[made.pk])
    page = as_(cast, "sam").post(publish, follow=True).content.decode()
    assert "Published: its readers find it now" in page
    assert "<em>Import</em>" in read(cast, "alice", "portal:knowledge-one", made.pk)


def test_half_an_article_says_what_is_missing_beside_its_field(cast: Cast) -> None:
    """Clause: 7.3."""
    page = post(cast, "sam", "console:knowledge-new", title_en="Import")
    assert page.status_code == 400
    assert 'id="id_title_en_error"' in page.content.decode()


def test_readers_go_on_reading_what_is_published_while_the_next_version_is_written(
    cast: Cast,
) -> None:
    """Clause: 7.3."""
    key = cast.things["article"]
    page = read(cast, "alice", "portal:knowledge-one", key)
    assert "<em>Exporter</em>" in page
    assert "not written in your language" in page
    assert 'lang="fr"' in page
    assert "A draft waits" in read(cast, "sam", "console:knowledge")
    shown = read(cast, "sam", "console:knowledge-one", key)
    assert "Publish version 2" in shown
    assert "Said in English too" in shown
    assert "<em>Exporter</em>" in read(cast, "sam", "console:knowledge-one", key,
                                       query="?version=1")  # fmt: skip
    post(cast, "sam", "console:knowledge-publish")
    assert "<strong>Export</strong>" in read(cast, "alice", "portal:knowledge-one", key)
    former = read(cast, "alice", "portal:knowledge-one", key, query="?version=1")
    assert "a later one is published" in former


def test_the_next_version_begins_with_the_last_ones_words(cast: Cast) -> None:
    """Clause: 7.3."""
    page = read(cast, "sam", "console:knowledge-write", cast.things["article"])
    assert "Choose **Export**." in page
    assert re.search(r'value="drive"[^>]* checked', page)


def test_one_finds_an_article_by_its_words_in_either_language_and_whatever_accents(
    cast: Cast,
) -> None:
    """Clause: 7.3."""
    post(cast, "sam", "console:knowledge-publish")
    for words in ("choisissez EXPÔRTER", "choose export"):
        assert "Export</a>" in read(cast, "alice", "portal:knowledge", query=f"?text={words}")
    assert "Export</a>" not in read(cast, "alice", "portal:knowledge", query="?text=import")


def test_what_is_withdrawn_or_inside_or_of_another_product_is_read_by_no_client(
    cast: Cast,
) -> None:
    """Clause: 7.3."""
    key = cast.things["article"]
    gone = reverse("portal:knowledge-one", args=[key])
    assert as_(cast, "alice").get(gone).status_code == 200
    for given in ({"inside": True, "products": ["drive"]}, {"products": ["mobile-sales"]}):
        services.write_article(
            title_en="Export", body_en="Words", article=key, actor=cast.sam, at=clock.now(),
            **given,  # type: ignore[arg-type]
        )  # fmt: skip
        services.publish_article(key, actor=cast.sam, at=clock.now())
        assert as_(cast, "alice").get(gone).status_code == 404
    assert post(cast, "sam", "console:knowledge-withdraw").status_code == 400
    page = post(cast, "sam", "console:knowledge-withdraw", because="Out of date").content.decode()
    assert "Withdrawn: clients read it no more" in page
    assert as_(cast, "alice").get(gone).status_code == 404

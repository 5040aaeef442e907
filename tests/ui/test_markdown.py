"""Markdown: no markup of its own, headings that can be linked to, links that stay in the house."""

from __future__ import annotations

from tenir.ui.markdown import contents_of, rendered, rendered_page


def test_no_markup_gets_through() -> None:
    assert "<script>" not in rendered("<script>alert(1)</script>")
    assert 'href="javascript' not in rendered("[x](javascript:alert(1))")


def test_a_clause_and_an_article_are_places() -> None:
    shown = rendered("## Article 5 – Disponibilité\n\n### 5.6 · Pénalités\n\n### A2 · Dimanche")
    assert 'id="article-5"' in shown
    assert 'id="5.6"' in shown
    assert 'id="A2"' in shown


def test_an_agreement_has_its_contents_by_article_and_annex() -> None:
    text = (
        "# Agreement\n\n## Article 5 · Availability\n\n### 5.6 · Claims\n\n## Annexe 1 · Products"
    )
    assert contents_of(text) == [
        ("article-5", "Article 5 · Availability"), ("annexe-1", "Annexe 1 · Products"),
    ]  # fmt: skip
    assert all(f'id="{place}"' in rendered(text) for place, _ in contents_of(text))


def test_an_article_leads_to_its_neighbours_and_not_into_the_code() -> None:
    text = "[a](penalties.md) [b](../glossary.md) [c](https://example.org) [d](support.md#clocks)"
    shown = rendered_page(text, "/help/")
    assert 'href="/help/penalties/"' in shown
    assert 'href="/help/support/#clocks"' in shown
    assert "glossary" not in shown
    assert 'href="https://example.org"' in shown


def test_a_heading_of_an_article_is_a_place() -> None:
    shown = rendered_page("## Worked examples\n\n## Règle, et `code`", "/help/")
    assert '<h2 id="worked-examples">' in shown
    assert '<h2 id="règle-et-code">' in shown

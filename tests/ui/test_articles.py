"""The help pages: each says the same in French, and every link among them leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tenir.ui.articles import FIRST, Article, article, articles, for_readers
from tenir.ui.markdown import place_of

READER = MarkdownIt("commonmark").enable("table")
ENGLISH = {each.name: each for each in articles(FIRST)}
FRENCH = {each.name: each for each in articles("fr") if each.language == "fr"}
OF_CODE = re.compile(
    r"tenir/|\.py\b|services\.|queries\.|`tenir (?!journal)|--reading|TENIR_|[Ii]n code:"
    r"|(?:GET|POST|PUT|DELETE) /|Dans le code|`[a-z]+_[a-z_]+`|```judge"
)
WRITTEN = [*ENGLISH.values(), *FRENCH.values()]
Part = Callable[[Token], object]


def tokens(found: Article) -> Iterator[Token]:
    for token in READER.parse(found.text):
        yield token
        yield from token.children or ()


def parts(found: Article, part: Part) -> list[object]:
    return [one for one in map(part, tokens(found)) if one is not None]


def outline(token: Token) -> object:
    """What a page is made of, in its order: headings, tables, lists, blocks of code."""
    kept = {"heading_open", "tr_open", "list_item_open", "fence"}
    return (token.tag, token.info, token.type == "fence" and token.content) if (
        token.type in kept
    ) else None  # fmt: skip


def code(token: Token) -> object:
    return token.content if token.type == "code_inline" else None


def link(token: Token) -> str | None:
    return str(token.attrGet("href")) if token.type == "link_open" else None


def place(token: Token) -> str | None:
    """Where a link leads, from either folder, whatever the heading is called."""
    found = link(token)
    return found and found.partition("#")[0].replace("../", "")


def test_every_page_is_written_in_french() -> None:
    assert FRENCH.keys() == ENGLISH.keys()


@pytest.mark.parametrize("name", sorted(FRENCH))
def test_a_french_page_has_all_that_the_english_one_has(name: str) -> None:
    ours, theirs = FRENCH[name], ENGLISH[name]
    assert parts(ours, outline) == parts(theirs, outline)
    for part in (code, place):
        assert Counter(parts(ours, part)) == Counter(parts(theirs, part))


@pytest.mark.parametrize("found", WRITTEN, ids=lambda each: f"{each.language}-{each.name}")
def test_a_link_to_a_neighbours_heading_leads_to_one(found: Article) -> None:
    for address in filter(None, map(link, tokens(found))):
        page, _, wanted = unquote(address).partition("#")
        if wanted and (not page or page.removesuffix(".md") in ENGLISH):
            other = article(page.removesuffix(".md") or found.name, found.language)
            assert wanted in headings(other), f"{address} leads to no heading"


@pytest.mark.parametrize("found", WRITTEN, ids=lambda each: f"{each.language}-{each.name}")
def test_what_people_read_of_a_page_speaks_of_no_code(found: Article) -> None:
    if found.name == "past":  # the columns of tables, for those who bring them in
        return
    told = OF_CODE.findall(for_readers(found.text))
    assert told == [], "put it into the last section, which people are not shown"


def test_the_last_section_is_kept_from_readers_and_its_heading_is_known() -> None:
    agreement = ENGLISH["agreement"], FRENCH["agreement"]
    for found, heading in zip(agreement, ("For who changes", "Pour qui modifie"), strict=True):
        assert f"## {heading} Tenir" in found.text
        assert heading not in for_readers(found.text)
        assert "settle_versions" not in for_readers(found.text)


def headings(found: Article) -> set[str]:
    read = READER.parse(found.text)
    return {place_of(read[n + 1].content) for n, each in enumerate(read) if each.tag[:1] == "h"
            and each.type == "heading_open"}  # fmt: skip
